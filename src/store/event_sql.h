/*
 * What an event filter is in SQL, for those who read events and those who count them.
 *
 * Rule: included by src/store alone; parameters have the same numbers in every statement.
 */
#ifndef APLOMB_STORE_EVENT_SQL_H
#define APLOMB_STORE_EVENT_SQL_H

#include "store/database.h"

/* Whether events of a type can pass at all. */
bool event_filter_takes(const struct event_filter *filter, const struct event_type *type);
/* Whether it names services, so that names of the history must be gathered. */
bool event_filter_is_bounded(const struct event_filter *filter);

/*
 * Adds the names that the history has for the services of the filter's team, or for its
 * service, as a JSON array; nothing where it has neither.
 */
bool event_filter_gather_names(struct store *store, const struct event_filter *filter,
			       struct buffer *names, struct error *error);

/* Adds " WHERE ..." with all conditions. */
void sql_add_filter(struct buffer *sql, const struct event_type *type,
		    const struct event_filter *filter);
/* Adds " LIMIT ... OFFSET ...". */
void sql_add_limit(struct buffer *sql);
/* Binds what the statement uses of the filter and of the names. */
void statement_bind_filter(sqlite3_stmt *statement, const struct event_filter *filter,
			   const char *names);
void statement_bind_limit(sqlite3_stmt *statement, size_t limit, size_t skip);

#endif
