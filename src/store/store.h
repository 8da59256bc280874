/*
 * The history: where events are kept, and read back as events or as observations.
 *
 * Rule: no SQL and no SQLite name leaves this room; another store could stand here. A viewer
 * opens for reading; everything that writes opens for writing, under the writers' lock. A store
 * is used by one thread at a time.
 */
#ifndef APLOMB_STORE_STORE_H
#define APLOMB_STORE_STORE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"
#include "model/catalog.h"
#include "model/event_filter.h"
#include "model/history.h"
#include "model/note.h"

struct store;

enum store_mode {
	STORE_READ,  /* must exist; never written to */
	STORE_WRITE, /* created or migrated as needed */
};

/*
 * Once, before anything else of SQLite is used: short of memory it ends the process instead of
 * going on, and it deletes no file that a journal names (prepare_process.c).
 */
void store_prepare_process(void);

/*
 * Opens the history at `path`. Fails with ERROR_IO (cannot be opened, no permission),
 * ERROR_INVALID (not a history of ours, damaged, newer schema) or ERROR_TRY_LATER (locked).
 */
bool store_open(struct store **store, const char *path, enum store_mode mode,
		struct error *error);
/* Whether nothing is there; false where that cannot be told: opening it says why. */
bool store_is_absent(const char *path);
/* Whether it is a file that is mounted without its directory. */
bool store_is_mounted_alone(const char *path);
/*
 * Whether what lies there, though it cannot be used, may be a history all the same (damaged,
 * newer, not begun): not so a file that is no database, or another program's.
 */
bool store_may_be_history(const char *path);
/*
 * Fails with ERROR_IO where one who writes would lose what others wrote: a log lies there whose
 * file is gone or empty, or the file has several names or is mounted alone; with ERROR_USAGE
 * where it is a part of another history by its name.
 */
bool store_may_be_written(const char *path, struct error *error);

/* Opens a history that lies in memory (the demo), for reading; the bytes must stay. */
bool store_open_bytes(struct store **store, unsigned char *bytes, size_t length_bytes,
		      struct error *error);
/*
 * The name of the network file system that a file lies on ("NFS"), where one machine cannot
 * trust that it knows of another's locks; NULL: on none that is known.
 */
const char *store_network_file_system(const char *path);
/*
 * The same by what statfs() says of it, and where that leaves it open by its type's name in a
 * table of mounts (/proc/self/mountinfo) at that device.
 */
const char *network_file_system(unsigned long magic, const char *mounts, unsigned device_major,
				unsigned device_minor);

/*
 * A copy of the history at `path` for writing, an empty one where there is none: to try what
 * would come of it. The history itself is only read, so no permission to write it is needed.
 */
bool store_open_scratch(struct store **store, const char *path, struct error *error);
void store_close(struct store *store);
/* A sentence about how it was opened that a user should know ("a snapshot ..."), or NULL. */
const char *store_notice(const struct store *store);
/* What a query has to sort it sorts in memory from now on: temporary files cannot be had. */
void store_keep_in_memory(struct store *store);

/* One transaction under the writers' lock. */
bool store_begin(struct store *store, struct error *error);
bool store_commit(struct store *store, struct error *error);
/* As store_commit(); nobody else writes before store_let_write(). */
bool store_commit_holding(struct store *store, struct error *error);
void store_let_write(struct store *store);
void store_rollback(struct store *store);

enum put_outcome {
	PUT_ADDED,
	PUT_COMPLETED,	  /* newer facts filled what was unknown */
	PUT_UNCHANGED,	  /* the same again */
	PUT_CONTRADICTED, /* a known value differs: kept out, unless replace */
	PUT_REPLACED,
};
#define PUT_OUTCOME_COUNT 5

/*
 * Puts one complete event, within a transaction. With PUT_CONTRADICTED the value that differs
 * is kept out, what was unknown is filled all the same, and *conflict says which field holds
 * what (kind untouched, only the message). Fails on I/O only.
 */
bool store_put(struct store *store, const struct event *event, bool replace,
	       enum put_outcome *outcome, struct error *conflict, struct error *error);

/*
 * The same for one event of many: where it alone cannot be put, as a row that it meets is not
 * valid or a rule of others keeps it out, *is_refused, *conflict says why, and the transaction
 * stands as it was. Fails where the others are likely to, too.
 */
