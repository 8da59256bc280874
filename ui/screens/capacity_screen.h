/*
 * The capacity screen's own state, shared by its files: capacity.c acts, capacity_rows.c lists
 * what is behind the reading, capacity_lanes.c what else was done, capacity_draw.c draws.
 */
#ifndef APLOMB_UI_SCREENS_CAPACITY_SCREEN_H
#define APLOMB_UI_SCREENS_CAPACITY_SCREEN_H

#include "ui/screens/screen.h"
#include "ui/widgets/hits.h"
#include "ui/widgets/list.h"
#include "ui/widgets/reading_chart.h"

#define CAPACITY_MARGIN_CELLS 2

#define ROW_CELLS 5
#define ROW_NAME 1    /* of a service, an SLO or a component */
#define ROW_RUNS_ON 2 /* from this cell on a row that is left out runs on across columns */

/* Something behind the reading, as a row of a table. */
struct capacity_row {
	const char *cells[ROW_CELLS]; /* "" where there is nothing to say */
	bool is_left_out;
	const struct evidence *evidence; /* its dot on the chart; NULL: none */
};

/* The table; lives in an arena of its own until the next reload. */
struct capacity_rows {
	struct arena arena;
	bool is_loaded;
	struct capacity_row *rows; /* newest first */
	int count;
	int widths[ROW_CELLS]; /* of the widest cell in each column */
	const struct evidence *evidence;
	size_t evidence_count;
	const struct team_practices *practices; /* of the team; NULL: not asked for yet */
};

struct capacity_screen {
	struct screen screen;
	char *team, *service, *capacity; /* service "": the team's */
	bool shows_why;
	bool had_chart;	  /* before why: not opened with it */
	bool shows_chart; /* where chart and events take turns: the events come first */
	struct list list; /* of rows */
	struct list why;  /* of positions that the words can be scrolled to */
	struct hits hits;
	struct capacity_rows rows;
};

/* What the screen is about; NULL where the YAML does not name it any more. */
const struct reading *capacity_screen_reading(const struct capacity_screen *screen,
					      const struct view *view);
/* Whether so small a canvas shows chart and events in turn. */
bool capacity_is_short(const struct view *view);

/* Lists what is behind a reading, if that was not done since the last reload. */
void capacity_rows_load(struct capacity_screen *screen, struct view *view,
			const struct reading *reading);
void capacity_rows_release(struct capacity_rows *rows);

/*
 * Lanes of what the team practised while the chart of a delivery or reliability capacity lasts,
 * as many as `rows` take with their title; memory is the frame's.
 */
struct chart_lanes capacity_lanes(struct capacity_screen *screen, struct view *view,
				  const struct reading *reading, int columns, int rows);

void capacity_draw(struct capacity_screen *screen, struct view *view, struct canvas *canvas,
		   struct area area, const struct reading *reading);
/* What is behind the reading, under its heading. */
void capacity_draw_rows(struct capacity_screen *screen, struct view *view,
			struct canvas *canvas, struct area area, const struct reading *reading);
void capacity_draw_why(struct capacity_screen *screen, struct view *view, struct canvas *canvas,
		       struct area area, const struct reading *reading, bool takes_keys);

#endif
