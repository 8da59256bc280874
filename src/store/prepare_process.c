/*
 * What this process gives SQLite: memory, and files.
 *
 * Rule: where SQLite would go on otherwise than others expect, it does not.
 * - Short of memory it answers some questions wrongly instead of failing ('json_valid' says
 * no): the process ends, as it does wherever else memory is short.
 * - A journal may name another file, which SQLite opens and deletes once it has undone the
 * journal. Nothing here writes several files as one: whoever wrote that journal, the file is
 * not ours, and is neither opened nor deleted.
 * - The log of an empty file is deleted, even to be read: no log ever is.
 */
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "store/database.h"

/* -- memory ------------------------------------------------------------------------------- */

static sqlite3_mem_methods system_memory;

static void *allocate(int bytes)
{
	void *memory = system_memory.xMalloc(bytes);

	if (!memory)
		memory_exhausted();
	return memory;
}

static void *resize(void *memory, int bytes)
{
	void *resized = system_memory.xRealloc(memory, bytes);

	if (!resized)
		memory_exhausted();
	return resized;
}

static void give_memory(void)
{
	sqlite3_mem_methods memory;

	if (sqlite3_config(SQLITE_CONFIG_GETMALLOC, &system_memory) != SQLITE_OK)
		return;
	memory = system_memory;
	memory.xMalloc = allocate;
	memory.xRealloc = resize;
	sqlite3_config(SQLITE_CONFIG_MALLOC, &memory);
}

/* -- files -------------------------------------------------------------------------------- */

static const sqlite3_vfs *system_files;
/* What the journal that is being undone names; "": nothing. */
static _Thread_local char named[PATH_MAX];

static int open_own(sqlite3_vfs *vfs, sqlite3_filename name, sqlite3_file *file, int flags,
		    int *flags_found)
{
	if (flags & SQLITE_OPEN_SUPER_JOURNAL) {
		snprintf(named, sizeof(named), "%s", name);
		name = "/dev/null"; /* which names no journal that waits for it */
	}
	return system_files->xOpen(vfs, name, file, flags, flags_found);
}

static bool is_log(const char *name)
{
	size_t length = strlen(name);

	return length > 4 && strcmp(name + length - 4, "-wal") == 0;
}

static int delete_own(sqlite3_vfs *vfs, const char *name, int syncs_directory)
{
	if (is_log(name))
		return SQLITE_OK;
	if (*named && strcmp(name, named) == 0) {
		*named = '\0';
		return SQLITE_OK;
	}
	return system_files->xDelete(vfs, name, syncs_directory);
}

static void give_files(void)
{
	static sqlite3_vfs files;

	system_files = sqlite3_vfs_find(NULL);
	if (!system_files) /* SQLite could not begin: each opening says so */
		return;
	files = *system_files;
	files.zName = "aplomb";
	files.xOpen = open_own;
	files.xDelete = delete_own;
	sqlite3_vfs_register(&files, 1);
}

void store_prepare_process(void)
{
	/* To count memory takes time, each piece under a mutex. */
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	give_memory();
	give_files();
}
