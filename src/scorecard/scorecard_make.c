#include "scorecard/scorecard_make.h"

#include <stdlib.h>
#include <string.h>

#include "capacity/registry.h"
#include "scorecard/invest.h"
#include "scorecard/reading_make.h"

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

static const struct reading *readings_make(const struct subject *subject,
					   const struct period *period, bool is_team,
					   size_t *count, struct arena *arena)
{
	struct reading *readings;

	*count = 0;
	for (size_t i = 0; capacity_registry[i]; i++)
		*count += is_team || !capacity_registry[i]->is_team_only;
	readings = ARENA_ARRAY(arena, *count, struct reading);
	*count = 0;
	for (size_t i = 0; capacity_registry[i]; i++)
		if (is_team || !capacity_registry[i]->is_team_only)
			reading_make(subject, period, capacity_registry[i], arena,
				     &readings[(*count)++]);
	return readings;
}

static void card_make(struct team_card *card, const struct catalog *catalog,
		      const struct team *team, const struct history *history,
		      const struct period *period, struct arena *arena)
{
	const struct service_history **histories = histories_of(team, history->services, arena);
	struct service_card *service_cards =
		ARENA_ARRAY(arena, team->service_count, struct service_card);
	struct subject subject = {histories, team->service_count, team,
				  history_of_team(history, catalog, team), &catalog->zone};

	card->team = team;
	card->readings = readings_make(&subject, period, true, &card->reading_count, arena);
	card->services = service_cards;
	card->service_count = team->service_count;
	for (size_t i = 0; i < team->service_count; i++) {
		subject.services = &histories[i];
		subject.service_count = 1;
		service_cards[i].service = team->services[i];
		service_cards[i].readings = readings_make(
			&subject, period, false, &service_cards[i].reading_count, arena);
	}
	invest_make(card, arena);
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

	card_make(&scorecard->teams[index], scorecard->catalog, team, history,
		  &scorecard->period, &scorecard->arena);
}

void scorecard_make(struct scorecard *scorecard, const struct catalog *catalog,
		    const struct history *history, const struct period *period)
{
	scorecard_begin(scorecard, catalog, period);
	for (size_t i = 0; i < catalog->team_count; i++)
		scorecard_add(scorecard, &catalog->teams[i], history);
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
	const struct service_history **histories = histories_of(team, history->services, arena);
	struct subject subject = {histories, team->service_count, team,
				  history_of_team(history, scorecard->catalog, team),
				  &scorecard->catalog->zone};
	struct measurement measurement;

	if (service) {
		histories[0] = &history->services[service->index];
		subject.service_count = 1;
	}
	reading_evidence(&subject, &scorecard->period, capacity, arena, &measurement);
	if (measurement.evidence_count)
		qsort(measurement.evidence, measurement.evidence_count,
		      sizeof(*measurement.evidence), compare_evidence);
	*count = measurement.evidence_count;
	return measurement.evidence;
}
