#include "store/walk.h"

#include <string.h>

enum look { LOOK_ROW, LOOK_END, LOOK_DAMAGED };

static enum look look(sqlite3_stmt *statement)
{
	int code = sqlite3_step(statement);

	if (code == SQLITE_NOMEM)
		memory_exhausted();
	if (code == SQLITE_DONE)
		return LOOK_END;
	return code == SQLITE_ROW ? LOOK_ROW : LOOK_DAMAGED;
}

static bool prepare(struct walk *walk, const char *columns, const char *condition,
		    sqlite3_stmt **statement, struct error *problem)
{
	const struct walk_table *table = walk->table;
	struct buffer sql;
	bool is_ready;

	buffer_init(&sql);
	buffer_addf(&sql, "SELECT %s%s FROM \"%s\" NOT INDEXED", table->number, columns,
		    table->name);
	if (*condition)
		buffer_addf(&sql, " WHERE %s %s", table->number, condition);
	buffer_addf(&sql, " ORDER BY %s", table->number);
	sqlite3_finalize(*statement);
	*statement = NULL;
	is_ready = store_prepare(walk->store, sql.bytes, statement, problem);
	buffer_release(&sql);
	return is_ready;
}

static bool prepare_both(struct walk *walk, const char *condition, struct error *problem)
{
	return prepare(walk, walk->table->columns, condition, &walk->statement, problem) &&
	       prepare(walk, "", condition, &walk->ahead, problem);
}

/* No cell of a page takes less. */
#define CELL_BYTES_MIN 6

/*
 * Without a condition at first: to look for the first row leads through numbers that may be
 * wrong, to begin with the first page does not.
 */
bool walk_begin(struct walk *walk, struct store *store, const struct walk_table *table,
		struct error *problem)
{
	int64_t bytes = 0;

	memset(walk, 0, sizeof(*walk));
	walk->store = store;
	walk->table = table;
	walk->from = INT64_MIN;
	if (!store_query_integer(store,
				 "SELECT page_count * page_size"
				 " FROM pragma_page_count, pragma_page_size",
				 &bytes, problem) ||
	    !prepare_both(walk, "", problem))
		return false;
	walk->left = bytes / CELL_BYTES_MIN;
	walk->is_ahead_over = look(walk->ahead) != LOOK_ROW;
	return true;
}

void walk_end(struct walk *walk)
{
	sqlite3_finalize(walk->statement);
	sqlite3_finalize(walk->ahead);
}

/* -- a row --------------------------------------------------------------------------------- */

static bool is_number(sqlite3_stmt *statement)
{
	return sqlite3_column_type(statement, 0) == SQLITE_INTEGER;
}

/* One that stands between two that follow each other without it is not in order. */
static bool is_between(const struct walk *walk)
{
	int64_t next;

	if (!walk->has_previous || walk->is_ahead_over || !is_number(walk->ahead))
		return true;
	next = sqlite3_column_int64(walk->ahead, 0);
	return walk->previous > next ||
	       (walk->previous <= walk->number && walk->number <= next);
}

static void take_row(struct walk *walk)
{
	walk->number = sqlite3_column_int64(walk->statement, 0);
	if (!walk->is_ahead_over)
		walk->is_ahead_over = look(walk->ahead) != LOOK_ROW;
	walk->is_in_order = is_number(walk->statement) && is_between(walk);
	if (walk->is_in_order) {
		walk->place = walk->number;
		walk->has_place = true;
	}
	if (is_number(walk->statement)) {
		walk->previous = walk->number;
		walk->has_previous = true;
	}
}

/* -- what cannot be read ------------------------------------------------------------------- */

/* What comes first at or after a number. */
static enum look look_from(struct walk *walk, int64_t from)
{
	sqlite3_reset(walk->statement);
	sqlite3_bind_int64(walk->statement, 1, from);
	return look(walk->statement);
}

/* A readable stretch as long as this part of what cannot be read before it is not missed. */
#define STEP_PART 1024

/*
 * The first number from which on something can be read again, after one from which nothing can:
 * one by one at first, then in steps that grow with what lies behind, so that the end is near;
 * then halving what lies between. False: nothing can up to the end.
 */
static bool find_readable(struct walk *walk, int64_t damaged, int64_t *readable)
{
	int64_t low = damaged, high;

	while (true) {
		uint64_t step = 1 + ((uint64_t)low - (uint64_t)damaged) / STEP_PART;

		high = step > (uint64_t)INT64_MAX - (uint64_t)low
			       ? INT64_MAX
			       : (int64_t)((uint64_t)low + step);
		if (look_from(walk, high) != LOOK_DAMAGED)
			break;
		if (high == INT64_MAX)
			return false;
		low = high;
	}
	while ((uint64_t)high - (uint64_t)low > 1) {
		int64_t middle =
			(int64_t)((uint64_t)low + ((uint64_t)high - (uint64_t)low) / 2);

		if (look_from(walk, middle) == LOOK_DAMAGED)
			low = middle;
		else
			high = middle;
	}
	*readable = high;
	return true;
}

/* Where what cannot be read begins: never before where the walk went on last, so that it ends.
 * Without a row, it is where the numbers of rows do. */
static int64_t damaged_from(const struct walk *walk)
{
	if (walk->has_place && walk->place >= walk->from)
		return walk->place + 1;
	return walk->from == INT64_MIN ? 0 : walk->from;
}

static enum walked stop(struct walk *walk)
{
	walk->is_over = true;
	walk->is_to_the_end = true;
	return WALKED_GAP;
}

static enum walked pass(struct walk *walk)
{
	struct error problem;

	if (walk->has_place && walk->place == INT64_MAX)
		return WALKED_END;
	if ((walk->from == INT64_MIN && !prepare_both(walk, ">= ?1", &problem)) ||
	    !find_readable(walk, damaged_from(walk), &walk->from))
		return stop(walk);
	walk->is_to_the_end = look_from(walk, walk->from) == LOOK_END;
	sqlite3_reset(walk->statement);
	sqlite3_reset(walk->ahead);
	sqlite3_bind_int64(walk->ahead, 1, walk->from);
	walk->is_ahead_over = look(walk->ahead) != LOOK_ROW;
	return WALKED_GAP;
}

/* Pages that lead to each other can give more rows than there is room for. */
enum walked walk_on(struct walk *walk)
{
	if (walk->is_over)
		return WALKED_END;
	switch (look(walk->statement)) {
	case LOOK_END:
		walk->is_over = true;
		return WALKED_END;
	case LOOK_DAMAGED:
		return pass(walk);
	case LOOK_ROW:
		break;
	}
	if (walk->left-- <= 0)
		return stop(walk);
	take_row(walk);
	return WALKED_ROW;
}
