/* aplomb check: whether the YAML and the history are valid, and what would make them more
 * useful. */
#include <string.h>

#include "base/text.h"
#include "catalog/catalog_load.h"
#include "command/command.h"

/* What was said so far. */
struct checking {
	struct invocation *invocation;
	size_t advice;
	struct buffer out; /* what was found, to be printed at the end */
};

static void say_advice(const char *advice, void *context)
{
	struct checking *checking = context;

	checking->advice++;
	buffer_addf(&checking->out, "%s\n", text_visible(&checking->invocation->arena, advice));
}

static const char *plural(size_t count)
{
	return count == 1 ? "" : "s";
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
	size_t slos = 0;

	for (size_t i = 0; i < catalog->service_count; i++)
		slos += catalog->services[i].slo_count;
	buffer_addf(&checking->out, "Team files: %zu team%s, %zu service%s, %zu SLO%s.\n",
		    catalog->team_count, plural(catalog->team_count), catalog->service_count,
		    plural(catalog->service_count), slos, plural(slos));
	say_passed_over(catalog, checking);
	catalog_each_advice(catalog, say_advice, checking);
}

/* The names in the history that no team claims yet, with the YAML line that would adopt each.
 */
static bool say_unmatched(struct store *store, const struct catalog *catalog,
			  struct checking *checking, struct error *error)
{
	struct arena *arena = &checking->invocation->arena;
	const struct unmatched_name *names;
	size_t count;

	if (!store_unmatched_names(store, catalog, arena, &names, &count, error))
		return false;
	if (count)
		buffer_addf(
			&checking->out,
			"%zu name%s in the history that no team has yet; each is kept, and one "
			"line under 'services:' adopts it:\n",
			count, plural(count));
	for (size_t i = 0; i < count; i++) {
		const char *name = text_visible(arena, names[i].name);

		buffer_addf(&checking->out, "  - {id: ..., aliases: ['%s']}   # %zu event%s\n",
			    name, names[i].events, plural(names[i].events));
	}
	checking->advice += count;
	return true;
}

static void say_problem(const struct error *problem, void *context)
{
	size_t *problems = context;

	report_error(problem);
	++*problems;
}

/* Every row that is not what a record must be is said with its place. */
static bool check_rows(struct store *store, struct error *error)
{
	size_t problems = 0;

	if (!store_check_each(store, say_problem, &problems, error))
		return false;
	if (problems == 0)
		return true;
	return error_set(error, ERROR_INVALID,
			 "%zu value%s of the history cannot be read as a record; everything "
			 "else is as it was",
			 problems, plural(problems));
}

static bool say_history(struct store *store, struct checking *checking, struct error *error)
{
	struct store_summary summary;
	char earliest[INSTANT_TEXT_BYTES];
	char latest[INSTANT_TEXT_BYTES];
	size_t total = 0;

	if (!check_rows(store, error) || !store_summarise(store, &summary, error))
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
	return true;
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

static bool check(struct checking *checking, struct error *error)
{
	struct catalog catalog;
	struct store *store;
	bool is_valid;

	if (!invocation_catalog(checking->invocation, &catalog, error))
		return false;
	say_catalog(&catalog, checking);
	is_valid = invocation_store(checking->invocation, STORE_READ, &store, error);
	if (is_valid && store) {
		is_valid = say_history(store, checking, error) &&
			   say_unmatched(store, &catalog, checking, error);
		store_close(store);
	}
	catalog_release(&catalog);
	if (is_valid)
		buffer_add_string(
			&checking->out,
			checking->advice
				? "Valid; what is said above would make it more useful.\n"
				: "Valid.\n");
	return is_valid;
}

static int run(struct invocation *invocation)
{
	struct checking checking = {.invocation = invocation};
	struct error problem, error;
	bool is_valid, is_printed;

	buffer_init(&checking.out);
	is_valid = check(&checking, &problem);
	is_printed = print_findings(&checking, &error);
	buffer_release(&checking.out);
	if (!is_valid)
		return report_error(&problem);
	return is_printed ? 0 : report_error(&error);
}

const struct command command_check = {
	.name = "check",
	.synopsis = "check",
	.summary = "Validate the team files and the history; says file:line:column",
	.run = run,
};
