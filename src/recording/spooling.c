#include "recording/spooling.h"

#include <stdio.h>
#include <time.h>

#include "base/text.h"
#include "intake/event_json.h"
#include "intake/spool.h"

/* Each is later than all before, of this process or waiting when it began, whatever the clock
 * does. */
static int64_t next_nanoseconds(const char *history)
{
	static int64_t last = -1;
	struct timespec now;
	int64_t nanoseconds;

	if (last < 0)
		last = spool_last_nanoseconds(history);
	clock_gettime(CLOCK_REALTIME, &now);
	nanoseconds = (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
	last = nanoseconds > last ? nanoseconds : last + 1;
	return last;
}

/* In ASCII, so that it is the same line whatever the locale and the terminal make of others. */
static void print_event(const struct event *event)
{
	struct buffer line, ascii;

	buffer_init(&line);
	buffer_init(&ascii);
	event_json_write(&line, event);
	json_add_ascii(&ascii, line.bytes, line.length_bytes);
	fwrite(ascii.bytes, 1, ascii.length_bytes, stderr);
	buffer_release(&ascii);
	buffer_release(&line);
}

bool spooling_put(struct invocation *invocation, const struct event *event, bool replaces,
		  struct error *error)
{
	const char *history = invocation_db_path(invocation);
	const char *later = replaces ? " --replace" : "";
	struct error why = *error, refusal;
	struct arena arena;

	/* Beside what is no history nobody would come for it. */
	if (why.kind == ERROR_INVALID && !store_may_be_history(history)) {
		print_event(event);
		return error_set(error, ERROR_INVALID,
				 "%.*s; the line above is the event, for 'aplomb record "
				 "--stdin%s'",
				 TEXT_CUT(why.message, 800), later);
	}
	if (spool_put(history, event, replaces, next_nanoseconds(history), &refusal)) {
		const char *spool;

		arena_init(&arena);
		spool = spool_path(history, &arena);
		error_set(error, ERROR_TRY_LATER,
			  "%.*s; the event waits in %.*s, and the next to write takes it "
			  "in",
			  TEXT_CUT(why.message, 500), TEXT_CUT(spool, 400));
		arena_release(&arena);
		return true;
	}
	print_event(event);
	return error_set(error, ERROR_IO,
			 "%.*s; nor can it wait: %.*s; the line above is the event, for "
			 "'aplomb record --stdin%s'",
			 TEXT_CUT(why.message, 450), TEXT_CUT(refusal.message, 400), later);
}

static void say(void *context, const char *sentence)
{
	struct error error;

	(void)context;
	error_set(&error, ERROR_IO, "%s", sentence);
	report_error(&error);
}

bool spooling_take_in(struct invocation *invocation, struct store *store, struct error *error)
{
	struct spool_found *found = &invocation->spool;
	const char *history = invocation_db_path(invocation);
	struct spool_account account;
	struct arena arena;
	uint64_t mark = spool_mark(history);
	bool is_taken;

	/* What cannot be taken in is not said again before each event. */
	if (mark == found->mark) {
		found->is_left = mark != 0;
		return true;
	}
	is_taken = spool_take_in(store, history, say, NULL, &account, error);
	found->set_aside += account.set_aside;
	found->is_left = account.is_left;
	found->mark = is_taken && account.is_left ? mark : 0;
	if (account.taken) {
		arena_init(&arena);
		remark(invocation, "aplomb: %zu event%s that waited in %s %s taken in",
		       account.taken, account.taken == 1 ? "" : "s",
		       spool_path(history, &arena), account.taken == 1 ? "was" : "were");
		arena_release(&arena);
	}
	return is_taken;
}

bool spooling_open(struct invocation *invocation, struct store **store, struct error *error)
{
	if (!invocation_store(invocation, STORE_WRITE, store, error))
		return false;
	if (spooling_take_in(invocation, *store, error))
		return true;
	if (error->kind == ERROR_INVALID) {
		const struct error why = *error;

		error_set(error, ERROR_IO, "%.*s; what waits in its spool is left there",
			  TEXT_CUT(why.message, 900));
		report_error(error);
		return true;
	}
	store_close(*store);
	*store = NULL;
	return false;
}
