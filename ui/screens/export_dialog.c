/*
 * The export dialog: what, in which format, to which file; Enter writes.
 *
 * Rule: a file that is there is replaced only by an Enter right after the question, and the
 * question is drawn here, where nothing else that is said can stand in its place.
 */
#include "ui/screens/export_dialog.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "report/deeds.h"
#include "ui/widgets/id.h"

static struct export_dialog *dialog_of(struct screen *screen)
{
	return (struct export_dialog *)screen;
}

static int offer_index(const enum export_what *offers, int count, enum export_what what)
{
	for (int i = 0; i < count; i++)
		if (offers[i] == what)
			return i;
	return -1;
}

/* After a reload the team may be gone, and the day another. */
static void synchronise(struct export_dialog *dialog, struct view *view)
{
	enum export_what offers[EXPORT_WHAT_COUNT];
	int count = export_dialog_offers(dialog, view, offers);

	if (offer_index(offers, count, dialog->what) < 0) {
		dialog->what = offers[0];
		export_preview_forget(&dialog->preview);
	}
	if (!dialog->is_edited)
		prompt_set(&dialog->file, export_dialog_name(dialog, view));
}

/* -- writing --------------------------------------------------------------------------------
 */

static void say(struct export_dialog *dialog, const char *sentence)
{
	size_t length = strnlen(sentence, sizeof(dialog->said) - 1);

	memcpy(dialog->said, sentence, length);
	dialog->said[length] = '\0';
}

static void save(struct export_dialog *dialog, struct view *view, const struct buffer *bytes,
		 bool replaces, struct request *request)
{
	const struct session_source *source = view->source;
	struct buffer *buffer = &view->words.buffer;
	const char *path = dialog->file.text;
	struct error error = {ERROR_NONE, ""};
	bool exists = false;

	if (!source->save(source->context, path, bytes, replaces, &exists, &error)) {
		say(dialog, error.message);
	} else if (exists) {
		deed_add_is_there(buffer, path);
		say(dialog, words_take(&view->words));
		dialog->is_asking = true;
	} else {
		deed_add_written(buffer, path, deed_count_lines(bytes));
		request->notice = words_take(&view->words);
		request->goes_back = true;
	}
}

static void write_file(struct export_dialog *dialog, struct view *view, bool replaces,
		       struct request *request)
{
	struct buffer whole;
	struct error error = {ERROR_NONE, ""};

	if (!*dialog->file.text) {
		say(dialog, DEED_NEEDS_A_NAME);
		return;
	}
	buffer_init(&whole);
	if (!export_dialog_make(dialog, view))
		say(dialog, dialog->preview.error.message);
	else if (!dialog->preview.is_of_first)
		save(dialog, view, &dialog->preview.bytes, replaces, request);
	else if (!export_dialog_write(dialog, view, false, &whole, &error))
		say(dialog, error.message);
	else
		save(dialog, view, &whole, replaces, request);
	buffer_release(&whole);
}

/* -- keys -----------------------------------------------------------------------------------
 */

/* choice: a place among those of the field; there may be none. */
static void choose(struct export_dialog *dialog, const struct view *view,
		   enum export_field field, int choice)
{
	enum export_what offers[EXPORT_WHAT_COUNT];
	int offer_count = export_dialog_offers(dialog, view, offers), format_count;
	int format = dialog->format;
	enum export_what what = dialog->what;

	export_dialog_formats(dialog, view, &format_count);
	if (field == EXPORT_FIELD_WHAT && choice >= 0 && choice < offer_count)
		what = offers[choice];
	else if (field == EXPORT_FIELD_FORMAT && choice >= 0 && choice < format_count)
		format = choice;
	if (format == dialog->format && what == dialog->what)
		return;
	dialog->format = format;
	dialog->what = what;
	list_select(&dialog->lines, 0);
	export_preview_forget(&dialog->preview);
}

static void choose_beside(struct export_dialog *dialog, const struct view *view, int step)
{
	enum export_what offers[EXPORT_WHAT_COUNT];
	int count = export_dialog_offers(dialog, view, offers);
	int now = dialog->field == EXPORT_FIELD_WHAT ? offer_index(offers, count, dialog->what)
						     : dialog->format;

	choose(dialog, view, dialog->field, now + step);
}

static void select_field(struct export_dialog *dialog, int field)
{
	if (field >= 0 && field < EXPORT_FIELD_COUNT)
		dialog->field = (enum export_field)field;
}

static void click(struct export_dialog *dialog, const struct view *view,
		  const struct input *input)
{
	const struct hit *hit = hits_find(&dialog->hits, input->row, input->column);

	if (!hit)
		return;
	select_field(dialog, hit->item);
	choose(dialog, view, dialog->field, hit->part);
}

