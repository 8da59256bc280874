/* How text is kept from being obeyed in Markdown (markdown.h). */
#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "export/markdown.h"

/* ":smile:", ":+1:", ":100:"; not the middle of "12:30:00". */
static bool has_shortcode(const char *text)
{
	for (const char *colon = text; (colon = strchr(colon, ':')) != NULL; colon++) {
		size_t length = strspn(colon + 1, "abcdefghijklmnopqrstuvwxyz0123456789_+-");
		size_t digits = strspn(colon + 1, "0123456789");

		if (length && colon[1 + length] == ':' && (length > digits || digits > 2))
			return true;
	}
	return false;
}

/* Whether a host reads a link, a mention, a reference, a formula or an emoji in it. */
static bool is_taken_up(const char *text)
{
	return strpbrk(text, "@#$^~") || strstr(text, "://") || strcasestr(text, "www.") ||
	       has_shortcode(text);
}

static size_t longest_run(const char *text, size_t length, char c)
{
	size_t longest = 0;
	size_t run = 0;

	for (size_t i = 0; i < length; i++) {
		run = text[i] == c ? run + 1 : 0;
		longest = run > longest ? run : longest;
	}
	return longest;
}

/* A code span without a pipe in it; its fence is longer than any run of backticks within. */
static void add_span(struct buffer *buffer, const char *text, size_t length)
{
	size_t fence = longest_run(text, length, '`') + 1;
	bool is_padded = text[0] == '`' || text[length - 1] == '`' ||
			 (text[0] == ' ' && text[length - 1] == ' ' &&
			  longest_run(text, length, ' ') < length);

	buffer_add_repeated(buffer, '`', fence);
	if (is_padded)
		buffer_add_char(buffer, ' ');
	buffer_add(buffer, text, length);
	if (is_padded)
		buffer_add_char(buffer, ' ');
	buffer_add_repeated(buffer, '`', fence);
}

/* Within code a pipe would still divide a cell, so it stands between two spans. */
static void add_code(struct buffer *buffer, const char *text)
{
	while (*text) {
		size_t length = strcspn(text, "|");

		if (length)
			add_span(buffer, text, length);
		text += length;
		for (; *text == '|'; text++)
			buffer_add_string(buffer, "&#124;");
	}
}

static void add_escaped(struct buffer *buffer, char c)
{
	switch (c) {
	case '&':
		buffer_add_string(buffer, "&amp;");
		break;
	case '<':
		buffer_add_string(buffer, "&lt;");
		break;
	case '>':
		buffer_add_string(buffer, "&gt;");
		break;
	case '|':
		buffer_add_string(buffer, "&#124;");
		break;
	default:
		if (strchr("\\`*_[]{}!", c))
			buffer_add_char(buffer, '\\');
		buffer_add_char(buffer, c);
	}
}

/* What begins a list, a rule, an underline or indented code at the start of a line. */
static const char *add_start(struct buffer *buffer, const char *text)
{
	size_t digits = strspn(text, "0123456789");

	if (*text == ' ') {
		buffer_add_string(buffer, "&#32;");
		return text + 1;
	}
	if (*text && strchr("-+=", *text)) {
		buffer_addf(buffer, "\\%c", *text);
		return text + 1;
	}
	if (digits && text[digits] && strchr(".)", text[digits]) &&
	    (text[digits + 1] == ' ' || !text[digits + 1])) {
		buffer_add(buffer, text, digits);
		buffer_addf(buffer, "\\%c", text[digits]);
		return text + digits + 1;
	}
	return text;
}

void markdown_add_text(struct buffer *buffer, const char *text)
{
	if (is_taken_up(text)) {
		add_code(buffer, text);
		return;
	}
	for (text = add_start(buffer, text); *text; text++)
		add_escaped(buffer, *text);
}
