/*
 * What the files of the store share: the connection, its statements, and checked reading.
 *
 * Rule: included by src/store alone. Every statement that is used more than once stands in one
 * of two tables, by its enum or by event type; no value is taken from a row unchecked.
 */
#ifndef APLOMB_STORE_DATABASE_H
#define APLOMB_STORE_DATABASE_H

#include <sqlite3.h>
#include <sys/types.h>

#include "base/buffer.h"
#include "store/store.h"

#define HISTORY_PAGE_BYTES 4096 /* of those that aplomb begins */

/* Fixed statements; their SQL stands in statement.c. */
enum statement {
	STATEMENT_CHANGES,	 /* of a deployment */
	STATEMENT_CHANGE_INSERT, /* deployment, revision, committed_at */
	STATEMENT_CHANGES_DELETE,
	STATEMENT_TEAMS, /* of a meeting */
	STATEMENT_TEAM_INSERT,
	STATEMENT_TEAMS_DELETE,
	STATEMENT_LOAD_DEPLOYMENTS,  /* service, as_of, -, from */
	STATEMENT_LOAD_INCIDENTS,    /* service, as_of */
	STATEMENT_LOAD_SAMPLES,	     /* service, as_of, slo, from */
	STATEMENT_LOAD_FIRST_SAMPLE, /* the same: the earliest before from */
	STATEMENT_LOAD_UPDATES,
	STATEMENT_LOAD_CHECKS,	 /* service, as_of, -, from */
	STATEMENT_NAMES,	 /* type: the names in the compact form */
	STATEMENT_LOAD_COVERAGE, /* service (NULL: all), as_of, -, from */
	STATEMENT_LOAD_NEEDS,	 /* team, as_of, -, from; so are those below */
	STATEMENT_LOAD_CONCERNS,
	STATEMENT_LOAD_LESSONS,
	STATEMENT_LOAD_WALKAROUNDS,
	STATEMENT_LOAD_SHADOWINGS,
	STATEMENT_LOAD_MEETINGS,
	STATEMENT_LOAD_RULES,
	STATEMENT_LOAD_REVIEWS,
	STATEMENT_LOAD_EXERCISES,
	STATEMENT_LOAD_WORK,
	STATEMENT_LOAD_NOTES, /* (unused), as_of */
	/* Of the compact form (compact.h): */
	STATEMENT_SERIES,	  /* type, service, slo */
	STATEMENT_SERIES_DUE,	  /* type, service and slo of those to be packed */
	STATEMENT_SERIES_ALL,	  /* of all */
	STATEMENT_SERIES_PACKED,  /* number, the instants of the row */
	STATEMENT_SERIES_PUT_OFF, /* number */
	STATEMENT_PARTS,	  /* first and last key; so are those of delivered */
	STATEMENT_PART_PUT,
	STATEMENT_PARTS_DELETE,
	STATEMENT_DELIVERED,
	STATEMENT_DELIVERED_PUT,
	STATEMENT_DELIVERED_DELETE,
	STATEMENT_DELIVERED_EARLIER, /* service, from, until, revision: whether it was */
	STATEMENT_REMEDIES_EARLIER,  /* service, until: what they fix, and when */
	STATEMENT_NAMED, /* id, service, until: instant and ordinal of each such deployment */
	STATEMENT_DATA_VERSION,
	STATEMENT_SCHEMA_VERSION,
	STATEMENT_COUNT,
};

/* Statements made from event_types, for each type. */
enum type_statement {
	TYPE_FIND_BY_ID,  /* source, id: all columns */
	TYPE_FIND_BY_KEY, /* the natural key's fields in their order: all columns */
	TYPE_INSERT, /* ?n: the n-th field; does nothing where the event is there already */
	TYPE_UPDATE, /* ?n: the n-th field; ?EVENT_FIELDS_MAX + 1: rowid */
	TYPE_COUNT_SERVICE, /* service: how many, of a type that has services */
	TYPE_STATEMENT_COUNT,
};
#define PARAMETER_ROWID (EVENT_FIELDS_MAX + 1)

