/*
 * One failure, in words.
 *
 * Rule: a function that can fail returns false and fills the struct error its caller passed;
 * its outputs are then untouched. Lower layers never print.
 */
#ifndef APLOMB_BASE_ERROR_H
#define APLOMB_BASE_ERROR_H

#include <stdbool.h>
#include <stddef.h>

/* Why it failed; each value is the exit status the program ends with. */
enum error_kind {
	ERROR_NONE = 0,
	ERROR_IO = 1,	   /* could not: I/O, locked, disk full */
	ERROR_USAGE = 2,   /* the command line is wrong */
	ERROR_UNKNOWN = 3, /* a team or capacity that does not exist was asked for */
	ERROR_INVALID = 4, /* the YAML, the history or a record is not valid */
	ERROR_TRY_LATER = 75,
};

struct error {
	enum error_kind kind;
	char message[1024]; /* what, where, why, what to do; no final newline; not yet sanitised
			     */
};

/* Fills *error from a printf format and returns false, so that a caller can `return` it. */
#define error_set(...) error_false(error_write(__VA_ARGS__))
/* Puts "place: " before the message already there; returns false. */
#define error_prefix(...) error_false(error_write_before(__VA_ARGS__))

/* What they do; called by them alone. Their false is in the header for compilers to see. */
struct error *error_write(struct error *error, enum error_kind kind, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
struct error *error_write_before(struct error *error, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
static inline bool error_false(const struct error *error)
{
	(void)error;
	return false;
}

#endif
