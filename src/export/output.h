/*
 * Where a finished text goes: standard output, or a file put in place in one step.
 *
 * Rule: a reader of the file sees the whole old text or the whole new one, never a part; what
 * cannot be written leaves the file as it was.
 */
#ifndef APLOMB_EXPORT_OUTPUT_H
#define APLOMB_EXPORT_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

/*
 * Writes to a descriptor until all is written. A reader that went away (EPIPE) has had enough:
 * that is true as well. `name` stands for it in the error (ERROR_IO).
 */
bool output_write_descriptor(int descriptor, const char *name, const char *bytes,
			     size_t length_bytes, struct error *error);

/*
 * Puts a file in place: written beside it under another name, synced, renamed over it, the
 * directory synced. A new file is 0666 without the umask; an existing one keeps its mode. A
 * device or FIFO is written to as it is. Symbolic links are refused, since they may lead
 * anywhere. Fails with ERROR_IO.
 */
bool output_write_file(const char *path, const char *bytes, size_t length_bytes,
		       struct error *error);

/*
 * The same where nothing stands in its place yet. Where something does, whatever it is, sets
 * *exists, writes nothing and returns true.
 */
bool output_write_new_file(const char *path, const char *bytes, size_t length_bytes,
			   bool *exists, struct error *error);

/* To the file, or to standard output where path is NULL or "-". */
bool output_write(const char *path, const char *bytes, size_t length_bytes,
		  struct error *error);

#endif
