#include "scorecard/scorecard_make.h"

#include <stdlib.h>
#include <string.h>

#include "scorecard/goal_counts.h"
#include "scorecard/invest.h"
#include "scorecard/reading_make.h"

static const struct reading *readings_make(const struct subject *subject,
					   const struct period *period, size_t *count,
					   struct arena *arena)
{
	struct reading *readings =
		ARENA_ARRAY(arena, subject_capacity_count(subject), struct reading);
	const struct capacity *capacity;
	size_t from = 0;

	for (*count = 0; (capacity = subject_next(subject, &from)); (*count)++)
		reading_make(subject, period, capacity, arena, &readings[*count]);
	return readings;
}

static void card_make(struct team_card *card, const struct catalog *catalog,
		      const struct history *history, const struct period *period)
{
	const struct team *team = card->team;
	struct arena *arena = &card->arena;
	const struct subject subject = subject_of_team(catalog, team, history, arena);
	struct service_card *service_cards =
		ARENA_ARRAY(arena, team->service_count, struct service_card);

	card->readings = readings_make(&subject, period, &card->reading_count, arena);
	card->services = service_cards;
	card->service_count = team->service_count;
	for (size_t i = 0; i < team->service_count; i++) {
		const struct subject service = subject_of_service(&subject, i);

		service_cards[i].service = team->services[i];
		service_cards[i].readings =
			readings_make(&service, period, &service_cards[i].reading_count, arena);
	}
	invest_make(card, arena);
	card->is_made = true;
}

void scorecard_begin(struct scorecard *scorecard, const struct catalog *catalog,
		     const struct period *period)
{
	struct team_card *cards;

	memset(scorecard, 0, sizeof(*scorecard));
	cards = ARENA_ARRAY(&scorecard->arena, catalog->team_count, struct team_card);
	for (size_t i = 0; i < catalog->team_count; i++)
		cards[i].team = &catalog->teams[i];
	scorecard->catalog = catalog;
	scorecard->period = *period;
	scorecard->teams = cards;
	scorecard->team_count = catalog->team_count;
}

void scorecard_add(struct scorecard *scorecard, const struct team *team,
		   const struct history *history)
{
	size_t index = (size_t)(team - scorecard->catalog->teams);

	card_make(&scorecard->teams[index], scorecard->catalog, history, &scorecard->period);
}

void scorecard_end(struct scorecard *scorecard)
{
	const struct catalog *catalog = scorecard->catalog;

	scorecard->goals = goal_counts_make(catalog->goals, catalog->goal_count,
					    scorecard->teams, scorecard->team_count,
					    &scorecard->arena, &scorecard->goal_count);
}

void scorecard_make(struct scorecard *scorecard, const struct catalog *catalog,
		    const struct history *history, const struct period *period)
{
	scorecard_begin(scorecard, catalog, period);
	for (size_t i = 0; i < catalog->team_count; i++)
		scorecard_add(scorecard, &catalog->teams[i], history);
	scorecard_end(scorecard);
}

instant scorecard_reach(const struct period *period)
{
	instant two_windows = period->as_of - 2 * period->window_days * SECONDS_PER_DAY;
	instant usual = reading_usual_begin(period);
	instant reach = two_windows < usual ? two_windows : usual;

	return reach > INSTANT_MIN ? reach : INSTANT_MIN;
}

void scorecard_release(struct scorecard *scorecard)
{
	struct arena arena = scorecard->arena;

	for (size_t i = 0; i < scorecard->team_count; i++)
		arena_release(&scorecard->teams[i].arena);
	arena_release(&arena);
	memset(scorecard, 0, sizeof(*scorecard));
}

static int compare_evidence(const void *a, const void *b)
{
	const struct evidence *left = a;
	const struct evidence *right = b;
	int order;

	if (left->at != right->at)
		return (left->at > right->at) - (left->at < right->at);
	/* Those of the team itself are of no service, all of them. */
	order = left->service && right->service ? strcmp(left->service->id, right->service->id)
						: 0;
	if (order == 0)
		order = strcmp(left->id, right->id);
	return order ? order : strcmp(left->text, right->text);
}

const struct evidence *
scorecard_evidence(const struct scorecard *scorecard, const struct history *history,
		   const struct team *team, const struct service *service,
		   const struct capacity *capacity, struct arena *arena, size_t *count)
{
	const struct subject of_team =
		subject_of_team(scorecard->catalog, team, history, arena);
	struct subject subject = of_team;
	struct measurement measurement;

	for (size_t i = 0; service && i < team->service_count; i++)
		if (team->services[i] == service)
			subject = subject_of_service(&of_team, i);
	reading_evidence(&subject, &scorecard->period, capacity, arena, &measurement);
	if (measurement.evidence_count)
		qsort(measurement.evidence, measurement.evidence_count,
		      sizeof(*measurement.evidence), compare_evidence);
	*count = measurement.evidence_count;
	return measurement.evidence;
}
