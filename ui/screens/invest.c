/* Where a team could invest next, and why. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "report/invest_words.h"
#include "ui/screens/screen.h"
#include "ui/widgets/id.h"
#include "ui/widgets/passages.h"

#define MARGIN_CELLS 2
#define SPACIOUS_ROWS 12

struct invest_screen {
	struct screen screen;
	char *team;
	struct list list; /* of positions that it can be scrolled to */
};

static const struct team_card *card_of(const struct invest_screen *screen,
				       const struct view *view)
{
	return view_team(view, screen->team);
}

static void add_passage(void *context, const struct invest_passage *passage)
{
	struct passages *passages = context;

	passages_add(passages, passage->heading,
		     arena_copy_string(passages->arena, passage->text));
}

static void draw(struct invest_screen *screen, struct view *view, struct canvas *canvas,
		 struct area area, const struct team_card *card)
{
	struct passages passages = {.arena = &view->words.arena,
				    .cells = area.columns - 2 * MARGIN_CELLS};
	struct invest_reader reader = {add_passage, &passages};

	if (area.rows >= SPACIOUS_ROWS)
		area_cut_top(&area, 1);
	invest_each_passage(&view->wording, card, &reader);
	invest_add_question(&view->words.buffer, &view->wording, card);
	passages_add(&passages, "To talk about", words_take(&view->words));
	passages_draw(&passages, canvas, area, MARGIN_CELLS, &screen->list);
	canvas_place_cursor(canvas, area.row, area.column + MARGIN_CELLS);
}

static void invest_draw(struct screen *base, struct view *view, struct canvas *canvas,
			struct area area)
{
	struct invest_screen *screen = (struct invest_screen *)base;
	const struct team_card *card = card_of(screen, view);

	if (card)
		draw(screen, view, canvas, area, card);
	else
		screen_draw_gone(canvas, area, NULL);
}

static void invest_act(struct screen *base, struct view *view, enum action action,
		       const struct input *input, struct request *request)
{
	struct invest_screen *screen = (struct invest_screen *)base;

	(void)input;
	if (action == ACTION_BACK || action == ACTION_LEAVE)
		request->goes_back = true;
	else
		list_act(&screen->list, action);
	/* Up is the team's scorecard, whichever way led here. */
	if (action == ACTION_LEAVE && card_of(screen, view))
		request->above = scorecard_screen_new(screen->team, NULL);
}

static enum key_screen invest_keys(const struct screen *base, const struct view *view)
{
	return card_of((const struct invest_screen *)base, view) ? KEY_SCREEN_INVEST
								 : KEY_SCREEN_GONE;
}

static void invest_title_crumbs(struct screen *base, struct view *view, struct title *title)
{
	title_add_team(title, view, ((const struct invest_screen *)base)->team);
	title->crumbs[title->crumb_count++] = invest_title();
}

static const char *invest_team(const struct screen *base, const struct view *view)
{
	(void)view;
	return ((const struct invest_screen *)base)->team;
}

static bool invest_text_to_copy(struct screen *base, struct view *view, struct buffer *out,
				const char **note, struct error *error)
{
	const struct team_card *card = card_of((const struct invest_screen *)base, view);

	(void)note;
	if (!card || !view->source->invest_text)
		return screen_has_no_text(error);
	return view->source->invest_text(view->source->context, card->team, out, error);
}

static void invest_free(struct screen *base)
{
	free(((struct invest_screen *)base)->team);
	free(base);
}

static const struct screen_type invest_type = {
	.keys = invest_keys,
	.title = invest_title_crumbs,
	.draw = invest_draw,
	.act = invest_act,
	.team = invest_team,
	.text = invest_text_to_copy,
	.free = invest_free,
};

struct screen *invest_screen_new(const char *team)
{
	struct invest_screen *screen = memory_resize(NULL, 1, sizeof(*screen));

	memset(screen, 0, sizeof(*screen));
	screen->screen.type = &invest_type;
	id_set(&screen->team, team);
	return &screen->screen;
}
