/* The command line of an import: which format, which files, and what it may be told. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/text.h"
#include "command/import.h"

/* Of a mapping; ours have 21 kB at most. */
#define MAP_MIB_MAX 1

/* -- the format ---------------------------------------------------------------------------- */

static const char *format_names(struct import *import)
{
	struct buffer names;
	const char *text;

	buffer_init(&names);
	for (size_t i = 0; i < import->formats.count; i++)
		buffer_addf(&names, "%s, ", import->formats.formats[i].name);
	buffer_add_string(&names, "and 'auto'");
	text = arena_copy(&import->invocation->arena, names.bytes, names.length_bytes);
	buffer_release(&names);
	return text;
}

static bool refuse_format(struct import *import, const char *name, struct error *error)
{
	const char **names = ARENA_ARRAY(&import->invocation->arena, import->formats.count + 1,
					 const char *);
	const char *nearest;

	for (size_t i = 0; i < import->formats.count; i++)
		names[i] = import->formats.formats[i].name;
	names[import->formats.count] = "auto";
	nearest = text_nearest(name, names, import->formats.count + 1);
	if (nearest)
		return error_set(error, ERROR_USAGE,
				 "'%.*s' is not a format; did you mean '%s'?",
				 TEXT_CUT(name, 80), nearest);
	return error_set(error, ERROR_USAGE, "'%.*s' is not a format; there are %s",
			 TEXT_CUT(name, 80), format_names(import));
}

/* Its text, within a limit: what it names may be anything. */
static bool read_map(const char *path, FILE *file, struct buffer *text, struct error *error)
{
	char bytes[4096];
	size_t count;

	while ((count = fread(bytes, 1, sizeof(bytes), file)) > 0) {
		buffer_add(text, bytes, count);
		if (text->length_bytes > MAP_MIB_MAX * 1024 * 1024)
			return error_set(error, ERROR_INVALID,
					 "%s: the mapping is longer than %d MiB", path,
					 MAP_MIB_MAX);
	}
	return !ferror(file) ||
	       error_set(error, ERROR_IO, "%s cannot be read: %s", path, strerror(errno));
}

/* --map FILE: a format of the user's own. */
static bool choose_map(struct import *import, const char *path, struct error *error)
{
	struct intake_format *format =
		ARENA_NEW(&import->invocation->arena, struct intake_format);
	FILE *file = fopen(path, "re");
	struct buffer text;
	bool is_parsed;

	if (!file)
		return error_set(error, ERROR_IO, "%s cannot be opened: %s", path,
				 strerror(errno));
	buffer_init(&text);
	is_parsed = read_map(path, file, &text, error) &&
		    intake_format_of_map(format, path,
					 arena_copy(&import->invocation->arena, text.bytes,
						    text.length_bytes),
					 &import->invocation->arena, error);
	buffer_release(&text);
	fclose(file);
	import->format = format;
	return is_parsed;
}

static bool choose_format(struct import *import, struct error *error)
{
	const char *map = import->invocation->values[OPTION_MAP];
	const char *name;

	import->files = import->invocation->arguments;
	import->file_count = import->invocation->argument_count;
	if (map)
		return choose_map(import, map, error);
	if (!import->file_count)
		return error_set(error, ERROR_USAGE,
				 "which format? 'aplomb import FORMAT FILE...'; there are %s",
				 format_names(import));
	name = *import->files++;
	import->file_count--;
	if (!strcmp(name, "auto")) {
		import->format = NULL;
		return import->file_count ||
		       error_set(error, ERROR_USAGE,
				 "which files? 'aplomb import auto FILE...'; '-' is stdin");
	}
	import->format = intake_format_find(&import->formats, name);
	return import->format || refuse_format(import, name, error);
}

/* -- options ------------------------------------------------------------------------------- */

/* Options that say something about some formats only. */
static const struct {
	enum option option;
	const char *name;
} format_options[] = {
	{OPTION_TYPE, "--type"},
	{OPTION_SERVICE, "--service"},
	{OPTION_REPO, "--repo"},
	{OPTION_TAGS, "--tags"},
	{OPTION_TIME, "--time"},
	{OPTION_SOURCE, "--source"},
	{OPTION_ENVIRONMENT, "--environment"},
	{OPTION_SLO, "--slo"},
	{OPTION_AT, "--at"},
	{OPTION_THRESHOLD, "--threshold"},
	{OPTION_RELEASES, "--releases"},
};

