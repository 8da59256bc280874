/* aplomb check: whether the YAML and the history are valid, and what would make them more
 * useful. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "catalog/catalog_load.h"
#include "command/check.h"
#include "intake/spool.h"
#include "recording/spooling.h"

#define SHOWN_MAX 20

/* -- lists --------------------------------------------------------------------------------- */

const char *plural(size_t count)
{
	return count == 1 ? "" : "s";
}

const char *shown(const struct checking *checking, const char *name)
{
	return text_visible(&checking->invocation->arena, name);
}

void findings_begin(struct findings *findings, struct checking *checking)
{
	findings->checking = checking;
	findings->count = 0;
	buffer_init(&findings->lines);
}

bool findings_has_room(const struct findings *findings)
{
	return findings->count < SHOWN_MAX ||
	       invocation_has(findings->checking->invocation, OPTION_VERBOSE);
}

void findings_add(struct findings *findings, const char *format, ...)
{
	va_list arguments;
	char *line;

	if (findings_has_room(findings)) {
		va_start(arguments, format);
		if (vasprintf(&line, format, arguments) < 0)
			memory_exhausted();
		va_end(arguments);
		buffer_addf(&findings->lines, "    %s\n", line);
		free(line);
	}
	findings->count++;
}

void findings_pass(struct findings *findings)
{
	findings->count++;
}

void findings_end(struct findings *findings, const char *title, const char *way_out)
{
	struct buffer *out = &findings->checking->out;

	if (findings->count) {
		buffer_addf(out, "\n%s: %zu\n  %s\n", title, findings->count, way_out);
		buffer_add(out, findings->lines.bytes, findings->lines.length_bytes);
		if (!findings_has_room(findings) && findings->count > SHOWN_MAX)
			buffer_addf(out, "    and %zu more; 'aplomb check -v' lists all\n",
				    findings->count - SHOWN_MAX);
		findings->checking->advice += findings->count;
	}
	buffer_release(&findings->lines);
}

/* -- the team files ------------------------------------------------------------------------ */

static void say_advice(const char *advice, void *context)
{
	struct findings *findings = context;

	findings_add(findings, "%s", shown(findings->checking, advice));
}

/* "Passed over: 12 API, 3 User (Backstage); 1 DataSource (OpenSLO)." */
static void say_passed_over(const struct catalog *catalog, struct checking *checking)
{
	const char *format = NULL;

	for (size_t i = 0; i < catalog->passed_over_count; i++) {
		const struct passed_over *passed = &catalog->passed_over[i];
		bool is_same = format && strcmp(format, passed->format) == 0;

		if (!format)
			buffer_add_string(&checking->out, "Passed over: ");
		else if (is_same)
			buffer_add_string(&checking->out, ", ");
		else
			buffer_addf(&checking->out, " (%s); ", format);
		format = passed->format;
		buffer_addf(&checking->out, "%zu %s", passed->count,
			    text_visible(&checking->invocation->arena, passed->kind));
	}
	if (format)
		buffer_addf(&checking->out, " (%s).\n", format);
}

static void say_catalog(const struct catalog *catalog, struct checking *checking)
{
	struct findings findings;
	size_t slos = 0;

	for (size_t i = 0; i < catalog->service_count; i++)
		slos += catalog->services[i].slo_count;
	buffer_addf(&checking->out, "Team files: %zu team%s, %zu service%s, %zu SLO%s.\n",
		    catalog->team_count, plural(catalog->team_count), catalog->service_count,
		    plural(catalog->service_count), slos, plural(slos));
	say_passed_over(catalog, checking);
	findings_begin(&findings, checking);
	catalog_each_advice(catalog, say_advice, &findings);
	findings_end(&findings, "Worth a look in the team files",
		     "all of it is read as it stands");
}

/* -- the history ----------------------------------------------------------------------------
 */

static void say_problem(const struct error *problem, void *context)
{
	size_t *problems = context;

	report_error(problem);
	++*problems;
}

