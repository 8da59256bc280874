#include "scorecard/comparison_make.h"

#include <string.h>

#include "capacity/registry.h"
#include "scorecard/reading_make.h"

/* A practice that nobody collected at either time: a scorecard folds it, too. */
static bool is_nothing(const struct reading *then, const struct reading *now)
{
	return now->capacity->practice != PRACTICE_NONE && then->state == READING_UNCOLLECTED &&
	       now->state == READING_UNCOLLECTED && then->covered_until == INSTANT_NONE &&
	       now->covered_until == INSTANT_NONE;
}

static const struct comparison_row *rows_make(const struct comparison *comparison,
					      const struct subject *subject, bool is_team,
					      size_t *count, struct arena *arena)
{
	struct comparison_row *rows;

	*count = 0;
	for (size_t i = 0; capacity_registry[i]; i++)
		*count += is_team || !capacity_registry[i]->is_team_only;
	rows = ARENA_ARRAY(arena, *count, struct comparison_row);
	*count = 0;
	for (size_t i = 0; capacity_registry[i]; i++) {
		const struct capacity *capacity = capacity_registry[i];
		struct reading *then;
		struct reading *now;

		if (!is_team && capacity->is_team_only)
			continue;
		then = ARENA_NEW(arena, struct reading);
		now = ARENA_NEW(arena, struct reading);
		reading_make(subject, &comparison->then_period, capacity, arena, then);
		reading_make_since(subject, &comparison->now_period,
				   comparison->then_period.as_of, capacity, arena, now);
		if (is_nothing(then, now))
			continue;
		rows[(*count)++] = (struct comparison_row){capacity, then, now};
	}
	return rows;
}

static const struct service_history **histories_of(const struct team *team,
						   const struct service_history *services,
						   struct arena *arena)
{
	const struct service_history **histories =
		ARENA_ARRAY(arena, team->service_count, const struct service_history *);

	for (size_t i = 0; i < team->service_count; i++)
		histories[i] = &services[team->services[i]->index];
	return histories;
}

void comparison_make(struct comparison *comparison, const struct catalog *catalog,
		     const struct team *team, const struct history *history,
		     const struct period *now, instant then)
{
	struct arena arena;
	const struct service_history **histories;
	struct comparison_service *of_services;
	struct subject subject;

	arena_init(&arena);
	memset(comparison, 0, sizeof(*comparison));
	comparison->catalog = catalog;
	comparison->team = team;
	comparison->now_period = comparison->then_period = *now;
	comparison->then_period.as_of = then;
	comparison->windows_overlap = then > now->as_of - now->window_days * SECONDS_PER_DAY;
	histories = histories_of(team, history->services, &arena);
	subject = (struct subject){histories, team->service_count, team,
				   history_of_team(history, catalog, team), &catalog->zone};
	comparison->rows =
		rows_make(comparison, &subject, true, &comparison->row_count, &arena);
	of_services = ARENA_ARRAY(&arena, team->service_count, struct comparison_service);
	for (size_t i = 0; i < team->service_count; i++) {
		subject.services = &histories[i];
		subject.service_count = 1;
		of_services[i].service = team->services[i];
		of_services[i].rows = rows_make(comparison, &subject, false,
						&of_services[i].row_count, &arena);
	}
	comparison->services = of_services;
	comparison->service_count = team->service_count;
	comparison->arena = arena;
}

void comparison_release(struct comparison *comparison)
{
	struct arena arena = comparison->arena;

	arena_release(&arena);
	memset(comparison, 0, sizeof(*comparison));
}

/* -- what happened in between -------------------------------------------------------------- */

bool comparison_wants(enum event_kind kind, bool *from_before)
{
	*from_before = false;
	switch (kind) {
	case EVENT_INCIDENT:
	case EVENT_NEED:
	case EVENT_CONCERN:
	case EVENT_LESSON:
	case EVENT_RULE:
		*from_before = true;
		return true;
	case EVENT_DEPLOYMENT:
	case EVENT_UPDATE:
	case EVENT_EXERCISE:
	case EVENT_WALKAROUND:
	case EVENT_SHADOWING:
	case EVENT_MEETING:
	case EVENT_NOTE:
		return true;
	case EVENT_SLO_SAMPLE:
	case EVENT_CHECK:
	case EVENT_RULE_REVIEW:
	case EVENT_WORK:
	case EVENT_COVERAGE:
	case EVENT_KIND_COUNT:
		break;
	}
	return false;
}

static const struct event_value *value_of(const struct event *event, const char *field)
{
	static const struct event_value absent = {.is_present = false};
	int index = event_field_find(event->type, field);

	return index >= 0 && event->values[index].is_present ? &event->values[index] : &absent;
}

