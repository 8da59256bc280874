/*
 * Events as JSON Lines on stdout: the native format of `aplomb import events`.
 *
 * Rule: texts are the generator's own and hold nothing that JSON would escape.
 */
#ifndef APLOMB_DEMO_JSONL_H
#define APLOMB_DEMO_JSONL_H

#include <stdbool.h>
#include <stdint.h>

void event_begin(const char *type);
void event_text(const char *name, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
/* Nothing at or after the demo's as_of is known: such an instant is left out. */
void event_instant(const char *name, int64_t at);
void event_integer(const char *name, int64_t value);
/* Halves: 5 is 2.5. */
void event_halves(const char *name, int64_t halves);
void event_boolean(const char *name, bool value);

/* A list: event_list, any number of items, event_list_end. */
void event_list(const char *name);
void event_list_text(const char *text);
void event_list_change(const char *revision, int64_t committed_at);
void event_list_end(void);

void event_end(void);

#endif