/* Every row that is not what a record must be is said with its place. */
static bool check_rows(struct checking *checking, struct store_depth *depth,
		       struct error *error)
{
	size_t problems = 0;

	if ((invocation_has(checking->invocation, OPTION_DEEP) &&
	     !store_check_deep(checking->store, say_problem, &problems, depth, error)) ||
	    !store_check_each(checking->store, say_problem, &problems, error))
		return false;
	if (problems == 0)
		return true;
	return error_set(error, ERROR_INVALID,
			 "%zu place%s in the history %s not as aplomb keeps it; each is said "
			 "above",
			 problems, plural(problems), problems == 1 ? "is" : "are");
}

static void say_depth(struct checking *checking, const struct store_depth *depth, size_t events)
{
	struct buffer *out = &checking->out;

	buffer_addf(out,
		    "Looked at:\n"
		    "  the file     %lld page%s of %lld bytes\n"
		    "  its schema   %zu tables, indices, triggers and views%s",
		    (long long)depth->pages, plural((size_t)depth->pages),
		    (long long)depth->page_bytes, depth->objects,
		    depth->other_objects ? "; left alone: " : "\n");
	if (depth->other_objects)
		buffer_addf(out, "%zu of your own\n", depth->other_objects);
	buffer_addf(
		out,
		"  its events   every value of %zu, what they refer to, and that none is there "
		"twice\n"
		"  compact form %lld series, against their rows\n",
		events, (long long)depth->series);
}

static bool say_history(struct checking *checking, struct error *error)
{
	struct store_summary summary;
	struct store_depth depth;
	char earliest[INSTANT_TEXT_BYTES];
	char latest[INSTANT_TEXT_BYTES];
	size_t total = 0;

	if (!check_rows(checking, &depth, error) ||
	    !store_summarise(checking->store, &summary, error))
		return false;
	for (size_t i = 0; i < EVENT_KIND_COUNT; i++)
		total += summary.events[i];
	buffer_addf(&checking->out, "History: %zu event%s", total, plural(total));
	if (total && summary.earliest != INSTANT_NONE)
		buffer_addf(&checking->out, ", %s to %s",
			    instant_format(summary.earliest, earliest),
			    instant_format(summary.latest, latest));
	buffer_add_string(&checking->out, ".\n");
	for (size_t i = 0; i < EVENT_KIND_COUNT; i++)
		if (summary.events[i])
			buffer_addf(&checking->out, "  %-12s %zu\n", event_types[i].name,
				    summary.events[i]);
	if (invocation_has(checking->invocation, OPTION_DEEP))
		say_depth(checking, &depth, total);
	return true;
}

static void say_set_aside(struct checking *checking, const struct spool_contents *spool)
{
	struct findings findings;

	findings_begin(&findings, checking);
	for (size_t i = 0; i < spool->set_aside_count; i++)
		findings_add(&findings, "%s/%s", shown(checking, spool->path),
			     shown(checking, spool->set_aside[i]));
	findings_end(&findings, "Set aside in the spool",
		     "'aplomb record --stdin < FILE' says why, and takes it once it is "
		     "mended; then remove it:");
}

/* Whether or not there is a history yet: its first event may wait. */
static void say_spool(struct checking *checking)
{
	struct spool_contents spool;
	struct error error;

	if (!spool_examine(invocation_db_path(checking->invocation),
			   &checking->invocation->arena, &spool, &error)) {
		buffer_addf(&checking->out, "Spool: %s.\n", shown(checking, error.message));
		return;
	}
	if (spool.waiting)
		buffer_addf(&checking->out,
			    "Spool: %zu event%s wait%s in %s; the next to write takes %s in.\n",
			    spool.waiting, plural(spool.waiting), spool.waiting == 1 ? "s" : "",
			    shown(checking, spool.path), spool.waiting == 1 ? "it" : "them");
	if (!store_may_be_written(invocation_db_path(checking->invocation), &error))
		buffer_addf(&checking->out, "Nothing is written now: %s.\n",
			    shown(checking, error.message));
	say_set_aside(checking, &spool);
}

