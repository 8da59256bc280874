/* A format that a mapping reads: the mapping behind the intake's calls. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "intake/map.h"

/* -- reading --------------------------------------------------------------------------------
 */

static bool begin_map(struct intake *intake, struct error *error)
{
	struct map_reading *reading;

	if (!map_open(&reading, intake->format->map, error))
		return false;
	if (intake->releases) {
		intake->place = intake->releases_name;
		intake->line = 0;
		if (!map_stage_releases(reading, intake, intake->releases, error)) {
			map_close(reading);
			return error_prefix(error, "%s", intake->releases_name);
		}
	}
	intake->state = reading;
	return true;
}

/* A whole file may be passed over like a record. */
static bool refuse_file(struct intake *intake, FILE *file, size_t first, struct error *error)
{
	if (!intake_format_say_other(intake, file, error))
		error_set(error, ERROR_INVALID, "this does not look like %s",
			  intake->format->looks_like);
	intake->line = 0;
	return intake->refuse(intake, error) && map_drop(intake->state, first, error);
}

/* A file without a document: an empty answer, or another tool's record with an empty list. */
static bool pass_over_empty(struct intake *intake, FILE *file, struct error *error)
{
	intake->line = 0;
	return !intake_format_say_other(intake, file, error) || intake->refuse(intake, error);
}

static bool read_map(struct intake *intake, FILE *file, struct error *error)
{
	struct map_reading *reading = intake->state;
	size_t first = map_document_count(reading);
	const char *place = intake->place;
	struct error other;
	size_t recognised;

	if (!map_stage(reading, intake, file, error)) {
		if (error->kind != ERROR_INVALID)
			return false;
		intake->place = place;
		/* What reads as another format tells more than where this one ended. */
		if (intake_format_say_other(intake, file, &other))
			*error = other;
		if (strncmp(error->message, place, strlen(place)) != 0)
			error_prefix(error, "%s", place);
		return false;
	}
	intake->place = place;
	if (map_document_count(reading) == first)
		return pass_over_empty(intake, file, error);
	if (!map_recognise(reading, first, &recognised, error))
		return false;
	return recognised ? map_keep_recognised(reading, intake, first, error)
			  : refuse_file(intake, file, first, error);
}

static bool finish_map(struct intake *intake, struct error *error)
{
	return map_run(intake->state, intake, error);
}

static void end_map(struct intake *intake)
{
	map_close(intake->state);
	intake->state = NULL;
}

/* -- recognising ----------------------------------------------------------------------------
 */

static bool pass_over(struct intake *intake, struct error *error)
{
	(void)intake;
	(void)error;
	return true;
}

static bool recognises_map(const struct intake_format *format, FILE *file)
{
	struct intake intake = {.place = "", .refuse = pass_over};
	struct map_reading *reading;
	size_t recognised = 0;
	struct error ignored;
	bool is_ours;

	if (!map_open(&reading, format->map, &ignored))
		return false;
	is_ours = map_stage_some(reading, &intake, file, &ignored) &&
		  map_recognise(reading, 0, &recognised, &ignored) &&
		  2 * recognised > map_document_count(reading);
	map_close(reading);
	return is_ours;
}

/* -- the format -----------------------------------------------------------------------------
 */

static bool text_is_number(const char *text)
{
	char *end;
	double number = strtod(text, &end);

	return *text && !*end && isfinite(number);
}

static bool check_needs(const struct intake_format *format, const struct intake *intake,
			struct error *error)
{
	const struct {
		const char *option, *value, *what;
	} needs[] = {
		{"--service", intake->service, "the service that it speaks of"},
		{"--slo", intake->slo, "the objective that it speaks of"},
		{"--at", intake->at, "when it was made, or 'now': it does not say itself"},
	};

	if (intake->threshold && !text_is_number(intake->threshold))
		return error_set(error, ERROR_USAGE, "--threshold: '%.*s' is not a number",
				 TEXT_CUT(intake->threshold, 80));
	for (size_t i = 0; i < sizeof(needs) / sizeof(*needs); i++)
		if (strstr(format->map->needs, needs[i].option) && !needs[i].value)
			return error_set(error, ERROR_USAGE, "%s needs '%s', %s", format->name,
					 needs[i].option, needs[i].what);
	return true;
}

bool intake_format_of_map(struct intake_format *format, const char *file, const char *text,
			  struct arena *arena, struct error *error)
{
	struct map *map = ARENA_NEW(arena, struct map);

	if (!map_parse(map, file, text, arena, error))
		return false;
	*format = (struct intake_format){
		.name = map->name,
		.summary = map->reads,
		.looks_like = map->looks_like,
		.options = arena_printf(arena,
					"[--service S] [--environment NAME] "
					"[--source NAME] %s",
					map->takes),
		.is_read_of_file = true,
		.collects = map->collects,
		.map = map,
		.check = check_needs,
		.begin = begin_map,
		.read = read_map,
		.finish = finish_map,
		.end = end_map,
		.recognises = recognises_map,
	};
	return true;
}
