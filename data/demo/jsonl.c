#include "data/demo/jsonl.h"

#include <assert.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "data/demo/calendar.h"

static bool list_has_items;

static void print_quoted(const char *text)
{
	assert(!strpbrk(text, "\"\\\n"));
	printf("\"%s\"", text);
}

static void print_instant(int64_t at)
{
	time_t seconds = (time_t)at;
	struct tm utc;

	gmtime_r(&seconds, &utc);
	printf("\"%04d-%02d-%02dT%02d:%02d:%02dZ\"", utc.tm_year + 1900, utc.tm_mon + 1,
	       utc.tm_mday, utc.tm_hour, utc.tm_min, utc.tm_sec);
}

void event_begin(const char *type)
{
	printf("{\"type\":\"%s\"", type);
}

void event_text(const char *name, const char *format, ...)
{
	char text[256];
	va_list arguments;
	int length;

	va_start(arguments, format);
	length = vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	assert(length >= 0 && (size_t)length < sizeof(text));
	(void)length;
	printf(",\"%s\":", name);
	print_quoted(text);
}

void event_instant(const char *name, int64_t at)
{
	if (at >= DEMO_AS_OF)
		return;
	printf(",\"%s\":", name);
	print_instant(at);
}

void event_integer(const char *name, int64_t value)
{
	printf(",\"%s\":%" PRId64, name, value);
}

void event_halves(const char *name, int64_t halves)
{
	printf(",\"%s\":%" PRId64 "%s", name, halves / 2, halves % 2 ? ".5" : "");
}

void event_boolean(const char *name, bool value)
{
	printf(",\"%s\":%s", name, value ? "true" : "false");
}

void event_list(const char *name)
{
	printf(",\"%s\":[", name);
	list_has_items = false;
}

static void next_item(void)
{
	if (list_has_items)
		putchar(',');
	list_has_items = true;
}

void event_list_text(const char *text)
{
	next_item();
	print_quoted(text);
}

void event_list_change(const char *revision, int64_t committed_at)
{
	next_item();
	printf("{\"revision\":\"%s\",\"committed_at\":", revision);
	print_instant(committed_at);
	putchar('}');
}

void event_list_end(void)
{
	putchar(']');
}

void event_end(void)
{
	puts("}");
}
