/* aplomb amend: mends a recorded event, field by field. */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "command/fields.h"
#include "command/mending.h"
#include "report/event_mending.h"

/* The words after "amend", taken apart. */
struct amending {
	struct mending mending;
	struct given_fields fields;
	char **words; /* the type and what the event is found by */
	int word_count;
	const char *source; /* NULL: not given */
	bool wants_help;
};

/* -- the words after "amend" --------------------------------------------------------------- */

/* An option of amend's own; the source is one, for it says which event is meant. */
static bool take_own_option(struct amending *amending, const char *name, const char *attached,
			    bool *is_taken, struct error *error)
{
	struct invocation *invocation = amending->mending.invocation;

	*is_taken = true;
	if (!strcmp(name, "source"))
		return given_fields_value(&amending->fields, name, attached, &amending->source,
					  error);
	if (!strcmp(name, "assume-zone"))
		return given_fields_value(&amending->fields, name, attached,
					  &invocation->values[OPTION_ASSUME_ZONE], error);
	if (!attached && !strcmp(name, "yes"))
		invocation->values[OPTION_YES] = "";
	else if (!attached && !strcmp(name, "help"))
		amending->wants_help = true;
	else
		*is_taken = false;
	return true;
}

static bool take_option(struct amending *amending, const char *word, struct error *error)
{
	const char *equals = strchr(word, '=');
	size_t length = equals ? (size_t)(equals - word) : strlen(word);
	const char *name = arena_copy(&amending->mending.invocation->arena, word, length);
	const char *attached = equals ? equals + 1 : NULL;
	bool is_taken;
	int field;

	if (!take_own_option(amending, name, attached, &is_taken, error))
		return false;
	if (is_taken)
		return true;
	field = given_fields_find(&amending->fields, name);
	return field >= 0 ? given_fields_take(&amending->fields, field, attached, error)
			  : given_fields_refuse(&amending->fields, name, error);
}

static bool take_word(struct amending *amending, char *word, struct error *error)
{
	if (word[0] == '-' && word[1])
		return error_set(error, ERROR_USAGE,
				 "'%.*s' is not an option of 'aplomb amend TYPE'; global "
				 "options go before 'amend'",
				 TEXT_CUT(word, 80));
	amending->words[amending->word_count++] = word;
	return amending->word_count > 1 ||
	       choose_event_type(word, &amending->fields.type, error);
}

static bool parse(struct amending *amending, struct error *error)
{
	struct invocation *invocation = amending->mending.invocation;
	struct given_fields *fields = &amending->fields;

	given_fields_init(fields, invocation, "amend incident INC-204 --restored_at T");
	amending->words =
		ARENA_ARRAY(&invocation->arena, (size_t)invocation->argument_count + 1, char *);
	amending->source = invocation->values[OPTION_SOURCE];
	while (fields->next < invocation->argument_count) {
		char *word = invocation->arguments[fields->next++];
		bool is_taken;

		if (!strcmp(word, "-h"))
			amending->wants_help = is_taken = true;
		else if (!strncmp(word, "--", 2))
			is_taken = take_option(amending, word + 2, error);
		else
			is_taken = take_word(amending, word, error);
		if (!is_taken)
			return false;
	}
	return true;
}

static void print_help(const struct event_type *type)
{
	if (!type) {
		help_print(&command_amend);
		return;
	}
	printf("usage: aplomb [options] amend %s ID --field value ...\n\n", type->name);
	given_fields_print(type);
	puts("  --assume-zone ZONE           of instants that name none\n"
	     "  --yes                        do not ask\n\n"
	     "An empty value, '', leaves a field that is not required unknown again. A list\n"
	     "takes the place of the whole list. --source says which event is meant and is\n"
	     "not amended.\n");
	mending_print_help();
	puts("T is RFC 3339 with a zone, or Unix seconds. See aplomb-events(5).");
}

/* -- amending ------------------------------------------------------------------------------ */

static bool clear(struct event *event, int field, struct error *error)
{
	const struct event_field *about = &event->type->fields[field];

	if (about->is_required)
		return error_set(error, ERROR_USAGE,
				 "%s: every %s has one, so it cannot be left empty",
				 about->name, event->type->name);
	event->values[field] = (struct event_value){.is_present = false};
	return true;
}

static bool make_amended(const struct amending *amending, struct event *amended,
			 struct error *error)
{
	const struct given_fields *fields = &amending->fields;
	const struct mending *mending = &amending->mending;

	*amended = mending->found;
	/* What is given of a list is all of it. */
	for (size_t i = 0; i < fields->count; i++)
		amended->values[fields->given[i].field] =
			(struct event_value){.is_present = false};
	for (size_t i = 0; i < fields->count; i++) {
		const struct given *given = &fields->given[i];

		if (*given->text
			    ? !event_set(amended, given->field, given->text, mending->assumed,
					 &mending->invocation->arena, error)
			    : !clear(amended, given->field, error)) {
			error->kind = ERROR_USAGE;
			return error_prefix(error, "amend %s", amended->type->name);
		}
	}
	if (event_is_complete(amended, error))
		return true;
	error->kind = ERROR_USAGE;
	return false;
}

static bool amend(struct amending *amending, bool *is_agreed, struct error *error)
{
	struct mending *mending = &amending->mending;
	struct buffer account;
	struct event amended;
	bool is_done = true;

	if (!mending_find(mending, error) || !make_amended(amending, &amended, error))
		return false;
	buffer_init(&account);
	event_add_whole(&account, &mending->found, mending->zone);
	buffer_add_string(&account, "What changes:\n");
	*is_agreed = true;
	if (event_add_differences(&account, &mending->found, &amended, mending->zone) == 0)
		remark(mending->invocation, "It says so already; there is nothing to amend.");
	else
		is_done = mending_ask(mending, &account, "Amend it?", is_agreed, error) &&
			  (!*is_agreed || mending_change(mending, &amended, error));
	buffer_release(&account);
	return is_done;
}

static bool prepare(struct amending *amending, struct error *error)
{
	struct mending *mending = &amending->mending;

	if (!invocation_assumed_zone(mending->invocation, &mending->assumed, error) ||
	    !mending_take_words(mending, amending->words, amending->word_count, error) ||
	    (amending->source && !mending_take_source(mending, amending->source, error)))
		return false;
	if (amending->fields.count == 0)
		return error_set(error, ERROR_USAGE,
				 "what is to be amended? a field is given as --field value; "
				 "'aplomb amend %s --help' lists them",
				 mending->type->name);
	return invocation_zone(mending->invocation, &mending->zone, error);
}

static int run(struct invocation *invocation)
{
	struct amending amending = {.mending = {.invocation = invocation}};
	bool is_agreed = false, is_done;
	struct error error;

	if (!parse(&amending, &error))
		return report_error(&error);
	if (amending.wants_help) {
		print_help(amending.fields.type);
		return 0;
	}
	is_done = prepare(&amending, &error) && amend(&amending, &is_agreed, &error);
	return mending_end(&amending.mending, is_done, is_agreed, &error);
}

const struct command command_amend = {
	.name = "amend",
	.synopsis = "amend TYPE ID --field value ...",
	.summary =
		"Mend a recorded event; what changes is shown, and asked about, first (--yes: "
		"not asked)",
	.run = run,
	.takes_raw_arguments = true,
	.help = mending_print_help,
};
