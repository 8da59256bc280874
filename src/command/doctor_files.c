/* Where team definitions and history are found, how they are kept, what could be done. */
#include "command/doctor.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "intake/spool.h"
#include "report/quantity.h"

/* "0640, 5312 bytes, can be read, can be written"; what lies behind a path. */
static const char *condition_of(struct doctor *doctor, const char *path)
{
	struct arena *arena = &doctor->invocation->arena;
	struct stat status;

	if (stat(path, &status) != 0)
		return strerror(errno);
	return arena_printf(arena, "%s, mode %04o, %jd bytes, %s, %s",
			    S_ISDIR(status.st_mode)   ? "a directory"
			    : S_ISREG(status.st_mode) ? "a file"
						      : "neither file nor directory",
			    (unsigned)status.st_mode & 07777, (intmax_t)status.st_size,
			    access(path, R_OK) == 0 ? "can be read" : "cannot be read",
			    access(path, W_OK) == 0 ? "can be written" : "cannot be written");
}

/* -- teams --------------------------------------------------------------------------------- */

/* Counts only: what is in it is nobody's business but the team's. */
static void say_catalog(struct doctor *doctor)
{
	struct catalog catalog;
	struct error error;
	size_t slos = 0;

	if (!invocation_catalog(doctor->invocation, &catalog, &error)) {
		doctor_say(doctor, "content",
			   "not valid, or cannot be read: 'aplomb check' "
			   "says where and why");
		return;
	}
	for (size_t i = 0; i < catalog.service_count; i++)
		slos += catalog.services[i].slo_count;
	doctor_say(doctor, "content", "valid: groups %zu, teams %zu, services %zu, SLOs %zu",
		   catalog.group_count, catalog.team_count, catalog.service_count, slos);
	doctor_say(doctor, "time zone", "%s", catalog.zone.name);
	catalog_release(&catalog);
}

void doctor_teams(struct doctor *doctor)
{
	struct invocation *invocation = doctor->invocation;
	const char *found = invocation_default_teams(invocation);

	doctor_title(doctor, "Team definitions");
	for (size_t i = 0; i < invocation->teams_path_count; i++) {
		doctor_say(doctor, "path", "%s (from %s)", invocation->teams_paths[i],
			   invocation_origin(invocation, OPTION_TEAMS));
		doctor_say(doctor, "", "%s", condition_of(doctor, invocation->teams_paths[i]));
	}
	if (!invocation->teams_path_count && !found) {
		doctor_say(doctor, "path",
			   "none yet: 'aplomb init' writes one, -t PATH names yours");
		return;
	}
	if (!invocation->teams_path_count) {
		doctor_say(doctor, "path", "%s (found by default)", found);
		doctor_say(doctor, "", "%s", condition_of(doctor, found));
	}
	say_catalog(doctor);
}

/* -- history ------------------------------------------------------------------------------- */

static void say_store(struct doctor *doctor, struct store *store)
{
	struct store_condition condition;
	struct store_summary summary;
	struct error error;
	char earliest[INSTANT_TEXT_BYTES], latest[INSTANT_TEXT_BYTES];
	size_t events = 0;

	if (!store_examine(store, &condition, &error) ||
	    !store_summarise(store, &summary, &error)) {
		doctor_say(doctor, "content",
			   "cannot be read through: 'aplomb check' says why");
		return;
	}
	for (size_t i = 0; i < EVENT_KIND_COUNT; i++)
		events += summary.events[i];
	doctor_say(doctor, "schema", "%" PRId64 " (this program writes %d)",
		   condition.schema_version, store_schema_version());
	doctor_say(doctor, "kept in", "%" PRId64 " pages of %" PRId64 " bytes, %s",
		   condition.page_count, condition.page_bytes,
		   condition.has_write_ahead_log
			   ? "with a write-ahead log"
			   : "without a write-ahead log: the next 'record' brings it back");
	if (!events)
		doctor_say(doctor, "content", "nothing was recorded yet");
	else if (summary.latest == INSTANT_NONE)
		doctor_say(doctor, "content", "events %zu, none with a date", events);
	else
		doctor_say(doctor, "content", "events %zu, from %s to %s", events,
			   instant_format(summary.earliest, earliest),
			   instant_format(summary.latest, latest));
}

