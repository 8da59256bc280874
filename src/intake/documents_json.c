/*
 * A JSON file cut into its documents.
 *
 * Rule: this finds where values begin and end, in one pass and without recursion on what the
 * file says; whether a value is valid JSON is for SQLite to say, document by document.
 */
#include <string.h>

#include "intake/documents.h"

/* Lists within lists, as a tool prints that puts pages of answers into a list of its own. */
#define LISTS_MAX 4

struct cut {
	const struct document_reading *reading;
	const char *at, *end;
	/* Where lines were counted to. */
	const char *counted;
	size_t line;
	size_t lists;
};

/* Of places in order: none before one that was asked for already. */
static size_t line_of(struct cut *cut, const char *at)
{
	while (cut->counted < at)
		cut->line += *cut->counted++ == '\n';
	return cut->line;
}

static void skip_space(struct cut *cut)
{
	/* A record separator stands before each text of a JSON sequence (RFC 7464). */
	while (cut->at < cut->end && strchr(" \t\r\n\x1e", *cut->at))
		cut->at++;
}

static bool is_at(const struct cut *cut, char wanted)
{
	return cut->at < cut->end && *cut->at == wanted;
}

/* Past the string that begins here; to the end of the file where it is not closed. */
static void skip_string(struct cut *cut)
{
	for (cut->at++; cut->at < cut->end; cut->at++) {
		if (*cut->at == '\\')
			cut->at++;
		else if (*cut->at == '"')
			break;
	}
	cut->at = cut->at < cut->end ? cut->at + 1 : cut->end;
}

/* Past the value that begins here; false where the file ends first. */
static bool skip_value(struct cut *cut)
{
	size_t depth = 0;

	while (cut->at < cut->end) {
		char byte = *cut->at;

		if (byte == '"')
			skip_string(cut);
		else
			cut->at++;
		if (byte == '{' || byte == '[')
			depth++;
		else if ((byte == '}' || byte == ']') && depth)
			depth--;
		if (depth)
			continue;
		if (byte == '"' || byte == '}' || byte == ']')
			return true;
		if (cut->at == cut->end || strchr(" \t\r\n\x1e,]}", *cut->at))
			return true;
	}
	return !depth;
}

static bool refuse_open(const char *what, size_t line, struct error *error)
{
	return error_set(error, ERROR_INVALID,
			 "the %s that begins on line %zu is not closed; is the file cut short?",
			 what, line);
}

static bool emit(struct cut *cut, const char *begin, struct error *error)
{
	const struct document_reading *reading = cut->reading;

	return reading->each(begin, (size_t)(cut->at - begin), line_of(cut, begin),
			     reading->context, error);
}

static bool cut_value(struct cut *cut, struct error *error);

/* The items of the list that begins here. */
static bool cut_list(struct cut *cut, struct error *error)
{
	size_t line = line_of(cut, cut->at++);

	if (++cut->lists > LISTS_MAX)
		return error_set(error, ERROR_INVALID, "line %zu: lists within lists", line);
	skip_space(cut);
	while (!is_at(cut, ']')) {
		if (cut->at == cut->end)
			return refuse_open("list", line, error);
		if (!cut_value(cut, error))
			return false;
		skip_space(cut);
		if (is_at(cut, ','))
			cut->at++;
		else if (!is_at(cut, ']') && cut->at < cut->end)
			return error_set(error, ERROR_INVALID,
					 "line %zu: a comma or ] is expected in the list that "
					 "begins on line %zu",
					 line_of(cut, cut->at), line);
		skip_space(cut);
	}
	cut->at++;
	cut->lists--;
	return true;
}

static bool is_wrapper(const struct cut *cut, const char *name, size_t length)
{
	const char *wrappers = cut->reading->wrappers;
	size_t word;

	for (; wrappers && *wrappers; wrappers += word) {
		wrappers += strspn(wrappers, " ");
		word = strcspn(wrappers, " ");
		if (word && word == length && !strncmp(wrappers, name, length))
			return true;
	}
	return false;
}

/*
 * The list under a wrapping member of the object that begins here; NULL: there is none. Looks
 * no further than the object and leaves the cut where it is.
 */
static const char *wrapped_list(const struct cut *from)
{
	struct cut cut = *from;

	cut.at++;
	for (;;) {
		const char *name;
		bool wraps;

		skip_space(&cut);
		if (!is_at(&cut, '"'))
			return NULL;
		name = cut.at + 1;
		skip_string(&cut);
		wraps = is_wrapper(&cut, name, (size_t)(cut.at - name - 1));
		skip_space(&cut);
		if (!is_at(&cut, ':'))
			return NULL;
		cut.at++;
		skip_space(&cut);
		if (wraps && is_at(&cut, '['))
			return cut.at;
		if (cut.at == cut.end || !skip_value(&cut))
			return NULL;
		skip_space(&cut);
		if (!is_at(&cut, ','))
			return NULL;
		cut.at++;
	}
}

static bool cut_object(struct cut *cut, struct error *error)
{
	const char *begin = cut->at;
	const char *list = cut->reading->wrappers ? wrapped_list(cut) : NULL;
	const char *end;

	if (!skip_value(cut))
		return refuse_open("object", line_of(cut, begin), error);
	if (!list)
		return emit(cut, begin, error);
	end = cut->at;
	cut->at = list;
	if (!cut_list(cut, error))
		return false;
	cut->at = end;
	return true;
}

/*
 * What is no JSON, where a value is expected: a line, as of a log, or all that is left where it
 * is XML or HTML. The one reason for all of it says more than one for each word.
 */
static bool refuse_foreign(struct cut *cut, struct error *error)
{
	const char *begin = cut->at;
	const char *newline = memchr(begin, '\n', (size_t)(cut->end - begin));
	const char *end = newline ? newline : cut->end;

	if (*begin == '<') {
		error_set(error, ERROR_INVALID, "this is not JSON, it looks like XML or HTML");
		cut->at = cut->end;
	} else {
		error_set(error, ERROR_INVALID, "this is not JSON: %.*s",
			  end - begin < 40 ? (int)(end - begin) : 40, begin);
		cut->at = end;
	}
	return cut->reading->refuse(line_of(cut, begin), cut->reading->context, error);
}

static bool cut_value(struct cut *cut, struct error *error)
{
	const char *begin = cut->at;

	if (is_at(cut, '['))
		return cut_list(cut, error);
	if (is_at(cut, '{'))
		return cut_object(cut, error);
	if (!cut->lists && !strchr("\"-0123456789tfn", *begin))
		return refuse_foreign(cut, error);
	skip_value(cut);
	if (cut->at == begin)
		cut->at++;
	return emit(cut, begin, error);
}

bool documents_of_json(const struct document_reading *reading, const struct buffer *text,
		       struct error *error)
{
	struct cut cut = {.reading = reading,
			  .at = text->bytes,
			  .end = text->bytes + text->length_bytes,
			  .counted = text->bytes,
			  .line = 1};

	skip_space(&cut);
	while (cut.at < cut.end) {
		if (!cut_value(&cut, error))
			return false;
		skip_space(&cut);
	}
	return true;
}
