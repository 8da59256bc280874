/* `f`: a filter, applied at each letter, with what its last word can become. */
#include "ui/screens/teams_screen.h"

#include <string.h>

#include "base/text.h"
#include "ui/screens/teams_filter.h"

#define SIGN "filter: "
#define EDGE_CELLS 6 /* margins, the cursor and what parts the hint from the text */

static const char keys_hint[] = "Enter keeps   Esc shows all";

void teams_set_filter(struct teams_screen *screen, const char *filter)
{
	bool had_words = filter_has_words(screen->filter.text);

	prompt_set(&screen->filter, filter);
	/* What a filter finds is seen, whatever was folded before. */
	if (!had_words)
		folds_clear(&screen->folds[1]);
}

/* "growing" of "is:growing" once "is:" stands there: what is typed need not be read again. */
static const char *rest_of(const char *suggestion, const char *filter)
{
	const char *word = strrchr(filter, ' ') ? strrchr(filter, ' ') + 1 : filter;
	const char *colon = strchr(suggestion, ':');

	return strchr(word, ':') && colon ? colon + 1 : suggestion;
}

/* As many suggestions as fit, and how it ends where there is still room. */
bool teams_typing(struct screen *base, struct view *view, struct typing *typing)
{
	struct teams_screen *screen = (struct teams_screen *)base;
	const char *suggestions[FILTER_SUGGESTIONS_MAX];
	struct arena *arena = &view->words.arena;
	struct buffer *buffer = &view->words.buffer;
	const char *filter = screen->filter.text;
	size_t count;
	int room;

	if (!screen->is_filtering)
		return false;
	room = view->columns - EDGE_CELLS - text_width_cells(SIGN) -
	       text_width_cells(text_visible(arena, filter));
	count = filter_suggest(filter, view->scorecard->catalog, arena, suggestions);
	for (size_t i = 0; i < count; i++) {
		const char *shown = text_visible(arena, rest_of(suggestions[i], filter));

		room -= text_width_cells(shown) + (i > 0 ? 2 : 0);
		if (room < 0)
			break;
		buffer_addf(buffer, "%s%s", i > 0 ? "  " : "", shown);
	}
	if (text_width_cells(keys_hint) + 3 <= room)
		buffer_addf(buffer, "%s%s", buffer->length_bytes ? "   " : "", keys_hint);
	*typing = (struct typing){&screen->filter, SIGN, words_take(&view->words), NULL};
	return true;
}

static void complete(struct teams_screen *screen, struct view *view)
{
	const char *suggestions[FILTER_SUGGESTIONS_MAX];
	struct arena *arena = &view->words.arena;

	if (filter_suggest(screen->filter.text, view->scorecard->catalog, arena, suggestions))
		teams_set_filter(screen,
				 filter_complete(screen->filter.text, suggestions[0], arena));
}

/* Without the spaces at its ends, which are nothing. */
static void keep(struct teams_screen *screen, struct view *view)
{
	const char *filter = screen->filter.text + strspn(screen->filter.text, " ");
	size_t length = strlen(filter);

	while (length > 0 && filter[length - 1] == ' ')
		length--;
	teams_set_filter(screen, arena_copy(&view->words.arena, filter, length));
	screen->is_filtering = false;
}

static void type(struct teams_screen *screen, const struct input *input)
{
	struct prompt typed = screen->filter;

	if (input->code == INPUT_BACKSPACE && !*typed.text)
		screen->is_filtering = false;
	else if (prompt_take(&typed, input))
		teams_set_filter(screen, typed.text);
}

void teams_act_filtering(struct teams_screen *screen, struct view *view, enum action action,
			 const struct input *input)
{
	if (action == ACTION_OPEN) {
		keep(screen, view);
	} else if (action == ACTION_BACK) {
		teams_set_filter(screen, "");
		screen->is_filtering = false;
	} else if (action == ACTION_PANE) {
		complete(screen, view);
	} else if (action == ACTION_TYPE) {
		type(screen, input);
	} else if (list_act(&screen->list, action)) {
		teams_choose(screen, view, screen->list.selected);
	}
}
