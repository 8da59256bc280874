/* What the export dialog would write, and what is shown of it. */
#include "ui/screens/export_dialog.h"

#include <string.h>

#include "report/deeds.h"

/* -- the text of a page ---------------------------------------------------------------------
 */

/* After the end of an element whose content is no text; `at` is its '<'. */
static const char *after_element(const char *at, const char *closing)
{
	const char *end = strstr(at, closing);

	return end ? end + strlen(closing) : at + strlen(at);
}

/* After a tag; cells of a table or a list of terms are parted by spaces. */
static const char *after_tag(struct buffer *text, const char *at)
{
	static const char *const cells[] = {"<td", "<th", "<dd"};
	bool is_line_begun =
		text->length_bytes > 0 && text->bytes[text->length_bytes - 1] != '\n';
	const char *end = strchr(at, '>');

	for (size_t i = 0; i < sizeof(cells) / sizeof(*cells); i++)
		if (is_line_begun && strncmp(at, cells[i], 3) == 0)
			buffer_add_string(text, "  ");
	return end ? end + 1 : at + strlen(at);
}

static const char *after_entity(struct buffer *text, const char *at)
{
	static const struct {
		const char *entity;
		char character;
	} entities[] = {
		{"&amp;", '&'},	 {"&lt;", '<'},	  {"&gt;", '>'},
		{"&quot;", '"'}, {"&#39;", '\''}, {"&nbsp;", ' '},
	};

	for (size_t i = 0; i < sizeof(entities) / sizeof(*entities); i++)
		if (strncmp(at, entities[i].entity, strlen(entities[i].entity)) == 0) {
			buffer_add_char(text, entities[i].character);
			return at + strlen(entities[i].entity);
		}
	buffer_add_char(text, '&');
	return at + 1;
}

/* What a page says: its body without tags, charts and empty lines. */
static void add_page_text(struct buffer *text, const char *html)
{
	const char *body = strstr(html, "<body");

	for (const char *at = body ? body : html; *at;) {
		if (strncmp(at, "<svg", 4) == 0)
			at = after_element(at, "</svg>");
		else if (strncmp(at, "<style", 6) == 0)
			at = after_element(at, "</style>");
		else if (*at == '<')
			at = after_tag(text, at);
		else if (*at == '&')
			at = after_entity(text, at);
		else if (*at != '\n')
			buffer_add_char(text, *at++);
		else if (at++,
			 text->length_bytes > 0 && text->bytes[text->length_bytes - 1] != '\n')
			buffer_add_char(text, '\n');
	}
}

/* -- the preview ----------------------------------------------------------------------------
 */

void export_preview_forget(struct export_preview *preview)
{
	preview->is_made = false;
	preview->line_count = 0;
	buffer_clear(&preview->bytes);
	buffer_clear(&preview->text);
}

void export_preview_release(struct export_preview *preview)
{
	buffer_release(&preview->bytes);
	buffer_release(&preview->text);
}

const struct buffer *export_preview_shown(const struct export_preview *preview)
{
	return preview->text.length_bytes > 0 ? &preview->text : &preview->bytes;
}

const char *export_preview_next(const struct buffer *shown, const char *at, const char **line,
				size_t *length_bytes)
{
	const char *end = shown->bytes + shown->length_bytes;
	const char *newline;

	if (at == end)
		return NULL;
	newline = memchr(at, '\n', (size_t)(end - at));
	*line = at;
	*length_bytes = (size_t)((newline ? newline : end) - at);
	if (*length_bytes > 0 && at[*length_bytes - 1] == '\r')
		(*length_bytes)--;
	return newline ? newline + 1 : end;
}

/* -- making it ------------------------------------------------------------------------------
 */

static bool note_event(const struct event *event, void *context, struct error *error)
{
	(void)event;
	(void)error;
	*(bool *)context = true;
	return true;
}

static bool write_events(const struct export_dialog *dialog, const struct view *view,
			 const char *format, bool is_of_first, struct buffer *bytes,
			 struct error *error)
{
	const struct session_source *source = view->source;
	struct event_filter filter;

