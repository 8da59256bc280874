#include "scorecard/invest.h"

#include <string.h>

#define MEASURED_MIN 3

static bool is_performance(const struct capacity *capacity)
{
	return capacity->section == SECTION_DELIVERY ||
	       capacity->section == SECTION_RELIABILITY;
}

static const char *const enhancements[] = {"patch_freshness", "secure_configuration"};

static bool is_enhancement(const struct capacity *capacity)
{
	for (size_t i = 0; i < sizeof(enhancements) / sizeof(enhancements[0]); i++)
		if (strcmp(capacity->id, enhancements[i]) == 0)
			return true;
	return false;
}

/* Nobody can say that a team is done with what nobody measures. */
static bool any_enhancement_is_unmeasured(const struct team_card *card)
{
	for (size_t i = 0; i < sizeof(enhancements) / sizeof(enhancements[0]); i++) {
		const struct reading *reading = team_card_reading(card, enhancements[i]);

		if (!reading || reading->state != READING_MEASURED)
			return true;
	}
	return false;
}

/* More than half of the services that have bands are in neither elite nor high. */
static bool most_bands_have_room(const struct team_card *card, const struct capacity *capacity)
{
	size_t banded = 0;
	size_t with_room = 0;

	for (size_t i = 0; i < card->service_count; i++) {
		const struct reading *reading =
			service_card_reading(&card->services[i], capacity->id);

		if (!reading || !reading->has_bands)
			continue;
		banded++;
		with_room += !(reading->bands & (BAND_ELITE | BAND_HIGH));
	}
	return with_room * 2 > banded;
}

static bool has_room_to_grow(const struct team_card *card, const struct reading *reading)
{
	static const struct share default_goal = {9, 10};

	if (reading->state != READING_MEASURED)
		return false;
	if (reading->goal)
		return reading->goal_met == GOAL_NOT_MET;
	if (strcmp(reading->capacity->id, "slo_attainment") == 0)
		return reading->hits < (double)reading->n;
	if (is_enhancement(reading->capacity))
		return !share_is_reached(default_goal, reading->hits, (double)reading->n);
	return most_bands_have_room(card, reading->capacity);
}

void invest_make(struct team_card *card, struct arena *arena)
{
	const struct capacity **general =
		ARENA_ARRAY(arena, card->reading_count, const struct capacity *);
	const struct capacity **enhance =
		ARENA_ARRAY(arena, card->reading_count, const struct capacity *);
	size_t measured = 0;
	size_t general_count = 0;
	size_t enhance_count = 0;

	for (size_t i = 0; i < card->reading_count; i++) {
		const struct reading *reading = &card->readings[i];

		if (is_performance(reading->capacity)) {
			measured += reading->state == READING_MEASURED;
			if (has_room_to_grow(card, reading))
				general[general_count++] = reading->capacity;
		} else if (is_enhancement(reading->capacity) &&
			   (reading->state != READING_MEASURED ||
			    has_room_to_grow(card, reading))) {
			enhance[enhance_count++] = reading->capacity;
		}
	}
	card->because = general;
	card->because_count = 0;
	if (measured < MEASURED_MIN) {
		card->invest = INVEST_GATHERING;
	} else if (general_count) {
		card->invest = INVEST_GENERAL;
		card->because_count = general_count;
	} else if (enhance_count || any_enhancement_is_unmeasured(card)) {
		card->invest = INVEST_ENHANCE;
		card->because = enhance;
		card->because_count = enhance_count;
	} else {
		card->invest = INVEST_SPECIALISE;
	}
}
