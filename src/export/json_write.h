/*
 * What every JSON that we write is put together from.
 *
 * Rule: texts are made visible and escaped here alone; unknown is null.
 */
#ifndef APLOMB_EXPORT_JSON_WRITE_H
#define APLOMB_EXPORT_JSON_WRITE_H

#include "base/buffer.h"
#include "model/scorecard.h"

/* A string; NULL: null. */
void json_add_text(struct buffer *out, const char *text);
/* That many significant digits; what is not finite is null. */
void json_add_number(struct buffer *out, double value, int digits);

/* "key":, with a comma before it unless it is the first of its object. */
void json_add_key(struct buffer *out, const char *key);
void json_add_key_text(struct buffer *out, const char *key, const char *text);
void json_add_key_number(struct buffer *out, const char *key, double value);
/* A word as it stands: true, null. */
void json_add_key_word(struct buffer *out, const char *key, const char *word);
/* RFC 3339 UTC; INSTANT_NONE: null. */
void json_add_key_instant(struct buffer *out, const char *key, instant at);

/*
 * The beginning of a document: its brace, version, organisation and period. What follows are
 * keys of the same object.
 */
void json_begin(struct buffer *out, const struct scorecard *scorecard, const char *version);

/* "goal": what it is, whether it is met and when it is looked at again; or null. */
void json_add_goal(struct buffer *out, const struct reading *reading);

#endif
