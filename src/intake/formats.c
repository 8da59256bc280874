/* The formats that are read: those of C, and the mappings inside the binary. */
#include <assert.h>
#include <string.h>

#include "base/embedded.h"
#include "intake/intake.h"

static const struct intake_format *const own_formats[] = {
	&intake_format_events,
	&intake_format_csv,
	&intake_format_git,
	&intake_format_upptime,
};
#define OWN_COUNT (sizeof(own_formats) / sizeof(*own_formats))

/* Each mapping of the binary begins with this line; they stand one after the other. */
#define MAP_BEGINS "-- map: "

static const char *next_map(const char *text)
{
	const char *next = strstr(text, "\n" MAP_BEGINS);

	return next ? next + 1 : text + strlen(text);
}

static void add_map(struct intake_formats *formats, const char *text, size_t length,
		    struct arena *arena)
{
	struct intake_format *format = &formats->formats[formats->count];
	struct error error;
	bool is_parsed = intake_format_of_map(format, "mapping",
					      arena_copy(arena, text, length), arena, &error);

	assert(is_parsed);
	formats->count += is_parsed;
}

void intake_formats_load(struct intake_formats *formats, struct arena *arena)
{
	size_t map_count = 0;

	for (const char *at = embedded_maps; *at; at = next_map(at))
		map_count++;
	formats->formats = ARENA_ARRAY(arena, OWN_COUNT + map_count, struct intake_format);
	formats->count = 0;
	for (size_t i = 0; i < OWN_COUNT; i++)
		formats->formats[formats->count++] = *own_formats[i];
	for (const char *at = embedded_maps; *at;) {
		const char *next = next_map(at);

		add_map(formats, at, (size_t)(next - at), arena);
		at = next;
	}
}

const struct intake_format *intake_format_find(const struct intake_formats *formats,
					       const char *name)
{
	for (size_t i = 0; i < formats->count; i++)
		if (!strcmp(formats->formats[i].name, name))
			return &formats->formats[i];
	return NULL;
}

const struct intake_format *intake_format_recognise(const struct intake_formats *formats,
						    FILE *file)
{
	const struct intake_format *found = NULL;
	size_t count = 0;

	for (size_t i = 0; i < formats->count; i++) {
		const struct intake_format *format = &formats->formats[i];

		rewind(file);
		if (!format->recognises || !format->recognises(format, file))
			continue;
		found = format;
		count++;
	}
	rewind(file);
	return count == 1 ? found : NULL;
}

bool intake_format_say_other(const struct intake *intake, FILE *file, struct error *error)
{
	const struct intake_format *other = intake_format_recognise(intake->formats, file);

	if (!other || other == intake->format)
		return false;
	error_set(error, ERROR_INVALID,
		  "this does not look like %s but like %s; try 'aplomb import %s'",
		  intake->format->looks_like, other->looks_like, other->name);
	return true;
}
