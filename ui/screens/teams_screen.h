/*
 * The teams screen's own state, shared by its files: teams.c acts, teams_draw.c draws the list,
 * teams_panel.c what is said below it.
 *
 * Rule: teams stand in the order of the YAML, by group; never by value.
 */
#ifndef APLOMB_UI_SCREENS_TEAMS_SCREEN_H
#define APLOMB_UI_SCREENS_TEAMS_SCREEN_H

#include "ui/screens/screen.h"
#include "ui/widgets/hits.h"
#include "ui/widgets/list.h"

#define TEAMS_HEADLINES_MAX 8

/* The capacities that have a column. */
struct headlines {
	const struct capacity *capacities[TEAMS_HEADLINES_MAX];
	int count;
};

struct teams_screen {
	struct screen screen;
	char *team;	     /* selected */
	char *find_origin;   /* team selected when `/` began */
	struct list list;    /* of teams, as the scorecards have them */
	int column;	     /* 0: the team itself; 1 ..: its headline capacities */
	int first_column;    /* leftmost capacity seen: 1 .. */
	struct hits hits;    /* item: team; part: column */
	struct screen *card; /* beside the list */
	bool card_has_focus;
};

struct headlines headlines_of(const struct scorecard *scorecard);
/* NULL where there are no teams. */
const struct team_card *teams_selected(const struct teams_screen *screen,
				       const struct view *view);
/* Of the selected column; NULL on the team itself. */
const struct reading *teams_selected_reading(const struct teams_screen *screen,
					     const struct view *view);
bool teams_are_narrow(const struct view *view);
bool teams_are_wide(const struct view *view);

void teams_draw(struct teams_screen *screen, struct view *view, struct canvas *canvas,
		struct area area);
void teams_draw_narrow(struct teams_screen *screen, struct view *view, struct canvas *canvas,
		       struct area area);
void teams_draw_none(struct canvas *canvas, struct area area);
/* What is said about the selection. */
void teams_draw_panel(struct teams_screen *screen, struct view *view, struct canvas *canvas,
		      struct area area);

#endif