bool import_check_options(const struct import *import, const struct intake_format *format,
			  struct error *error)
{
	const char *const *values = import->invocation->values;

	for (size_t i = 0; i < sizeof(format_options) / sizeof(*format_options); i++)
		if (values[format_options[i].option] &&
		    !strstr(format->options, format_options[i].name))
			return error_set(error, ERROR_USAGE,
					 "'%s' is not an option of 'aplomb import %s'",
					 format_options[i].name, format->name);
	if (!format->is_read_of_file && import->file_count)
		return error_set(error, ERROR_USAGE,
				 "'aplomb import %s' reads no files; '%.*s' is not expected",
				 format->name, TEXT_CUT(import->files[0], 80));
	return !format->check || format->check(format, &import->intake, error);
}

static bool choose_type(struct import *import, const char *name, struct error *error)
{
	return !name || choose_event_type(name, &import->intake.type, error) ||
	       error_prefix(error, "--type");
}

static bool choose_time(struct import *import, const char *which, struct error *error)
{
	import->intake.has_time_in_name = which && !strcmp(which, "name");
	if (!which || import->intake.has_time_in_name || !strcmp(which, "tagger"))
		return true;
	return error_set(error, ERROR_USAGE, "--time: '%.*s' is neither tagger nor name",
			 TEXT_CUT(which, 80));
}

/* A T of the command line. */
static bool read_time(struct import *import, const char *option, const char *text, instant *at,
		      struct error *error)
{
	const struct zone *zone;

	if (!invocation_zone(import->invocation, &zone, error))
		return false;
	if (instant_parse_as_of(text, zone, at, error))
		return true;
	error->kind = ERROR_USAGE;
	return error_prefix(error, "%s", option);
}

static bool choose_at(struct import *import, const char *text, struct error *error)
{
	instant at = time(NULL);

	if (!text)
		return true;
	if (strcmp(text, "now") != 0 && !read_time(import, "--at", text, &at, error))
		return false;
	import->intake.at = arena_printf(&import->invocation->arena, "%lld", (long long)at);
	return true;
}

static bool choose_coverage(struct import *import, struct error *error)
{
	const char *until = import->invocation->values[OPTION_COMPLETE_UNTIL];

	import->complete_until = INSTANT_NONE;
	return !until ||
	       read_time(import, "--complete-until", until, &import->complete_until, error);
}

static bool open_releases(struct import *import, const char *path, struct error *error)
{
	if (!path)
		return true;
	import->intake.releases_name = path;
	import->intake.releases = fopen(path, "re");
	return import->intake.releases ||
	       error_set(error, ERROR_IO, "%s cannot be opened: %s", path, strerror(errno));
}

bool import_parse(struct import *import, struct error *error)
{
	const char *const *values = import->invocation->values;

	intake_formats_load(&import->formats, &import->invocation->arena);
	import->is_dry = values[OPTION_DRY_RUN] != NULL;
	import->intake = (struct intake){
		.formats = &import->formats,
		.service = values[OPTION_SERVICE],
		.repository = values[OPTION_REPO],
		.tags = values[OPTION_TAGS],
		.source = values[OPTION_SOURCE],
		.environment = values[OPTION_ENVIRONMENT],
		.slo = values[OPTION_SLO],
		.threshold = values[OPTION_THRESHOLD],
	};
	return choose_format(import, error) &&
	       choose_type(import, values[OPTION_TYPE], error) &&
	       choose_time(import, values[OPTION_TIME], error) &&
	       choose_at(import, values[OPTION_AT], error) &&
	       (!import->format || import_check_options(import, import->format, error)) &&
	       invocation_assumed_zone(import->invocation, &import->intake.assumed_zone,
				       error) &&
	       choose_coverage(import, error) &&
	       open_releases(import, values[OPTION_RELEASES], error);
}
