/*
 * Fuzzing the readers of team definitions: the bytes are a YAML file of any of their formats.
 *
 * What must hold: no crash, and what is refused names its place.
 */
#include <assert.h>
#include <string.h>

#include "capacity/registry.h"
#include "catalog/catalog_load.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void take_advice(const char *advice, void *context)
{
	(void)context;
	assert(!strncmp(advice, "f:", 2));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct catalog catalog;
	struct error error;

	if (!catalog_load_text(&catalog, "f", (const char *)bytes, size, capacity_registry,
			       &error)) {
		assert(!strncmp(error.message, "f:", 2));
		return 0;
	}
	catalog_each_advice(&catalog, take_advice, NULL);
	catalog_release(&catalog);
	return 0;
}
