/*
 * Connections to a history's file, and the ways to open one.
 *
 * Rule: included by the files of src/store that open histories alone. What a connection may do
 * is settled before it reads a byte.
 */
#ifndef APLOMB_STORE_CONNECTION_H
#define APLOMB_STORE_CONNECTION_H

#include "store/database.h"

/* A copy on the heap. */
char *store_copy_text(const char *text);
/* Not connected yet; path NULL: of no file. store_close() gives it back. */
struct store *store_new(const char *path, enum store_mode mode);

/* A path as SQLite takes it, never as a name with a meaning of its own; on the heap. */
char *connection_name(const char *path);
/* "file:/path?query", with all that a URI could misread percent-encoded. */
void connection_add_uri(struct buffer *uri, const char *path, const char *query);
/* Fails where the path leads to no file. */
bool connection_check_file(const char *path, struct error *error);
/*
 * Fails where one of the files that SQLite keeps beside it is there and is none: it opens them
 * without asking, and would wait for ever at a pipe.
 */
bool connection_check_beside(const char *path, struct error *error);

/*
 * Each of what follows leaves store->db where it fails: SQLite's code says why. Whoever tries
 * another way closes it (sqlite3_close(), then NULL) first; store_close() does in the end.
 */

/* Connects by such a name, and nothing more: no byte is read, nothing is made beside it. */
bool connection_open(struct store *store, const char *name, int flags, struct error *error);
/* Tells the connection what each is told before it reads a byte. */
bool connection_configure(struct store *store, struct error *error);
/* connection_open() and connection_configure(). */
bool connection_to(struct store *store, const char *name, int flags, struct error *error);
/* The same to store->path. */
bool connection_to_file(struct store *store, int flags, struct error *error);
/* The same, for reading, to a file that nobody writes meanwhile: without its log and locks. */
bool connection_to_immutable(struct store *store, const char *name, struct error *error);
/* The same, for reading, to a file's bytes, which stay the caller's and must outlive it. */
bool connection_to_bytes(struct store *store, unsigned char *bytes, size_t length_bytes,
			 struct error *error);

/* open_reading.c: whether what is connected is a history that this store reads. */
bool reading_identify(struct store *store, struct error *error);
/* Connects to store->path for reading and identifies it; store->notice may say how. */
bool reading_open(struct store *store, struct error *error);
/*
 * place.c: fails where the file is empty and its log is not: SQLite would delete the log, which
 * is all there is of the history, even to read it.
 */
bool place_check_log(const char *path, struct error *error);
/* place.c: keeps in mind which log belongs to what was opened. */
void place_note(struct store *store);
/*
 * open_writing.c: connects to store->path for writing, begins or migrates the history where
 * need be, under the writers' lock, which is free again; store->lock_path names it from then
 * on, and store->notice may warn.
 */
bool writing_open(struct store *store, struct error *error);

#endif
