#include "intake/event_csv.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistr.h>

#include "base/text.h"
#include "intake/event_text.h"

#define GUARD '\''
#define ESCAPE '\\'

/* Guards in front of it or not. */
static bool looks_like_formula(const char *text)
{
	return text_is_formula(text + strspn(text, "'"));
}

/*
 * The bytes of a token of text_add_visible() ("<U+001B>") at the start of the text, and its
 * character; 0 where there is none.
 */
static size_t token_bytes(const char *text, ucs4_t *c)
{
	size_t digits;

	if (strncmp(text, "<U+", 3) != 0)
		return 0;
	digits = strspn(text + 3, "0123456789ABCDEF");
	if (digits < 4 || digits > 6 || text[3 + digits] != '>')
		return 0;
	*c = (ucs4_t)strtoul(text + 3, NULL, 16);
	if (!*c || *c > 0x10FFFF || (*c >= 0xD800 && *c <= 0xDFFF))
		return 0;
	return digits + 4;
}

/* Puts the characters back that tokens stand for; no character is longer than its token. */
static void take_tokens(char *text)
{
	char *from = strchr(text, '<');
	char *to = from;

	while (from && *from) {
		ucs4_t c;
		size_t length = token_bytes(from, &c);

		if (length)
			to += u8_uctomb((uint8_t *)to, c, (ptrdiff_t)length);
		else
			*to++ = *from;
		from += length ? length : 1;
	}
	if (to)
		*to = '\0';
}

/* A cell as it was before it was written. */
static char *unguarded(char *text)
{
	take_tokens(text);
	return *text == GUARD && looks_like_formula(text) ? text + 1 : text;
}

/* -- the header --------------------------------------------------------------------------- */

static bool refuse_column(const struct event_type *type, const char *name, struct error *error)
{
	const char *names[EVENT_FIELDS_MAX];
	const char *nearest;

	for (size_t i = 0; i < type->field_count; i++)
		names[i] = type->fields[i].name;
	nearest = text_nearest(name, names, type->field_count);
	if (nearest)
		return error_set(error, ERROR_INVALID,
				 "the column '%.*s' is not a field of %s; did you mean '%s'?",
				 TEXT_CUT(name, 80), type->name, nearest);
	return error_set(error, ERROR_INVALID, "the column '%.*s' is not a field of %s",
			 TEXT_CUT(name, 80), type->name);
}

static bool read_columns(struct event_csv *reader, struct error *error)
{
	bool has_column[EVENT_FIELDS_MAX] = {false};

	for (size_t i = 0; i < reader->rows.cell_count; i++) {
		/* There are fewer fields than kept cells: one too many is unknown or twice. */
		const char *name = csv_rows_cell(&reader->rows, i);
		int field = event_field_find(reader->type, name);

		if (field < 0)
			return refuse_column(reader->type, name, error);
		if (has_column[field])
			return error_set(error, ERROR_INVALID, "the column '%s' is there twice",
					 name);
		has_column[field] = true;
		reader->fields[i] = field;
	}
	reader->column_count = reader->rows.cell_count;
	for (size_t i = 0; i < reader->type->field_count; i++)
		if (reader->type->fields[i].is_required && !has_column[i])
			return error_set(error, ERROR_INVALID, "%s needs a column '%s' (%s)",
					 reader->type->name, reader->type->fields[i].name,
					 reader->type->fields[i].help);
	return true;
}

bool event_csv_open(struct event_csv *reader, FILE *file, const struct event_type *type,
		    const struct zone *assumed_zone, struct error *error)
{
	*reader = (struct event_csv){.type = type, .assumed_zone = assumed_zone};
	csv_rows_init(&reader->rows, file);
	switch (csv_rows_next(&reader->rows, error)) {
	case CSV_ROW:
		return read_columns(reader, error);
	case CSV_ROW_END:
		return error_set(error, ERROR_INVALID,
				 "there is nothing to read; the first row names the columns");
	case CSV_ROW_INVALID:
	case CSV_ROW_STUCK:
		break;
	}
	return false;
}

void event_csv_close(struct event_csv *reader)
{
	csv_rows_release(&reader->rows);
}

/* -- lists in one cell -------------------------------------------------------------------- */

/* Where the item ends: at a divider that is not escaped, or at the end. */
static char *item_end(char *text)
{
	while (*text && *text != ';') {
		if (*text == ESCAPE && text[1])
			text++;
		text++;
	}
	return text;
}

/* The last = that is not escaped; NULL where there is none. */
static char *item_divider(char *text)
{
	char *divider = NULL;

	for (; *text; text++) {
		if (*text == ESCAPE && text[1])
			text++;
		else if (*text == '=')
			divider = text;
	}
	return divider;
}

static void unescape(char *text)
{
	char *to = text;

	for (; *text; text++) {
		if (*text == ESCAPE && text[1])
			text++;
		*to++ = *text;
	}
	*to = '\0';
}

static bool read_list(struct event_csv *reader, int field, char *text, struct arena *arena,
		      struct event *event, struct error *error)
{
	enum field_kind kind = event->type->fields[field].kind;
	bool is_last = false;