	if (!export_dialog_filter(dialog, view, &filter) && dialog->what == EXPORT_EVENTS)
		return error_set(error, ERROR_UNKNOWN, "the YAML does not name it any more");
	if (!source->events_text)
		return error_set(error, ERROR_IO, "events cannot be written here");
	if (is_of_first)
		filter.limit = EXPORT_PREVIEW_EVENTS;
	return source->events_text(source->context, format, &filter,
				   dialog->what == EXPORT_EVENT ? &dialog->event : NULL, bytes,
				   error);
}

static bool write_snapshot(const struct export_dialog *dialog, const struct view *view,
			   const char *format, bool is_of_first, struct buffer *bytes,
			   struct error *error)
{
	const struct team *const *teams;
	struct arena arena;
	size_t count;
	bool is_made;

	arena_init(&arena);
	count = export_dialog_teams(dialog, view, &arena, &teams);
	if (is_of_first && count > EXPORT_PREVIEW_TEAMS)
		count = EXPORT_PREVIEW_TEAMS;
	is_made = view->source->snapshot(view->source->context, format, teams, count, bytes,
					 error);
	arena_release(&arena);
	return is_made;
}

bool export_dialog_write(const struct export_dialog *dialog, const struct view *view,
			 bool is_of_first, struct buffer *bytes, struct error *error)
{
	const struct snapshot_format *format = export_dialog_format(dialog, view);

	if (!format)
		return error_set(error, ERROR_IO, "no snapshot can be made here");
	if (dialog->is_of_events)
		return write_events(dialog, view, format->name, is_of_first, bytes, error);
	if (dialog->what == EXPORT_THEN)
		return view->source->comparison_text(view->source->context,
						     export_dialog_team(dialog, view),
						     dialog->then, bytes, error);
	if (dialog->what == EXPORT_MEETING)
		return view->source->agenda_text(
			view->source->context,
			dialog->is_of_all ? NULL : export_dialog_team(dialog, view), bytes,
			error);
	return write_snapshot(dialog, view, format->name, is_of_first, bytes, error);
}

/* Whether the preview shows only the first of it. */
static bool is_of_many(const struct export_dialog *dialog, const struct view *view)
{
	const struct session_source *source = view->source;
	const struct team *const *teams;
	struct event_filter filter;
	struct arena arena;
	struct error ignored;
	bool is_of_many = false;

	if (dialog->what == EXPORT_THEN || dialog->what == EXPORT_MEETING ||
	    dialog->what == EXPORT_EVENT)
		return false;
	if (dialog->what == EXPORT_EVENTS) {
		if (!source->events || !export_dialog_filter(dialog, view, &filter))
			return false;
		filter.skip = EXPORT_PREVIEW_EVENTS;
		filter.limit = 1;
		source->events(source->context, &filter, note_event, &is_of_many, &ignored);
		return is_of_many;
	}
	arena_init(&arena);
	is_of_many = export_dialog_teams(dialog, view, &arena, &teams) > EXPORT_PREVIEW_TEAMS;
	arena_release(&arena);
	return is_of_many;
}

static bool is_page(const struct export_dialog *dialog, const struct view *view)
{
	return strcmp(export_dialog_format(dialog, view)->ending, "html") == 0;
}

bool export_dialog_make(struct export_dialog *dialog, const struct view *view)
{
	struct export_preview *preview = &dialog->preview;

	if (preview->is_made)
		return preview->error.kind == ERROR_NONE;
	export_preview_forget(preview);
	preview->is_made = true;
	preview->error.kind = ERROR_NONE;
	preview->is_of_first = is_of_many(dialog, view);
	if (!export_dialog_write(dialog, view, true, &preview->bytes, &preview->error)) {
		buffer_clear(&preview->bytes);
		return false;
	}
	if (preview->bytes.length_bytes > 0 && is_page(dialog, view))
		add_page_text(&preview->text, preview->bytes.bytes);
	preview->line_count = deed_count_lines(export_preview_shown(preview));
	return true;
}
