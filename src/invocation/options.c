/* The table of options, and the command line taken apart by it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "invocation/options.h"

/* clang-format off */
static const struct option_row rows[OPTION_COUNT] = {
	[OPTION_TEAMS] = {"teams", 't', "PATH", "APLOMB_TEAMS", NULL, "team file or directory; repeatable"},
	[OPTION_DB] = {"db", 'd', "FILE", "APLOMB_DB", NULL, "the history (aplomb.db)"},
	[OPTION_AS_OF] = {"as-of", 0, "T", "APLOMB_AS_OF", NULL, "the instant to speak for (now)"},
	[OPTION_WINDOW] = {"window", 0, "SPAN", "APLOMB_WINDOW", NULL, "84d, 12w, 1y (12w)"},
	[OPTION_BANDS] = {"bands", 0, "2019|2021|none", "APLOMB_BANDS", NULL, "the edition of DORA's bands"},
	[OPTION_COLOR] = {"color", 0, "auto|always|never", "APLOMB_COLOR", NULL, "colours on the terminal"},
	[OPTION_ASCII] = {"ascii", 0, NULL, "APLOMB_ASCII", NULL, "plain ASCII only"},
	[OPTION_PLAIN] = {"plain", 0, NULL, "APLOMB_PLAIN", NULL, "one sentence a line: no columns, charts or screens"},
	[OPTION_NO_MOUSE] = {"no-mouse", 0, NULL, "APLOMB_NO_MOUSE", NULL, "leave the mouse to the terminal"},
	[OPTION_READ_ONLY] = {"read-only", 0, NULL, "APLOMB_READ_ONLY", NULL, "write nothing to the history"},
	[OPTION_QUIET] = {"quiet", 'q', NULL, NULL, NULL, "no remarks on stderr"},
	[OPTION_VERBOSE] = {"verbose", 'v', NULL, NULL, NULL, "more remarks on stderr"},
	[OPTION_HELP] = {"help", 'h', NULL, NULL, NULL, "this help"},
	[OPTION_VERSION] = {"version", 'V', NULL, NULL, NULL, "the version"},
	[OPTION_FORMAT] = {"format", 'f', "FORMAT", NULL, " export events agenda demo ", "export, demo: text, markdown, csv, json, html; events: text, csv, jsonl; agenda: text, markdown, json"},
	[OPTION_OUTPUT] = {"output", 'o', "FILE", NULL, " export events show compare agenda demo doctor ", "write to a file instead of stdout"},
	[OPTION_KIND] = {"kind", 0, "KIND", NULL, " events ", "events of one type only"},
	[OPTION_SINCE] = {"since", 0, "T", NULL, " events agenda ", "events: from then on; agenda: what happened since (the last meeting)"},
	[OPTION_UNTIL] = {"until", 0, "T", NULL, " events ", "events before then"},
	[OPTION_THEN] = {"then", 0, "T", NULL, " compare demo ", "compare with then, or that span back: 12w, 1y"},
	[OPTION_NOW] = {"now", 0, "T", NULL, " compare demo ", "the instant to compare (--as-of; now)"},
	[OPTION_TYPE] = {"type", 0, "TYPE", NULL, " import ", "csv: the type of its events"},
	[OPTION_SERVICE] = {"service", 0, "SERVICE", NULL, " import ", "the service that all records speak of"},
	[OPTION_REPO] = {"repo", 0, "DIR", NULL, " import ", "git, upptime: the repository (.)"},
	[OPTION_TAGS] = {"tags", 0, "REGEX", NULL, " import ", "git: the tags that are deployments (all)"},
	[OPTION_TIME] = {"time", 0, "tagger|name", NULL, " import ", "git: when a tag deployed (tagger)"},
	[OPTION_ASSUME_ZONE] = {"assume-zone", 0, "ZONE", NULL, " import record amend forget ", "of instants that name none"},
	[OPTION_SKIP_INVALID] = {"skip-invalid", 0, NULL, NULL, " import ", "keep the good records of a file"},
	[OPTION_REPLACE] = {"replace", 0, NULL, NULL, " import record ", "take the new value where two differ"},
	[OPTION_COMPLETE_UNTIL] = {"complete-until", 0, "T", NULL, " import ", "all of this is known up to T"},
	[OPTION_SOURCE] = {"source", 0, "NAME", NULL, " import amend forget ", "import: the source to record (the format); else which is meant"},
	[OPTION_ENVIRONMENT] = {"environment", 0, "NAME", NULL, " import ", "the environment of all records"},
	[OPTION_SLO] = {"slo", 0, "SLO", NULL, " import ", "prometheus: the objective's id"},
	[OPTION_AT] = {"at", 0, "T", NULL, " import ", "when a document was made that does not say; or 'now'"},
	[OPTION_THRESHOLD] = {"threshold", 0, "N", NULL, " import ", "scorecard: the score from which a check passes"},
	[OPTION_RELEASES] = {"releases", 0, "FILE", NULL, " import ", "known releases: component, version, released_at"},
	[OPTION_MAP] = {"map", 0, "FILE", NULL, " import ", "a mapping of your own, in a format's place"},
	[OPTION_DRY_RUN] = {"dry-run", 0, NULL, NULL, " import ", "say what would come of it and write nothing"},
	[OPTION_MEND] = {"mend", 0, NULL, NULL, " check ", "make the compact form of the history anew"},
	[OPTION_DEEP] = {"deep", 0, NULL, NULL, " check ", "the history's tables and triggers as well, and what was looked at"},
	[OPTION_STDIN] = {"stdin", 0, NULL, NULL, " record ", "JSON Lines, each durable before the next"},
	[OPTION_YES] = {"yes", 0, NULL, NULL, " amend forget ", "do not ask"},
};
/* clang-format on */