/* Prints what was found, in ASCII where the terminal knows no more. */
static bool print_findings(const struct checking *checking, struct error *error)
{
	struct buffer ascii;
	bool is_printed;

	if (!invocation_is_ascii(checking->invocation))
		return invocation_write(checking->invocation, &checking->out, error);
	buffer_init(&ascii);
	text_add_ascii(&ascii, checking->out.bytes, checking->out.length_bytes);
	is_printed = invocation_write(checking->invocation, &ascii, error);
	buffer_release(&ascii);
	return is_printed;
}

/* -- both ---------------------------------------------------------------------------------- */

/* Without a team file the catalog stays empty: a history has a say of its own. */
static bool open_catalog(struct checking *checking, struct catalog *catalog,
			 struct error *error)
{
	struct invocation *invocation = checking->invocation;

	if (!invocation_has_catalog(invocation) &&
	    !store_is_absent(invocation_db_path(invocation))) {
		buffer_add_string(&checking->out,
				  "There is no team file yet, so the history alone was looked "
				  "at; 'aplomb init' writes one.\n");
		return true;
	}
	if (!invocation_catalog(invocation, catalog, error))
		return false;
	say_catalog(catalog, checking);
	return true;
}

static bool has_waiting(struct invocation *invocation)
{
	struct spool_contents spool;
	struct error error;

	return spool_examine(invocation_db_path(invocation), &invocation->arena, &spool,
			     &error) &&
	       spool.waiting;
}

/* Where there is no history, one is begun for events that wait alone. */
static bool mend_store(struct checking *checking, struct error *error)
{
	struct invocation *invocation = checking->invocation;
	struct store *store;
	bool is_mended;

	if (!invocation_has(invocation, OPTION_MEND) ||
	    (store_is_absent(invocation_db_path(invocation)) && !has_waiting(invocation)))
		return true;
	if (!spooling_open(invocation, &store, error))
		return false;
	is_mended = store_pack_all(store, error);
	store_close(store);
	if (is_mended)
		buffer_add_string(&checking->out,
				  "The compact form of the history was made anew.\n");
	return is_mended;
}

static bool check_store(struct checking *checking, struct error *error)
{
	bool is_valid;

	if (!mend_store(checking, error) ||
	    !invocation_store(checking->invocation, STORE_READ, &checking->store, error))
		return false;
	if (!checking->store) {
		say_spool(checking);
		return true;
	}
	is_valid = say_history(checking, error);
	say_spool(checking);
	is_valid = is_valid && check_names(checking, error) && check_history(checking, error);
	store_close(checking->store);
	return is_valid;
}

static bool check(struct checking *checking, struct catalog *catalog, struct error *error)
{
	bool is_valid;

	is_valid =
		open_catalog(checking, catalog, error) &&
		invocation_as_of(checking->invocation, &catalog->zone, &checking->now, error) &&
		check_store(checking, error);
	if (is_valid)
		buffer_add_string(
			&checking->out,
			checking->advice
				? "\nValid; what is said above would make it more useful.\n"
				: "Valid.\n");
	return is_valid;
}

static int run(struct invocation *invocation)
{
	struct catalog catalog = {.organization = "", .zone = zone_utc};
	struct checking checking = {.invocation = invocation, .catalog = &catalog};
	struct error problem, error;
	bool is_valid, is_printed;

	buffer_init(&checking.out);
	is_valid = check(&checking, &catalog, &problem);
	catalog_release(&catalog);
	is_printed = print_findings(&checking, &error);
	buffer_release(&checking.out);
	if (!is_valid)
		return report_error(&problem);
	return is_printed ? 0 : report_error(&error);
}

const struct command command_check = {
	.name = "check",
	.synopsis = "check [-v] [--deep] [--mend]",
	.summary = "Validate the team files and the history; says file:line:column",
	.run = run,
};