	for (char *end; !is_last; text = end + 1) {
		char *divider = NULL;
		bool is_set;

		end = item_end(text);
		is_last = !*end;
		*end = '\0';
		if (end == text)
			continue;
		if (kind == FIELD_CHANGES && (divider = item_divider(text)))
			*divider++ = '\0';
		unescape(text);
		is_set = kind == FIELD_CHANGES
				 ? event_add_change(event, field, text, divider,
						    reader->assumed_zone, arena, error)
				 : event_set(event, field, text, NULL, arena, error);
		if (!is_set)
			return false;
	}
	return true;
}

/* -- events ------------------------------------------------------------------------------- */

static bool read_event(struct event_csv *reader, struct arena *arena, struct event *event,
		       struct error *error)
{
	if (reader->rows.cell_count != reader->column_count)
		return error_set(error, ERROR_INVALID,
				 "the row has %zu cells, but the header has %zu",
				 reader->rows.cell_count, reader->column_count);
	event_init(event, reader->type);
	for (size_t i = 0; i < reader->column_count; i++) {
		char *text = unguarded(csv_rows_cell(&reader->rows, i));
		int field = reader->fields[i];
		enum field_kind kind = reader->type->fields[field].kind;
		bool is_list = kind == FIELD_CHANGES || kind == FIELD_TEAMS;

		if (!*text)
			continue;
		if (is_list ? !read_list(reader, field, text, arena, event, error)
			    : !event_set(event, field, text, reader->assumed_zone, arena,
					 error))
			return false;
	}
	return event_is_complete(event, error);
}

enum csv_row event_csv_read(struct event_csv *reader, struct arena *arena, struct event *event,
			    struct error *error)
{
	enum csv_row row = csv_rows_next(&reader->rows, error);
	struct event read;

	if (row != CSV_ROW)
		return row;
	if (!read_event(reader, arena, &read, error))
		return CSV_ROW_INVALID;
	*event = read;
	return CSV_ROW;
}

/* -- writing ------------------------------------------------------------------------------ */

/*
 * Appends a text with tokens for what a terminal would obey, but for tabs and line ends; what
 * looks like a token has one for its first character.
 */
static void tokens_add(struct buffer *cell, const char *text)
{
	while (*text) {
		size_t run = strcspn(text, "\n\t<");
		ucs4_t c;

		text_add_visible(cell, text, run);
		text += run;
		if (token_bytes(text, &c))
			buffer_add_string(cell, "<U+003C>");
		else if (*text)
			buffer_add_char(cell, *text);
		text += *text != '\0';
	}
}

static void cell_write(struct buffer *buffer, const char *raw)
{
	struct buffer shown = {0};
	const char *text;
	bool is_quoted;

	tokens_add(&shown, raw);
	text = shown.length_bytes ? shown.bytes : "";
	is_quoted = text[strcspn(text, ",\"\n")] || *text == ' ' ||
		    (*text && text[strlen(text) - 1] == ' ');
	if (is_quoted)
		buffer_add_char(buffer, '"');
	if (looks_like_formula(raw))
		buffer_add_char(buffer, GUARD);
	for (; *text; text++) {
		if (*text == '"')
			buffer_add_char(buffer, '"');
		buffer_add_char(buffer, *text);
	}
	if (is_quoted)
		buffer_add_char(buffer, '"');
	buffer_release(&shown);
}

static void escaped_add(struct buffer *cell, const char *text)
{
	for (; *text; text++) {
		if (*text == ';' || *text == '=' || *text == ESCAPE)
			buffer_add_char(cell, ESCAPE);
		buffer_add_char(cell, *text);
	}
}

static void list_add(struct buffer *cell, const struct event_value *value, enum field_kind kind)
{
	char text[INSTANT_TEXT_BYTES];

	for (size_t i = 0; i < value->count; i++) {
		if (i)
			buffer_add_char(cell, ';');
		if (kind == FIELD_TEAMS) {
			escaped_add(cell, value->teams[i]);
			continue;
		}
		escaped_add(cell, value->changes[i].revision);
		if (value->changes[i].committed_at != INSTANT_NONE)
			buffer_addf(cell, "=%s",
				    instant_format(value->changes[i].committed_at, text));
	}
}

void event_csv_write_header(struct buffer *buffer, const struct event_type *type)
{
	for (size_t i = 0; i < type->field_count; i++)
		buffer_addf(buffer, "%s%s", i ? "," : "", type->fields[i].name);
	buffer_add_string(buffer, "\r\n");
}

void event_csv_write(struct buffer *buffer, const struct event *event)
{
	struct buffer cell;

	buffer_init(&cell);
	for (size_t i = 0; i < event->type->field_count; i++) {
		enum field_kind kind = event->type->fields[i].kind;

		buffer_clear(&cell);
		if (i)
			buffer_add_char(buffer, ',');
		if (kind == FIELD_CHANGES || kind == FIELD_TEAMS)
			list_add(&cell, &event->values[i], kind);
		else
			event_value_add(&cell, event, (int)i);
		cell_write(buffer, cell.bytes);
	}
	buffer_release(&cell);
	buffer_add_string(buffer, "\r\n");
}
