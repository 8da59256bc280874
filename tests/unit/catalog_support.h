/* What the tests of the catalog share: the capacities they know, a text that loads or not. */
#ifndef APLOMB_TESTS_UNIT_CATALOG_SUPPORT_H
#define APLOMB_TESTS_UNIT_CATALOG_SUPPORT_H

#include <string.h>

#include "catalog/catalog_load.h"

static const struct capacity deploy_cadence = {.id = "deploy_cadence", .unit = UNIT_PER_WEEK};
static const struct capacity lead_time = {.id = "lead_time", .unit = UNIT_SECONDS};
static const struct capacity change_success = {.id = "change_success", .unit = UNIT_RATIO};
static const struct capacity restore_time = {.id = "restore_time", .unit = UNIT_SECONDS};
static const struct capacity patch_freshness = {.id = "patch_freshness", .unit = UNIT_RATIO};
static const struct capacity secure_configuration = {.id = "secure_configuration",
						     .unit = UNIT_RATIO};
static const struct capacity shadowing = {.id = "shadowing", .unit = UNIT_DAYS};
static const struct capacity simplification = {.id = "simplification", .unit = UNIT_COUNT};

static const struct capacity *const known_capacities[] = {
	&deploy_cadence,       &lead_time, &change_success, &restore_time, &patch_freshness,
	&secure_configuration, &shadowing, &simplification, NULL};

/* Named t.yaml. */
static inline bool text_load(struct catalog *catalog, const char *text, struct error *error)
{
	return catalog_load_text(catalog, "t.yaml", text, strlen(text), known_capacities,
				 error);
}

static inline struct catalog loaded(const char *text)
{
	struct error error = {0};
	struct catalog catalog;

	if (!text_load(&catalog, text, &error))
		fail_msg("%s", error.message);
	return catalog;
}

/* The message of what is refused, without "t.yaml:"; the catalog is left as it was. */
static inline void refused(const char *text, const char *message)
{
	struct error error = {0};
	struct catalog catalog = {.team_count = 77};

	if (text_load(&catalog, text, &error))
		fail_msg("taken: %s", text);
	assert_int_equal(error.kind, ERROR_INVALID);
	assert_memory_equal(error.message, "t.yaml:", 7);
	assert_string_equal(error.message + 7, message);
	assert_int_equal(catalog.team_count, 77);
}

#endif
