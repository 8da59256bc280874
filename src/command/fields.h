/*
 * Command lines whose long options are the fields of a type of event: record and amend.
 *
 * Rule: fields are matched exactly; a command's own options may stand among them, and a field
 * of the same name goes first unless the command says otherwise.
 */
#ifndef APLOMB_COMMAND_FIELDS_H
#define APLOMB_COMMAND_FIELDS_H

#include "command/command.h"

/* A field as it was given: --name value. */
struct given {
	int field;
	const char *text;
};

/* The words after the command, as far as they are fields. */
struct given_fields {
	struct invocation *invocation;
	const struct event_type *type; /* NULL: not chosen yet */
	const char *example;	       /* "record deployment --service S --at T" */
	struct given *given;	       /* room for one of every word */
	size_t count;
	int next; /* the word to be read next */
};

void given_fields_init(struct given_fields *fields, struct invocation *invocation,
		       const char *example);

/* Its name as an option: a list is given item by item, as --change and --team. */
const char *field_option_name(const struct event_field *field);
/* The index of the field whose option has that name; -1 where none has, or no type is chosen.
 */
int given_fields_find(const struct given_fields *fields, const char *name);

/* The value of an option: attached by =, or the next word. Fails with ERROR_USAGE. */
bool given_fields_value(struct given_fields *fields, const char *name, const char *attached,
			const char **value, struct error *error);
/* Takes a field with its value; a boolean alone is true. Fails with ERROR_USAGE. */
bool given_fields_take(struct given_fields *fields, int field, const char *attached,
		       struct error *error);
/* An option that is neither a field nor the command's own: false, with the nearest suggested.
 */
bool given_fields_refuse(const struct given_fields *fields, const char *name,
			 struct error *error);
/* The fields of a type as lines of a help. */
void given_fields_print(const struct event_type *type);

#endif
