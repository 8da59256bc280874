/*
 * Words about groups of teams, and about which teams are shown.
 *
 * Rule: a group is counted, never measured: it has no figure of its own. Names are the
 * caller's.
 */
#ifndef APLOMB_REPORT_GROUP_WORDS_H
#define APLOMB_REPORT_GROUP_WORDS_H

#include "base/buffer.h"

/* The heading of teams without a group, beside those that have one: "Other teams". */
const char *other_teams_words(void);
/* "3 teams"; "2 of 3 teams" where not all are shown. */
void wording_add_teams(struct buffer *buffer, size_t shown, size_t all);
/* "3 of 12 teams", also where it is all of them. */
void wording_add_teams_of(struct buffer *buffer, size_t shown, size_t all);
/* "3 teams with 9 services"; no services are not spoken of. */
void wording_add_group(struct buffer *buffer, size_t teams, size_t services);
/* Why there is no figure beside it. */
const char *group_words(void);
/* Where no team is shown: what follows "No team has", the filter; and the way out. */
const char *no_match_words(void);
void wording_add_filter_way_out(struct buffer *buffer, size_t all);

#endif
