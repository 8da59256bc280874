/* A command line that is being typed, taken apart as far as it goes, and what comes next. */
#include "command/complete.h"

#include <string.h>

/* -- the words so far ---------------------------------------------------------------------- */

/* The option of that name (of that length) or letter; NULL: none. */
static const struct option_row *option_named(const char *name, size_t length)
{
	for (size_t i = 0; i < OPTION_COUNT; i++) {
		const struct option_row *row = option_row((enum option)i);

		if (strlen(row->name) == length && strncmp(row->name, name, length) == 0)
			return row;
	}
	return NULL;
}

static const struct option_row *option_of_letter(char letter)
{
	for (size_t i = 0; i < OPTION_COUNT; i++)
		if (option_row((enum option)i)->letter == letter)
			return option_row((enum option)i);
	return NULL;
}

static const struct event_field *field_named(const struct completing *completing,
					     const char *option, size_t length)
{
	const struct event_type *type =
		completing->type ? event_type_find(completing->type) : NULL;

	for (size_t i = 0; type && i < type->field_count; i++) {
		const char *spelled = field_option(completing, &type->fields[i]);

		if (strlen(spelled) == length && strncmp(spelled, option, length) == 0)
			return &type->fields[i];
	}
	return NULL;
}

static bool takes_fields(const struct completing *completing)
{
	return completing->command && completing->command->takes_raw_arguments;
}

/* "-qf": the last may want an argument; "-ftext" has it. */
static void take_letters(struct completing *completing, const char *letters)
{
	for (; *letters; letters++) {
		const struct option_row *row = option_of_letter(*letters);

		if (row && row->argument) {
			completing->pending = letters[1] ? NULL : row;
			return;
		}
	}
}

/* What an option leaves to be said: its argument, or nothing. */
static void take_option(struct completing *completing, const char *word)
{
	size_t length = strcspn(word, "=");
	const struct option_row *row;

	if (takes_fields(completing) &&
	    (completing->field = field_named(completing, word, length))) {
		if (word[length])
			completing->field = NULL;
		return;
	}
	if (word[1] != '-') {
		take_letters(completing, word + 1);
		return;
	}
	row = option_named(word + 2, length - 2);
	if (row && row->argument && !word[length])
		completing->pending = row;
}

static void take_word(struct completing *completing, const char *word)
{
	if (completing->pending || completing->field) {
		completing->pending = NULL;
		completing->field = NULL;
	} else if (!completing->only_words && strcmp(word, "--") == 0) {
		completing->only_words = true;
	} else if (!completing->only_words && word[0] == '-' && word[1]) {
		take_option(completing, word);
	} else if (!completing->command && !completing->only_words) {
		completing->command = command_find(commands, word);
		if (!completing->command || !*word) {
			completing->command = commands[0];
			completing->positional++;
		}
	} else {
		if (takes_fields(completing) && !completing->type)
			completing->type = word;
		completing->positional++;
	}
}

/* -- what comes next ----------------------------------------------------------------------- */

/* The words of the synopsis that are no options: "TEAM", "FILE...", "bash|zsh|fish". */
static void offer_positional(const struct completing *completing)
{
	const struct command *command = completing->command;
	const char *at = command->synopsis + strlen(command->name);
	int left = completing->positional;
	bool is_argument = false;

	while (*at) {
		size_t length;
		char *word;
		char *dots;

		at += strspn(at, " []");
		length = strcspn(at, " []");
		word = arena_copy(&completing->invocation->arena, at, length);
		at += length;
		dots = strstr(word, "...");
		if (*word == '-' || is_argument || !*word || dots == word) {
			is_argument = *word == '-';
			continue;
		}
		if (dots)
			*dots = '\0';
		if (left == 0 || dots) {
			offer_for(completing, word);
			return;
		}
		left--;
	}
}

static void offer_first(const struct completing *completing)
{
	offer_commands(completing);
	offer_teams(completing);
}

/* "--format=te": what stands before is offered with it. */
static void offer_attached(struct completing *completing, const char *equals)
{
	struct arena *arena = &completing->invocation->arena;
	size_t length = (size_t)(equals - completing->begun);

	completing->before = arena_copy(arena, completing->begun, length + 1);
	take_option(completing, arena_copy(arena, completing->begun, length));
	completing->begun = equals + 1;
	if (completing->field)
		offer_value(completing);
	else if (completing->pending)
		offer_for(completing, completing->pending->argument);
}

static void offer_next(struct completing *completing)
{
	const char *begun = completing->begun;
	const char *equals = strchr(begun, '=');
	bool is_option = begun[0] == '-' && !completing->only_words;

	if (completing->field)
		offer_value(completing);
	else if (completing->pending)
		offer_for(completing, completing->pending->argument);
	else if (is_option && equals && begun[1] == '-')
		offer_attached(completing, equals);
	else if (takes_fields(completing) && completing->type)
		offer_fields(completing);
	else if (is_option)
		offer_options(completing);
	else if (!completing->command)
		offer_first(completing);
	else
		offer_positional(completing);
}

void complete_print(struct invocation *invocation, char **words, int word_count)
{
	struct completing completing = {
		.invocation = invocation,
		.words = words,
		.count = word_count > 0 ? word_count - 1 : 0,
		.begun = word_count > 0 ? words[word_count - 1] : "",
		.before = "",
	};

	for (int i = 0; i < completing.count; i++)
		take_word(&completing, words[i]);
	offer_next(&completing);
}
