/* What every command needs: errors and remarks in words, the catalog, the history, the output.
 */
#include <errno.h>
#include <langinfo.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/text.h"
#include "capacity/registry.h"
#include "catalog/catalog_load.h"
#include "export/output.h"
#include "invocation/invocation.h"

static bool locale_is_utf8(void)
{
	return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

/* One line on stderr: made visible, and in ASCII where the locale knows no more. */
static void print_line(const char *text)
{
	struct buffer visible;
	struct buffer line;

	buffer_init(&visible);
	buffer_init(&line);
	text_add_visible(&visible, text, strlen(text));
	if (locale_is_utf8())
		buffer_add(&line, visible.bytes, visible.length_bytes);
	else
		text_add_ascii(&line, visible.bytes, visible.length_bytes);
	fprintf(stderr, "%s\n", line.bytes);
	buffer_release(&line);
	buffer_release(&visible);
}

int report_error(const struct error *error)
{
	struct buffer line;

	buffer_init(&line);
	/* What is not valid begins with its own place: "teams.yaml:14:7: ...". */
	if (error->kind != ERROR_INVALID)
		buffer_add_string(&line, "aplomb: ");
	buffer_add_string(&line, error->message);
	if (error->kind == ERROR_TRY_LATER)
		buffer_add_string(&line, "; try again later");
	print_line(line.bytes);
	buffer_release(&line);
	return (int)error->kind;
}

void remark(const struct invocation *invocation, const char *format, ...)
{
	char text[2048];
	va_list arguments;

	if (invocation_has(invocation, OPTION_QUIET))
		return;
	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	print_line(text);
}

const char *xdg_path(struct invocation *invocation, const char *variable, const char *fallback,
		     const char *name)
{
	const char *base = getenv(variable);
	const char *home = getenv("HOME");

	if (base && base[0] == '/')
		return arena_printf(&invocation->arena, "%s/aplomb/%s", base, name);
	if (home && *home)
		return arena_printf(&invocation->arena, "%s/%s/aplomb/%s", home, fallback,
				    name);
	return NULL;
}

const char *invocation_default_teams(struct invocation *invocation)
{
	const char *candidates[] = {
		"teams.yaml",
		"teams",
		xdg_path(invocation, "XDG_CONFIG_HOME", ".config", "teams.yaml"),
		xdg_path(invocation, "XDG_CONFIG_HOME", ".config", "teams"),
	};

	/* One here that cannot be looked at is refused, not passed over for another. */
	for (size_t i = 0; i < sizeof(candidates) / sizeof(candidates[0]); i++) {
		bool is_here = i < 2;

		if (candidates[i] && (is_here ? !store_is_absent(candidates[i])
					      : access(candidates[i], F_OK) == 0))
			return candidates[i];
	}
	return NULL;
}

bool invocation_has_catalog(struct invocation *invocation)
{
	return invocation->teams_path_count || invocation_default_teams(invocation);
}

/* A pipe that nobody named would be waited for, by the shell's completion, too. */
static bool default_is_file(const char *path, struct error *error)
{
	struct stat status;

	/* What cannot be looked at is refused when it is read, with the reason. */
	if (stat(path, &status) != 0 || S_ISREG(status.st_mode) || S_ISDIR(status.st_mode))
		return true;
	return error_set(error, ERROR_IO,
			 "%s: neither a file nor a directory; name it with '-t %s' if it is "
			 "meant",
			 path, path);
}

bool invocation_catalog(struct invocation *invocation, struct catalog *catalog,
			struct error *error)
{
	const char *found;

	if (invocation->teams_path_count)
		return catalog_load(catalog, invocation->teams_paths,
				    invocation->teams_path_count, capacity_registry, error);
	found = invocation_default_teams(invocation);
	if (!found)
		return error_set(error, ERROR_IO,
				 "there is no team file yet (teams.yaml or teams/ here, or in "
				 "the configuration directory): 'aplomb init' writes one, "
				 "'aplomb -t PATH' names yours, 'aplomb demo' shows what to "
				 "expect");
	return default_is_file(found, error) &&
	       catalog_load(catalog, &found, 1, capacity_registry, error);
}

bool invocation_as_of(const struct invocation *invocation, const struct zone *zone,
		      instant *as_of, struct error *error)
{
	bool is_now = invocation_has(invocation, OPTION_NOW); /* compare's word for it */
	const char *text = invocation->values[is_now ? OPTION_NOW : OPTION_AS_OF];

	if (!text) {
		/* Rounded up: what was recorded in this very second is there already. */
		*as_of = time(NULL) + 1;
		return true;
	}
	if (instant_parse_as_of(text, zone, as_of, error))
		return true;
	return option_refuse(invocation, is_now ? OPTION_NOW : OPTION_AS_OF, error);
}

const char *invocation_db_path(struct invocation *invocation)
{
	const char *data;

	if (invocation_has(invocation, OPTION_DB))
		return invocation->values[OPTION_DB];
	data = xdg_path(invocation, "XDG_DATA_HOME", ".local/share", "aplomb.db");
	if (store_is_absent("aplomb.db") && data && access(data, F_OK) == 0)
		return data;
	return "aplomb.db";
}

bool invocation_may_write(const struct invocation *invocation, struct error *error)
{
	if (!invocation_has(invocation, OPTION_READ_ONLY))
		return true;
	return error_set(error, ERROR_USAGE,
			 "nothing is written to the history: --read-only (or APLOMB_READ_ONLY) "
			 "says so");
}

bool invocation_store(struct invocation *invocation, enum store_mode mode, struct store **store,
		      struct error *error)
{
	const char *path = invocation_db_path(invocation);

	*store = NULL;
	if (mode == STORE_WRITE && !invocation_may_write(invocation, error))
		return false;
	if (mode == STORE_READ && store_is_absent(path)) {
		remark(invocation,
		       "aplomb: there is no history at %s yet; begin it with 'aplomb import "
		       "git --service S --repo DIR' or 'aplomb record deployment ...'",
		       path);
		return true;
	}
	if (!store_open(store, path, mode, error))
		return false;
	if (invocation->is_confined)
		store_keep_in_memory(*store);
	if (store_notice(*store))
		remark(invocation, "aplomb: %s", store_notice(*store));
	return true;
}

bool invocation_assumed_zone(struct invocation *invocation, const struct zone **zone,
			     struct error *error)
{
	const char *name = invocation->values[OPTION_ASSUME_ZONE];
	struct zone *assumed;

	*zone = NULL;
	if (!name)
		return true;
	assumed = ARENA_NEW(&invocation->arena, struct zone);
	if (!zone_load(assumed, name, &invocation->arena, error)) {
		error->kind = ERROR_USAGE;
		return error_prefix(error, "--assume-zone");
	}
	*zone = assumed;
	return true;
}

bool invocation_zone(struct invocation *invocation, const struct zone **zone,
		     struct error *error)
{
	struct zone *own = ARENA_NEW(&invocation->arena, struct zone);
	struct catalog catalog;
	bool is_loaded;

	*zone = &zone_utc;
	if (!invocation_catalog(invocation, &catalog, error)) {
		if (invocation->teams_path_count)
			return false;
		if (error->kind == ERROR_INVALID)
			remark(invocation, "%s; days are those of UTC meanwhile",
			       error->message);
		return true;
	}
	/* The catalog's own zone goes with it. */
	is_loaded = zone_load(own, catalog.zone.name, &invocation->arena, error);
	catalog_release(&catalog);
	if (is_loaded)
		*zone = own;
	return is_loaded;
}

bool invocation_is_ascii(const struct invocation *invocation)
{
	return invocation_has(invocation, OPTION_ASCII) || !locale_is_utf8();
}

bool invocation_since(const struct invocation *invocation, const struct zone *zone,
		      instant *since, struct error *error)
{
	const char *text = invocation->values[OPTION_SINCE];
	int64_t day;

	if (!text) {
		*since = INSTANT_NONE;
		return true;
	}
	if (date_parse(text, &day, error)) {
		*since = zone_day_start(zone, day);
		return true;
	}
	if (instant_parse_as_of(text, zone, since, error))
		return true;
	error->kind = ERROR_USAGE;
	return error_prefix(error, "--since");
}

bool choose_output_format(const char *of, const char *asked, const char *const *formats,
			  size_t *index, struct error *error)
{
	char all[128] = "";
	const char *nearest;
	size_t count = 0;

	for (; formats[count]; count++) {
		size_t length = strlen(all);

		if (!asked || strcmp(asked, formats[count]) == 0) {
			*index = count;
			return true;
		}
		snprintf(all + length, sizeof(all) - length, "%s%s",
			 count == 0	      ? ""
			 : formats[count + 1] ? ", "
					      : " and ",
			 formats[count]);
	}
	nearest = text_nearest(asked, formats, count);
	if (nearest)
		return error_set(error, ERROR_USAGE,
				 "there is no %s format '%s'; did you mean '%s'?", of, asked,
				 nearest);
	return error_set(error, ERROR_USAGE, "there is no %s format '%s'; there are %s", of,
			 asked, all);
}

bool invocation_team(const struct catalog *catalog, const char *id, const struct team **team,
		     struct error *error)
{
	const char **ids;
	const char *nearest;
	struct arena arena;

	*team = catalog_team(catalog, id);
	if (*team)
		return true;
	arena_init(&arena);
	ids = ARENA_ARRAY(&arena, catalog->team_count, const char *);
	for (size_t i = 0; i < catalog->team_count; i++)
		ids[i] = catalog->teams[i].id;
	nearest = text_nearest(id, ids, catalog->team_count);
	if (nearest)
		error_set(error, ERROR_UNKNOWN, "there is no team '%s'; did you mean '%s'?", id,
			  nearest);
	else
		error_set(error, ERROR_UNKNOWN,
			  "there is no team '%s'; 'aplomb show' lists them all", id);
	arena_release(&arena);
	return false;
}

bool choose_event_type(const char *name, const struct event_type **type, struct error *error)
{
	const char *names[EVENT_KIND_COUNT];
	const char *nearest;

	*type = event_type_find(name);
	if (*type)
		return true;
	for (size_t i = 0; i < EVENT_KIND_COUNT; i++)
		names[i] = event_types[i].name;
	nearest = text_nearest(name, names, EVENT_KIND_COUNT);
	if (nearest)
		return error_set(error, ERROR_USAGE,
				 "'%.*s' is not a type of event; did you mean '%s'?",
				 TEXT_CUT(name, 80), nearest);
	return error_set(error, ERROR_USAGE,
			 "'%.*s' is not a type of event; 'aplomb record --help' lists them",
			 TEXT_CUT(name, 80));
}

static bool is_same_file(const char *path, const struct stat *file)
{
	struct stat own;

	return stat(path, &own) == 0 && own.st_dev == file->st_dev &&
	       own.st_ino == file->st_ino;
}

/* Whether its name is one that is read of that directory: *.yaml or *.yml in it. */
static bool is_read_of(const char *teams_path, const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *dot = strrchr(slash ? slash : path, '.');
	struct stat folder;
	struct buffer around;
	bool is_in_folder;

	if (!dot || (strcmp(dot, ".yaml") != 0 && strcmp(dot, ".yml") != 0))
		return false;
	buffer_init(&around);
	buffer_add(&around, path, slash ? (size_t)(slash + 1 - path) : 0);
	buffer_add_string(&around, ".");
	is_in_folder = stat(around.bytes, &folder) == 0 && is_same_file(teams_path, &folder);
	buffer_release(&around);
	return is_in_folder;
}

static bool check_is_none_of(const char *teams_path, const char *path, struct error *error)
{
	struct stat file;
	bool is_there = stat(path, &file) == 0;

	/* Devices and pipes are nobody's file. */
	if (is_there && !S_ISREG(file.st_mode))
		return true;
	if (is_there && (is_same_file(teams_path, &file) || is_read_of(teams_path, path)))
		return error_set(error, ERROR_IO,
				 "'%s' is a team file, and stays as it is; name another file",
				 path);
	if (!is_there && is_read_of(teams_path, path))
		return error_set(error, ERROR_IO,
				 "'%s' would be read as a team file; name another file", path);
	return true;
}

bool invocation_check_is_no_team_file(struct invocation *invocation, const char *path,
				      struct error *error)
{
	const char *found =
		invocation->teams_path_count ? NULL : invocation_default_teams(invocation);

	for (size_t i = 0; i < invocation->teams_path_count; i++)
		if (!check_is_none_of(invocation->teams_paths[i], path, error))
			return false;
	return !found || check_is_none_of(found, path, error);
}

bool invocation_write(struct invocation *invocation, const struct buffer *buffer,
		      struct error *error)
{
	const char *path = invocation->values[OPTION_OUTPUT];
	bool is_file = path && strcmp(path, "-") != 0;

	return (!is_file || invocation_check_is_no_team_file(invocation, path, error)) &&
	       output_write(path, buffer->bytes, buffer->length_bytes, error);
}