bool store_try_put(struct store *store, const struct event *event, bool replace,
		   bool *is_refused, enum put_outcome *outcome, struct error *conflict,
		   struct error *error);

/*
 * Finds the event that has the identity of another one (its source and id, or without an id its
 * natural key); within a transaction. Texts lie in the arena.
 */
bool store_find(struct store *store, const struct event *event, struct arena *arena,
		struct event *found, bool *is_found, struct error *error);

/*
 * Calls each for every event of the wanted one's type that has all that is present in it: the
 * same values, and of a list at least the same members. A source that is present and empty
 * stands for none.
 */
bool store_each_match(struct store *store, const struct event *wanted, event_visitor *each,
		      void *context, struct error *error);

/*
 * The id of that type that comes nearest to one that is not there, among the newest of similar
 * length; NULL: none is near. In the arena.
 */
bool store_nearest_id(struct store *store, const struct event_type *type, const char *id,
		      struct arena *arena, const char **nearest, struct error *error);

/*
 * Takes an event back, with its list, within a transaction. It must be in the history exactly
 * as it is given; *is_found says whether it was, else nothing is changed.
 */
bool store_forget(struct store *store, const struct event *event, bool *is_found,
		  struct error *error);

/*
 * From here on, until it lets go, the store shows the history as it is now, whatever others
 * write. *is_held false: it is held already, by whoever lets go of it.
 */
bool store_hold(struct store *store, bool *is_held, struct error *error);
void store_let_go(struct store *store, bool is_held);

/* What is to be loaded of a history. */
struct history_wanted {
	const struct team *team; /* its services and itself; NULL: all */
	/*
	 * From when on it is wanted (an objective's samples by its window earlier); what came
	 * before may be left out. What depends on all there was is told all the same:
	 * was_delivered_before, remedied_at, whether there was any, the versions that ran then
	 * or came later, the newest look at each check, review of each rule and end of
	 * coverage, the newest of what a team did.
	 */
	instant from;
	instant as_of; /* what is at or after it does not exist */
	/*
	 * Whether deployments and changes are wanted with their texts (source, id, revision,
	 * fixes, url); without, they are "", and less is to be read.
	 */
	bool wants_texts;
	/* Only what teams did is wanted, and nothing of services. */
	bool practices_alone;
};

/*
 * Loads the observations of the catalog's services and teams that are wanted; others are left
 * empty. Records under a name that belongs to a service (model/service_name.h) are its own;
 * those of a team are under its id. Notes come with all teams only; for one there is
 * store_load_notes(). store NULL: an empty history.
 */
bool store_load_history(struct store *store, const struct catalog *catalog,
			const struct history_wanted *wanted, struct arena *arena,
			struct history *history, struct error *error);

/*
 * The same in small steps, between which others may write: a few milliseconds each, whatever
 * the team. What is begun lies in the arena, with which it may be dropped at any time; the
 * history holds once *is_whole. A step fails with ERROR_TRY_LATER where somebody did write, so
 * that what was loaded is not of one moment: it is to be begun anew, or loaded at once.
 */
struct store_load;
struct store_load *store_load_begin(struct store *store, const struct catalog *catalog,
				    const struct history_wanted *wanted, struct arena *arena,
				    struct history *history);
bool store_load_step(struct store_load *load, bool *is_whole, struct error *error);

/* Loads the notes of all teams before as_of; store NULL: none. Memory in the arena. */
bool store_load_notes(struct store *store, instant as_of, struct arena *arena,
		      struct notes *notes, struct error *error);

/*
 * Calls each for every event that the filter (NULL: all) lets pass, in order (at, source, id)
 * or its reverse, until it returns false (which fails with the error it set). What is read
 * follows the events given, not those in the history; with a text, those that could have it.
 */
bool store_each_event(struct store *store, const struct event_filter *filter,
		      event_visitor *each, void *context, struct error *error);

/*
 * Adds to counts[day - first_day][kind], for day_count local days of the zone, how many events
 * pass; order, skip and limit aside, and those of other days left out.
 */
bool store_count_days(struct store *store, const struct event_filter *filter,
		      const struct zone *zone, int64_t first_day, size_t day_count,
		      size_t (*counts)[EVENT_KIND_COUNT], struct error *error);