/* Which file a name led to. */
struct file_identity {
	dev_t device;
	ino_t number;
};

struct store {
	sqlite3 *db;
	char *path; /* as the user named it: for messages; NULL: in memory */
	enum store_mode mode;
	int schema_version;    /* of the history, which may be older; 0: not known yet */
	bool takes_damage;     /* what can be read is, whatever else is not as it should be */
	bool takes_any_schema; /* empty or older: it is read to be copied */
	bool has_inspected; /* its tables and triggers, when its schema was of that version */
	int64_t inspected_version;
	unsigned char *mapping; /* a damaged history's pages, or NULL */
	size_t mapping_bytes;
	char *notice;
	char *lock_path;
	int lock_descriptor; /* of the writers' lock; -1: not opened yet */
	bool has_place; /* it, its log and the log's index were seen when it was opened to be
			   written: */
	struct file_identity file, log, index;
	bool holds_lock;
	bool is_unsound; /* something failed as all else may: damage, or not its schema */
	struct names_kept *names; /* those last read (names.c), or NULL */
	sqlite3_stmt *statements[STATEMENT_COUNT];
	sqlite3_stmt *type_statements[EVENT_KIND_COUNT][TYPE_STATEMENT_COUNT];
};

/* -- failures (failure.c) ----------------------------------------------------------------- */

/* What messages call the history: its path, or "the history". */
const char *store_name(const struct store *store);
/* Puts the connection's last failure in words; returns false. Out of memory ends the program.
 */
bool store_fail(struct store *store, struct error *error);
/* *table: the first that has no number left for a row more; NULL: none. */
bool store_find_spent(struct store *store, const char **table, struct error *error);
/* Says so of it; returns false. */
bool store_refuse_spent(const struct store *store, const char *table, struct error *error);

/* Gives back the names that are kept (names.c). */
void store_names_forget(struct store *store);

/* A text is refused with its place long before; this keeps memory from being used up. */
#define STORE_VALUE_BYTES_MAX (128 * 1048576)

/* -- statements (statement.c) ------------------------------------------------------------- */

/* How long one waits for a lock; shortened by tests. */
extern int store_patience_milliseconds;

/* NULL on failure. The statement is reset, its parameters are NULL; the store keeps it. */
sqlite3_stmt *store_statement(struct store *store, enum statement which, struct error *error);
sqlite3_stmt *store_type_statement(struct store *store, const struct event_type *type,
				   enum type_statement which, struct error *error);
/* One that the caller finalizes. */
bool store_prepare(struct store *store, const char *sql, sqlite3_stmt **statement,
		   struct error *error);
/* A statement left on a row keeps its snapshot: at the end of a transaction none may be. */
void store_reset_all(struct store *store);
void store_finalize_all(struct store *store);

/* Next row; *has_row says whether there is one, and a statement without one is reset. */
bool store_step(struct store *store, sqlite3_stmt *statement, bool *has_row,
		struct error *error);
/* Runs a statement that gives no rows, or SQL that needs no parameters. */
bool store_run(struct store *store, sqlite3_stmt *statement, struct error *error);
bool store_execute(struct store *store, const char *sql, struct error *error);
/* The one integer that a query gives; 0 where it gives none. */
bool store_query_integer(struct store *store, const char *sql, int64_t *integer,
			 struct error *error);

/* Starts a read transaction, so that several queries see one state. False in *started where a
 * transaction is under way already. */
bool store_begin_reading(struct store *store, bool *started, struct error *error);
void store_end_reading(struct store *store, bool started);

void statement_bind_text(sqlite3_stmt *statement, int parameter, const char *text);
/* NULL for INSTANT_NONE. */
void statement_bind_instant(sqlite3_stmt *statement, int parameter, instant at);
/* Binds the n-th field to ?n, where the statement has such a parameter (put.c). */
void statement_bind_event(sqlite3_stmt *statement, const struct event *event);

