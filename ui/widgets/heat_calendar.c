#include "ui/widgets/heat_calendar.h"

#include <stdlib.h>

#include "base/instant.h"
#include "report/wording.h"

#define LABEL_CELLS 4
#define LEVELS 5 /* nothing, and four quarters */
#define MONTH_CELLS 4

/* The greatest count of each level. */
struct ramp {
	size_t most[LEVELS];
	bool is_empty;
};

/* Weeks begin on Monday; 1970-01-01 was a Thursday. */
static int64_t week_of(int64_t day)
{
	return (day + 3) / 7;
}

static int weekday_of(int64_t day)
{
	return (int)((day + 3) % 7);
}

static int week_count(const struct heat_calendar *calendar)
{
	int64_t last = calendar->first_day + (int64_t)calendar->day_count - 1;

	return (int)(week_of(last) - week_of(calendar->first_day) + 1);
}

int heat_calendar_columns(const struct heat_calendar *calendar)
{
	return LABEL_CELLS + 2 * week_count(calendar);
}

/* -- the ramp -------------------------------------------------------------------------------
 */

static int counts_compare(const void *a, const void *b)
{
	size_t first = *(const size_t *)a, second = *(const size_t *)b;

	return (first > second) - (first < second);
}

static struct ramp ramp_of(const struct heat_calendar *calendar, struct arena *arena)
{
	size_t *counts = ARENA_ARRAY(arena, calendar->day_count, size_t);
	struct ramp ramp = {{0}, true};
	size_t used = 0;

	for (size_t i = 0; i < calendar->day_count; i++)
		if (calendar->counts[i])
			counts[used++] = calendar->counts[i];
	if (!used)
		return ramp;
	qsort(counts, used, sizeof(*counts), counts_compare);
	ramp.is_empty = false;
	for (int level = 1; level < LEVELS; level++)
		ramp.most[level] = counts[used * (size_t)level / (LEVELS - 1) -
					  (used * (size_t)level >= LEVELS - 1)];
	return ramp;
}

static int level_of(const struct ramp *ramp, size_t count)
{
	int level = 0;

	while (level < LEVELS - 1 && count > ramp->most[level])
		level++;
	return level;
}

static const char *glyph_of(int level, bool is_ascii)
{
	static const char *const glyphs[2][LEVELS] = {{"·", "░", "▒", "▓", "█"},
						      {".", ":", "+", "%", "@"}};

	return glyphs[is_ascii][level];
}

/* -- drawing --------------------------------------------------------------------------------
 */

/* What is seen: from which week on, how many, how wide each. */
struct view_of_weeks {
	int64_t first;
	int count, cells;
};

static struct view_of_weeks weeks_seen(const struct heat_calendar *calendar, int columns)
{
	int weeks = week_count(calendar), room = columns - LABEL_CELLS;
	struct view_of_weeks seen = {week_of(calendar->first_day), weeks, 2};
	int64_t selected = week_of(calendar->selected);

	if (2 * weeks > room)
		seen.cells = 1;
	if (weeks * seen.cells <= room)
		return seen;
	room--; /* for the sign that there is more */
	/* The latest, or further back where the selected day is. */
	seen.count = room / seen.cells;
	seen.first += weeks - seen.count;
	if (selected < seen.first)
		seen.first = selected;
	return seen;
}

static void draw_months(const struct heat_calendar *calendar, struct canvas *canvas,
			struct area area, const struct view_of_weeks *seen)
{
	int64_t last = calendar->first_day + (int64_t)calendar->day_count - 1;
	int free = 0, month = 0;