/* A service name in the history that belongs to no service of the catalog. */
struct unmatched_name {
	const char *name;
	size_t events;
	const struct service *const *sharers; /* services that share its normal form, */
	size_t sharer_count; /* which is why it is nobody's: 0, or 2 and more */
};
/* In order of their names. */
bool store_unmatched_names(struct store *store, const struct catalog *catalog,
			   struct arena *arena, const struct unmatched_name **names,
			   size_t *count, struct error *error);

/* Number of events of each type; latest is INSTANT_NONE where there are none. */
struct store_summary {
	size_t events[EVENT_KIND_COUNT];
	instant earliest, latest;
};
bool store_summarise(struct store *store, struct store_summary *summary, struct error *error);

/* Takes one thing that is not as it should be. */
typedef void store_problem(const struct error *problem, void *context);

/* Something that takes its time: told how far it is, it says whether to go on. */
struct store_work {
	bool (*go_on)(void *context, double part_done);
	void *context;
};
/*
 * Copies the history, as it is at one moment, over an empty file of the caller's own, and reads
 * it back: its pages, each index against its table, and the events that it holds. Others write
 * on meanwhile. The file is neither synced nor given rights; where this fails it is of no use.
 * Messages call it by the name.
 */
bool store_backup(struct store *store, const char *path, const char *name,
		  const struct store_work *work, struct store_summary *copied,
		  struct error *error);

/* What was saved of a damaged history, and what was not. */
struct rescue_account {
	size_t saved[EVENT_KIND_COUNT];
	size_t doubled;	     /* rows that stood for an event that was saved already */
	size_t invalid;	     /* rows that are no event */
	size_t lists_lost;   /* events that were saved without all of their changes or teams */
	size_t gaps;	     /* where rows cannot be read, nobody knows how many */
	size_t tables_lost;  /* kinds of which nothing can be read */
	bool is_log_unread;  /* a log lies beside it that cannot be read */
	bool is_log_damaged; /* or can be read only up to some place */
};
struct rescue_listener {
	store_problem *problem; /* takes each that could not be saved, with its place */
	void *context;
	const struct store_work *work;
};
/*
 * Puts every event that can be read of the history at that path into another one, in one
 * transaction. Fails with ERROR_INVALID where it is no SQLite database at all, or its first
 * page is gone. It is read only, and nobody should write it meanwhile.
 */
bool store_rescue(const char *damaged, struct store *into,
		  const struct rescue_listener *listener, struct rescue_account *account,
		  struct error *error);

/* "SQLite 3.40.1": what keeps the history. */
const char *store_engine(void);
/* The schema that this program writes. */
int store_schema_version(void);

/* How an open history is kept, for bug reports. */
struct store_condition {
	int64_t schema_version;
	int64_t page_bytes, page_count;
	bool has_write_ahead_log; /* writers and readers do not wait for each other */
};
bool store_examine(struct store *store, struct store_condition *condition, struct error *error);

/*
 * Changes whenever anyone wrote to the history: to notice that a reload is due. Two equal
 * values mean that nothing changed.
 */
bool store_version(struct store *store, long long *version, struct error *error);

/* Makes the compact form of all rows anew, in a transaction of its own. */
bool store_pack_all(struct store *store, struct error *error);

/*
 * Reads every row and checks what a record must be; calls each for every one that is not, with
 * its place and what is wrong, and for indices of others that keep all from recording. Fails
 * only where it could not be read through.
 */
bool store_check_each(struct store *store, store_problem *each, void *context,
		      struct error *error);
/* What a deep check looked at beside the rows. */
struct store_depth {
	int64_t pages, page_bytes;
	size_t objects,
		other_objects; /* tables, indices, triggers, views: of aplomb, of others */
	int64_t series;	       /* of the compact form, compared with their rows */
};
/*
 * What store_check_each() leaves to trust: that tables, indices, triggers and views are those
 * that this program makes, with nothing of others that could change what is recorded, and that
 * no meeting stands twice (of all else, indices see to that).
 */
bool store_check_deep(struct store *store, store_problem *each, void *context,
		      struct store_depth *depth, struct error *error);
/* As store_check_each(); fails with the first that is not. */
bool store_check(struct store *store, struct error *error);

#endif
