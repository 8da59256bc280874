/*
 * Nodes read by the shape that is expected of them: records, lists, texts, ids, choices,
 * shares, spans.
 *
 * Rule: what has another shape is refused at its place, with the way out: what is expected, or
 * the nearest of the words that would do. `what` names the thing with its article ("a team").
 */
#ifndef APLOMB_CATALOG_SHAPE_H
#define APLOMB_CATALOG_SHAPE_H

#include "base/arena.h"
#include "base/instant.h"
#include "model/unit.h"
#include "yaml/node.h"

#define RECORD_KEYS_MAX 10
#define ID_BYTES_MAX 128
#define ID_CHARACTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-"

/* The window of an SLO, in seconds. */
#define SLO_WINDOW_DEFAULT (28 * SECONDS_PER_DAY)
#define SLO_WINDOW_MAX (366 * SECONDS_PER_DAY)

/* A mapping with a closed set of keys. */
struct record_shape {
	const char *what;	 /* "a team" */
	const char *whose;	 /* "a key of a team" */
	const char *example;	 /* "{id: payments, name: Payments}" */
	const char *const *keys; /* NULL-terminated, at most RECORD_KEYS_MAX */
};

/*
 * Takes a mapping apart: values[i] is the value of shape->keys[i]; NULL where the key is absent
 * or has no value. Fails on unknown keys and on what is no mapping.
 */
bool record_read(const struct node *node, const struct record_shape *shape,
		 const struct node *values[RECORD_KEYS_MAX], struct error *error);

/* `what`: "a list of teams". */
bool list_check(const struct node *node, const char *what, struct error *error);

/* A text that is not empty, copied into the arena. */
bool text_read(const struct node *node, const char *what, struct arena *arena,
	       const char **text, struct error *error);

/* The same where it may be absent: node NULL gives NULL. */
bool text_read_optional(const struct node *node, const char *what, struct arena *arena,
			const char **text, struct error *error);

/* Letters, digits, '.', '_' and '-', at most 128 of them. */
bool id_read(const struct node *node, const char *what, struct arena *arena, const char **id,
	     struct error *error);

/* A list of texts, copied into the arena; node NULL gives none. */
bool texts_read(const struct node *node, const char *what_list, const char *what,
		struct arena *arena, const char *const **texts, size_t *count,
		struct error *error);

/* One of `count` words: its index. */
bool choice_read(const struct node *node, const char *what, const char *const *words,
		 size_t count, size_t *choice, struct error *error);

/* A share in (0, 1], "99.9%" or "0.999". */
bool share_read(const struct node *node, const char *what, struct share *share,
		struct error *error);

/* Of a text that is no share: would it be one with a '%' after it ("99.9")? */
bool percent_is_meant(const char *text);

/* A whole number and a unit, "28d". */
bool span_read(const struct node *node, const char *what, int64_t *seconds,
	       struct error *error);

/* Is it a window that an SLO can have here, 1 to 366 days? Refuses it with its `text`. */
bool slo_window_check(int64_t seconds, const struct node *node, const char *text,
		      struct error *error);

/*
 * The word that is near enough to have been meant, by text_nearest() or because it only goes
 * on; NULL if none is. Of very long words, none.
 */
const char *nearest_word(const char *word, const char *const *candidates, size_t count);

#endif
