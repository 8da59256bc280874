/*
 * The teams screen's own state, shared by its files: teams.c acts, teams_select.c keeps what is
 * selected, teams_find.c finds, teams_filter_typing.c takes a filter, teams_draw.c draws the
 * list of lines in teams_lines.c, teams_goals.c the goals above it, teams_panel.c what is said
 * below it, teams_group.c what stands beside.
 *
 * Rule: groups and teams stand in the order of the YAML; never by value.
 */
#ifndef APLOMB_UI_SCREENS_TEAMS_SCREEN_H
#define APLOMB_UI_SCREENS_TEAMS_SCREEN_H

#include "ui/screens/screen.h"
#include "ui/screens/teams_tree.h"
#include "ui/widgets/hits.h"
#include "ui/widgets/list.h"

#define TEAMS_HEADLINES_MAX 8

/* The capacities that have a column. */
struct headlines {
	const struct capacity *capacities[TEAMS_HEADLINES_MAX];
	int count;
};

/* What was selected, by id: it may be out of sight now and come back. */
struct choice {
	char *id; /* "" of a team: nothing yet */
	bool is_group;
};

struct teams_screen {
	struct screen screen;
	struct choice choice;
	struct tree tree;      /* as of the last key or frame */
	struct folds folds[2]; /* without a filter, and with one */
	struct prompt filter;
	bool is_filtering;	   /* it is being typed */
	struct choice find_origin; /* where `/` began */
	struct folds find_folds;
	struct list list;    /* of the tree's lines */
	int column;	     /* 0: the team itself; 1 ..: its headline capacities */
	int first_column;    /* leftmost capacity seen: 1 .. */
	struct hits hits;    /* item: line; part: column, or TEAMS_PART_FOLD */
	struct screen *card; /* beside the list */
	bool card_has_focus;
};

#define TEAMS_PART_FOLD (-1)

struct headlines headlines_of(const struct scorecard *scorecard);
bool teams_are_narrow(const struct view *view);
bool teams_are_wide(const struct view *view);

/* -- teams_select.c ------------------------------------------------------------------------ */

void choice_set(struct choice *choice, const char *id, bool is_group);
/* Makes the lines anew and selects the one of the choice, or what stands for it. */
void teams_synchronise(struct teams_screen *screen, const struct view *view);
/* Selects a line. */
void teams_choose(struct teams_screen *screen, const struct view *view, int line);
/* The folds that hold: those with a filter are apart, and begin unfolded. */
struct folds *teams_folds(struct teams_screen *screen);
/* Opens every group around one, and that one. */
void teams_reveal(struct teams_screen *screen, const struct view *view, size_t group);

/* NULL where no line is seen. */
const struct tree_line *teams_line(const struct teams_screen *screen);
/* NULL where a group is selected; it may have no readings yet. */
const struct team_card *teams_selected(const struct teams_screen *screen,
				       const struct view *view);
/* The same to be drawn, as view_card(). */
const struct team_card *teams_shown(const struct teams_screen *screen, struct view *view);
/* Of the selected column; NULL on the team itself. */
const struct capacity *teams_selected_capacity(const struct teams_screen *screen,
					       const struct view *view);
/* The group that is selected; NULL: a team is. */
const struct tree_line *teams_selected_group(const struct teams_screen *screen);

/* -- teams_find.c, teams_filter_typing.c --------------------------------------------------- */

bool teams_find(struct screen *base, struct view *view, enum find_step step);

bool teams_typing(struct screen *base, struct view *view, struct typing *typing);
/* Keys while a filter is typed. */
void teams_act_filtering(struct teams_screen *screen, struct view *view, enum action action,
			 const struct input *input);
/* Sets a filter; with "" all teams are shown. */
void teams_set_filter(struct teams_screen *screen, const char *filter);

/* -- drawing ------------------------------------------------------------------------------- */

void teams_draw(struct teams_screen *screen, struct view *view, struct canvas *canvas,
		struct area area);
void teams_draw_narrow(struct teams_screen *screen, struct view *view, struct canvas *canvas,
		       struct area area);
/* Takes a row of the area to say what is filtered, where anything is. */
void teams_draw_filter(const struct teams_screen *screen, struct view *view,
		       struct canvas *canvas, struct area *area);
/* Takes rows of the area for the organisation's goals, where they fit above a list. */
void teams_draw_goals(struct view *view, struct canvas *canvas, struct area *area);
/* Where no line is seen: why not, and what to do. */
void teams_draw_none(const struct teams_screen *screen, struct view *view,
		     struct canvas *canvas, struct area area);
/* What is said about the selection. */
void teams_draw_panel(struct teams_screen *screen, struct view *view, struct canvas *canvas,
		      struct area area);
/* The name of a group, also of those without one. */
const char *teams_group_name(const struct catalog *catalog, size_t group);
/* "3 teams with 9 services", of all that it holds. */
const char *teams_group_holds(struct view *view, const struct tree_line *line);
/* The selected group beside the list: its teams and their services, without a figure. */
void teams_draw_group(struct teams_screen *screen, struct view *view, struct canvas *canvas,
		      struct area area, const struct tree_line *line);

/* Where the columns of the list stand. */
struct teams_layout {
	int name_cells;
	int pitch;	  /* from one capacity's column to the next */
	int first, shown; /* capacities seen: first is 1 .. */
	int value_cells[TEAMS_HEADLINES_MAX];
};

#define TEAMS_NAME_COLUMN 2
#define TEAMS_INDENT_CELLS 2

/* Of a line, kept so small that a name has room. */
int teams_indent_cells(const struct teams_layout *layout, int depth);
int teams_capacity_column(const struct area *area, const struct teams_layout *layout,
			  int index);
/* teams_lines.c: the lines that are seen, scrolled to the selected one. */
void teams_draw_lines(struct teams_screen *screen, struct view *view, struct canvas *canvas,
		      struct area area, const struct headlines *headlines,
		      const struct teams_layout *layout);

#endif
