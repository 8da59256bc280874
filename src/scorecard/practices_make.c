#include "scorecard/practices_make.h"

#include <stdlib.h>
#include <string.h>

#include "scorecard/reading_make.h"

/* The instants of one practice on their way. */
struct deeds {
	instant *at;
	size_t count, capacity;
	instant as_of;
	struct arena *arena;
};

static void add(struct deeds *deeds, instant at)
{
	if (at == INSTANT_NONE || at >= deeds->as_of)
		return;
	deeds->at = arena_grow(deeds->arena, deeds->at, deeds->count, &deeds->capacity,
			       sizeof(*deeds->at));
	deeds->at[deeds->count++] = at;
}

static void add_loop(struct deeds *deeds, const struct loop_item *items, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		add(deeds, items[i].record.at);
		if (items[i].record.at < deeds->as_of)
			add(deeds, items[i].closed_at);
	}
}

static void add_rules(struct deeds *deeds, const struct team_history *history)
{
	for (size_t i = 0; i < history->rule_count; i++) {
		add(deeds, history->rules[i].record.at);
		add(deeds, history->rules[i].retired_at);
	}
	for (size_t i = 0; i < history->review_count; i++)
		add(deeds, history->reviews[i].record.at);
}

static void add_notes(struct deeds *deeds, const struct notes *notes, const char *team)
{
	const struct note *note;
	size_t from = 0;

	while ((note = notes_next(notes, team, NULL, INSTANT_MIN, &from)))
		add(deeds, note->at);
}

static void add_practised(struct deeds *deeds, const struct team_history *history,
			  enum practised practised)
{
	if (practised == PRACTISED_NEEDS)
		add_loop(deeds, history->needs, history->need_count);
	else if (practised == PRACTISED_CONCERNS)
		add_loop(deeds, history->concerns, history->concern_count);
	else if (practised == PRACTISED_LESSONS)
		add_loop(deeds, history->lessons, history->lesson_count);
	else if (practised == PRACTISED_RULES)
		add_rules(deeds, history);
	for (size_t i = 0; practised == PRACTISED_WALKAROUNDS && i < history->walkaround_count;
	     i++)
		add(deeds, history->walkarounds[i].at);
	for (size_t i = 0; practised == PRACTISED_SHADOWING && i < history->shadowing_count;
	     i++)
		add(deeds, history->shadowings[i].record.at);
	for (size_t i = 0; practised == PRACTISED_MEETINGS && i < history->meeting_count; i++)
		if (history->meetings[i].is_represented)
			add(deeds, history->meetings[i].record.at);
	for (size_t i = 0; practised == PRACTISED_EXERCISES && i < history->exercise_count; i++)
		if (!history->exercises[i].is_real)
			add(deeds, history->exercises[i].record.at);
	for (size_t i = 0; practised == PRACTISED_WORK && i < history->work_count; i++)
		add(deeds, history->work[i].record.at);
}

static int instants_compare(const void *a, const void *b)
{
	instant left = *(const instant *)a, right = *(const instant *)b;

	return (left > right) - (left < right);
}

/* -- months ---------------------------------------------------------------------------------
 */

static void months_make(instant month_begins[PRACTICE_MONTHS], const struct zone *zone,
			instant as_of)
{
	struct civil last = zone_civil(zone, as_of - 1);
	int months = last.year * 12 + last.month - 1;

	for (int i = 0; i < PRACTICE_MONTHS; i++) {
		int month = months - (PRACTICE_MONTHS - 1 - i);

		month_begins[i] =
			zone_day_start(zone, civil_day_number(month / 12, month % 12 + 1, 1));
	}
}

static enum practice_kind kind_of(enum practised practised)
{
	static const enum practice_kind kinds[PRACTISED_COUNT] = {
		[PRACTISED_NEEDS] = PRACTICE_NEEDS,
		[PRACTISED_WALKAROUNDS] = PRACTICE_CONCERNS,
		[PRACTISED_CONCERNS] = PRACTICE_CONCERNS,
		[PRACTISED_LESSONS] = PRACTICE_LESSONS,
		[PRACTISED_SHADOWING] = PRACTICE_SHADOWING,
		[PRACTISED_MEETINGS] = PRACTICE_MEETINGS,
		[PRACTISED_RULES] = PRACTICE_RULES,
		[PRACTISED_EXERCISES] = PRACTICE_EXERCISES,
		[PRACTISED_WORK] = PRACTICE_WORK,
		[PRACTISED_NOTES] = PRACTICE_NONE,
	};

	return kinds[practised];
}

/* Notes are collected once there is one: nothing else speaks of them. */
static bool is_collected(const struct team *team, const struct team_history *history,
			 enum practised practised, const struct practice_record *record,
			 const struct window *month)
{
	instant covered_until;

	if (kind_of(practised) == PRACTICE_NONE)
		return record->count > 0 && record->at[0] < month->end;
	return practice_is_collected(team, history, kind_of(practised), month, &covered_until);
}

static void record_make(struct practice_record *record, const struct team *team,
			const struct team_history *history, enum practised practised,
			const instant month_begins[PRACTICE_MONTHS], instant as_of)
{
	size_t next = 0;

	while (next < record->count && record->at[next] < month_begins[0])
		next++;
	for (int i = 0; i < PRACTICE_MONTHS; i++) {
		struct window month = {.begin = month_begins[i],
				       .end = i + 1 < PRACTICE_MONTHS ? month_begins[i + 1]
								      : as_of};
		size_t first = next;

		while (next < record->count && record->at[next] < month.end)
			next++;
		if (next > first)
			record->months[i] = first == 0 ? PRACTICE_FIRST : PRACTICE_DONE;
		else
			record->months[i] =
				is_collected(team, history, practised, record, &month)
					? PRACTICE_QUIET
					: PRACTICE_UNCOLLECTED;
	}
}

const struct team_practices *team_practices_make(const struct team *team,
						 const struct team_history *history,
						 const struct notes *notes, instant as_of,
						 const struct zone *zone, struct arena *arena)
{
	struct team_practices *practices = ARENA_ARRAY(arena, 1, struct team_practices);

	months_make(practices->month_begins, zone, as_of);
	for (int i = 0; i < PRACTISED_COUNT; i++) {
		struct practice_record *record = &practices->records[i];
		struct deeds deeds = {.as_of = as_of, .arena = arena};

		if (i == PRACTISED_NOTES)
			add_notes(&deeds, notes, team->id);
		else
			add_practised(&deeds, history, (enum practised)i);
		if (deeds.count)
			qsort(deeds.at, deeds.count, sizeof(*deeds.at), instants_compare);
		record->at = deeds.at;
		record->count = deeds.count;
		record_make(record, team, history, (enum practised)i, practices->month_begins,
			    as_of);
	}
	return practices;
}
