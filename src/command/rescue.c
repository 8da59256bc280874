/* aplomb rescue DAMAGED NEW: what can be read of a damaged history, in a new one. */
#include <stdio.h>

#include "base/text.h"
#include "command/copying.h"

#define SHOWN_MAX 20

struct rescuing {
	struct copying copying;
	struct rescue_account account;
	struct store_summary saved;
	size_t problems;
};

static bool take_files(const struct invocation *invocation, struct error *error)
{
	if (invocation->argument_count == 2)
		return true;
	return error_set(
		error, ERROR_USAGE,
		"'aplomb rescue' needs two files, the damaged history and the new one: "
		"'aplomb rescue DAMAGED NEW'");
}

/* The first ones, or with -v all. */
static void say_problem(const struct error *problem, void *context)
{
	struct rescuing *rescuing = context;

	if (rescuing->problems++ >= SHOWN_MAX &&
	    !invocation_has(rescuing->copying.invocation, OPTION_VERBOSE))
		return;
	progress_end(&rescuing->copying.progress);
	report_error(problem);
}

/* Without a path of its own: it lies where SQLite keeps what it will not need again. */
static bool rescue(struct rescuing *rescuing, struct error *error)
{
	struct copying *copying = &rescuing->copying;
	const struct rescue_listener listener = {say_problem, rescuing, &copying->work};
	struct store *fresh;
	bool is_done;

	if (!store_open_scratch(&fresh, "", error))
		return false;
	is_done = store_rescue(copying->from, fresh, &listener, &rescuing->account, error) &&
		  copying_fill(copying, fresh, &rescuing->saved, error);
	store_close(fresh);
	return is_done;
}

static void say_saved(struct rescuing *rescuing)
{
	struct invocation *invocation = rescuing->copying.invocation;
	size_t total = summary_total(&rescuing->saved);

	printf("Saved %zu event%s in %s.\n", total, total == 1 ? "" : "s",
	       text_visible(&invocation->arena, rescuing->copying.to));
	for (size_t i = 0; i < EVENT_KIND_COUNT; i++)
		if (rescuing->saved.events[i])
			printf("  %-12s %zu\n", event_types[i].name, rescuing->saved.events[i]);
}

static void say_line(size_t count, const char *one, const char *many)
{
	if (count)
		printf("  %zu %s\n", count, count == 1 ? one : many);
}

static bool say_lost(const struct rescuing *rescuing)
{
	const struct rescue_account *account = &rescuing->account;

	bool is_log_lost = account->is_log_unread || account->is_log_damaged;

	if (!is_log_lost && !account->gaps && !account->tables_lost && !account->invalid &&
	    !account->lists_lost && !account->doubled) {
		puts("Every row could be read.");
		return true;
	}
	puts("What could not be saved:");
	if (is_log_lost)
		puts("  what was recorded last, if only the log holds it");
	say_line(account->tables_lost, "kind of event of which nothing can be read",
		 "kinds of events of which nothing can be read");
	say_line(account->gaps, "place where rows cannot be read; how many, nobody knows",
		 "places where rows cannot be read; how many, nobody knows");
	say_line(account->invalid, "row that is no event", "rows that are no events");
	say_line(account->lists_lost, "event is saved without all of its changes or teams",
		 "events are saved without all of their changes or teams");
	say_line(account->doubled, "row that stands for an event saved already",
		 "rows that stand for events saved already");
	puts("Import again what lies there: what is saved already stays as it is.");
	return false;
}

static int run(struct invocation *invocation)
{
	struct rescuing rescuing = {.problems = 0};
	struct error error;
	bool is_done;

	if (!take_files(invocation, &error))
		return report_error(&error);
	is_done = copying_begin(&rescuing.copying, invocation, invocation->arguments[0],
				invocation->arguments[1], "rescuing", &error) &&
		  rescue(&rescuing, &error);
	copying_end(&rescuing.copying);
	if (!is_done)
		return report_error(&error);
	if (rescuing.problems > SHOWN_MAX && !invocation_has(invocation, OPTION_VERBOSE))
		remark(invocation, "and %zu more; 'aplomb rescue -v' says them all",
		       rescuing.problems - SHOWN_MAX);
	say_saved(&rescuing);
	return say_lost(&rescuing) ? 0 : (int)ERROR_INVALID;
}

const struct command command_rescue = {
	.name = "rescue",
	.synopsis = "rescue DAMAGED NEW",
	.summary = "Save in a new history all events that can be read of a damaged one",
	.run = run,
};