static void type(struct export_dialog *dialog, const struct input *input)
{
	if (!prompt_take(&dialog->file, input))
		return;
	dialog->is_edited = true;
	dialog->field = EXPORT_FIELD_FILE;
}

static void dialog_act(struct screen *base, struct view *view, enum action action,
		       const struct input *input, struct request *request)
{
	struct export_dialog *dialog = dialog_of(base);
	bool was_asking = dialog->is_asking;

	dialog->is_asking = false;
	dialog->said[0] = '\0';
	synchronise(dialog, view);
	if (action == ACTION_OPEN)
		write_file(dialog, view, was_asking, request);
	else if (action == ACTION_BACK)
		request->goes_back = !was_asking;
	else if (action == ACTION_LEFT || action == ACTION_RIGHT)
		choose_beside(dialog, view, action == ACTION_RIGHT ? 1 : -1);
	else if (action == ACTION_UP || action == ACTION_DOWN)
		select_field(dialog, (int)dialog->field + (action == ACTION_DOWN ? 1 : -1));
	else if (action == ACTION_PANE)
		select_field(dialog, ((int)dialog->field + 1) % EXPORT_FIELD_COUNT);
	else if (action == ACTION_CLICK)
		click(dialog, view, input);
	else if (action == ACTION_TYPE)
		type(dialog, input);
	else
		list_act(&dialog->lines, action);
}

/* -- the rest of the vtable -----------------------------------------------------------------
 */

static enum key_screen dialog_keys(const struct screen *screen, const struct view *view)
{
	(void)view;
	return ((const struct export_dialog *)screen)->field == EXPORT_FIELD_FILE
		       ? KEY_SCREEN_EXPORT_FILE
		       : KEY_SCREEN_EXPORT;
}

static void dialog_title(struct screen *screen, struct view *view, struct title *title)
{
	(void)screen;
	(void)view;
	title->crumbs[title->crumb_count++] = "Export";
}

static void dialog_draw(struct screen *base, struct view *view, struct canvas *canvas,
			struct area area)
{
	struct export_dialog *dialog = dialog_of(base);

	synchronise(dialog, view);
	export_dialog_make(dialog, view);
	export_dialog_draw(dialog, view, canvas, area);
}

static void dialog_reloaded(struct screen *base)
{
	export_preview_forget(&dialog_of(base)->preview);
}

static void dialog_free(struct screen *base)
{
	struct export_dialog *dialog = dialog_of(base);

	export_preview_release(&dialog->preview);
	hits_release(&dialog->hits);
	arena_release(&dialog->arena);
	free(dialog->team);
	free(dialog->service);
	free(dialog->filter);
	free(dialog);
}

static const struct screen_type dialog_type = {
	.takes_text = true,
	.keys = dialog_keys,
	.title = dialog_title,
	.draw = dialog_draw,
	.act = dialog_act,
	.reloaded = dialog_reloaded,
	.free = dialog_free,
};

static struct export_dialog *dialog_new(const char *team, const char *service,
					const char *filter)
{
	struct export_dialog *dialog = memory_resize(NULL, 1, sizeof(*dialog));

	memset(dialog, 0, sizeof(*dialog));
	dialog->screen.type = &dialog_type;
	dialog->then = INSTANT_NONE;
	id_set(&dialog->team, team);
	id_set(&dialog->service, service);
	id_set(&dialog->filter, filter);
	return dialog;
}

struct screen *export_dialog_new(const struct export_choice *choice)
{
	struct export_dialog *dialog = dialog_new(choice->team, NULL, choice->filter);

	dialog->then = choice->then;
	dialog->has_meeting = choice->is_of_meeting;
	dialog->is_of_all = !choice->is_of_team;
	if (choice->is_of_meeting)
		dialog->what = EXPORT_MEETING;
	else if (*dialog->team && choice->then != INSTANT_NONE)
		dialog->what = EXPORT_THEN;
	else if (*dialog->team && choice->is_of_team)
		dialog->what = EXPORT_TEAM;
	else
		dialog->what = *dialog->filter ? EXPORT_SHOWN : EXPORT_ALL;
	return &dialog->screen;
}

struct screen *export_events_dialog_new(const struct events_choice *choice,
					const struct event *event)
{
	struct export_dialog *dialog = dialog_new(choice->team, choice->service, NULL);

	dialog->is_of_events = true;
	dialog->group = choice->group;
	dialog->what = event ? EXPORT_EVENT : EXPORT_EVENTS;
	dialog->has_event = event != NULL;
	if (event)
		dialog->event = event_copy(event, &dialog->arena);
	return &dialog->screen;
}
