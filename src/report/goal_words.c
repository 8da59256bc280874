#include "report/goal_words.h"

#include <ctype.h>

#include "report/capacity_words.h"

const char *goals_title(void)
{
	return "The organisation's goals";
}

const char *goals_rule(void)
{
	return "A team that set a goal of its own is held to that one. Only teams with enough "
	       "of it to measure are counted, and none is compared with another.";
}

const char *no_goals_words(void)
{
	return "The YAML sets no goals for the whole organisation; aplomb-teams(5) says how.";
}

static void add_value(struct buffer *buffer, const struct goal_count *counted)
{
	const struct reading reading = {.capacity = counted->capacity, .goal = counted->goal};

	goal_add_value(buffer, &reading, WORDING_LINE);
}

/* "restore time", "SLO attainment": within a sentence. */
static void add_title(struct buffer *buffer, const struct capacity *capacity)
{
	const char *title = capacity_title(capacity);

	buffer_add_char(buffer, title[0] && isupper((unsigned char)title[1])
					? title[0]
					: (char)tolower((unsigned char)title[0]));
	buffer_add_string(buffer, title + 1);
}

/* "(4 h or their own; 2 not measured)": what the numbers before it leave out. */
static void add_remarks(struct buffer *buffer, const struct goal_count *counted, bool says_goal)
{
	size_t unmeasured = counted->teams - counted->measured;

	if (!says_goal && !unmeasured)
		return;
	buffer_add_string(buffer, " (");
	if (says_goal) {
		add_value(buffer, counted);
		if (counted->own)
			buffer_add_string(buffer,
					  counted->met == 1 ? " or its own" : " or their own");
	}
	if (unmeasured) {
		buffer_add_string(buffer, says_goal ? "; " : "");
		quantity_add_count(buffer, unmeasured);
		buffer_add_string(buffer, " not measured");
	}
	buffer_add_char(buffer, ')');
}

static void add_unmeasured(struct buffer *buffer, const struct goal_count *counted)
{
	buffer_add_string(buffer, "the goal for ");
	add_title(buffer, counted->capacity);
	buffer_add_string(buffer, " is ");
	add_value(buffer, counted);
	buffer_add_string(buffer, "; no team is measured yet");
}

size_t goals_told(const struct scorecard *scorecard, size_t team_count)
{
	return team_count == scorecard->team_count ? scorecard->goal_count : 0;
}

void wording_add_goals_hint(struct buffer *buffer, const char *key, size_t all)
{
	buffer_addf(buffer, "%s shows all %zu", key, all);
}

void wording_add_progress(struct buffer *buffer, size_t made, size_t all)
{
	buffer_addf(buffer, "%zu of %zu teams are read", made, all);
}

const char *being_read_words(void)
{
	return "Its history is being read.";
}

void wording_add_goal_count(struct buffer *buffer, const struct goal_count *counted,
			    enum wording_form form)
{
	const struct capacity_words *words = capacity_words(counted->capacity);
	bool is_one = counted->met == 1;
	bool says_goal = counted->own > 0 || !words->aims;
	size_t start = buffer->length_bytes;

	if (counted->measured == 0) {
		add_unmeasured(buffer, counted);
		wording_capitalise(buffer, start);
		return;
	}
	quantity_add_count(buffer, counted->met);
	buffer_add_string(buffer, " of ");
	quantity_add_count(buffer, counted->measured);
	if (form == WORDING_CELL && counted->measured < counted->teams)
		buffer_add_string(buffer, " measured");
	buffer_add_string(buffer, counted->measured == 1 ? " team " : " teams ");
	if (says_goal) {
		buffer_add_string(buffer, is_one ? "meets its" : "meet their");
		buffer_add_string(buffer, " goal for ");
		add_title(buffer, counted->capacity);
	} else {
		buffer_addf(buffer, "%s ", is_one ? words->aims : words->aim);
		add_value(buffer, counted);
		buffer_add_string(buffer, words->aim_tail ? words->aim_tail : "");
	}
	if (form != WORDING_CELL)
		add_remarks(buffer, counted, says_goal);
}
