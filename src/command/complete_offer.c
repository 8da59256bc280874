/* The candidates of a completion, and where each comes from. */
#include "command/complete.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/embedded.h"
#include "base/text.h"
#include "capacity/registry.h"
#include "catalog/catalog_load.h"
#include "command/fields.h"
#include "intake/intake.h"
#include "report/wording.h"

#define FILES ":files"
#define DIRECTORIES ":directories"

/* -- candidates ---------------------------------------------------------------------------- */

void offer(const struct completing *completing, const char *word, const char *help)
{
	struct buffer visible;

	if (strncmp(word, completing->begun, strlen(completing->begun)) != 0)
		return;
	buffer_init(&visible);
	text_add_visible(&visible, help, strlen(help));
	printf("%s%s\t%s\n", completing->before, word, visible.bytes);
	buffer_release(&visible);
}

/* Each of the words between spaces (or bars). */
static void offer_words(const struct completing *completing, const char *words,
			const char *help)
{
	while (*words) {
		size_t length = strcspn(words, " |");

		if (length)
			offer(completing,
			      arena_copy(&completing->invocation->arena, words, length), help);
		words += length + (words[length] != '\0');
	}
}

static void offer_types(const struct completing *completing)
{
	for (size_t i = 0; i < EVENT_KIND_COUNT; i++)
		offer(completing, event_types[i].name, "type of event");
}

static void offer_formats(const struct completing *completing)
{
	struct intake_formats formats;

	if (completing->command && completing->command->formats) {
		for (size_t i = 0; completing->command->formats[i]; i++)
			offer(completing, completing->command->formats[i], "format");
		return;
	}
	intake_formats_load(&formats, &completing->invocation->arena);
	for (size_t i = 0; i < formats.count; i++)
		offer(completing, formats.formats[i].name, formats.formats[i].summary);
	offer(completing, "auto", "each file in the format that it is of");
}

static void offer_capacities(const struct completing *completing)
{
	for (size_t i = 0; capacity_registry[i]; i++)
		offer(completing, capacity_registry[i]->id,
		      capacity_title(capacity_registry[i]));
}

/* -- what the YAML names ------------------------------------------------------------------- */

/* Shells leave it to the program's own reader to know what ~ is. */
static char *without_tilde(const struct completing *completing, char *word)
{
	const char *home = getenv("HOME");

	if (strncmp(word, "~/", 2) != 0 || !home)
		return word;
	return arena_printf(&completing->invocation->arena, "%s%s", home, word + 1);
}

/* The catalog that the words so far name; false, without a word, where there is none. */
static bool load_catalog(const struct completing *completing, struct catalog *catalog)
{
	struct invocation typed;
	struct error error;
	int count = completing->count - (completing->pending != NULL);
	char **words = ARENA_ARRAY(&completing->invocation->arena, (size_t)count + 2, char *);
	bool is_loaded;

	if (completing->command == &command_demo)
		return catalog_load_text(
			catalog, "demo", embedded_demo_teams,
			embedded_length_bytes(embedded_demo_teams, embedded_demo_teams_end),
			capacity_registry, &error);
	words[0] = arena_copy_string(&completing->invocation->arena, "aplomb");
	for (int i = 0; i < count; i++)
		words[i + 1] = without_tilde(completing, completing->words[i]);
	is_loaded = invocation_parse(&typed, commands, count + 1, words, &error) &&
		    invocation_catalog(&typed, catalog, &error);
	arena_release(&typed.arena);
	return is_loaded;
}

void offer_teams(const struct completing *completing)
{
	struct catalog catalog;

	if (!load_catalog(completing, &catalog))
		return;
	for (size_t i = 0; i < catalog.team_count; i++)
		offer(completing, catalog.teams[i].id, catalog.teams[i].name);
	catalog_release(&catalog);
}

static void offer_services(const struct completing *completing)
{
	struct catalog catalog;

	if (!load_catalog(completing, &catalog))
		return;
	for (size_t i = 0; i < catalog.service_count; i++)
		offer(completing, catalog.services[i].id, catalog.services[i].name);
	catalog_release(&catalog);
}

void offer_commands(const struct completing *completing)
{
	for (size_t i = 1; commands[i]; i++)
		offer(completing, commands[i]->name, commands[i]->summary);
}

static void offer_shown(const struct completing *completing)
{
	offer_capacities(completing);
	for (size_t i = 0; topics[i]; i++)
		offer(completing, topics[i]->id, topics[i]->summary);
}

void offer_for(const struct completing *completing, const char *what)
{
	static const struct {
		const char *what;
		void (*offer)(const struct completing *completing);
	} lists[] = {
		{"TEAM", offer_teams},	     {"CAPACITY", offer_shown},
		{"TYPE", offer_types},	     {"KIND", offer_types},
		{"FORMAT", offer_formats},   {"SERVICE", offer_services},
		{"COMMAND", offer_commands},
	};

	for (size_t i = 0; i < sizeof(lists) / sizeof(*lists); i++)
		if (strcmp(lists[i].what, what) == 0)
			lists[i].offer(completing);
	if (strcmp(what, "FILE") == 0 || strcmp(what, "PATH") == 0 ||
	    strcmp(what, "DAMAGED") == 0 || strcmp(what, "NEW") == 0)
		puts(FILES);
	else if (strcmp(what, "DIR") == 0)
		puts(DIRECTORIES);
	else if (strcmp(what, "SPAN") == 0)
		offer_words(completing, "4w 12w 26w 1y", "the window");
	else if (strchr(what, '|'))
		offer_words(completing, what, "");
}

/* -- options and fields -------------------------------------------------------------------- */

void offer_options(const struct completing *completing)
{
	for (size_t i = 0; i < OPTION_COUNT; i++) {
		const struct option_row *row = option_row((enum option)i);

		if (option_row_is_for(row,
				      completing->command ? completing->command : commands[0]))
			offer(completing,
			      arena_printf(&completing->invocation->arena, "--%s", row->name),
			      row->help);
	}
}

const char *field_option(const struct completing *completing, const struct event_field *field)
{
	return arena_printf(&completing->invocation->arena, "--%s", field_option_name(field));
}

void offer_fields(const struct completing *completing)
{
	const struct event_type *type = event_type_find(completing->type);

	for (size_t i = 0; type && i < type->field_count; i++)
		offer(completing, field_option(completing, &type->fields[i]),
		      type->fields[i].help);
	/* Options that are record's own may follow it; the others go before. */
	for (size_t i = 0; i < OPTION_COUNT; i++) {
		const struct option_row *row = option_row((enum option)i);

		if (row->commands && option_row_is_for(row, completing->command) &&
		    !(type && event_field_find(type, row->name) >= 0))
			offer(completing,
			      arena_printf(&completing->invocation->arena, "--%s", row->name),
			      row->help);
	}
	offer(completing, "--help", "its fields");
}

void offer_value(const struct completing *completing)
{
	const struct event_field *field = completing->field;

	if (field->kind == FIELD_CHOICE)
		offer_words(completing, field->choices, field->help);
	else if (field->kind == FIELD_BOOLEAN)
		offer_words(completing, "true false", field->help);
	else if (field->kind == FIELD_TEAMS || strcmp(field->name, "team") == 0)
		offer_teams(completing);
	else if (strcmp(field->name, "service") == 0)
		offer_services(completing);
	else if (strcmp(field->name, "capacity") == 0)
		offer_capacities(completing);
}