static void say_beside(struct doctor *doctor, const char *path, const char *ending,
		       const char *label)
{
	struct arena *arena = &doctor->invocation->arena;
	const char *beside = arena_printf(arena, "%s%s", path, ending);

	doctor_say(doctor, label, "%s",
		   access(beside, F_OK) == 0 ? condition_of(doctor, beside) : "not there now");
}

/* How many wait, whose they are to look through: they are beside the history, not in it. */
static void say_spool(struct doctor *doctor, const char *history)
{
	struct arena *arena = &doctor->invocation->arena;
	struct spool_contents spool;
	struct error error;

	say_beside(doctor, spool_path(history, arena), "", "its spool");
	if (!spool_examine(history, arena, &spool, &error))
		doctor_say(doctor, "", "%s", error.message);
	else if (spool.waiting || spool.set_aside_count)
		doctor_say(doctor, "",
			   "events that wait to be taken in %zu, set aside as not valid %zu",
			   spool.waiting, spool.set_aside_count);
}

static const char *directory_of(struct doctor *doctor, const char *path)
{
	const char *slash = strrchr(path, '/');

	if (!slash)
		return ".";
	return slash == path
		       ? "/"
		       : arena_copy(&doctor->invocation->arena, path, (size_t)(slash - path));
}

static void say_directory(struct doctor *doctor, const char *path)
{
	const char *directory = directory_of(doctor, path);

	const char *network = store_network_file_system(directory);

	doctor_say(doctor, "its directory", "%s", condition_of(doctor, directory));
	if (network)
		doctor_say(doctor, "",
			   "on a network file system (%s), whose locks cannot be trusted "
			   "between machines: let one machine alone write it, or keep it on a "
			   "local disk",
			   network);
	if (access(directory, F_OK) == 0 && access(directory, W_OK) != 0)
		doctor_say(doctor, "",
			   "so nothing can be recorded, and what others record is not seen: "
			   "mode 2770 for the group that records and reads");
}

void doctor_history(struct doctor *doctor)
{
	struct invocation *invocation = doctor->invocation;
	const char *path = invocation_db_path(invocation);
	const char *origin = invocation_origin(invocation, OPTION_DB);
	struct store *store;
	struct error error;

	doctor_title(doctor, "History");
	doctor_say(doctor, "path", "%s (%s%s)", path, origin ? "from " : "found by default",
		   origin ? origin : "");
	if (store_is_absent(path)) {
		doctor_say(doctor, "",
			   "not there yet: 'aplomb record' and 'aplomb import' begin it");
		say_directory(doctor, path);
		say_spool(doctor, path);
		return;
	}
	doctor_say(doctor, "", "%s", condition_of(doctor, path));
	say_directory(doctor, path);
	say_beside(doctor, path, "-wal", "its log");
	say_beside(doctor, path, ".lock", "its lock");
	say_spool(doctor, path);
	if (!store_open(&store, path, STORE_READ, &error)) {
		doctor_say(doctor, "content", "cannot be opened: %s", error.message);
		return;
	}
	if (store_notice(store))
		doctor_say(doctor, "note", "%s", store_notice(store));
	say_store(doctor, store);
	store_close(store);
}

/* -- directories --------------------------------------------------------------------------- */

static void say_xdg(struct doctor *doctor, const char *label, const char *path,
		    const char *variable)
{
	const char *value = getenv(variable);
	const char *origin = value && *value == '/' ? variable : "by default";

	if (!path)
		doctor_say(doctor, label, "not known: neither %s nor HOME is set", variable);
	else
		doctor_say(doctor, label, "%s (%s): %s", path, origin,
			   access(path, F_OK) == 0 ? condition_of(doctor, path)
						   : "not there, which is as well");
}

void doctor_directories(struct doctor *doctor)
{
	struct invocation *invocation = doctor->invocation;

	doctor_title(doctor, "Directories");
	say_xdg(doctor, "configuration", xdg_path(invocation, "XDG_CONFIG_HOME", ".config", ""),
		"XDG_CONFIG_HOME");
	say_xdg(doctor, "data", xdg_path(invocation, "XDG_DATA_HOME", ".local/share", ""),
		"XDG_DATA_HOME");
	say_xdg(doctor, "state", xdg_path(invocation, "XDG_STATE_HOME", ".local/state", ""),
		"XDG_STATE_HOME");
}
