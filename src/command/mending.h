/*
 * What amend and forget share: which event is meant, what it looks like, and asking first.
 *
 * Rule: nothing is changed before it was shown and agreed to, on the terminal or by --yes.
 */
#ifndef APLOMB_COMMAND_MENDING_H
#define APLOMB_COMMAND_MENDING_H

#include "command/command.h"

struct mending {
	struct invocation *invocation;
	const struct event_type *type;
	struct event wanted;	    /* what is known of the event that is meant */
	bool has_wanted;	    /* anything of it */
	const struct zone *assumed; /* of instants that name no zone; NULL: refused */
	const struct zone *zone;    /* that days are shown in */
	struct store *store;
	struct event found; /* in the invocation's arena */
};

/*
 * Takes the words after the command: the type, then the event's id, or what it is found by as
 * FIELD=VALUE words. Fails with ERROR_USAGE.
 */
bool mending_take_words(struct mending *mending, char *const *words, int count,
			struct error *error);
/* --source chooses among those of several. */
bool mending_take_source(struct mending *mending, const char *source, struct error *error);
/*
 * Opens the history and finds the one event. ERROR_UNKNOWN where there is none, with the
 * nearest id; ERROR_USAGE where there are several, with what tells them apart.
 */
bool mending_find(struct mending *mending, struct error *error);
/* Takes the event back, and puts another (NULL: none) in its place. */
bool mending_change(struct mending *mending, const struct event *is, struct error *error);
/*
 * Shows what will be done and asks. False with ERROR_USAGE where nobody can be asked;
 * *is_agreed otherwise.
 */
bool mending_ask(const struct mending *mending, const struct buffer *account,
		 const char *question, bool *is_agreed, struct error *error);
/*
 * Closes the history and gives the exit status, having said what is not done, or that it was
 * not agreed to.
 */
int mending_end(struct mending *mending, bool is_done, bool is_agreed,
		const struct error *error);

/* Prints how an event without an id is named. */
void mending_print_help(void);

#endif
