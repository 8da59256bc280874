#include "command/spooling.h"

#include <stdio.h>
#include <time.h>

#include "intake/event_json.h"
#include "intake/spool.h"

/* Of this process each is later than the one before, whatever the clock does. */
static int64_t next_nanoseconds(void)
{
	static int64_t last;
	struct timespec now;
	int64_t nanoseconds;

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
	struct error why = *error, refusal;

	if (spool_put(history, event, replaces, next_nanoseconds(), &refusal)) {
		error_set(error, ERROR_TRY_LATER,
			  "%.500s; the event waits in %.400s, and the next to write takes it "
			  "in",
			  why.message, spool_path(history, &invocation->arena));
		return true;
	}
	print_event(event);
	return error_set(error, ERROR_IO,
			 "%.450s; nor can it wait: %.400s; the line above is the event, for "
			 "'aplomb record --stdin%s'",
			 why.message, refusal.message, replaces ? " --replace" : "");
}

static void say(void *context, const char *sentence)
{
	remark(context, "aplomb: %s", sentence);
}

bool spooling_take_in(struct invocation *invocation, struct store *store, const char *history,
		      struct error *error)
{
	return spool_take_in(store, history, say, invocation, error);
}
