/*
 * The directory of a spool: whether it may be trusted, and what is in it.
 *
 * Rule: names are looked up from its descriptor, so that what was found to be sound stays what
 * is used. Included by the files of the spool alone.
 */
#ifndef APLOMB_INTAKE_SPOOL_DIRECTORY_H
#define APLOMB_INTAKE_SPOOL_DIRECTORY_H

#include <sys/stat.h>

#include "base/arena.h"
#include "base/error.h"

#define SPOOL_REPLACING ".replace.json" /* ends the name of an event whose values replace */

struct spool_directory {
	const char *path;
	int descriptor;	    /* -1: there is none */
	struct stat status; /* its own */
	struct stat history;
	bool has_history;
};

/*
 * Opens it, or finds that there is none; with `makes` it is made where there is none,
 * and lasts. Fails
 * with ERROR_IO, also where others than those who may write the history could have put
 * something in it.
 */
bool spool_directory_open(struct spool_directory *directory, const char *history, bool makes,
			  struct arena *arena, struct error *error);
void spool_directory_close(struct spool_directory *directory);

/* Names in the order they are to be taken in. */
struct spool_names {
	const char **names;
	size_t count;
};
bool spool_directory_list(const struct spool_directory *directory, struct arena *arena,
			  struct spool_names *waiting, struct spool_names *set_aside,
			  struct error *error);

/* Fills a name that nobody can guess: "..." in hexadecimal digits. */
#define SPOOL_RANDOM_BYTES 33
bool spool_random(char digits[SPOOL_RANDOM_BYTES]);

/* Where a file is set aside: a name of the spool with this behind it. */
#define SPOOL_SET_ASIDE ".set-aside"

#endif
