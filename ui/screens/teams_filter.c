#include "ui/screens/teams_filter.h"

#include <string.h>
#include <strings.h>

#include "base/arena.h"

#define WORDS_MAX 128 /* a prompt holds no more */

static const char *const fields[] = {"tag:", "group:", "is:"};
enum field { FIELD_TAG, FIELD_GROUP, FIELD_IS, FIELD_COUNT, FIELD_ANY = FIELD_COUNT };

/* Verdicts, and what a reading is without a value. */
static const char *const states[] = {"growing",	  "steady", "conversation",
				     "gathering", "quiet",  "uncollected"};
#define STATE_COUNT (sizeof(states) / sizeof(states[0]))

struct word {
	enum field field;
	const char *text;
};

/* -- taking a filter apart ------------------------------------------------------------------
 */

static struct word word_of(const char *text)
{
	for (int i = 0; i < FIELD_COUNT; i++)
		if (strncasecmp(text, fields[i], strlen(fields[i])) == 0)
			return (struct word){(enum field)i, text + strlen(fields[i])};
	return (struct word){FIELD_ANY, text};
}

static int words_of(const char *filter, struct arena *arena, struct word words[WORDS_MAX])
{
	int count = 0;

	for (filter += strspn(filter, " "); *filter && count < WORDS_MAX;
	     filter += strspn(filter, " ")) {
		size_t length = strcspn(filter, " ");

		words[count++] = word_of(arena_copy(arena, filter, length));
		filter += length;
	}
	return count;
}

bool filter_has_words(const char *filter)
{
	return filter[strspn(filter, " ")] != '\0';
}

/* -- what holds of a team -------------------------------------------------------------------
 */

static bool contains(const char *text, const char *part)
{
	return text && strcasestr(text, part) != NULL;
}

static bool has_tag(const struct team *team, const char *part)
{
	for (size_t i = 0; i < team->tag_count; i++)
		if (contains(team->tags[i], part))
			return true;
	return false;
}

static bool is_in_group(const struct catalog *catalog, const struct team *team,
			const char *part)
{
	for (size_t at = team->group; at != CATALOG_NO_GROUP; at = catalog->groups[at].parent)
		if (contains(catalog->groups[at].id, part) ||
		    contains(catalog->groups[at].name, part))
			return true;
	return false;
}

/* The state of a reading, as a filter names it. */
static const char *state_of(const struct reading *reading)
{
	if (reading->state == READING_UNCOLLECTED || reading->state == READING_QUIET)
		return reading_state_names[reading->state];
	return verdict_names[reading->change];
}

static bool is_in_state(const struct team_card *card, const char *part, bool is_whole)
{
	for (size_t i = 0; i < card->reading_count; i++) {
		const struct reading *reading = &card->readings[i];
		const char *state = state_of(reading);

		if (reading->capacity->is_headline &&
		    (is_whole ? strcasecmp(state, part) == 0
			      : strncasecmp(state, part, strlen(part)) == 0))
			return true;
	}
	return false;
}

static bool has_name(const struct team *team, const char *part)
{
	if (contains(team->name, part) || contains(team->id, part) ||
	    contains(team->champion, part))
		return true;
	for (size_t i = 0; i < team->service_count; i++)
		if (contains(team->services[i]->name, part) ||
		    contains(team->services[i]->id, part))
			return true;
	return false;
}

static bool holds(const struct word *word, const struct catalog *catalog,
		  const struct team_card *card)
{
	const char *text = word->text;

	/* A field that is still being typed holds of all. */
	if (!*text)
		return true;
	switch (word->field) {
	case FIELD_TAG:
		return has_tag(card->team, text);
	case FIELD_GROUP:
		return is_in_group(catalog, card->team, text);
	case FIELD_IS:
		return is_in_state(card, text, false);
	case FIELD_ANY:
		break;
	}
	return has_name(card->team, text) || has_tag(card->team, text) ||
	       is_in_group(catalog, card->team, text) || is_in_state(card, text, true);
}

void filter_teams(const char *filter, const struct scorecard *scorecard, bool *passes)
{
	struct word words[WORDS_MAX];
	struct arena arena;
	int count;

	arena_init(&arena);
	count = words_of(filter, &arena, words);
	for (size_t i = 0; i < scorecard->team_count; i++) {
		passes[i] = true;
		for (int j = 0; j < count && passes[i]; j++)
			passes[i] = holds(&words[j], scorecard->catalog, &scorecard->teams[i]);
	}
	arena_release(&arena);
}

/* -- what a word can become -----------------------------------------------------------------
 */

struct suggesting {
	struct arena *arena;
	const char *typed; /* the last word */
	const char **suggestions;
	size_t count;
};

/* The last word of a filter; "" behind a space. */
static const char *last_word(const char *filter)
{
	const char *space = strrchr(filter, ' ');

	return space ? space + 1 : filter;
}

/* With or without its field typed; a value with a space in it would be two words. */
static void suggest(struct suggesting *suggesting, enum field field, const char *value)
{
	struct word typed = word_of(suggesting->typed);
	const char *whole;

	if (suggesting->count == FILTER_SUGGESTIONS_MAX || strchr(value, ' ') ||
	    (typed.field != FIELD_ANY && typed.field != field) ||
	    strncasecmp(value, typed.text, strlen(typed.text)) != 0 ||
	    (typed.field == field && strlen(value) == strlen(typed.text)))
		return;
	whole = arena_printf(suggesting->arena, "%s%s", fields[field], value);
	for (size_t i = 0; i < suggesting->count; i++)
		if (strcmp(suggesting->suggestions[i], whole) == 0)
			return;
	suggesting->suggestions[suggesting->count++] = whole;
}

static void suggest_fields(struct suggesting *suggesting)
{
	for (int i = 0; i < FIELD_COUNT; i++)
		if (strlen(suggesting->typed) < strlen(fields[i]) &&
		    strncasecmp(fields[i], suggesting->typed, strlen(suggesting->typed)) == 0)
			suggesting->suggestions[suggesting->count++] = fields[i];
}

size_t filter_suggest(const char *filter, const struct catalog *catalog, struct arena *arena,
		      const char *suggestions[FILTER_SUGGESTIONS_MAX])
{
	struct suggesting suggesting = {arena, last_word(filter), suggestions, 0};

	suggest_fields(&suggesting);
	if (!*suggesting.typed)
		return suggesting.count;
	for (size_t i = 0; i < STATE_COUNT; i++)
		suggest(&suggesting, FIELD_IS, states[i]);
	for (size_t i = 0; i < catalog->group_count; i++)
		suggest(&suggesting, FIELD_GROUP, catalog->groups[i].id);
	for (size_t i = 0; i < catalog->team_count; i++)
		for (size_t j = 0; j < catalog->teams[i].tag_count; j++)
			suggest(&suggesting, FIELD_TAG, catalog->teams[i].tags[j]);
	return suggesting.count;
}

const char *filter_complete(const char *filter, const char *suggestion, struct arena *arena)
{
	bool is_field = suggestion[strlen(suggestion) - 1] == ':';

	return arena_printf(arena, "%.*s%s%s", (int)(last_word(filter) - filter), filter,
			    suggestion, is_field ? "" : " ");
}
