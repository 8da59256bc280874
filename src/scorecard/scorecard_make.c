#include "scorecard/scorecard_make.h"

#include <stdlib.h>
#include <string.h>

#include "capacity/registry.h"
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

void card_making_begin(struct card_making *making, const struct scorecard *scorecard,
		       const struct team *team, const struct history *history)
{
	struct team_card *card = &making->card;

	memset(making, 0, sizeof(*making));
	making->period = scorecard->period;
	making->services = ARENA_ARRAY(&card->arena, team->service_count, struct service_card);
	making->subject = subject_of_team(scorecard->catalog, team, history, &card->arena);
	card->team = team;
	card->services = making->services;
}

bool card_making_step(struct card_making *making)
{
	struct team_card *card = &making->card;
	const struct team *team = card->team;
	struct service_card *made;
	struct subject subject;

	if (!card->readings) {
		card->readings = readings_make(&making->subject, &making->period,
					       &card->reading_count, &card->arena);
	} else if (card->service_count < team->service_count) {
		made = &making->services[card->service_count];
		subject = subject_of_service(&making->subject, card->service_count);
		made->service = team->services[card->service_count++];
		made->readings = readings_make(&subject, &making->period, &made->reading_count,
					       &card->arena);
	}
	if (card->service_count < team->service_count)
		return false;
	invest_make(card, &card->arena);
	card->is_made = true;
	return true;
}

void card_making_drop(struct card_making *making)
{
	arena_release(&making->card.arena);
}

void scorecard_put(struct scorecard *scorecard, const struct card_making *making)
{
	struct team_card *card =
		&scorecard->teams[making->card.team - scorecard->catalog->teams];

	arena_release(&card->arena);
	*card = making->card;
}

void scorecard_begin(struct scorecard *scorecard, const struct catalog *catalog,
		     const struct period *period)
{
	struct team_card *cards;

	memset(scorecard, 0, sizeof(*scorecard));
	cards = ARENA_ARRAY(&scorecard->arena, catalog->team_count, struct team_card);
	for (size_t i = 0; i < catalog->team_count; i++)
		cards[i].team = &catalog->teams[i];
	scorecard->capacities = capacity_registry;
	scorecard->catalog = catalog;
	scorecard->period = *period;
	scorecard->teams = cards;
	scorecard->team_count = catalog->team_count;
}

void scorecard_keep(struct scorecard *scorecard, struct scorecard *before)
{
	for (size_t i = 0; i < scorecard->team_count; i++) {
		scorecard->teams[i] = before->teams[i];
		scorecard->teams[i].is_made = false;
		before->teams[i] = (struct team_card){.team = before->teams[i].team};
	}
	if (before->goal_count)
		scorecard_end(scorecard);
}

void scorecard_add(struct scorecard *scorecard, const struct team *team,
		   const struct history *history)
{
	struct card_making making;

	card_making_begin(&making, scorecard, team, history);
	while (!card_making_step(&making))
		;
	scorecard_put(scorecard, &making);
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
	instant two_windows =
		period->as_of - (instant)2 * period->window_days * SECONDS_PER_DAY;
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
