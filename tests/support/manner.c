#include "tests/support/manner.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>
#include <strings.h>

/* The right-hand column of the product's table of words. A star matches any ending. */
static const char *const refused[] = {
	"fail*",    "violat*",	"breach*",  "bad",	 "worst", "worse",  "offender*",
	"improve*", "degrade*", "red",	    "amber",	 "green", "alert*", "poor*",
	"n/a",	    "missing",	"standard", "compliant", "nan",	  "inf",    "null",
	"grade*",   "score",	"blame*",   "mistake*",	 "must",  "should",
};

bool manner_word_is(const char *word, size_t length, const char *pattern)
{
	size_t pattern_length = strlen(pattern);

	if (pattern[pattern_length - 1] == '*')
		return length >= pattern_length - 1 &&
		       strncasecmp(word, pattern, pattern_length - 1) == 0;
	return length == pattern_length && strncasecmp(word, pattern, length) == 0;
}

void manner_assert(const char *text)
{
	size_t length;

	for (const char *c = text; *c; c += length) {
		length = strspn(c, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz/");
		for (size_t i = 0; length && i < sizeof(refused) / sizeof(refused[0]); i++)
			if (manner_word_is(c, length, refused[i]))
				fail_msg("'%s' says '%s'", text, refused[i]);
		length += length == 0;
	}
}
