/* What is collected of a team, and how the rest begins. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "report/collected_words.h"
#include "ui/screens/screen.h"
#include "ui/widgets/id.h"
#include "ui/widgets/passages.h"

#define MARGIN_CELLS 2
#define SPACIOUS_ROWS 12

struct collected_screen {
	struct screen screen;
	char *team;
	struct list list; /* of positions that it can be scrolled to */
};

static struct collected_screen *collected_of(struct screen *screen)
{
	return (struct collected_screen *)screen;
}

static const struct team_card *card_of(const struct screen *screen, const struct view *view)
{
	return view_team(view, ((const struct collected_screen *)screen)->team);
}

static void add_line(void *context, const char *heading, const char *text)
{
	struct passages *passages = context;

	passages_add(passages, heading, arena_copy_string(passages->arena, text));
}

static void draw(struct collected_screen *screen, struct view *view, struct canvas *canvas,
		 struct area area, const struct team_card *card)
{
	struct passages passages = {.arena = &view->words.arena,
				    .cells = area.columns - 2 * MARGIN_CELLS};
	struct collected_reader reader = {add_line, &passages};

	if (area.rows >= SPACIOUS_ROWS)
		area_cut_top(&area, 1);
	collected_each_line(&view->wording, card, &reader);
	passages_add(&passages, "To talk about", collected_question());
	passages_draw(&passages, canvas, area, MARGIN_CELLS, &screen->list);
	canvas_place_cursor(canvas, area.row, area.column + MARGIN_CELLS);
}

static void collected_draw(struct screen *screen, struct view *view, struct canvas *canvas,
			   struct area area)
{
	const struct team_card *card = card_of(screen, view);

	if (card)
		draw(collected_of(screen), view, canvas, area, card);
	else
		screen_draw_gone(canvas, area, NULL);
}

static void collected_act(struct screen *screen, struct view *view, enum action action,
			  const struct input *input, struct request *request)
{
	(void)input;
	if (action == ACTION_BACK || action == ACTION_LEAVE)
		request->goes_back = true;
	else
		list_act(&collected_of(screen)->list, action);
	/* Up is the team's scorecard, whichever way led here. */
	if (action == ACTION_LEAVE && card_of(screen, view))
		request->above = scorecard_screen_new(collected_of(screen)->team, NULL);
}

static enum key_screen collected_keys(const struct screen *screen, const struct view *view)
{
	return card_of(screen, view) ? KEY_SCREEN_COLLECTED : KEY_SCREEN_GONE;
}

static void collected_title_crumbs(struct screen *screen, struct view *view,
				   struct title *title)
{
	title_add_team(title, view, collected_of(screen)->team);
	title->crumbs[title->crumb_count++] = collected_title();
}

static const char *collected_team(const struct screen *screen, const struct view *view)
{
	(void)view;
	return ((const struct collected_screen *)screen)->team;
}

static bool collected_text_to_copy(struct screen *screen, struct view *view, struct buffer *out,
				   const char **note, struct error *error)
{
	const struct team_card *card = card_of(screen, view);

	(void)note;
	if (!card || !view->source->collected_text)
		return screen_has_no_text(error);
	return view->source->collected_text(view->source->context, card->team, out, error);
}

static void collected_free(struct screen *screen)
{
	free(collected_of(screen)->team);
	free(screen);
}

static const struct screen_type collected_type = {
	.keys = collected_keys,
	.title = collected_title_crumbs,
	.draw = collected_draw,
	.act = collected_act,
	.team = collected_team,
	.text = collected_text_to_copy,
	.free = collected_free,
};

struct screen *collected_screen_new(const char *team)
{
	struct collected_screen *screen = memory_resize(NULL, 1, sizeof(*screen));

	memset(screen, 0, sizeof(*screen));
	screen->screen.type = &collected_type;
	id_set(&screen->team, team);
	return &screen->screen;
}
