/*
 * When each kind of a team's records was first seen.
 *
 * Rule: arrays are in order of time, so the first record is the first item.
 */
#include "model/history.h"

static instant earlier(instant a, instant b)
{
	if (a == INSTANT_NONE)
		return b;
	return b == INSTANT_NONE || a < b ? a : b;
}

static instant first_loop(const struct loop_item *items, size_t count)
{
	return count ? items[0].record.at : INSTANT_NONE;
}

/* A rule that nobody dated was always there, be it retired one day. */
static instant first_rule(const struct team_history *history)
{
	instant first = INSTANT_NONE;

	for (size_t i = 0; i < history->rule_count; i++) {
		instant added_at = history->rules[i].record.at;

		first = earlier(first, added_at == INSTANT_NONE ? 0 : added_at);
	}
	return first;
}

instant team_history_first(const struct team_history *history, enum practice_kind kind)
{
	switch (kind) {
	case PRACTICE_NEEDS:
		return first_loop(history->needs, history->need_count);
	case PRACTICE_CONCERNS:
		return earlier(first_loop(history->concerns, history->concern_count),
			       history->walkaround_count ? history->walkarounds[0].at
							 : INSTANT_NONE);
	case PRACTICE_LESSONS:
		return first_loop(history->lessons, history->lesson_count);
	case PRACTICE_SHADOWING:
		return history->shadowing_count ? history->shadowings[0].record.at
						: INSTANT_NONE;
	case PRACTICE_MEETINGS:
		return history->meeting_count ? history->meetings[0].record.at : INSTANT_NONE;
	case PRACTICE_RULES:
		return first_rule(history);
	case PRACTICE_EXERCISES:
		return history->exercise_count ? history->exercises[0].record.at : INSTANT_NONE;
	case PRACTICE_WORK:
		return history->work_count ? history->work[0].record.at : INSTANT_NONE;
	case PRACTICE_NONE:
	case PRACTICE_KIND_COUNT:
		break;
	}
	return INSTANT_NONE;
}

enum collected_kind practice_collected_kind(enum practice_kind kind)
{
	if (kind == PRACTICE_EXERCISES)
		return COLLECTED_EXERCISES;
	return kind == PRACTICE_WORK ? COLLECTED_WORK : COLLECTED_KIND_COUNT;
}

const struct team_history *history_of_team(const struct history *history,
					   const struct catalog *catalog,
					   const struct team *team)
{
	static const struct team_history nothing;

	return history->teams ? &history->teams[team - catalog->teams] : &nothing;
}
