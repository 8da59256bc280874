/* Opening and closing a history. */
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "store/connection.h"

bool store_open(struct store **store, const char *path, enum store_mode mode,
		struct error *error)
{
	struct store *opened = store_new(path, mode);

	if (mode == STORE_WRITE ? !writing_open(opened, error) : !reading_open(opened, error)) {
		store_close(opened);
		return false;
	}
	*store = opened;
	return true;
}

/*
 * The last one to close moves the log into the file, so that the file alone is a whole history.
 * That is a write: without the lock it is left to the next one.
 */
static void allow_checkpoint(struct store *store)
{
	if (store->lock_descriptor < 0)
		return;
	if ((store->holds_lock || writers_lock_try(store)) && place_takes_log_in(store))
		sqlite3_db_config(store->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);
}

void store_close(struct store *store)
{
	if (!store)
		return;
	store_finalize_all(store);
	store_names_forget(store);
	if (store->db && !sqlite3_get_autocommit(store->db))
		sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
	allow_checkpoint(store);
	sqlite3_close(store->db);
	if (store->mapping)
		munmap(store->mapping, store->mapping_bytes);
	writers_lock_release(store);
	if (store->lock_descriptor >= 0)
		close(store->lock_descriptor);
	free(store->lock_path);
	free(store->notice);
	free(store->path);
	free(store);
}

void store_keep_in_memory(struct store *store)
{
	sqlite3_exec(store->db, "PRAGMA temp_store = MEMORY", NULL, NULL, NULL);
}

const char *store_notice(const struct store *store)
{
	return store->notice;
}