/* Whether the field has a column of its own (a list has a table). */
bool field_is_column(const struct event_field *field);
/* Adds a quoted name. */
void sql_add_name(struct buffer *sql, const char *name);
/* Adds ', "service", "at", ...': every column of a type, in the order of its fields. */
void sql_add_columns(struct buffer *sql, const struct event_type *type);
/* Adds the expression that orders a type in time: 'coalesce("applied_at", "released_at")'. */
void sql_add_at(struct buffer *sql, const struct event_type *type);

/* -- checked reading (row.c) -------------------------------------------------------------- */

/* The row that a statement stands on, and how to name it. */
struct row {
	const struct store *store;
	sqlite3_stmt *statement;
	const char *table;
	int64_t rowid;
};

/* Column 0 is the rowid. */
struct row row_at(const struct store *store, sqlite3_stmt *statement, const char *table);

/*
 * Each reads one column by its index, fails with ERROR_INVALID where its value is not what the
 * table promises (`name`: the column's, for the message), and leaves *value alone where it is
 * NULL, so that the caller's default stays. A text lives until the statement moves on.
 */
bool row_text(const struct row *row, int column, const char *name, const char **value,
	      struct error *error);
bool row_instant(const struct row *row, int column, const char *name, instant *value,
		 struct error *error);
bool row_integer(const struct row *row, int column, const char *name, int64_t *value,
		 struct error *error);
bool row_number(const struct row *row, int column, const char *name, double *value,
		struct error *error);
bool row_boolean(const struct row *row, int column, const char *name, bool *value,
		 struct error *error);
/* *value: the place of the word among the choices ("normal hotfix rollback"). */
bool row_choice(const struct row *row, int column, const char *name, const char *choices,
		int *value, struct error *error);
/* Fails with ERROR_INVALID: row, column and what is wrong with it. */
bool row_refuse(const struct row *row, const char *name, const char *what, struct error *error);

/*
 * The event that a row holds: columns as sql_add_columns() gives them from column 1 on. Texts
 * live until the statement moves on, lists (read from their own table) in the arena.
 */
bool row_event(struct store *store, sqlite3_stmt *statement, const struct event_type *type,
	       struct arena *arena, struct event *event, int64_t *rowid, struct error *error);
/* The same without its list. */
bool row_event_alone(struct store *store, sqlite3_stmt *statement,
		     const struct event_type *type, struct event *event, int64_t *rowid,
		     struct error *error);
/* Its list alone, where its type has one; the store may be another. */
bool row_event_list(struct store *store, int64_t rowid, struct arena *arena,
		    struct event *event, struct error *error);
/* One item of a list: the number, its name, its commit time; `name`: the column's. */
bool row_list_item(const struct row *row, const char *name, struct arena *arena,
		   struct change_record *record, struct error *error);
/* Index of the type's list field (changes, teams), or -1. */
int event_list_field(const struct event_type *type);

/* A list as changes, sorted by revision; a team is one without a commit time. */
struct change_list {
	struct change_record *records;
	size_t count;
};
bool store_read_list(struct store *store, const struct event_type *type, int64_t rowid,
		     struct arena *arena, struct change_list *list, struct error *error);
void change_list_sort(struct change_list *list);

/* -- the rest ----------------------------------------------------------------------------- */

#define SCHEMA_APPLICATION_ID 0x41504c42 /* "APLB" */
#define SCHEMA_VERSION 4
/* The compact form came with it: older ones are read without. */
#define SCHEMA_COMPACT 2
/* What caused incidents stands in parts as it does now. */
#define SCHEMA_CAUSES 4

/* What a database file turns out to be (schema.c). */
enum schema_state {
	SCHEMA_EMPTY,
	SCHEMA_CURRENT,
	SCHEMA_OLDER,
};
/* Fails with ERROR_INVALID for a database that is not ours or newer than this program. */
bool schema_identify(struct store *store, enum schema_state *state, struct error *error);
/* The statements that make that version of the one before, without the triggers. */
const char *schema_step(int version);
/* Whether a log beside the file holds, or may hold, what the file does not yet (connection.c).
 */