static bool says(const struct event *event, const char *field, const char *word)
{
	const struct event_value *value = value_of(event, field);

	return value->is_present && strcmp(value->text, word) == 0;
}

static bool is_production(const struct event *event)
{
	return !value_of(event, "environment")->is_present ||
	       says(event, "environment", "production");
}

/* Whether an instant among its fields lies in between. */
static bool happened(const struct comparison *comparison, const struct event *event,
		     const char *field)
{
	const struct event_value *value = value_of(event, field);

	return value->is_present && value->integer >= comparison->then_period.as_of &&
	       value->integer < comparison->now_period.as_of;
}

static void take_rule(struct comparison *comparison, const struct event *event)
{
	struct between *between = &comparison->between;
	const struct event_value *team = value_of(event, "team");

	if (team->is_present && strcmp(team->text, comparison->team->id) != 0)
		return;
	between->counts[BETWEEN_RULES_ADDED] += happened(comparison, event, "added_at");
	if (!happened(comparison, event, "retired_at"))
		return;
	between->counts[BETWEEN_RULES_RETIRED]++;
	between->hours_given_back += value_of(event, "hours_per_month")->number;
}

static void take_shadowing(struct comparison *comparison, const struct event *event)
{
	double days = value_of(event, "days")->number;

	if (!happened(comparison, event, "at"))
		return;
	if (says(event, "direction", "to_security"))
		comparison->between.days_to_security += days;
	else
		comparison->between.days_from_security += days;
}

static void take_note(struct comparison *comparison, const struct event *event)
{
	struct between *between = &comparison->between;
	const struct event_value *capacity = value_of(event, "capacity");
	struct between_note *notes;

	if (!happened(comparison, event, "at"))
		return;
	/* The array is ours: const is for those who read it. */
	notes = arena_grow(&comparison->arena, (void *)(uintptr_t)between->notes,
			   between->note_count, &between->note_capacity, sizeof(*notes));
	notes[between->note_count++] = (struct between_note){
		.at = value_of(event, "at")->integer,
		.text = arena_copy_string(&comparison->arena, value_of(event, "text")->text),
		.capacity = capacity->is_present
				    ? arena_copy_string(&comparison->arena, capacity->text)
				    : NULL,
	};
	between->notes = notes;
}

static void count_if(struct comparison *comparison, enum between_fact fact, bool is_so)
{
	comparison->between.counts[fact] += is_so;
}

void comparison_take_event(struct comparison *comparison, const struct event *event)
{
	switch (event->type->kind) {
	case EVENT_DEPLOYMENT:
		count_if(comparison, BETWEEN_DEPLOYMENTS,
			 happened(comparison, event, "at") && is_production(event) &&
				 !says(event, "outcome", "failed") &&
				 !says(event, "kind", "rollback"));
		break;
	case EVENT_INCIDENT:
		count_if(comparison, BETWEEN_RESTORED,
			 happened(comparison, event, "restored_at") && is_production(event) &&
				 !value_of(event, "planned")->integer);
		break;
	case EVENT_UPDATE:
		count_if(comparison, BETWEEN_UPDATES,
			 happened(comparison, event, "applied_at"));
		break;
	case EVENT_EXERCISE:
		count_if(comparison, BETWEEN_EXERCISES,
			 happened(comparison, event, "at") &&
				 !says(event, "outcome", "missed"));
		break;
	case EVENT_NEED:
		count_if(comparison, BETWEEN_NEEDS, happened(comparison, event, "met_at"));
		break;
	case EVENT_CONCERN:
		count_if(comparison, BETWEEN_CONCERNS, happened(comparison, event, "acted_at"));
		break;
	case EVENT_LESSON:
		count_if(comparison, BETWEEN_LESSONS, happened(comparison, event, "acted_at"));
		break;
	case EVENT_WALKAROUND:
		count_if(comparison, BETWEEN_WALKAROUNDS, happened(comparison, event, "at"));
		break;
	case EVENT_MEETING:
		count_if(comparison, BETWEEN_MEETINGS, happened(comparison, event, "at"));
		break;
	case EVENT_RULE:
		take_rule(comparison, event);
		break;
	case EVENT_SHADOWING:
		take_shadowing(comparison, event);
		break;
	case EVENT_NOTE:
		take_note(comparison, event);
		break;
	case EVENT_SLO_SAMPLE:
	case EVENT_CHECK:
	case EVENT_RULE_REVIEW:
	case EVENT_WORK:
	case EVENT_COVERAGE:
	case EVENT_KIND_COUNT:
		break;
	}
}
