/*
 * Which teams are shown: words that must all hold.
 *
 *   tag:pci  group:commerce  is:growing  anything
 *
 * A word holds of a team where its tag, the id or name of a group it lies in, the state of one
 * of its headline capacities, or (without a field) any of these, its name, id, services or
 * champion has it. Letters' case does not count; a part is enough, of a state its beginning.
 *
 * Rule: a filter chooses, it never orders.
 */
#ifndef APLOMB_UI_SCREENS_TEAMS_FILTER_H
#define APLOMB_UI_SCREENS_TEAMS_FILTER_H

#include <stdbool.h>
#include <stddef.h>

#include "model/scorecard.h"

/* Sets, for each team of the scorecard, whether every word holds of it; without words it does.
 */
void filter_teams(const char *filter, const struct scorecard *scorecard, bool *passes);

/* Whether there is any word. */
bool filter_has_words(const char *filter);

#define FILTER_SUGGESTIONS_MAX 24

/*
 * What the last word of a filter can become: whole words such as "tag:pci", in the order of the
 * catalog; the fields where there is no last word. Strings in the arena. Returns how many.
 */
size_t filter_suggest(const char *filter, const struct catalog *catalog, struct arena *arena,
		      const char *suggestions[FILTER_SUGGESTIONS_MAX]);

/* The filter with its last word replaced; in the arena. */
const char *filter_complete(const char *filter, const char *suggestion, struct arena *arena);

#endif
