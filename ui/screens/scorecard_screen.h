/*
 * The scorecard screen's own state, shared by its files: scorecard.c acts, scorecard_draw.c
 * draws, scorecard_columns.c places what stands in columns, scorecard_events.c shows the newest
 * events.
 */
#ifndef APLOMB_UI_SCREENS_SCORECARD_SCREEN_H
#define APLOMB_UI_SCREENS_SCORECARD_SCREEN_H

#include "ui/screens/screen.h"
#include "ui/widgets/columns.h"
#include "ui/widgets/hits.h"
#include "ui/widgets/list.h"

#define CARD_EVENTS_MAX 8

/* The newest events of what the card is of; read once for each. Memory: the arena's. */
struct card_events {
	struct arena arena;
	const char *team, *service; /* that they are of; NULL: not read */
	struct card_event {
		const char *when, *type, *subject, *brief;
	} lines[CARD_EVENTS_MAX];
	int count;
};

struct scorecard_screen {
	struct screen screen;
	char *team;
	char *service; /* "": the team's own scorecard */
	char *item;    /* selected: a capacity's id or a service's */
	bool item_is_service;
	struct list list; /* of items */
	bool has_focus;	  /* false: it stands beside the list, and keys go there */
	struct hits hits; /* item */
	struct card_events events;
};

/* What is on the card: the items in the order in which they stand. */
struct card_item {
	const struct reading *reading;	    /* or */
	const struct service_card *service; /* of a team's card */
};

struct card {
	const struct team_card *team;
	const struct service_card *service; /* NULL: the team's */
	const struct card_item *items;
	int count;
};

/* False where the team or service is gone after a reload. Memory: the frame's. */
bool card_of(const struct scorecard_screen *screen, struct view *view, struct card *card);

enum card_column {
	CARD_TITLE,
	CARD_NOW,
	CARD_WEEKS,
	CARD_RANGE,
	CARD_VERDICT,
	CARD_N,
	CARD_GOAL,
	CARD_BAND,
	CARD_COLUMN_COUNT,
};

#define CARD_MARGIN_CELLS 3
#define CARD_GAP_CELLS 2

/* Places the columns of a card in an area. */
void card_columns_of(struct view *view, struct canvas *canvas, const struct card *card,
		     struct area area, struct column columns[CARD_COLUMN_COUNT]);
void card_draw_heads(struct view *view, struct canvas *canvas, int row,
		     const struct column *columns);
void card_draw_reading(struct view *view, struct canvas *canvas, int row,
		       const struct column *columns, const struct reading *reading);

/* Reads them, if that was not done; returns how many there are. */
int card_events_read(struct scorecard_screen *screen, struct view *view);
void card_events_forget(struct card_events *events);
/* A heading, and as many as there are rows. */
void card_draw_events(const struct scorecard_screen *screen, struct canvas *canvas,
		      struct area area);

void scorecard_draw(struct scorecard_screen *screen, struct view *view, struct canvas *canvas,
		    struct area area, const struct card *card);

#endif
