/*
 * Fuzzing how each snapshot writes a text: the bytes are a name.
 *
 * What must hold: what a reader of the format makes of it is the text made visible, no more.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "export/csv.h"
#include "export/html.h"
#include "export/json_write.h"
#include "export/markdown.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static struct buffer out, back;

/* As RFC 4180 reads a cell; the guard of a formula is part of it. */
static void in_csv(const char *text, const char *visible)
{
	bool is_guarded = text_is_formula(text);
	bool is_quoted;
	const char *at;

	buffer_clear(&out);
	buffer_clear(&back);
	csv_add_text(&out, text);
	is_quoted = out.bytes[0] == '"';
	for (at = out.bytes + is_quoted; *at; at++) {
		if (*at == '"') {
			assert(is_quoted);
			if (at[1] != '"')
				break;
			at++;
		}
		assert(is_quoted || *at != ',');
		buffer_add_char(&back, *at);
	}
	assert(is_quoted ? !strcmp(at, "\"") : !*at);
	assert(!text_is_formula(back.bytes));
	assert(!strcmp(back.bytes + is_guarded, visible));
}

static void in_json(const char *text, const char *visible)
{
	const char *at;

	buffer_clear(&out);
	buffer_clear(&back);
	json_add_text(&out, text);
	assert(out.bytes[0] == '"');
	for (at = out.bytes + 1; *at && *at != '"'; at++) {
		if (*at == '\\')
			at++;
		assert(*at);
		buffer_add_char(&back, *at);
	}
	assert(!strcmp(at, "\""));
	assert(!strcmp(back.bytes, visible));
}

static const struct {
	const char *reference, *text;
} references[] = {
	{"&amp;", "&"}, {"&lt;", "<"},	   {"&gt;", ">"},   {"&quot;", "\""},
	{"&#39;", "'"}, {"&#160;%", " %"}, {"&#124;", "|"}, {"&#32;", " "},
};

/* What an entity stands for goes to `back`; returns its end. */
static const char *take_reference(const char *at)
{
	for (size_t i = 0; i < sizeof(references) / sizeof(references[0]); i++) {
		size_t length = strlen(references[i].reference);

		if (!strncmp(at, references[i].reference, length)) {
			buffer_add_string(&back, references[i].text);
			return at + length;
		}
	}
	abort();
}

static void in_html(const char *visible)
{
	buffer_clear(&out);
	buffer_clear(&back);
	html_add_text(&out, visible);
	for (const char *at = out.bytes; *at;) {
		assert(!strchr("<>\"'", *at));
		if (*at == '&')
			at = take_reference(at);
		else
			buffer_add_char(&back, *at++);
	}
	assert(!strcmp(back.bytes, visible));
}

/* A code span of CommonMark, from its fence on; returns its end. */
static const char *take_span(const char *at)
{
	size_t fence = strspn(at, "`");
	const char *begin = at + fence;
	const char *end = begin;
	bool is_padded;

	while (strspn(end, "`") != fence) {
		assert(*end);
		end += strspn(end, "`");
		end += strcspn(end, "`");
	}
	is_padded = end - begin > 2 && *begin == ' ' && end[-1] == ' ' &&
		    strspn(begin, " ") < (size_t)(end - begin);
	buffer_add(&back, begin + is_padded, (size_t)(end - begin) - 2 * is_padded);
	return end + fence;
}

/* Within a line: escapes, entities and code; nothing else that means anything may be left. */
static void in_markdown(const char *visible)
{
	buffer_clear(&out);
	buffer_clear(&back);
	markdown_add_text(&out, visible);
	for (const char *at = out.bytes; *at;) {
		assert(!strchr("|<>*_[]{}!~@$^\n", *at));
		if (*at == '&') {
			at = take_reference(at);
		} else if (*at == '`') {
			at = take_span(at);
		} else {
			at += *at == '\\';
			buffer_add_char(&back, *at++);
		}
	}
	assert(!strcmp(back.bytes, visible));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	char *text = calloc(size + 1, 1);
	struct buffer visible;

	if (!text)
		abort();
	memcpy(text, bytes, size);
	buffer_init(&visible);
	buffer_init(&out);
	buffer_init(&back);
	text_add_visible(&visible, text, strlen(text));
	in_csv(text, visible.bytes);
	in_json(text, visible.bytes);
	in_html(visible.bytes);
	in_markdown(visible.bytes);
	buffer_release(&visible);
	buffer_release(&out);
	buffer_release(&back);
	free(text);
	return 0;
}
