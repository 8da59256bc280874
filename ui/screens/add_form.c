/*
 * The form that adds to the history: a note, a need, a concern, a lesson, what was acted on or
 * met, who was at a meeting.
 *
 * Rule: Enter records what the sentence below the fields says, or says what is missing; nothing
 * that was typed is lost where it could not be recorded.
 */
#include "ui/screens/add_form.h"

#include <stdlib.h>
#include <string.h>

#include "report/record_words.h"
#include "ui/widgets/id.h"

static struct add_form *form_of(struct screen *screen)
{
	return (struct add_form *)screen;
}

bool add_form_has(const struct add_form *form, enum add_field field)
{
	static const unsigned said = 1U << ADD_FIELD_TEXT | 1U << ADD_FIELD_TEAM;
	static const unsigned closes = 1U << ADD_FIELD_WHICH | 1U << ADD_FIELD_TEAM;
	const unsigned fields[ADD_KIND_COUNT] = {
		[ADD_NOTE] = said | 1U << ADD_FIELD_CAPACITY,
		[ADD_NEED] = said,
		[ADD_CONCERN] = said,
		[ADD_LESSON] = said | 1U << ADD_FIELD_FROM,
		[ADD_ACTED_ON] = closes,
		[ADD_MET] = closes,
		[ADD_MEETING] = 1U << ADD_FIELD_TEAM,
	};

	return field == ADD_FIELD_KIND || field == ADD_FIELD_WHEN ||
	       (fields[form->kind] >> field & 1U);
}

struct prompt *add_form_prompt(struct add_form *form, enum add_field field)
{
	if (field == ADD_FIELD_TEXT)
		return &form->text;
	if (field == ADD_FIELD_TEAM)
		return &form->team;
	return field == ADD_FIELD_WHEN ? &form->when : NULL;
}

size_t add_form_capacities(const struct add_form *form, struct view *view,
			   const struct capacity *const **capacities, size_t *chosen)
{
	const struct team_card *card = view_team(view, form->team.text);
	size_t count = card ? card->reading_count : 0;
	const struct capacity **all =
		ARENA_ARRAY(&view->words.arena, count + 1, const struct capacity *);

	*chosen = 0;
	for (size_t i = 0; i < count; i++) {
		all[i + 1] = card->readings[i].capacity;
		if (strcmp(all[i + 1]->id, form->capacity) == 0)
			*chosen = i + 1;
	}
	*capacities = all;
	return count + 1;
}

static void say(struct add_form *form, const char *sentence)
{
	size_t length = strnlen(sentence, sizeof(form->said) - 1);

	memcpy(form->said, sentence, length);
	form->said[length] = '\0';
}

/* -- recording -------------------------------------------------------------------------------
 */

static void record(struct add_form *form, struct view *view, struct request *request)
{
	const struct session_source *source = view->source;
	struct error error = {ERROR_NONE, ""};
	struct add_change change;
	struct event *is;

	add_form_make(form, view, &change);
	/* Enter was meant for what is not there any more. */
	if (form->is_gone && change.was) {
		form->is_gone = false;
		form->field = ADD_FIELD_WHICH;
		say(form, RECORD_IS_GONE);
		return;
	}
	if (!change.is_ready) {
		form->field = add_form_has(form, change.field) ? change.field : form->field;
		say(form, change.sentence);
		return;
	}
	if (source->keeps_nothing || !source->change)
		return;
	if (!source->change(source->context, change.was, &change.is, &error)) {
		say(form, error.message);
		return;
	}
	is = ARENA_NEW(&view->words.arena, struct event);
	*is = event_copy(&change.is, &view->words.arena);
	request->is = is;
	if (change.was) {
		struct event *was = ARENA_NEW(&view->words.arena, struct event);

		*was = event_copy(change.was, &view->words.arena);
		request->was = was;
	}
	request->notice = RECORD_DONE;
	request->goes_back = true;
}

/* -- keys ------------------------------------------------------------------------------------
 */

static void forget_open(struct add_form *form)
{
	add_events_forget(&form->open);
	add_events_forget(&form->held);
	form->is_gone = false;
	list_select(&form->which, 0);
}

static void choose_kind(struct add_form *form, int kind)
{
	if (kind < 0 || kind >= ADD_KIND_COUNT || kind == (int)form->kind)
		return;
	form->kind = (enum add_kind)kind;
	forget_open(form);
}

static void choose_capacity(struct add_form *form, struct view *view, int step, int index)
{
	const struct capacity *const *capacities;
	size_t chosen;
	int count = (int)add_form_capacities(form, view, &capacities, &chosen);

	if (index < 0)
		index = (int)chosen + step;
	if (index >= 0 && index < count)
		id_set(&form->capacity, index ? capacities[index]->id : NULL);
}

