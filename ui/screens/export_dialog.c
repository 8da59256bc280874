/*
 * The export dialog: what, in which format, to which file; Enter writes.
 *
 * Rule: a file that is there is replaced only by an Enter right after the question, and the
 * question is drawn here, where nothing else that is said can stand in its place.
 */
#include "ui/screens/export_dialog.h"

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "report/deeds.h"
#include "ui/widgets/id.h"

#define NAME_STEM_BYTES 160 /* of a team's id in a file's name */

static struct export_dialog *dialog_of(struct screen *screen)
{
	return (struct export_dialog *)screen;
}

const struct team *export_dialog_team(const struct export_dialog *dialog,
				      const struct view *view)
{
	return catalog_team(view->scorecard->catalog, dialog->team);
}

const struct snapshot_format *export_dialog_format(const struct export_dialog *dialog,
						   const struct view *view)
{
	if (dialog->format >= view->source->format_count)
		return NULL;
	return &view->source->formats[dialog->format];
}

/* -- the file's name ------------------------------------------------------------------------
 */

/* "payments-2026-09-30.md": the day is the last that the scorecard speaks for. */
static const char *suggested_name(const struct export_dialog *dialog, struct view *view)
{
	const struct snapshot_format *format = export_dialog_format(dialog, view);
	const struct wording *wording = &view->wording;
	struct civil day = zone_civil(wording->zone, wording->period.as_of - 1);
	char *name = arena_printf(&view->words.arena, "%.*s-%04d-%02d-%02d.%s", NAME_STEM_BYTES,
				  dialog->is_of_team ? dialog->team : "all-teams", day.year,
				  day.month, day.day, format ? format->ending : "txt");

	for (char *at = name; *at; at++)
		if (!isalnum((unsigned char)*at) && !strchr("._-", *at))
			*at = '-';
	return name;
}

/* After a reload the team may be gone, and the day another. */
static void synchronise(struct export_dialog *dialog, struct view *view)
{
	if (dialog->is_of_team && !export_dialog_team(dialog, view)) {
		dialog->is_of_team = false;
		export_preview_forget(&dialog->preview);
	}
	if (!dialog->is_edited)
		prompt_set(&dialog->file, suggested_name(dialog, view));
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
	else if (!export_dialog_snapshot(dialog, view, SIZE_MAX, &whole, &error))
		say(dialog, error.message);
	else
		save(dialog, view, &whole, replaces, request);
	buffer_release(&whole);
}

/* -- keys -----------------------------------------------------------------------------------
 */

static void choose(struct export_dialog *dialog, const struct view *view,
		   enum export_field field, int choice)
{
	int format = dialog->format;
	bool is_of_team = dialog->is_of_team;

	if (field == EXPORT_FIELD_WHAT)
		is_of_team = choice > 0 && export_dialog_team(dialog, view);
	else if (field == EXPORT_FIELD_FORMAT && choice >= 0 &&
		 choice < view->source->format_count)
		format = choice;
	if (format == dialog->format && is_of_team == dialog->is_of_team)
		return;
	dialog->format = format;
	dialog->is_of_team = is_of_team;
	list_select(&dialog->lines, 0);
	export_preview_forget(&dialog->preview);
}

static void choose_beside(struct export_dialog *dialog, const struct view *view, int step)
{
	int now = dialog->field == EXPORT_FIELD_WHAT ? dialog->is_of_team : dialog->format;

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
	(void)screen;
	(void)view;
	return KEY_SCREEN_EXPORT;
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
	free(dialog->team);
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

struct screen *export_dialog_new(const char *team, bool is_of_team)
{
	struct export_dialog *dialog = memory_resize(NULL, 1, sizeof(*dialog));

	memset(dialog, 0, sizeof(*dialog));
	dialog->screen.type = &dialog_type;
	id_set(&dialog->team, team);
	dialog->is_of_team = is_of_team && *dialog->team;
	return &dialog->screen;
}
