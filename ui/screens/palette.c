/*
 * The palette: actions, teams and capacities, found by a few of their letters.
 *
 * Rule: what it offers comes from the table of keys and from the scorecard; it knows no list of
 * its own.
 */
#include "ui/screens/screen.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "ui/widgets/hits.h"
#include "ui/widgets/id.h"
#include "ui/widgets/list.h"
#include "ui/widgets/prompt.h"

#define KIND_CELLS 12
#define KIND_COLUMNS 50 /* narrower ones have room for keys alone */

struct palette_screen {
	struct screen screen;
	enum key_screen about;
	char *team; /* at hand; "": none */
	struct prompt prompt;
	struct list list; /* of the entries that match */
	struct hits hits;
};

/* Something that can be done. */
struct entry {
	const char *label; /* "Payments" */
	const char *name;  /* of an action: its word in the footer; NULL: none */
	const char *kind;  /* "team"; of an action its keys */
	enum action action;
	const char *team, *capacity;
	int score; /* the lower the better; -1: it does not match */
};

struct entries {
	struct entry *entries;
	size_t count, capacity;
};

/* -- matching -------------------------------------------------------------------------------
 */

static bool begins_word(const char *text, const char *at)
{
	return at == text || !isalnum((unsigned char)at[-1]);
}

/* Letters in this order, others between them: the fewer are passed over the better. */
static int scattered_distance(const char *text, const char *query)
{
	const char *at = text;
	int passed = 0;

	for (; *query; query++) {
		const char *begun = at;

		if (*query == ' ')
			continue;
		while (*at && tolower((unsigned char)*at) != tolower((unsigned char)*query))
			at++;
		if (!*at)
			return -1;
		if (at != begun)
			passed += begins_word(text, at) ? 1 : 2 + (int)(at - begun);
		at++;
	}
	return passed;
}

/*
 * How far a text is from a query: nearest where it begins with it, then where a word of it
 * does, where it holds it, and where it holds its letters in this order; -1: it does not.
 */
static int distance(const char *text, const char *query)
{
	enum { BEGINS, WORD_BEGINS, HOLDS, SCATTERED };
	const char *found = strcasestr(text, query);
	int scattered;

	if (found == text)
		return BEGINS;
	for (const char *at = found; at; at = strcasestr(at + 1, query))
		if (begins_word(text, at))
			return WORD_BEGINS;
	if (found)
		return HOLDS;
	scattered = scattered_distance(text, query);
	return scattered < 0 ? -1 : SCATTERED + scattered;
}

/* -- entries --------------------------------------------------------------------------------
 */

static void add(struct view *view, struct entries *entries, struct entry entry,
		const char *query)
{
	int by_name = entry.name ? distance(entry.name, query) : -1;

	entry.score = distance(entry.label, query);
	if (by_name >= 0 && (entry.score < 0 || by_name < entry.score))
		entry.score = by_name;
	if (entry.score < 0)
		return;
	entries->entries = arena_grow(&view->words.arena, entries->entries, entries->count,
				      &entries->capacity, sizeof(entry));
	entries->entries[entries->count++] = entry;
}

static bool is_offered(const struct key_binding *binding, enum key_screen about)
{
	switch ((int)binding->action) {
	case ACTION_LEFT:
	case ACTION_RIGHT:
	case ACTION_UP:
	case ACTION_DOWN:
	case ACTION_PAGE_UP:
	case ACTION_PAGE_DOWN:
	case ACTION_FIRST:
	case ACTION_LAST:
	case ACTION_OPEN:
	case ACTION_BACK:
	case ACTION_PALETTE:
	case ACTION_CLICK:
		return false; /* nobody looks for these by name */
	default:
		return (binding->screens & about) && binding->help;
	}
}

static void add_actions(const struct palette_screen *screen, struct view *view,
			struct entries *entries)
{
	char name[INPUT_NAME_BYTES];

	for (size_t i = 0; i < key_binding_count; i++) {
		const struct key_binding *binding = &key_bindings[i];

		if (!is_offered(binding, screen->about))
			continue;
		input_name(binding->inputs[0], view->wording.is_ascii, name);
		add(view, entries,
		    (struct entry){.label = binding->help,
				   .name = binding->label,
				   .kind = arena_copy_string(&view->words.arena, name),
				   .action = binding->action},
		    screen->prompt.text);
	}
}

static void add_capacities(const struct palette_screen *screen, struct view *view,
			   struct entries *entries)
{
	const struct team_card *card = view_team(view, screen->team);

	for (size_t i = 0; card && i < card->reading_count; i++) {
		const struct capacity *capacity = card->readings[i].capacity;

		add(view, entries,
		    (struct entry){.label = arena_printf(&view->words.arena, "%s: %s",
							 card->team->name,
							 capacity_title(capacity)),
				   .kind = "capacity",
				   .team = card->team->id,
				   .capacity = capacity->id},
		    screen->prompt.text);
	}
}

static void add_teams(const struct palette_screen *screen, struct view *view,
		      struct entries *entries)
{
	for (size_t i = 0; i < view->scorecard->team_count; i++) {
		const struct team *team = view->scorecard->teams[i].team;

		add(view, entries,
		    (struct entry){.label = team->name, .kind = "team", .team = team->id},
		    screen->prompt.text);
	}
}

