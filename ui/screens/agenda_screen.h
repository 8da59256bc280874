/*
 * The screen of a champions' meeting, shared by its files: agenda.c acts, agenda_draw.c lays it
 * out and draws.
 *
 * Rule: the agenda and its lines are the screen's own, made once after each reload and for each
 * width; what is selected is kept by the team's id and its place among that team's items.
 */
#ifndef APLOMB_UI_SCREENS_AGENDA_SCREEN_H
#define APLOMB_UI_SCREENS_AGENDA_SCREEN_H

#include "report/agenda_words.h"
#include "ui/screens/screen.h"
#include "ui/widgets/hits.h"
#include "ui/widgets/list.h"

/* Something that can be selected: a line of a team, its question, or the last one of all. */
struct agenda_entry {
	const struct team *team;	 /* NULL: of all */
	const struct capacity *capacity; /* that Enter opens; NULL: the scorecard */
	int place;			 /* among the team's */
};

/* A line as it is drawn. */
struct agenda_row {
	const char *text;
	enum style style;
	int column; /* where it begins */
	int entry;  /* of which it is a line; -1: a heading */
};

struct agenda_layout {
	struct arena arena;
	int columns; /* for which it was made; 0: it is not */
	struct agenda_entry *entries;
	size_t entry_count, entry_capacity;
	struct agenda_row *rows;
	size_t row_count, row_capacity;
};

struct agenda_screen {
	struct screen screen;
	char *team;	/* whose agenda; "": of all */
	char *selected; /* the team that the selection is on; "": the last question */
	int place;	/* among the items of that team */
	bool is_made, has_failed;
	struct error error; /* why it could not be had */
	bool is_placed;	    /* drawn once since it is of these teams */
	struct agenda agenda;
	struct agenda_layout layout;
	struct list list; /* of entries */
	struct hits hits;
};

/* The agenda, made where it is not yet; NULL where it cannot be had. */
const struct agenda *agenda_screen_agenda(struct agenda_screen *screen,
					  const struct view *view);
/* Lays it out for so many columns, if that was not done yet, and selects what was selected. */
void agenda_lay_out(struct agenda_screen *screen, struct view *view, int columns);
void agenda_layout_release(struct agenda_layout *layout);
void agenda_draw(struct agenda_screen *screen, struct view *view, struct canvas *canvas,
		 struct area area);

#endif
