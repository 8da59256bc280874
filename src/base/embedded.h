/*
 * Data files that are inside the binary (see data/embedded.S and the Makefile).
 *
 * Rule: each runs from its name to its name_end, where a NUL stands, so a text is a C string.
 * Not const: SQLite wants a writable pointer to the history, though it never writes to it.
 */
#ifndef APLOMB_BASE_EMBEDDED_H
#define APLOMB_BASE_EMBEDDED_H

#include <stddef.h>
#include <stdint.h>

extern const char embedded_schema[], embedded_schema_end[];
extern const char embedded_compact[], embedded_compact_end[];
extern const char embedded_indexes[], embedded_indexes_end[];
extern const char embedded_causes[], embedded_causes_end[];
extern const char embedded_demo_teams[], embedded_demo_teams_end[];
extern const char embedded_starter[], embedded_starter_end[];
extern const char embedded_questions[], embedded_questions_end[];   /* data/questions.tsv */
extern const char embedded_page_style[], embedded_page_style_end[]; /* of the HTML export */
extern const char embedded_maps[], embedded_maps_end[];		    /* data/intake, in a row */
extern const char embedded_completion_bash[], embedded_completion_bash_end[];
extern const char embedded_completion_zsh[], embedded_completion_zsh_end[];
extern const char embedded_completion_fish[], embedded_completion_fish_end[];
extern unsigned char embedded_demo_history[], embedded_demo_history_end[];

static inline size_t embedded_length_bytes(const void *begin, const void *end)
{
	return (size_t)((uintptr_t)end - (uintptr_t)begin);
}

#endif