/* step: to the one beside it; else index is the one that was clicked. */
static void choose(struct add_form *form, struct view *view, int step, int index)
{
	int from = step ? (int)form->from + step : index;

	if (form->field == ADD_FIELD_KIND)
		choose_kind(form, step ? (int)form->kind + step : index);
	else if (form->field == ADD_FIELD_CAPACITY)
		choose_capacity(form, view, step, step ? -1 : index);
	else if (form->field == ADD_FIELD_FROM && from >= 0 && from < ADD_FROM_COUNT)
		form->from = (enum add_from)from;
	else if (form->field == ADD_FIELD_WHICH) {
		list_select(&form->which, step ? form->which.selected + step : index);
		form->is_gone = false;
	}
}

/* To the next field that the kind has; is_around: from the last to the first. */
static void move(struct add_form *form, int step, bool is_around)
{
	int field = (int)form->field;

	do {
		field += step;
		if (is_around)
			field = (field + ADD_FIELD_COUNT) % ADD_FIELD_COUNT;
		if (field < 0 || field >= ADD_FIELD_COUNT)
			return;
	} while (!add_form_has(form, (enum add_field)field));
	form->field = (enum add_field)field;
}

static void click(struct add_form *form, struct view *view, const struct input *input)
{
	const struct hit *hit = hits_find(&form->hits, input->row, input->column);

	if (!hit)
		return;
	form->field = (enum add_field)hit->item;
	if (hit->part >= 0)
		choose(form, view, 0, hit->part);
}

static void type(struct add_form *form, const struct input *input)
{
	struct prompt *prompt = add_form_prompt(form, form->field);
	struct input typed = *input;

	/* A line end that was pasted parts words as a space does. */
	if (input->is_pasted && (input->code == INPUT_ENTER || input->code == INPUT_TAB))
		typed.code = ' ';
	if (!prompt && add_form_has(form, ADD_FIELD_TEXT))
		prompt = &form->text;
	if (!prompt || !prompt_take(prompt, &typed))
		return;
	form->field = prompt == &form->text   ? ADD_FIELD_TEXT
		      : prompt == &form->team ? ADD_FIELD_TEAM
					      : ADD_FIELD_WHEN;
	if (prompt == &form->team)
		forget_open(form);
}

static void form_act(struct screen *base, struct view *view, enum action action,
		     const struct input *input, struct request *request)
{
	struct add_form *form = form_of(base);

	form->said[0] = '\0';
	if (action == ACTION_OPEN)
		record(form, view, request);
	else if (action == ACTION_BACK)
		request->goes_back = true;
	else if (action == ACTION_LEFT || action == ACTION_RIGHT)
		choose(form, view, action == ACTION_RIGHT ? 1 : -1, 0);
	else if (action == ACTION_UP || action == ACTION_DOWN)
		move(form, action == ACTION_DOWN ? 1 : -1, false);
	else if (action == ACTION_PANE)
		move(form, 1, true);
	else if (action == ACTION_CLICK)
		click(form, view, input);
	else if (action == ACTION_TYPE)
		type(form, input);
	else if (add_form_has(form, ADD_FIELD_WHICH) && list_act(&form->which, action))
		form->is_gone = false;
}

/* -- the rest of the vtable ------------------------------------------------------------------
 */

static enum key_screen form_keys(const struct screen *screen, const struct view *view)
{
	(void)screen;
	(void)view;
	return KEY_SCREEN_ADD;
}

static void form_title(struct screen *base, struct view *view, struct title *title)
{
	struct add_form *form = form_of(base);

	if (form->kind != ADD_MEETING &&
	    catalog_team(view->scorecard->catalog, form->team.text))
		title_add_team(title, view, form->team.text);
	title->crumbs[title->crumb_count++] = "Add";
	title->is_timeless = true;
}

static void form_reloaded(struct screen *base)
{
	add_form_forget_read(form_of(base));
}

static void form_draw(struct screen *base, struct view *view, struct canvas *canvas,
		      struct area area)
{
	add_form_draw(form_of(base), view, canvas, area);
}

static void form_free(struct screen *base)
{
	struct add_form *form = form_of(base);

	add_events_forget(&form->open);
	add_events_forget(&form->met);
	add_events_forget(&form->held);
	hits_release(&form->hits);
	free(form->capacity);
	free(form);
}

static const struct screen_type form_type = {
	.takes_text = true,
	.keys = form_keys,
	.title = form_title,
	.draw = form_draw,
	.act = form_act,
	.reloaded = form_reloaded,
	.free = form_free,
};

struct screen *add_form_new(const char *team, const char *capacity)
{
	struct add_form *form = memory_resize(NULL, 1, sizeof(*form));

	memset(form, 0, sizeof(*form));
	form->screen.type = &form_type;
	prompt_set(&form->team, team);
	prompt_set(&form->when, "now");
	id_set(&form->capacity, capacity);
	return &form->screen;
}