/* The nearest first; among equals the order in which they were added, which qsort() breaks. */
static int entries_compare(const void *a, const void *b)
{
	const struct entry *left = a, *right = b;

	if (left->score != right->score)
		return left->score < right->score ? -1 : 1;
	return strcmp(left->label, right->label);
}

static struct entries entries_of(struct palette_screen *screen, struct view *view)
{
	struct entries entries = {NULL, 0, 0};

	add_actions(screen, view, &entries);
	add_capacities(screen, view, &entries);
	add_teams(screen, view, &entries);
	if (*screen->prompt.text && entries.count > 1)
		qsort(entries.entries, entries.count, sizeof(*entries.entries),
		      entries_compare);
	list_set_count(&screen->list, (int)entries.count);
	return entries;
}

/* -- drawing --------------------------------------------------------------------------------
 */

static void draw_entry(struct canvas *canvas, struct area area, int row,
		       const struct entry *entry, bool is_selected)
{
	int kind = area.columns >= KIND_COLUMNS ? KIND_CELLS
		   : entry->action		? canvas_text_cells(canvas, entry->kind) + 1
						: 0;
	int cells = area.columns - 4 - kind;

	canvas_text(canvas, row, area.column + 3, cells, STYLE_PLAIN, entry->label);
	if (kind)
		canvas_text_right(canvas, row, area.column + area.columns - 1, kind,
				  entry->action ? STYLE_KEY : STYLE_DIM, entry->kind);
	if (!is_selected)
		return;
	canvas_text(canvas, row, area.column + 1, 1, STYLE_TITLE, "▸");
	canvas_overlay(canvas, row, area.column + 2, area.columns - 3, STYLE_SELECTED);
}

static void palette_draw(struct screen *base, struct view *view, struct canvas *canvas,
			 struct area area)
{
	struct palette_screen *screen = (struct palette_screen *)base;
	struct entries entries = entries_of(screen, view);
	int selected = screen->list.selected;
	struct area line = area_cut_top(&area, area.rows > 4 ? 2 : 1);

	list_scroll(&screen->list, area.rows, (int)entries.count, selected, selected);
	hits_clear(&screen->hits);
	if (!entries.count)
		canvas_text(canvas, area.row, area.column + 3, area.columns - 4, STYLE_DIM,
			    "Nothing here has these letters in this order.");
	for (int i = 0; i < area.rows && screen->list.top + i < (int)entries.count; i++) {
		int item = screen->list.top + i;

		hits_add(&screen->hits, area.row + i, area.column, area.columns, item, 0);
		draw_entry(canvas, area, area.row + i, &entries.entries[item],
			   item == selected);
	}
	list_draw_more(canvas, area, &screen->list, (int)entries.count);
	prompt_draw(&screen->prompt, canvas, line.row, line.column + 1, line.columns - 2, ": ");
}

/* -- keys -----------------------------------------------------------------------------------
 */

static void do_selected(struct palette_screen *screen, struct view *view,
			struct request *request)
{
	struct entries entries = entries_of(screen, view);
	const struct entry *entry;

	if (!entries.count)
		return;
	entry = &entries.entries[screen->list.selected];
	request->goes_back = true;
	request->then = entry->action;
	if (entry->capacity)
		request->open = capacity_screen_new(entry->team, NULL, entry->capacity, false);
	else if (entry->team)
		request->open = scorecard_screen_new(entry->team, NULL);
}

static void palette_act(struct screen *base, struct view *view, enum action action,
			const struct input *input, struct request *request)
{
	struct palette_screen *screen = (struct palette_screen *)base;
	const struct hit *hit;

	if (action == ACTION_BACK ||
	    (input->code == INPUT_BACKSPACE && !*screen->prompt.text)) {
		request->goes_back = true;
	} else if (action == ACTION_OPEN) {
		do_selected(screen, view, request);
	} else if (action == ACTION_CLICK) {
		hit = hits_find(&screen->hits, input->row, input->column);
		if (!hit)
			return;
		list_select(&screen->list, hit->item);
		do_selected(screen, view, request);
	} else if (action == ACTION_TYPE) {
		if (prompt_take(&screen->prompt, input))
			list_select(&screen->list, 0);
	} else {
		list_act(&screen->list, action);
	}
}

/* -- the rest of the vtable -----------------------------------------------------------------
 */

static enum key_screen palette_keys(const struct screen *screen, const struct view *view)
{
	(void)screen;
	(void)view;
	return KEY_SCREEN_PALETTE;
}

static void palette_title(struct screen *screen, struct view *view, struct title *title)
{
	(void)screen;
	(void)view;
	title->crumbs[title->crumb_count++] = "Commands";
	title->is_timeless = true;
}

static void palette_free(struct screen *base)
{
	struct palette_screen *screen = (struct palette_screen *)base;

	hits_release(&screen->hits);
	free(screen->team);
	free(screen);
}

static const struct screen_type palette_type = {
	.takes_text = true,
	.keys = palette_keys,
	.title = palette_title,
	.draw = palette_draw,
	.act = palette_act,
	.free = palette_free,
};

struct screen *palette_screen_new(enum key_screen about, const char *team)
{
	struct palette_screen *screen = memory_resize(NULL, 1, sizeof(*screen));

	memset(screen, 0, sizeof(*screen));
	screen->screen.type = &palette_type;
	screen->about = about;
	id_set(&screen->team, team);
	return &screen->screen;
}
