/* A topic of a team: where to invest next and why; what is collected and how the rest begins.
 */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "ui/screens/screen.h"
#include "ui/widgets/id.h"
#include "ui/widgets/passages.h"

#define MARGIN_CELLS 2
#define SPACIOUS_ROWS 12

struct topic_screen {
	struct screen screen;
	const struct topic *topic;
	enum key_screen keys; /* its own */
	char *team;
	struct list list; /* of positions that it can be scrolled to */
};

static const struct team_card *card_of(const struct topic_screen *screen,
				       const struct view *view)
{
	return view_team(view, screen->team);
}

static void add_passage(void *context, const struct passage *passage)
{
	struct passages *passages = context;

	passages_add(passages, passage->heading,
		     arena_copy_string(passages->arena, passage->text));
}

static void draw(struct topic_screen *screen, struct view *view, struct canvas *canvas,
		 struct area area, const struct team_card *card)
{
	struct passages passages = {.arena = &view->words.arena,
				    .cells = area.columns - 2 * MARGIN_CELLS};
	struct passage_reader reader = {add_passage, &passages};

	if (area.rows >= SPACIOUS_ROWS)
		area_cut_top(&area, 1);
	screen->topic->each_passage(&view->wording, card, &reader);
	screen->topic->add_question(&view->words.buffer, &view->wording, card);
	passages_add(&passages, "To talk about", words_take(&view->words));
	passages_draw(&passages, canvas, area, MARGIN_CELLS, &screen->list);
	canvas_place_cursor(canvas, area.row, area.column + MARGIN_CELLS);
}

static void topic_draw(struct screen *base, struct view *view, struct canvas *canvas,
		       struct area area)
{
	struct topic_screen *screen = (struct topic_screen *)base;
	const struct team_card *card = card_of(screen, view);

	if (card)
		draw(screen, view, canvas, area, card);
	else
		screen_draw_gone(canvas, area, NULL);
}

static void topic_act(struct screen *base, struct view *view, enum action action,
		      const struct input *input, struct request *request)
{
	struct topic_screen *screen = (struct topic_screen *)base;

	(void)input;
	if (action == ACTION_BACK || action == ACTION_LEAVE)
		request->goes_back = true;
	else
		list_act(&screen->list, action);
	/* Up is the team's scorecard, whichever way led here. */
	if (action == ACTION_LEAVE && card_of(screen, view))
		request->above = scorecard_screen_new(screen->team, NULL);
}

static enum key_screen topic_keys(const struct screen *base, const struct view *view)
{
	const struct topic_screen *screen = (const struct topic_screen *)base;

	return card_of(screen, view) ? screen->keys : KEY_SCREEN_GONE;
}

static void topic_title_crumbs(struct screen *base, struct view *view, struct title *title)
{
	const struct topic_screen *screen = (const struct topic_screen *)base;

	title_add_team(title, view, screen->team);
	title->crumbs[title->crumb_count++] = screen->topic->title;
}

static const char *topic_team(const struct screen *base, const struct view *view)
{
	(void)view;
	return ((const struct topic_screen *)base)->team;
}

static bool topic_text_to_copy(struct screen *base, struct view *view, struct buffer *out,
			       const char **note, struct error *error)
{
	const struct topic_screen *screen = (const struct topic_screen *)base;
	const struct team_card *card = card_of(screen, view);

	(void)note;
	if (!card || !view->source->topic_text)
		return screen_has_no_text(error);
	return view->source->topic_text(view->source->context, card->team, screen->topic, out,
					error);
}

static void topic_free(struct screen *base)
{
	free(((struct topic_screen *)base)->team);
	free(base);
}

static const struct screen_type topic_type = {
	.keys = topic_keys,
	.title = topic_title_crumbs,
	.draw = topic_draw,
	.act = topic_act,
	.team = topic_team,
	.text = topic_text_to_copy,
	.free = topic_free,
};

static struct screen *topic_screen_new(const struct topic *topic, enum key_screen keys,
				       const char *team)
{
	struct topic_screen *screen = memory_resize(NULL, 1, sizeof(*screen));

	memset(screen, 0, sizeof(*screen));
	screen->screen.type = &topic_type;
	screen->topic = topic;
	screen->keys = keys;
	id_set(&screen->team, team);
	return &screen->screen;
}

struct screen *invest_screen_new(const char *team)
{
	return topic_screen_new(&topic_invest, KEY_SCREEN_INVEST, team);
}

struct screen *collected_screen_new(const char *team)
{
	return topic_screen_new(&topic_collected, KEY_SCREEN_COLLECTED, team);
}
