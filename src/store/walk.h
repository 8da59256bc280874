/*
 * Walking through a table of a damaged history, past what cannot be read.
 *
 * Rule: rows are taken as their pages lead from one to the next, whatever numbers they bear; a
 * number serves to go on behind what cannot be read, and only one that is in order does. So a
 * number that is wrong, or a page in the place of another, hides nothing of the others.
 */
#ifndef APLOMB_STORE_WALK_H
#define APLOMB_STORE_WALK_H

#include "store/database.h"

struct walk_table {
	const char *name, *number; /* the column that its rows lie in order of */
	const char *columns;	   /* others that are read: ', "at"' */
};

struct walk {
	struct store *store;
	const struct walk_table *table;
	sqlite3_stmt *statement; /* on its row: the number, then the columns */
	int64_t number;
	bool is_in_order; /* the number is one, and those before and after bear it out */
	/* Of a gap: what lies after the one, where there is one, and before the other. */
	bool has_place, is_to_the_end;
	int64_t place, from;
	/* Its own: */
	sqlite3_stmt *ahead; /* one row further, for the number alone */
	int64_t previous;
	bool has_previous, is_ahead_over, is_over;
	int64_t left; /* rows, of those that the file has room for */
};

enum walked { WALKED_ROW, WALKED_GAP, WALKED_END };

/* Fails where nothing of the table can be read. walk_end() belongs to it either way. */
bool walk_begin(struct walk *walk, struct store *store, const struct walk_table *table,
		struct error *problem);
/* Goes on to the next row, or to what cannot be read, behind which the next call goes on. */
enum walked walk_on(struct walk *walk);
void walk_end(struct walk *walk);

#endif
