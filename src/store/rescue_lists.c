/*
 * Changes and teams of a damaged history.
 *
 * Rule: they are read as they lie there, before their events, and looked up afterwards where no
 * damage leads astray. Between two that can be read and follow each other where something
 * cannot, each event without any may have lost its own.
 */
#include "store/connection.h"
#include "store/rescue.h"

/* Which type has which; the columns as row_list_item() reads them. */
static const struct list_table {
	enum event_kind kind;
	struct walk_table table;
	const char *item;
	enum statement insert;
	const char *lacks; /* ?1: number; whether something of its list is lost */
} list_tables[] = {
#define LACKS(table, number)                                                                  \
	"SELECT EXISTS (SELECT 1 FROM lost WHERE side = 0 AND number = ?1)"                   \
	" OR NOT EXISTS (SELECT 1 FROM " table " WHERE " number " = ?1)"                      \
	" AND (EXISTS (SELECT 1 FROM lost WHERE side = 1 AND number ="                        \
	" (SELECT ifnull(max(" number "), -9223372036854775808) FROM " table " WHERE " number \
	" < ?1))"                                                                             \
	" OR EXISTS (SELECT 1 FROM lost WHERE side = -1 AND number ="                         \
	" (SELECT min(" number ") FROM " table " WHERE " number " > ?1)))"
	{EVENT_DEPLOYMENT,
	 {"change", "deployment", ", revision, committed_at"},
	 "revision",
	 STATEMENT_CHANGE_INSERT,
	 LACKS("change", "deployment")},
	{EVENT_MEETING,
	 {"meeting_team", "meeting", ", team, NULL"},
	 "team",
	 STATEMENT_TEAM_INSERT,
	 LACKS("meeting_team", "meeting")},
};

/* Something is lost of that number, before it up to the one before, or after it up to the next.
 */
enum side { SIDE_BEFORE = -1, SIDE_OF, SIDE_AFTER };

static const char lists_sql[] =
	"PRAGMA journal_mode = MEMORY;"
	"PRAGMA synchronous = OFF;"
	"CREATE TABLE change (deployment INTEGER, revision TEXT, committed_at INTEGER,"
	" PRIMARY KEY (deployment, revision) ON CONFLICT IGNORE) WITHOUT ROWID;"
	"CREATE TABLE meeting_team (meeting INTEGER, team TEXT,"
	" PRIMARY KEY (meeting, team) ON CONFLICT IGNORE) WITHOUT ROWID;"
	"CREATE TABLE lost (side INTEGER, number INTEGER,"
	" PRIMARY KEY (side, number) ON CONFLICT IGNORE) WITHOUT ROWID;"
	"BEGIN";

bool rescue_open_lists(struct rescue *rescue, struct error *error)
{
	rescue->lists = store_new(NULL, STORE_WRITE);
	if (connection_to(rescue->lists, "", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
			  error) &&
	    store_execute(rescue->lists, lists_sql, error))
		return true;
	store_close(rescue->lists);
	rescue->lists = NULL;
	return false;
}

static const struct list_table *list_table_of(const struct event_type *type)
{
	for (size_t i = 0; i < sizeof(list_tables) / sizeof(*list_tables); i++)
		if (list_tables[i].kind == type->kind)
			return &list_tables[i];
	return NULL;
}

/* One table on its way into rescue->lists. */
struct reading {
	struct rescue *rescue;
	const struct list_table *list;
	sqlite3_stmt *mark;
	bool is_broken; /* something could not be read since the last that could */
	bool has_last;
	int64_t last;
};

static bool mark(struct reading *reading, enum side side, int64_t number, struct error *error)
{
	reading->rescue->has_lost_of_lists = true;
	sqlite3_bind_int64(reading->mark, 1, side);
	sqlite3_bind_int64(reading->mark, 2, number);
	return store_run(reading->rescue->lists, reading->mark, error);
}

static bool mark_after_last(struct reading *reading, struct error *error)
{
	return mark(reading, SIDE_AFTER, reading->has_last ? reading->last : INT64_MIN, error);
}

/* A page in the place of another shows by a number that is less than the one before it. */
static bool mark_broken(struct reading *reading, int64_t number, struct error *error)
{
	bool is_same = reading->has_last && reading->last == number;

	if (!reading->is_broken && (!reading->has_last || reading->last <= number))
		return true;
	reading->is_broken = false;
	if (is_same)
		return mark(reading, SIDE_OF, number, error);
	return mark_after_last(reading, error) && mark(reading, SIDE_BEFORE, number, error);
}

