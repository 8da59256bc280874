/* How an organisation is looked at: what is kept from one session to the next. Plain data. */
#ifndef APLOMB_UI_SCREENS_STATE_H
#define APLOMB_UI_SCREENS_STATE_H

#include <stdbool.h>
#include <stddef.h>

/* Zeros are nothing remembered. Whoever fills it in keeps its strings. */
struct session_state {
	int window_days; /* 0: as it comes */
	bool shows_values;
	bool is_on_group;
	const char *selected; /* id of a team, or of a group ("": those without one); or NULL */
	const char *capacity; /* id of the selected column's; NULL: the team itself */
	const char *filter;   /* NULL or "": none */
	const char *const *folded; /* ids of groups; "": the teams without one */
	size_t folded_count;
};

#endif