	for (int i = 0; i < seen->count; i++) {
		/* A week is of the month that its Sunday is in: there a first may be. */
		int64_t sunday = (seen->first + i) * 7 + 3;
		struct civil civil = zone_civil(&zone_utc, (sunday < last ? sunday : last) *
								   SECONDS_PER_DAY);
		int column = i * seen->cells;

		if (civil.month == month)
			continue;
		month = civil.month;
		if (column < free || column + MONTH_CELLS - 1 > seen->count * seen->cells)
			continue;
		canvas_text(canvas, area.row, area.column + LABEL_CELLS + column, 3, STYLE_DIM,
			    month_name(month));
		free = column + MONTH_CELLS;
	}
	/* There is more than is seen. */
	if (seen->first > week_of(calendar->first_day))
		canvas_text(canvas, area.row, area.column + LABEL_CELLS - 1, 1, STYLE_DIM, "‹");
	if (seen->first + seen->count - 1 < week_of(last))
		canvas_text(canvas, area.row,
			    area.column + LABEL_CELLS + seen->count * seen->cells, 1, STYLE_DIM,
			    "›");
}

static void draw_day(const struct heat_calendar *calendar, struct canvas *canvas,
		     struct area area, const struct view_of_weeks *seen, size_t index,
		     const struct ramp *ramp, struct hits *hits)
{
	int64_t day = calendar->first_day + (int64_t)index;
	int64_t week = week_of(day) - seen->first;
	int row = area.row + 1 + weekday_of(day), column, level;

	if (week < 0 || week >= seen->count)
		return;
	column = area.column + LABEL_CELLS + (int)week * seen->cells;
	level = level_of(ramp, calendar->counts[index]);
	canvas_text(canvas, row, column, 1, level ? STYLE_SPARK : STYLE_DIM,
		    glyph_of(level, calendar->is_ascii));
	hits_add(hits, row, column, seen->cells, (int)index, calendar->part);
	if (day != calendar->selected)
		return;
	canvas_overlay(canvas, row, column, 1, STYLE_SELECTED);
	if (calendar->has_focus)
		canvas_place_cursor(canvas, row, column);
}

/* "- none  : 1-8  + 9-11": each sign and the counts that it stands for. */
static const char *meaning(const struct heat_calendar *calendar, struct words *words,
			   const struct ramp *ramp, bool with_none, const char *gap)
{
	struct buffer *buffer = &words->buffer;
	size_t before = 0;

	if (with_none || ramp->is_empty)
		buffer_addf(buffer, "%s none", glyph_of(0, calendar->is_ascii));
	for (int level = 1; level < LEVELS && !ramp->is_empty; level++) {
		if (ramp->most[level] == before)
			continue;
		buffer_addf(buffer, "%s%s ", buffer->length_bytes ? gap : "",
			    glyph_of(level, calendar->is_ascii));
		if (ramp->most[level] > before + 1) {
			quantity_add_count(buffer, before + 1);
			buffer_add_char(buffer, '-');
		}
		quantity_add_count(buffer, ramp->most[level]);
		before = ramp->most[level];
	}
	return words_take(words);
}

static void draw_meaning(const struct heat_calendar *calendar, struct canvas *canvas,
			 struct area area, struct words *words, const struct ramp *ramp)
{
	int cells = area.columns - 1;
	const char *text = meaning(calendar, words, ramp, true, "  ");

	if (canvas_text_cells(canvas, text) > cells)
		text = meaning(calendar, words, ramp, true, " ");
	if (canvas_text_cells(canvas, text) > cells)
		text = meaning(calendar, words, ramp, false, " ");
	canvas_text(canvas, area.row + 8, area.column, cells, STYLE_DIM, text);
}

void heat_calendar_draw(const struct heat_calendar *calendar, struct canvas *canvas,
			struct area area, struct words *words, struct hits *hits)
{
	static const char *const weekdays[] = {"Mon", "", "Wed", "", "Fri", "", "Sun"};
	struct ramp ramp = ramp_of(calendar, &words->arena);
	struct view_of_weeks seen = weeks_seen(calendar, area.columns);

	if (area.rows < HEAT_CALENDAR_ROWS || area.columns <= LABEL_CELLS)
		return;
	draw_months(calendar, canvas, area, &seen);
	for (int i = 0; i < 7; i++)
		canvas_text(canvas, area.row + 1 + i, area.column, LABEL_CELLS - 1, STYLE_DIM,
			    weekdays[i]);
	for (size_t i = 0; i < calendar->day_count; i++)
		draw_day(calendar, canvas, area, &seen, i, &ramp, hits);
	draw_meaning(calendar, canvas, area, words, &ramp);
}
