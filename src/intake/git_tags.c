#include "intake/git_tags.h"

#include <ctype.h>
#include <errno.h>
#include <regex.h>
#include <stdlib.h>
#include <string.h>

#include "intake/git_process.h"

#define LISTED_FIELDS 6

/* A list of tags while it grows. */
struct listing {
	struct git_tags found;
	size_t capacity;
	struct git_tag *nested; /* tags of tags */
	size_t nested_count, nested_capacity;
	regex_t pattern;
	bool has_pattern;
	struct arena *arena;
};

/* -- the instant in a name ---------------------------------------------------------------- */

static bool matches_template(const char *text, const char *template)
{
	for (; *template; template ++, text++)
		if (*template == '0' ? !isdigit((unsigned char)*text) : *text != *template)
			return false;
	return true;
}

static int number_at(const char *text, int digits)
{
	int number = 0;

	while (digits--)
		number = number * 10 + (*text++ - '0');
	return number;
}

instant git_tag_name_instant(const char *name)
{
	for (; *name; name++) {
		int year, month, day, hour, minute, second;

		if (!matches_template(name, "0000-00-00T000000"))
			continue;
		year = number_at(name, 4);
		month = number_at(name + 5, 2);
		day = number_at(name + 8, 2);
		hour = number_at(name + 11, 2);
		minute = number_at(name + 13, 2);
		second = number_at(name + 15, 2);
		if (year < 1970 || !civil_date_exists(year, month, day) || hour > 23 ||
		    minute > 59 || second > 59)
			continue;
		return civil_day_number(year, month, day) * SECONDS_PER_DAY +
		       hour * SECONDS_PER_HOUR + minute * SECONDS_PER_MINUTE + second;
	}
	return INSTANT_NONE;
}

/* -- listing ------------------------------------------------------------------------------ */

static void add_tag(struct listing *listing, const struct git_tag *tag)
{
	listing->found.tags =
		arena_grow(listing->arena, listing->found.tags, listing->found.count,
			   &listing->capacity, sizeof(*tag));
	listing->found.tags[listing->found.count++] = *tag;
}

static void pass_over(struct listing *listing, const char *name)
{
	if (!listing->found.passed_over++)
		listing->found.not_commit = name;
}

/* "TYPE ID TYPE ID TIME NAME", divided by tabs; the second pair is what a tag object names. */
static bool read_tag(struct listing *listing, char *line, struct error *error)
{
	const char *fields[LISTED_FIELDS];
	struct git_tag tag = {.tagged_at = INSTANT_NONE};
	size_t count = 0;

	line[strcspn(line, "\n")] = '\0';
	for (char *field; count < LISTED_FIELDS && (field = strsep(&line, "\t")); count++)
		fields[count] = field;
	if (count < LISTED_FIELDS)
		return error_set(error, ERROR_INVALID, "git's list of tags is cut short");
	if (listing->has_pattern && regexec(&listing->pattern, fields[5], 0, NULL, 0))
		return true;
	tag.name = arena_copy_string(listing->arena, fields[5]);
	if (*fields[4]) {
		long long seconds = strtoll(fields[4], NULL, 10);

		if (seconds >= INSTANT_MIN && seconds <= INSTANT_MAX)
			tag.tagged_at = seconds;
	}
	if (!strcmp(fields[0], "commit")) {
		tag.object = arena_copy_string(listing->arena, fields[1]);
		add_tag(listing, &tag);
	} else if (!strcmp(fields[0], "tag") && !strcmp(fields[2], "commit")) {
		tag.object = arena_copy_string(listing->arena, fields[3]);
		add_tag(listing, &tag);
	} else if (!strcmp(fields[0], "tag") && !strcmp(fields[2], "tag")) {
		tag.object = arena_copy_string(listing->arena, fields[1]);
		listing->nested =
			arena_grow(listing->arena, listing->nested, listing->nested_count,
				   &listing->nested_capacity, sizeof(tag));
		listing->nested[listing->nested_count++] = tag;
	} else {
		pass_over(listing, tag.name);
	}
	return true;
}

static bool list_tags(struct listing *listing, const char *git_directory, struct error *error)
{
	static const char *const arguments[] = {
		"for-each-ref",
		"--format=%(objecttype)%09%(objectname)%09%(*objecttype)%09%(*objectname)%09"
		"%(taggerdate:unix)%09%(refname:lstrip=2)",
		"refs/tags/",
		NULL,
	};
	struct git_process git;
	size_t capacity_bytes = 0;
	bool is_read = true;
	char *line = NULL;

	if (!git_start(&git, git_directory, arguments, NULL, error))
		return false;
	while (is_read && git_next_line(git.output, &line, &capacity_bytes))
		is_read = read_tag(listing, line, error);
	free(line);
	return git_finish(&git, is_read, error);
}

/* -- tags of tags ------------------------------------------------------------------------- */

static bool read_peeled(struct listing *listing, FILE *output)
{
	char type[16], object[96];

	for (size_t i = 0; i < listing->nested_count; i++) {
		struct git_tag *tag = &listing->nested[i];

		if (fscanf(output, "%15s %95s", type, object) != 2)
			return false;
		if (strcmp(type, "commit") != 0) {
			pass_over(listing, tag->name);
			continue;
		}
		tag->object = arena_copy_string(listing->arena, object);
		add_tag(listing, tag);
	}
	return true;
}

/* Older versions of git list only what a tag names, not what that one names in turn. */
static bool peel_nested(struct listing *listing, const char *git_directory, struct error *error)
{
	static const char *const arguments[] = {
		"cat-file", "--batch-check=%(objecttype) %(objectname)", NULL};
	struct git_process git;
	FILE *names;
	bool is_read;

	if (!listing->nested_count)
		return true;
	names = tmpfile();
	if (!names)
		return error_set(error, ERROR_IO, "a temporary file cannot be made: %s",
				 strerror(errno));
	for (size_t i = 0; i < listing->nested_count; i++)
		fprintf(names, "%s^{}\n", listing->nested[i].object);
	is_read = git_start(&git, git_directory, arguments, names, error);
	fclose(names);
	if (!is_read)
		return false;
	is_read = read_peeled(listing, git.output);
	return git_finish(&git, true, error) &&
	       (is_read || error_set(error, ERROR_INVALID, "git's list of tags is cut short"));
}

bool git_tags_read(struct git_tags *tags, const char *git_directory, const char *expression,
		   struct arena *arena, struct error *error)
{
	struct listing listing = {.arena = arena, .has_pattern = expression != NULL};
	char words[256];
	bool is_read;

	if (expression) {
		int status = regcomp(&listing.pattern, expression, REG_EXTENDED | REG_NOSUB);

		if (status) {
			regerror(status, &listing.pattern, words, sizeof(words));
			return error_set(error, ERROR_USAGE,
					 "'%s' is not an extended regular expression: %s",
					 expression, words);
		}
	}
	is_read = list_tags(&listing, git_directory, error) &&
		  peel_nested(&listing, git_directory, error);
	if (listing.has_pattern)
		regfree(&listing.pattern);
	if (is_read)
		*tags = listing.found;
	return is_read;
}
