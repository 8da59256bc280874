/* What a session draws: title, the screen on top, and the foot. */
#include "ui/session/chrome.h"
#include "ui/session/session_inside.h"

#define TITLE_RULE_ROWS 16 /* from here on a line parts the title from the screen */
#define KEYS_RULE_ROWS 26  /* and another one the screen from the keys */
#define HINT_GAP_CELLS 3
#define BEHIND_COLUMNS 32 /* narrower ones mark older data with a sign alone */

/* Cells at the end of the keys' row that say of older data what it is. */
static int draw_behind(const struct session *session, struct canvas *canvas, int row)
{
	const char *words = canvas->columns >= SCREEN_NARROW_COLUMNS
				    ? "not read again: r says why"
			    : canvas->columns >= BEHIND_COLUMNS ? "not read again"
								: "!";

	if (!session->is_behind)
		return 0;
	return canvas_text_right(canvas, row, canvas->columns - 1, canvas->columns - 2,
				 STYLE_NOTICE, words) +
	       1;
}

static void draw_typing(struct canvas *canvas, int row, const struct typing *typing)
{
	int end = canvas->columns - 1;
	int room = end - 1 -
		   prompt_draw(typing->prompt, canvas, row, 1, end - 1, typing->sign) -
		   HINT_GAP_CELLS;
	int none = typing->none ? canvas_text_cells(canvas, typing->none) : 0;
	int hint = canvas_text_cells(canvas, typing->hint);

	if (!none) {
		canvas_text_right(canvas, row, end, room, STYLE_DIM, typing->hint);
		return;
	}
	/* What is found, or not, comes before how it ends. */
	if (none + HINT_GAP_CELLS + hint > room)
		hint = 0;
	canvas_text_right(canvas, row, end, hint, STYLE_DIM, typing->hint);
	canvas_text_right(canvas, row, end - hint - (hint ? HINT_GAP_CELLS : 0), none,
			  STYLE_NOTICE, typing->none);
}

static void draw_foot(struct session *session, struct view *view, struct canvas *canvas,
		      int row)
{
	struct screen *top = session_top(session);
	struct typing typing = {&session->query, "/", "Enter keeps   Esc cancels", NULL};
	int cells = canvas->columns - 2;
	int used;

	if (session->is_finding && *session->query.text && !session->has_found)
		typing.none = top->type->find_none;
	if (session->is_finding || session_is_typing(session, view, &typing)) {
		draw_typing(canvas, row, &typing);
	} else if (session->notice[0]) {
		canvas_text(canvas, row, 2, cells - 1, STYLE_NOTICE, session->notice);
	} else {
		used = draw_behind(session, canvas, row);
		chrome_draw_keys(canvas, row, canvas->columns - used,
				 top->type->keys(top, view), session->is_ascii);
	}
}

static void draw_too_small(struct canvas *canvas)
{
	canvas_text_centre(canvas, canvas->rows / 2, 0, canvas->columns, STYLE_PLAIN,
			   "enlarge");
}

static void draw_rule(struct canvas *canvas, struct area area)
{
	canvas_repeat(canvas, area.row, area.column, area.columns, STYLE_RULE, "─");
}

static void draw_screen(struct session *session, struct canvas *canvas)
{
	struct view *view = session_view(session);
	struct screen *top = session_top(session);
	struct area area = canvas_area(canvas);
	struct area head = area_cut_top(&area, 1);
	struct area foot = area_cut_bottom(&area, 1);
	struct title title = {.crumb_count = 0};

	top->type->title(top, view, &title);
	chrome_draw_title(view, canvas, head.row, &title);
	if (canvas->rows >= TITLE_RULE_ROWS)
		draw_rule(canvas, area_cut_top(&area, 1));
	if (canvas->rows >= KEYS_RULE_ROWS)
		draw_rule(canvas, area_cut_bottom(&area, 1));
	top->type->draw(top, view, canvas, area);
	draw_foot(session, view, canvas, foot.row);
}

void session_draw(struct session *session, struct canvas *canvas)
{
	canvas_clear(canvas);
	session->view.wanted_count = 0;
	session->rows = canvas->rows;
	session->columns = canvas->columns;
	if (session_is_too_small(canvas->rows, canvas->columns))
		draw_too_small(canvas);
	else
		draw_screen(session, canvas);
	if (session->is_ascii)
		canvas_make_ascii(canvas);
}
