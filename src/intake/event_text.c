#include "intake/event_text.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

void number_add(struct buffer *buffer, double number)
{
	char text[40];

	/* 15 digits always fit in a double and 17 always tell one from the next. */
	for (int digits = 15; digits <= 17; digits++) {
		snprintf(text, sizeof(text), "%.*g", digits, number);
		if (strtod(text, NULL) == number)
			break;
	}
	buffer_add_string(buffer, text);
}

void event_value_add(struct buffer *buffer, const struct event *event, int field)
{
	const struct event_value *value = &event->values[field];
	char text[INSTANT_TEXT_BYTES];

	if (!value->is_present)
		return;
	switch (event->type->fields[field].kind) {
	case FIELD_TEXT:
	case FIELD_CHOICE:
		buffer_add_string(buffer, value->text);
		break;
	case FIELD_INSTANT:
		buffer_add_string(buffer, instant_format(value->integer, text));
		break;
	case FIELD_INTEGER:
		buffer_addf(buffer, "%" PRId64, value->integer);
		break;
	case FIELD_NUMBER:
		number_add(buffer, value->number);
		break;
	case FIELD_BOOLEAN:
		buffer_add_string(buffer, value->integer ? "true" : "false");
		break;
	case FIELD_CHANGES:
	case FIELD_TEAMS:
		assert(false && "a list is not one value");
		break;
	}
}