const struct command *command_find(const struct command *const *commands, const char *name)
{
	for (size_t i = 0; commands[i]; i++)
		if (strcmp(commands[i]->name, name) == 0)
			return commands[i];
	return NULL;
}

const struct option_row *option_row(enum option option)
{
	return &rows[option];
}

bool option_row_is_for(const struct option_row *row, const struct command *command)
{
	char name[32];

	if (!row->name)
		return false;
	if (!row->commands)
		return true;
	snprintf(name, sizeof(name), " %s ", command->name);
	return strstr(row->commands, name) != NULL;
}

static bool unknown_option(const struct invocation *invocation, const char *name,
			   struct error *error)
{
	const char *names[OPTION_COUNT];
	const char *nearest;
	size_t count = 0;

	for (size_t i = 0; i < OPTION_COUNT; i++)
		if (option_row_is_for(&rows[i], invocation->command))
			names[count++] = rows[i].name;
	nearest = text_nearest(name, names, count);
	if (nearest)
		return error_set(error, ERROR_USAGE,
				 "there is no option '--%s'; did you mean '--%s'?", name,
				 nearest);
	return error_set(error, ERROR_USAGE,
			 "there is no option '--%s'; see 'aplomb %s%s--help'", name,
			 invocation->command->name, *invocation->command->name ? " " : "");
}

static void take_value(struct invocation *invocation, size_t option, const char *value)
{
	invocation->values[option] = value;
	if (option == OPTION_TEAMS)
		invocation->teams_paths[invocation->teams_path_count++] = value;
}

/* Where the scan of the command line stands. */
struct scan {
	char **arguments;
	int count, next;
};

/* An empty word is a variable of a script that was never set, and no file. */
static bool is_path(const struct option_row *row)
{
	return strcmp(row->argument, "PATH") == 0 || strcmp(row->argument, "FILE") == 0 ||
	       strcmp(row->argument, "DIR") == 0;
}

static bool value_of(struct scan *scan, const char *attached, size_t option, const char **value,
		     struct error *error)
{
	if (!rows[option].argument) {
		*value = "";
		if (attached)
			return error_set(error, ERROR_USAGE, "'--%s' takes no value",
					 rows[option].name);
		return true;
	}
	if (!attached && scan->next >= scan->count)
		return error_set(error, ERROR_USAGE, "'--%s' needs a value: --%s %s",
				 rows[option].name, rows[option].name, rows[option].argument);
	*value = attached ? attached : scan->arguments[scan->next++];
	if (!**value && is_path(&rows[option]))
		return error_set(error, ERROR_USAGE, "'--%s' names nothing: --%s %s",
				 rows[option].name, rows[option].name, rows[option].argument);
	return true;
}

static bool parse_long(struct invocation *invocation, struct scan *scan, const char *word,
		       struct error *error)
{
	const char *equals = strchr(word, '=');
	size_t length = equals ? (size_t)(equals - word) : strlen(word);
	const char *value;

	for (size_t i = 0; i < OPTION_COUNT; i++) {
		if (!rows[i].name || strlen(rows[i].name) != length ||
		    strncmp(rows[i].name, word, length) != 0)
			continue;
		if (!value_of(scan, equals ? equals + 1 : NULL, i, &value, error))
			return false;
		take_value(invocation, i, value);
		return true;
	}
	return unknown_option(invocation, arena_copy(&invocation->arena, word, length), error);
}

