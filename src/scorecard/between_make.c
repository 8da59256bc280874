#include "scorecard/between_make.h"

#include <math.h>
#include <string.h>

/* [then, now). */
struct span {
	instant then, now;
};

/* What is not known has not happened: INSTANT_NONE lies before every then. */
static bool holds(const struct span *span, instant at)
{
	return at >= span->then && at < span->now;
}

static void count_service(const struct span *span, const struct service_history *history,
			  size_t *counts)
{
	for (size_t i = 0; i < history->deployment_count; i++)
		counts[BETWEEN_DEPLOYMENTS] += holds(span, history->deployments[i].at) &&
					       deployment_is_counted(&history->deployments[i]);
	for (size_t i = 0; i < history->incident_count; i++) {
		const struct incident *incident = &history->incidents[i];

		counts[BETWEEN_RESTORED] += holds(span, incident->restored_at) &&
					    incident->is_production && !incident->is_planned;
	}
	for (size_t i = 0; i < history->update_count; i++)
		counts[BETWEEN_UPDATES] += holds(span, history->updates[i].applied_at);
}

static size_t closed(const struct span *span, const struct loop_item *items, size_t count)
{
	size_t found = 0;

	for (size_t i = 0; i < count; i++)
		found += holds(span, items[i].closed_at);
	return found;
}

static void add_rules(const struct span *span, const struct team_history *history,
		      struct between *between)
{
	for (size_t i = 0; i < history->rule_count; i++) {
		const struct rule *rule = &history->rules[i];

		between->counts[BETWEEN_RULES_ADDED] += holds(span, rule->record.at);
		if (!holds(span, rule->retired_at))
			continue;
		between->counts[BETWEEN_RULES_RETIRED]++;
		if (!isnan(rule->hours_per_month))
			between->hours_given_back += rule->hours_per_month;
	}
}

static void add_shadowing(const struct span *span, const struct team_history *history,
			  struct between *between)
{
	for (size_t i = 0; i < history->shadowing_count; i++) {
		const struct shadowing *shadowing = &history->shadowings[i];

		if (!holds(span, shadowing->record.at))
			continue;
		if (shadowing->is_to_security)
			between->days_to_security += shadowing->days;
		else
			between->days_from_security += shadowing->days;
	}
}

static void add_team(const struct span *span, const struct team_history *history,
		     struct between *between)
{
	size_t *counts = between->counts;

	counts[BETWEEN_NEEDS] = closed(span, history->needs, history->need_count);
	counts[BETWEEN_CONCERNS] = closed(span, history->concerns, history->concern_count);
	counts[BETWEEN_LESSONS] = closed(span, history->lessons, history->lesson_count);
	for (size_t i = 0; i < history->walkaround_count; i++)
		counts[BETWEEN_WALKAROUNDS] += holds(span, history->walkarounds[i].at);
	for (size_t i = 0; i < history->meeting_count; i++)
		counts[BETWEEN_MEETINGS] += history->meetings[i].is_represented &&
					    holds(span, history->meetings[i].record.at);
	for (size_t i = 0; i < history->exercise_count; i++)
		counts[BETWEEN_EXERCISES] += history->exercises[i].outcome != EXERCISE_MISSED &&
					     holds(span, history->exercises[i].record.at);
	add_rules(span, history, between);
	add_shadowing(span, history, between);
}

static void add_notes(const struct span *span, const struct notes *notes, const char *team,
		      struct arena *arena, struct between *between)
{
	const struct note *note;
	struct note *taken = NULL;
	size_t from = 0, capacity = 0;

	while ((note = notes_next(notes, team, NULL, span->then, &from))) {
		if (note->at >= span->now)
			continue;
		taken = arena_grow(arena, taken, between->note_count, &capacity,
				   sizeof(*taken));
		taken[between->note_count++] = (struct note){
			.team = team,
			.at = note->at,
			.text = arena_copy_string(arena, note->text),
			.capacity = arena_copy_string(arena, note->capacity),
		};
	}
	between->notes = taken;
}

void between_make(const struct subject *subject, const struct notes *notes, instant then,
		  instant now, struct arena *arena, struct between *between)
{
	const struct span span = {then, now};

	memset(between, 0, sizeof(*between));
	for (size_t i = 0; i < subject->service_count; i++)
		count_service(&span, subject->services[i], between->counts);
	add_team(&span, subject->team_history, between);
	add_notes(&span, notes, subject->team->id, arena, between);
}
