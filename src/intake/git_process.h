/*
 * Running git on a repository that may belong to anyone.
 *
 * Rule: nothing that the repository's configuration names is ever executed. git is told where
 * the repository is (so that it does not ask whose it is), gets an environment of our own, and
 * only commands that read refs and commits are used: no index, hooks, filters, signatures,
 * pagers; whatever it would fetch is not there. Nor does anyone wait for ever: a git that only
 * waits (it may have opened a pipe) is ended.
 */
#ifndef APLOMB_INTAKE_GIT_PROCESS_H
#define APLOMB_INTAKE_GIT_PROCESS_H

#include <stdbool.h>
#include <stdio.h>
#include <sys/types.h>

#include "base/arena.h"
#include "base/error.h"

struct git_answer;

struct git_process {
	pid_t id;
	const char *git_directory;
	FILE *output;		   /* what it prints; reading fails where it falls silent */
	FILE *complaints;	   /* what it prints on stderr, a temporary file */
	struct git_answer *answer; /* what stands behind output */
};

/*
 * The repository (.git directory or bare repository) that a directory is or lies in: an
 * absolute path in the arena. Fails with ERROR_IO.
 */
bool git_directory_find(const char *directory, struct arena *arena, const char **git_directory,
			struct error *error);

/* Whether the repository's history is cut off: to be asked first. Fails with ERROR_IO. */
bool git_is_shallow(const char *git_directory, bool *is_shallow, struct error *error);

/*
 * Starts git with the arguments (NULL-terminated, without "git"). input, from its beginning, is
 * what it reads; NULL: nothing. The name of the directory must stay. Fails with ERROR_IO.
 */
bool git_start(struct git_process *process, const char *git_directory,
	       const char *const *arguments, FILE *input, struct error *error);

/* The next line, as getline() keeps it; false at the end, or where it cannot be read. */
bool git_next_line(FILE *output, char **line, size_t *capacity_bytes);

/*
 * Waits for its end, whatever was read of its output; or ends it, where the caller could not go
 * on (is_read is false, and the error says why). Fails then; and with ERROR_IO, in git's own
 * words, where git failed, its output could not be read, or it fell silent and was ended.
 */
bool git_finish(struct git_process *process, bool is_read, struct error *error);

#endif