static bool parse_letters(struct invocation *invocation, struct scan *scan, const char *letters,
			  struct error *error)
{
	for (; *letters; letters++) {
		const char *value;
		size_t i = 0;

		while (i < OPTION_COUNT && rows[i].letter != *letters)
			i++;
		if (i == OPTION_COUNT)
			return error_set(error, ERROR_USAGE,
					 "there is no option '-%c'; see 'aplomb --help'",
					 *letters);
		if (!value_of(scan, rows[i].argument && letters[1] ? letters + 1 : NULL, i,
			      &value, error))
			return false;
		take_value(invocation, i, value);
		if (rows[i].argument)
			break;
	}
	return true;
}

/* Options of another command are refused once the command is known. */
static bool check_options(const struct invocation *invocation, struct error *error)
{
	for (size_t i = 0; i < OPTION_COUNT; i++)
		if (invocation->values[i] && !option_row_is_for(&rows[i], invocation->command))
			return error_set(error, ERROR_USAGE,
					 "'--%s' is not an option of 'aplomb %s'; see 'aplomb "
					 "%s --help'",
					 rows[i].name, invocation->command->name,
					 invocation->command->name);
	return true;
}

bool option_refuse(const struct invocation *invocation, enum option option, struct error *error)
{
	const struct option_row *row = &rows[option];
	const char *value = row->environment ? getenv(row->environment) : NULL;

	error->kind = ERROR_USAGE;
	/* What came from the environment is its very text. */
	if (value && invocation->values[option] == value)
		return error_prefix(error, "%s", row->environment);
	return error_prefix(error, "--%s", row->name);
}

static bool check_color(const struct invocation *invocation, struct error *error)
{
	const char *when = invocation->values[OPTION_COLOR];

	if (!when || strcmp(when, "auto") == 0 || strcmp(when, "always") == 0 ||
	    strcmp(when, "never") == 0)
		return true;
	error_set(error, ERROR_USAGE, "'%s' is not one of auto, always, never", when);
	return option_refuse(invocation, OPTION_COLOR, error);
}

/* A flag in the environment is on unless it is empty or 0. */
static void take_environment(struct invocation *invocation)
{
	for (size_t i = 0; i < OPTION_COUNT; i++) {
		const char *value = rows[i].environment ? getenv(rows[i].environment) : NULL;

		if (!value || !*value || invocation->values[i])
			continue;
		if (rows[i].argument)
			take_value(invocation, i, value);
		else if (strcmp(value, "0") != 0)
			take_value(invocation, i, "");
	}
}

bool invocation_has(const struct invocation *invocation, enum option option)
{
	return invocation->values[option] != NULL;
}

const char *invocation_origin(struct invocation *invocation, enum option option)
{
	const struct option_row *row = &rows[option];
	const char *value = row->environment ? getenv(row->environment) : NULL;

	if (!invocation->values[option])
		return NULL;
	/* What came from the environment is its very text. */
	if (value && invocation->values[option] == value)
		return row->environment;
	return arena_printf(&invocation->arena, "--%s", row->name);
}

bool invocation_parse(struct invocation *invocation, const struct command *const *commands,
		      int argument_count, char **arguments, struct error *error)
{
	struct scan scan = {arguments, argument_count, 1};
	bool has_command = false;
	bool only_words = false;

	memset(invocation, 0, sizeof(*invocation));
	invocation->command = commands[0];
	invocation->teams_paths =
		ARENA_ARRAY(&invocation->arena, (size_t)argument_count + 1, const char *);
	invocation->arguments =
		ARENA_ARRAY(&invocation->arena, (size_t)argument_count + 1, char *);
	while (scan.next < scan.count) {
		char *word = arguments[scan.next++];
		bool is_word = only_words || word[0] != '-' || !word[1];

		const struct command *named = is_word && *word && !has_command && !only_words
						      ? command_find(commands, word)
						      : NULL;

		if (named) {
			invocation->command = named;
			has_command = true;
		} else if (is_word) {
			has_command = true; /* the first word was no command: it is a team */
			invocation->arguments[invocation->argument_count++] = word;
		} else if (strcmp(word, "--") == 0) {
			only_words = true;
		} else if (word[1] == '-') {
			if (!parse_long(invocation, &scan, word + 2, error))
				return false;
		} else if (!parse_letters(invocation, &scan, word + 1, error)) {
			return false;
		}
		while (invocation->command->takes_raw_arguments && scan.next < scan.count)
			invocation->arguments[invocation->argument_count++] =
				arguments[scan.next++];
	}
	if (!check_options(invocation, error))
		return false;
	take_environment(invocation);
	return check_color(invocation, error);
}
