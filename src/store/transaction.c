/*
 * Write transactions: the writers' lock, BEGIN IMMEDIATE, and both given back together.
 *
 * Rule: an event is acknowledged after store_commit() returned true, and then it is on disk.
 */
#include <assert.h>

#include "store/compact.h"

bool store_begin(struct store *store, struct error *error)
{
	assert(store->mode == STORE_WRITE);
	if (!writers_lock_take(store, error))
		return false;
	/* Others may have moved it, or changed the schema, since it was opened. */
	if (place_check(store, error) && store_execute(store, "BEGIN IMMEDIATE", error) &&
	    schema_inspect(store, error))
		return true;
	store_rollback(store);
	return false;
}

bool store_commit_holding(struct store *store, struct error *error)
{
	bool is_packed;

	assert(store->holds_lock);
	store_reset_all(store);
	is_packed = compact_pack_due(store, error);
	store_reset_all(store);
	if (!is_packed || !store_execute(store, "COMMIT", error) ||
	    !place_check(store, error)) {
		store_rollback(store);
		return false;
	}
	return true;
}

void store_let_write(struct store *store)
{
	writers_lock_release(store);
}

bool store_commit(struct store *store, struct error *error)
{
	if (!store_commit_holding(store, error))
		return false;
	store_let_write(store);
	return true;
}

void store_rollback(struct store *store)
{
	store_reset_all(store);
	/* Some failures have rolled back already; that there is nothing left is no failure. */
	if (!sqlite3_get_autocommit(store->db))
		sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
	writers_lock_release(store);
}

bool store_hold(struct store *store, bool *is_held, struct error *error)
{
	return store_begin_reading(store, is_held, error);
}

void store_let_go(struct store *store, bool is_held)
{
	store_end_reading(store, is_held);
}
