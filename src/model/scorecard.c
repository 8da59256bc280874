#include "model/scorecard.h"

#include <string.h>

const char *const invest_mode_names[INVEST_MODE_COUNT] = {
	"gathering",
	"general",
	"enhance",
	"specialise",
};

static const struct reading *reading_find(const struct reading *readings, size_t count,
					  const char *capacity)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(readings[i].capacity->id, capacity) == 0)
			return &readings[i];
	return NULL;
}

const struct reading *team_card_reading(const struct team_card *card, const char *capacity)
{
	return reading_find(card->readings, card->reading_count, capacity);
}

const struct reading *service_card_reading(const struct service_card *card,
					   const char *capacity)
{
	return reading_find(card->readings, card->reading_count, capacity);
}

const struct team_card *scorecard_team(const struct scorecard *scorecard, const char *team)
{
	for (size_t i = 0; i < scorecard->team_count; i++)
		if (strcmp(scorecard->teams[i].team->id, team) == 0)
			return &scorecard->teams[i];
	return NULL;
}