bool store_has_log(const char *path);
/* Whether the history, and its log, are still those that were opened to be written (place.c).
 */
bool place_is_kept(const struct store *store);
/* The same; fails with ERROR_TRY_LATER where they are not. */
bool place_check(const struct store *store, struct error *error);
/*
 * Whether the log that is open is to be taken into the file: also where it was removed, as it
 * may be the only copy of what it holds; not where another has taken either one's place.
 */
bool place_takes_log_in(const struct store *store);
/* Whether the log beside that history has lost what was acknowledged to be kept (log.c). */
bool log_is_damaged(const char *path);
/* All whole transactions of a log, up to where it is damaged. */
struct log_content {
	int file;
	int64_t frames;
	size_t pages; /* up to the last that is in them and in the history after them */
};
/* False where there are none, or of pages of another size. */
bool log_content_open(struct log_content *content, const char *path, size_t page_bytes);
/* Puts the pages as they are after them over those that are there. */
void log_content_put(const struct log_content *content, unsigned char *bytes,
		     size_t length_bytes, size_t page_bytes);
void log_content_close(struct log_content *content);
/* Creates or migrates in one transaction; under the writers' lock. */
bool schema_bring_up(struct store *store, struct error *error);

/*
 * Fails with ERROR_INVALID where a table is not as this program makes it or, where the store is
 * for writing, there is a trigger of somebody else, an index that is unique, partial or on an
 * expression, or what nobody knows; looks only if the schema changed since it last did
 * (schema_objects.c).
 */
bool schema_inspect(struct store *store, struct error *error);

/* How many objects of ours were looked for, and how many others do no harm. */
struct schema_found {
	size_t own, others;
};
/*
 * Gives all that is missing or not as this program makes it, and what others could do harm,
 * but for their indices.
 */
bool schema_check_each(struct store *store, store_problem *each, void *context,
		       struct schema_found *found, struct error *error);
/* Gives those; *told: how many. */
bool schema_check_indices(struct store *store, store_problem *each, void *context, size_t *told,
			  struct error *error);
/* Makes the indices, triggers and views of ours that are not there; within a transaction. */
bool schema_mend(struct store *store, struct error *error);

/* Connects to a file that is empty and this process's own, to be filled; messages call it by
 * the name (open_copy.c).
 */
bool store_connect_new_file(struct store **store, const char *path, const char *name,
			    struct error *error);
/* Opens what may not be whole, to read what can be read: where need be without its log
 * (open_damaged.c).
 */
bool store_open_damaged(struct store **store, const char *path, bool *is_log_unread,
			struct error *error);
/* Opens a file that nobody writes meanwhile, without leaving anything beside it; messages call
 * it by the name (open_damaged.c).
 */
bool store_open_immutable(struct store **store, const char *path, const char *name,
			  struct error *error);
/* Copies all pages as of one moment; work may be NULL (backup.c). */
bool store_copy_pages(struct store *from, struct store *to, const struct store_work *work,
		      struct error *error);

/*
 * A damaged history in memory: its file, and over it what its log holds (image.c).
 * *is_log_unread: one lies beside it of which nothing can be read. ERROR_IO. munmap().
 */
bool image_make(const char *path, unsigned char **bytes, size_t *length_bytes,
		bool *is_log_unread, struct error *error);
/*
 * Puts the pages of a new history's schema in the place of those that are damaged. False where
 * it was not made as a new history is (graft.c).
 */
bool graft_schema(unsigned char *bytes, size_t length_bytes);

/* The writers' lock (lock.c). Waits; ERROR_TRY_LATER where another holds it too long. */
bool writers_lock_open(struct store *store, struct error *error);
bool writers_lock_take(struct store *store, struct error *error);
/* Takes it if it is free now. */
bool writers_lock_try(struct store *store);
void writers_lock_release(struct store *store);
void pause_milliseconds(int milliseconds);

#endif
