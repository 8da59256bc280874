/*
 * The screen of then and now, shared by its files: then.c acts, then_items.c lists what there
 * is to select, then_columns.c places what stands in columns, then_beside.c draws what stands
 * beside the list, then_draw.c the rest.
 *
 * Rule: the comparison is the screen's own, made once for each then and after each reload; what
 * is selected is kept by ids.
 */
#ifndef APLOMB_UI_SCREENS_THEN_SCREEN_H
#define APLOMB_UI_SCREENS_THEN_SCREEN_H

#include "report/comparison.h"
#include "ui/screens/screen.h"
#include "ui/widgets/columns.h"
#include "ui/widgets/hits.h"
#include "ui/widgets/list.h"

/* Below so many columns a capacity takes two lines. */
#define THEN_NARROW_COLUMNS 72

/* What then is, before steps of a window are taken. */
enum then_span {
	THEN_BEFORE, /* the window before */
	THEN_HALF_YEAR,
	THEN_YEAR,
	THEN_SPAN_COUNT,
};

struct then_screen {
	struct screen screen;
	char *team;
	/* Selected: a capacity of the team or of a service, or what lies in between. */
	char *service, *capacity; /* service "": the team's */
	int between;		  /* number of the note or fact; -1: a capacity */
	enum then_span span;
	int steps; /* windows further back; below 0: nearer */
	bool is_made, has_failed;
	struct comparison comparison; /* where it is made and has not failed */
	struct error error;
	struct list list; /* of items */
	struct hits hits;
	int rows, columns; /* as last drawn: in another size the list is scrolled anew */
};

/* Something that can be selected. */
struct then_item {
	const struct comparison_row *row; /* or NULL, and */
	int between;			  /* its number: notes first, then facts */
	const struct service *service;	  /* of the row; NULL: the team's */
};

struct then_items {
	const struct then_item *items;
	int count;
};

/* Memory: the frame's. lists_between: else that stands beside the list. */
struct then_items then_items_of(const struct then_screen *screen, struct view *view,
				bool lists_between);
/* Selects in the list what the screen remembers. */
void then_synchronise(struct then_screen *screen, const struct then_items *items);
/* Remembers what is selected. */
void then_select(struct then_screen *screen, const struct then_items *items, int index);
/* The line of a note or fact; false from the first number that there is not. */
bool then_add_between(struct buffer *buffer, const struct comparison *comparison, int number);
/* Whether what lies in between stands beside the list on so large a canvas. */
bool then_is_wide(const struct then_screen *screen, struct view *view);
/* The note that the number is of; NULL: it is of a fact. */
const struct note *then_note(const struct comparison *comparison, int number);

/* NULL where it could not be had: screen->error says why. Made, where it is not yet. */
const struct comparison *then_comparison(struct then_screen *screen, const struct view *view);

enum then_column {
	THEN_TITLE,
	THEN_VALUE,
	THEN_N,
	THEN_STRIP,
	NOW_VALUE,
	NOW_N,
	THEN_VERDICT,
	THEN_COLUMN_COUNT,
};

#define THEN_MARGIN_CELLS 3

bool then_is_narrow(const struct view *view);
void then_columns_of(const struct then_screen *screen, struct view *view, struct canvas *canvas,
		     const struct then_items *items, struct area area,
		     struct column columns[THEN_COLUMN_COUNT]);
void then_draw_heads(struct canvas *canvas, int row, const struct column *columns);
/* Row by row: a capacity's only one, or its first and second. */
void then_draw_row(const struct then_screen *screen, struct view *view, struct canvas *canvas,
		   struct area area, int row, const struct column *columns,
		   const struct comparison_row *shown, bool is_first);

/* Cells of what stands beside the list, and rows of what is said below both. */
#define THEN_BESIDE_CELLS 56
#define THEN_PANEL_ROWS 5
void then_draw_beside(const struct then_screen *screen, struct view *view,
		      struct canvas *canvas, struct area area, const struct then_items *items);
void then_draw(struct then_screen *screen, struct view *view, struct canvas *canvas,
	       struct area area);

#endif
