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

#include <sys/stat.h>

#include "base/buffer.h"
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
 * anywhere, and so are SQLite databases. Fails with ERROR_IO.
 */
bool output_write_file(const char *path, const char *bytes, size_t length_bytes,
		       struct error *error);

/*
 * The same where nothing stands in its place yet. Where something does, whatever it is, sets
 * *exists, writes nothing and returns true. Where its directory cannot be synced, it is taken
 * away again.
 */
bool output_write_new_file(const char *path, const char *bytes, size_t length_bytes,
			   bool *exists, struct error *error);

/* A file that is being put in place, by those who fill it themselves. */
struct replacement {
	const char *path;
	const char *name; /* the last part of path */
	int directory;
	int file;      /* the temporary one, while it is open */
	bool is_new;   /* nothing may be replaced */
	bool is_taken; /* what is_new asked for did not hold */
	char temporary[32];
};

/*
 * Looks at the place: the directory must be there, and a link or a directory may not stand in
 * the file's stead. standing->st_mode is 0 where nothing stands. Then write, or make and
 * finish, and drop, which belongs to every begin that succeeded. Unless is_new is taken back,
 * nothing is replaced.
 */
bool replacement_begin(struct replacement *replacement, const char *path, struct stat *standing,
		       struct error *error);
/*
 * Puts a text in place of a regular file, or of nothing. Where nothing was to be replaced and
 * something stands there, sets is_taken, writes nothing and returns true.
 */
bool replacement_write(struct replacement *replacement, const struct stat *standing,
		       const char *bytes, size_t length_bytes, struct error *error);
/*
 * Makes the temporary file, which nobody else could have made, for the user alone. It is
 * closed: who fills it opens it by its path.
 */
bool replacement_make(struct replacement *replacement, struct error *error);
/* Adds the path of the temporary file. */
void replacement_add_path(const struct replacement *replacement, struct buffer *path);
/*
 * Makes it last and puts it in place, with the rights of another file if it can be of the same
 * group. Where nothing was to be replaced and something stands there meanwhile, fails. Where
 * its directory cannot be synced, it is taken away again.
 */
bool replacement_finish(struct replacement *replacement, const struct stat *like,
			struct error *error);
/* Takes away what is not in place. */
void replacement_drop(struct replacement *replacement);

/* To the file, or to standard output where path is NULL or "-". */
bool output_write(const char *path, const char *bytes, size_t length_bytes,
		  struct error *error);

#endif
