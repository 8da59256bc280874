#include "scorecard/comparison_make.h"

#include <string.h>

#include "scorecard/between_make.h"

/* A practice that nobody collected at either time: a scorecard folds it, too. */
static bool is_nothing(const struct reading *then, const struct reading *now)
{
	return now->capacity->practice != PRACTICE_NONE && then->state == READING_UNCOLLECTED &&
	       now->state == READING_UNCOLLECTED && then->covered_until == INSTANT_NONE &&
	       now->covered_until == INSTANT_NONE;
}

static const struct comparison_row *rows_make(const struct comparison *comparison,
					      const struct subject *subject, size_t *count,
					      struct arena *arena)
{
	struct comparison_row *rows =
		ARENA_ARRAY(arena, subject_capacity_count(subject), struct comparison_row);
	const struct capacity *capacity;
	size_t from = 0;

	*count = 0;
	while ((capacity = subject_next(subject, &from))) {
		struct reading *then = ARENA_NEW(arena, struct reading);
		struct reading *now = ARENA_NEW(arena, struct reading);

		reading_make(subject, &comparison->then_period, capacity, arena, then);
		reading_make_since(subject, &comparison->now_period,
				   comparison->then_period.as_of, capacity, arena, now);
		if (!is_nothing(then, now))
			rows[(*count)++] = (struct comparison_row){capacity, then, now};
	}
	return rows;
}

void comparison_make(struct comparison *comparison, const struct catalog *catalog,
		     const struct team *team, const struct history *history,
		     const struct period *now, instant then)
{
	struct arena arena;
	struct comparison_service *of_services;
	struct subject subject;

	arena_init(&arena);
	memset(comparison, 0, sizeof(*comparison));
	comparison->catalog = catalog;
	comparison->team = team;
	comparison->now_period = comparison->then_period = *now;
	comparison->then_period.as_of = then;
	comparison->windows_overlap = then > now->as_of - now->window_days * SECONDS_PER_DAY;
	subject = subject_of_team(catalog, team, history, &arena);
	comparison->rows = rows_make(comparison, &subject, &comparison->row_count, &arena);
	of_services = ARENA_ARRAY(&arena, team->service_count, struct comparison_service);
	for (size_t i = 0; i < team->service_count; i++) {
		const struct subject service = subject_of_service(&subject, i);

		of_services[i].service = team->services[i];
		of_services[i].rows =
			rows_make(comparison, &service, &of_services[i].row_count, &arena);
	}
	comparison->services = of_services;
	comparison->service_count = team->service_count;
	between_make(&subject, &history->notes, then, now->as_of, &arena, &comparison->between);
	comparison->arena = arena;
}

void comparison_release(struct comparison *comparison)
{
	struct arena arena = comparison->arena;

	arena_release(&arena);
	memset(comparison, 0, sizeof(*comparison));
}
