#include "scorecard/invest.h"

#include <string.h>

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

static void count_bands(const struct team_card *card, struct invest_reason *reason)
{
	for (size_t i = 0; i < card->service_count; i++) {
		const struct reading *reading =
			service_card_reading(&card->services[i], reason->reading->capacity->id);

		if (!reading || !reading->has_bands)
			continue;
		reason->banded_count++;
		reason->below_count += !(reading->bands & (BAND_ELITE | BAND_HIGH));
	}
}

static enum invest_yardstick yardstick_of(const struct invest_reason *reason)
{
	const struct reading *reading = reason->reading;

	if (reading->goal)
		return INVEST_BY_GOAL;
	if (strcmp(reading->capacity->id, "slo_attainment") == 0)
		return INVEST_BY_ALL_SLOS;
	if (is_enhancement(reading->capacity))
		return INVEST_BY_DEFAULT;
	return reason->banded_count ? INVEST_BY_BANDS : INVEST_BY_NOTHING;
}

static bool has_room(const struct invest_reason *reason)
{
	const struct reading *reading = reason->reading;

	switch (reason->yardstick) {
	case INVEST_BY_GOAL:
		return reading->goal_met == GOAL_NOT_MET;
	case INVEST_BY_ALL_SLOS:
		return reading->hits < (double)reading->n;
	case INVEST_BY_DEFAULT:
		return !share_is_reached(INVEST_DEFAULT_GOAL, reading->hits,
					 (double)reading->n);
	case INVEST_BY_BANDS:
		/* More than half of the services that have bands. */
		return reason->below_count * 2 > reason->banded_count;
	case INVEST_BY_NOTHING:
		break;
	}
	return false;
}

static struct invest_reason judge(const struct team_card *card, const struct reading *reading)
{
	struct invest_reason reason = {.reading = reading, .standing = INVEST_NOT_MEASURED};

	if (reading->state != READING_MEASURED)
		return reason;
	count_bands(card, &reason);
	reason.yardstick = yardstick_of(&reason);
	reason.standing = reason.yardstick == INVEST_BY_NOTHING ? INVEST_NOT_JUDGED
			  : has_room(&reason)			? INVEST_ROOM
								: INVEST_GOOD;
	return reason;
}

static void add_reasons(struct team_card *card, struct arena *arena)
{
	struct invest_reason *reasons =
		ARENA_ARRAY(arena, card->reading_count, struct invest_reason);

	card->reason_count = 0;
	for (size_t i = 0; i < card->reading_count; i++)
		if (is_performance(card->readings[i].capacity) ||
		    is_enhancement(card->readings[i].capacity))
			reasons[card->reason_count++] = judge(card, &card->readings[i]);
	card->reasons = reasons;
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

	add_reasons(card, arena);
	for (size_t i = 0; i < card->reason_count; i++) {
		const struct invest_reason *reason = &card->reasons[i];
		const struct capacity *capacity = reason->reading->capacity;
		bool is_measured = reason->standing != INVEST_NOT_MEASURED;

		if (is_performance(capacity)) {
			measured += is_measured;
			if (reason->standing == INVEST_ROOM)
				general[general_count++] = capacity;
		} else if (!is_measured || reason->standing == INVEST_ROOM) {
			enhance[enhance_count++] = capacity;
		}
	}
	card->because = general;
	card->because_count = 0;
	if (measured < INVEST_MEASURED_MIN) {
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
