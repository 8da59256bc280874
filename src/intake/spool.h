/*
 * The spool: events that wait in a directory beside a history that could not be written.
 *
 * Rule: an event is in it once it is whole and on disk, and leaves it once the history has it
 * on disk. Nothing in it is believed: each is read as any event is, and what is none is set
 * aside with its reason told, never removed, and holds up no other.
 */
#ifndef APLOMB_INTAKE_SPOOL_H
#define APLOMB_INTAKE_SPOOL_H

#include "model/event.h"
#include "store/store.h"

/* "HISTORY.spool", beside the file itself where the history is a link to it. In the arena. */
const char *spool_path(const char *history, struct arena *arena);

/*
 * The instant of what came last of all that waits, as its name says; 0: nothing waits, or that
 * cannot be told. What comes next goes in after it only with a later one.
 */
int64_t spool_last_nanoseconds(const char *history);

/*
 * Puts one complete event in the spool of the history at that path, on disk when it returns
 * true. replaces: its values are to replace those known. nanoseconds: the clock; events are
 * taken in by it. Fails with ERROR_IO (no permission, disk full, not to be trusted); nothing is
 * left then.
 */
bool spool_put(const char *history, const struct event *event, bool replaces,
	       int64_t nanoseconds, struct error *error);

struct spool_contents {
	const char *path;
	size_t waiting;
	const char *const *set_aside; /* names of files in it */
	size_t set_aside_count;
};
/* What is in it: nothing where there is none. Memory in the arena. Fails with ERROR_IO. */
bool spool_examine(const char *history, struct arena *arena, struct spool_contents *contents,
		   struct error *error);

/*
 * A number that stands for what waits; 0: nothing does. Cheap, so that it may be asked for
 * before each event; where the spool cannot be looked through it is not 0 either.
 */
uint64_t spool_mark(const char *history);

/* Told each that was not taken, and why, in a sentence; not made visible yet. */
typedef void spool_listener(void *context, const char *sentence);

struct spool_account {
	size_t taken, set_aside;
	bool is_left; /* something still waits, and was told */
};

/*
 * Takes what waits into the history, which is open for writing, in transactions of its own;
 * several may do so at once. What cannot be taken is told and left, or set aside. Fails only as
 * the history does (ERROR_IO, ERROR_TRY_LATER; ERROR_INVALID: damaged, or not as it should be),
 * and then later writes are likely to, too. *account holds either way.
 */
bool spool_take_in(struct store *store, const char *history, spool_listener *say, void *context,
		   struct spool_account *account, struct error *error);

#endif
