/*
 * What lies in between, beside the list where there is room: facts, what helped, a question;
 * and below them the selected capacity over time.
 */
#include "ui/screens/then_screen.h"

#include "ui/widgets/divider.h"
#include "ui/widgets/paragraph.h"
#include "ui/widgets/reading_chart.h"

#define CHROME_ROWS 4 /* title, keys and their rules, where there is room for a pane */
#define CHART_ROWS_LEAST 9
#define CHART_ROWS_MOST 18
#define MARGIN_CELLS 2

/* Broken into lines, each with its style. */
struct beside {
	struct view *view;
	const char **lines;
	enum style *styles;
	int count;
	size_t line_capacity, style_capacity;
};

static void beside_add(struct beside *beside, enum style style, const char *text)
{
	struct arena *arena = &beside->view->words.arena;
	struct paragraph broken =
		paragraph_break(arena, text, THEN_BESIDE_CELLS - MARGIN_CELLS - DIVIDER_CELLS);
	int lines = broken.count > 0 ? broken.count : 1; /* an empty one */

	for (int i = 0; i < lines; i++) {
		size_t count = (size_t)beside->count++;

		beside->lines = arena_grow(arena, beside->lines, count, &beside->line_capacity,
					   sizeof(*beside->lines));
		beside->styles = arena_grow(arena, beside->styles, count,
					    &beside->style_capacity, sizeof(*beside->styles));
		beside->lines[count] = i < broken.count ? broken.lines[i] : "";
		beside->styles[count] = style;
	}
}

static struct beside beside_of(const struct then_screen *screen, struct view *view)
{
	const struct comparison *comparison = &screen->comparison;
	struct beside beside = {.view = view};
	struct words *words = &view->words;
	int notes = (int)comparison->between.note_count;
	int number = notes;

	comparison_add_between(&words->buffer, comparison);
	beside_add(&beside, STYLE_HEADING, words_take(words));
	for (; then_add_between(&words->buffer, comparison, number); number++)
		beside_add(&beside, STYLE_PLAIN, words_take(words));
	if (number == 0)
		beside_add(&beside, STYLE_GATHERING, comparison_no_fact_words());
	if (notes > 0) {
		beside_add(&beside, STYLE_PLAIN, "");
		beside_add(&beside, STYLE_HEADING, comparison_notes_title());
	}
	for (int i = 0; i < notes; i++) {
		then_add_between(&words->buffer, comparison, i);
		beside_add(&beside, STYLE_PLAIN, words_take(words));
	}
	beside_add(&beside, STYLE_PLAIN, "");
	comparison_add_question(&words->buffer, comparison);
	beside_add(&beside, STYLE_QUESTION, words_take(words));
	return beside;
}

bool then_is_wide(const struct then_screen *screen, struct view *view)
{
	return view->columns >= SCREEN_WIDE_COLUMNS &&
	       beside_of(screen, view).count <= view->rows - CHROME_ROWS - THEN_PANEL_ROWS;
}

static const struct comparison_row *selected_row(const struct then_screen *screen,
						 const struct then_items *items)
{
	return items->count > 0 ? items->items[screen->list.selected].row : NULL;
}

/* Below what lies in between: the selected capacity over time, where there is room. */
static void draw_chart(struct view *view, struct canvas *canvas, struct area area,
		       const struct comparison_row *row)
{
	if (area.rows < CHART_ROWS_LEAST || !row || !reading_has_chart(row->now))
		return;
	if (area.rows > CHART_ROWS_MOST)
		area_cut_top(&area, area.rows - CHART_ROWS_MOST);
	canvas_text(canvas, area.row, area.column + 1, area.columns - 1, STYLE_HEADING,
		    capacity_title(row->capacity));
	area_cut_top(&area, 1);
	reading_chart_draw(canvas, area, &view->words, &view->wording, row->now, NULL);
}

void then_draw_beside(const struct then_screen *screen, struct view *view,
		      struct canvas *canvas, struct area area, const struct then_items *items)
{
	struct beside beside = beside_of(screen, view);

	divider_draw(canvas, area.row, area.column, area.rows);
	area_cut_left(&area, DIVIDER_CELLS);
	for (int i = 0; i < beside.count && i < area.rows; i++)
		canvas_text(canvas, area.row + i, area.column, area.columns - MARGIN_CELLS,
			    beside.styles[i], beside.lines[i]);
	area_cut_top(&area, beside.count + 1);
	area.columns--;
	draw_chart(view, canvas, area, selected_row(screen, items));
}
