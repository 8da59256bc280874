/* aplomb forget: takes a recorded event back, as if it had never been recorded. */
#include "command/mending.h"
#include "report/event_mending.h"

static bool forget(struct mending *mending, bool *is_agreed, struct error *error)
{
	struct buffer account;
	bool is_asked;

	if (!mending_find(mending, error))
		return false;
	buffer_init(&account);
	event_add_whole(&account, &mending->found, mending->zone);
	is_asked = mending_ask(mending, &account,
			       "Take it back, as if it had never been recorded?", is_agreed,
			       error);
	buffer_release(&account);
	return is_asked && (!*is_agreed || mending_change(mending, NULL, error));
}

static int run(struct invocation *invocation)
{
	struct mending mending = {.invocation = invocation};
	const char *source = invocation->values[OPTION_SOURCE];
	bool is_agreed = false, is_done;
	struct error error;

	is_done = invocation_assumed_zone(invocation, &mending.assumed, &error) &&
		  mending_take_words(&mending, invocation->arguments,
				     invocation->argument_count, &error) &&
		  (!source || mending_take_source(&mending, source, &error)) &&
		  invocation_zone(invocation, &mending.zone, &error) &&
		  forget(&mending, &is_agreed, &error);
	return mending_end(&mending, is_done, is_agreed, &error);
}

const struct command command_forget = {
	.name = "forget",
	.synopsis = "forget TYPE ID [--source S] [--yes]",
	.summary = "Take a recorded event back; it is shown, and asked about, first",
	.run = run,
	.help = mending_print_help,
};
