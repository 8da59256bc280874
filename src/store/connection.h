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

/* Connects by such a name, and nothing more: no byte is read, nothing is made beside it. */
bool connection_open(struct store *store, const char *name, int flags, struct error *error);
/* What every connection is told before it reads a byte. */
bool connection_configure(struct store *store, struct error *error);
/* Both in one; the second to store->path, the third to a file that nobody writes meanwhile. */
bool connection_to(struct store *store, const char *name, int flags, struct error *error);
bool connection_to_file(struct store *store, int flags, struct error *error);
bool connection_to_immutable(struct store *store, const char *name, struct error *error);

/* open_reading.c: whether what is connected is a history that this store reads. */
bool reading_identify(struct store *store, struct error *error);
/* Connects to store->path and identifies it. */
bool reading_open(struct store *store, struct error *error);
/* open_writing.c: the same for writing; the writers' lock was held and is free again. */
bool writing_open(struct store *store, struct error *error);

#endif