static bool put_item(struct reading *reading, int64_t number,
		     const struct change_record *record, struct error *error)
{
	struct store *lists = reading->rescue->lists;
	sqlite3_stmt *statement = store_statement(lists, reading->list->insert, error);

	if (!statement)
		return false;
	sqlite3_bind_int64(statement, 1, number);
	statement_bind_text(statement, 2, record->revision);
	if (reading->list->kind == EVENT_DEPLOYMENT)
		statement_bind_instant(statement, 3, record->committed_at);
	return store_run(lists, statement, error);
}

/* An item without a number that can be right is nobody's. */
static bool read_item(struct reading *reading, const struct walk *walk, struct arena *arena,
		      struct error *error)
{
	struct rescue *rescue = reading->rescue;
	const char *table = reading->list->table.name;
	struct row row = row_at(rescue->from, walk->statement, table);
	struct change_record record;
	struct error problem;

	if (!walk->is_in_order) {
		reading->is_broken = true;
		rescue_tell(rescue, "%s: a row bears the number %lld, which cannot be its own",
			    table, (long long)walk->number);
		return true;
	}
	if (!row_list_item(&row, reading->list->item, arena, &record, &problem)) {
		rescue_tell(rescue, "%s of row %lld: %.700s", table, (long long)walk->number,
			    problem.message);
		/* The number may be as wrong as the rest: of another page's rows. */
		reading->is_broken = true;
		return mark(reading, SIDE_OF, walk->number, error);
	}
	if (!mark_broken(reading, walk->number, error) ||
	    !put_item(reading, walk->number, &record, error))
		return false;
	reading->has_last = true;
	reading->last = walk->number;
	return true;
}

static bool read_items(struct reading *reading, struct walk *walk, struct error *error)
{
	enum walked walked;

	while ((walked = walk_on(walk)) != WALKED_END) {
		struct arena arena;
		bool is_ok;

		if (walked == WALKED_GAP) {
			rescue_tell_gap(reading->rescue, walk);
			reading->is_broken = true;
			continue;
		}
		arena_init(&arena);
		is_ok = read_item(reading, walk, &arena, error);
		arena_release(&arena);
		if (!is_ok || !rescue_goes_on(reading->rescue, error))
			return false;
	}
	return !reading->is_broken || mark_after_last(reading, error);
}

static bool read_table(struct reading *reading, struct error *error)
{
	struct rescue *rescue = reading->rescue;
	struct error problem;
	struct walk walk;
	bool is_ok;

	if (walk_begin(&walk, rescue->from, &reading->list->table, &problem)) {
		is_ok = read_items(reading, &walk, error);
	} else {
		rescue_tell(rescue, "%s: none can be read: %s", reading->list->table.name,
			    sqlite3_errmsg(rescue->from->db));
		is_ok = mark_after_last(reading, error);
	}
	walk_end(&walk);
	return is_ok;
}

bool rescue_read_lists(struct rescue *rescue, const struct event_type *type,
		       struct error *error)
{
	struct reading reading = {.rescue = rescue, .list = list_table_of(type)};
	bool is_ok;

	rescue->has_lost_of_lists = false;
	if (!reading.list)
		return true;
	if (!store_execute(rescue->lists, "DELETE FROM lost", error) ||
	    !store_prepare(rescue->lists, "INSERT INTO lost (side, number) VALUES (?1, ?2)",
			   &reading.mark, error))
		return false;
	is_ok = read_table(&reading, error);
	sqlite3_finalize(reading.mark);
	return is_ok;
}

bool rescue_lacks_of_list(struct rescue *rescue, const struct event_type *type, int64_t rowid,
			  bool *lacks, struct error *error)
{
	const struct list_table *list = list_table_of(type);
	sqlite3_stmt *statement;
	bool has_row, is_ok;

	*lacks = false;
	if (!list || !rescue->has_lost_of_lists)
		return true;
	if (!store_prepare(rescue->lists, list->lacks, &statement, error))
		return false;
	sqlite3_bind_int64(statement, 1, rowid);
	is_ok = store_step(rescue->lists, statement, &has_row, error);
	*lacks = is_ok && sqlite3_column_int(statement, 0);
	sqlite3_finalize(statement);
	return is_ok;
}
