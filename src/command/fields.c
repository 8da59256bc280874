#include "command/fields.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"

void given_fields_init(struct given_fields *fields, struct invocation *invocation,
		       const char *example)
{
	*fields = (struct given_fields){.invocation = invocation, .example = example};
	fields->given = ARENA_ARRAY(&invocation->arena, (size_t)invocation->argument_count + 1,
				    struct given);
}

const char *field_option_name(const struct event_field *field)
{
	if (field->kind == FIELD_CHANGES)
		return "change";
	return field->kind == FIELD_TEAMS ? "team" : field->name;
}

int given_fields_find(const struct given_fields *fields, const char *name)
{
	const struct event_type *type = fields->type;

	for (size_t i = 0; type && i < type->field_count; i++)
		if (!strcmp(field_option_name(&type->fields[i]), name))
			return (int)i;
	return -1;
}

bool given_fields_refuse(const struct given_fields *fields, const char *name,
			 struct error *error)
{
	const struct event_type *type = fields->type;
	const char *command = fields->invocation->command->name;
	const char *names[EVENT_FIELDS_MAX];
	const char *nearest;

	if (!type)
		return error_set(error, ERROR_USAGE,
				 "the type of event comes before '--%.*s', as in 'aplomb %s'",
				 TEXT_CUT(name, 80), fields->example);
	for (size_t i = 0; i < type->field_count; i++)
		names[i] = field_option_name(&type->fields[i]);
	nearest = text_nearest(name, names, type->field_count);
	if (nearest)
		return error_set(error, ERROR_USAGE,
				 "'--%.*s' is not a field of %s; did you mean '--%s'?",
				 TEXT_CUT(name, 80), type->name, nearest);
	return error_set(error, ERROR_USAGE,
			 "'--%.*s' is not a field of %s; see 'aplomb %s %s --help'",
			 TEXT_CUT(name, 80), type->name, command, type->name);
}

bool given_fields_value(struct given_fields *fields, const char *name, const char *attached,
			const char **value, struct error *error)
{
	const struct invocation *invocation = fields->invocation;

	if (attached) {
		*value = attached;
		return true;
	}
	if (fields->next < invocation->argument_count &&
	    strncmp(invocation->arguments[fields->next], "--", 2) != 0) {
		*value = invocation->arguments[fields->next++];
		return true;
	}
	return error_set(error, ERROR_USAGE,
			 "'--%.*s' needs a value (one that begins with -- is given as "
			 "--%.*s=VALUE)",
			 TEXT_CUT(name, 80), TEXT_CUT(name, 80));
}

static bool add_field(struct given_fields *fields, int field, const char *text,
		      struct error *error)
{
	const struct event_field *about = &fields->type->fields[field];
	bool is_list = about->kind == FIELD_CHANGES || about->kind == FIELD_TEAMS;

	for (size_t i = 0; !is_list && i < fields->count; i++)
		if (fields->given[i].field == field)
			return error_set(error, ERROR_USAGE, "'--%s' is given twice",
					 about->name);
	fields->given[fields->count++] = (struct given){field, text};
	return true;
}

bool given_fields_take(struct given_fields *fields, int field, const char *attached,
		       struct error *error)
{
	const struct invocation *invocation = fields->invocation;
	const struct event_field *about = &fields->type->fields[field];
	const char *text;

	if (about->kind == FIELD_BOOLEAN && !attached &&
	    (fields->next >= invocation->argument_count ||
	     !strncmp(invocation->arguments[fields->next], "--", 2)))
		attached = "true";
	return given_fields_value(fields, field_option_name(about), attached, &text, error) &&
	       add_field(fields, field, text, error);
}

/* -- help ---------------------------------------------------------------------------------- */

static const char *placeholder(const struct event_field *field)
{
	switch (field->kind) {
	case FIELD_TEXT:
		return "TEXT";
	case FIELD_INSTANT:
		return "T";
	case FIELD_INTEGER:
	case FIELD_NUMBER:
		return "N";
	case FIELD_BOOLEAN:
		return "[true|false]";
	case FIELD_CHOICE:
		return "WORD";
	case FIELD_CHANGES:
		return "REV=T";
	case FIELD_TEAMS:
		return "ID";
	}
	return "";
}

void given_fields_print(const struct event_type *type)
{
	for (size_t i = 0; i < type->field_count; i++) {
		const struct event_field *field = &type->fields[i];
		char spelled[48];

		snprintf(spelled, sizeof(spelled), "--%s %s", field_option_name(field),
			 placeholder(field));
		printf("  %-28s %s%s\n", spelled, field->help,
		       field->is_required ? "; required" : "");
		if (field->choices)
			printf("  %-28s one of: %s\n", "", field->choices);
	}
}
