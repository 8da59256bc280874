/*
 * What is collected of a team, capacity by capacity, and how the rest begins.
 *
 * Rule: what is said follows from the readings' states alone, so it can never disagree with
 * them.
 */
#include <string.h>

#include "report/capacity_words.h"
#include "report/topic.h"

enum extent {
	COLLECTED_OF_ALL,
	COLLECTED_OF_SOME, /* of its services */
	COLLECTED_NO_MORE, /* a coverage record says until when */
	COLLECTED_NOT_YET,
	EXTENT_COUNT,
};

static const char *const headings[EXTENT_COUNT] = {
	[COLLECTED_OF_ALL] = "Collected",
	[COLLECTED_OF_SOME] = "Collected of some services",
	[COLLECTED_NO_MORE] = "Not collected any more",
	[COLLECTED_NOT_YET] = "Not collected yet",
};

static bool is_collected(const struct reading *reading)
{
	return reading->state != READING_UNCOLLECTED;
}

/* How many of the services it is collected of, or (false) it is not. */
static size_t count_services(const struct team_card *card, const struct capacity *capacity,
			     bool wants_collected)
{
	size_t count = 0;

	for (size_t i = 0; i < card->service_count; i++)
		count += is_collected(service_card_reading(&card->services[i], capacity->id)) ==
			 wants_collected;
	return count;
}

static enum extent extent_of(const struct team_card *card, const struct reading *reading)
{
	if (!is_collected(reading))
		return reading->covered_until == INSTANT_NONE ? COLLECTED_NOT_YET
							      : COLLECTED_NO_MORE;
	if (reading->capacity->is_team_only || !count_services(card, reading->capacity, false))
		return COLLECTED_OF_ALL;
	return COLLECTED_OF_SOME;
}

/* "Ledger, Gateway and Wallet" */
static void add_services(struct buffer *words, const struct team_card *card,
			 const struct capacity *capacity, bool wants_collected)
{
	size_t count = count_services(card, capacity, wants_collected), added = 0;

	for (size_t i = 0; i < card->service_count; i++) {
		const struct service_card *service = &card->services[i];

		if (is_collected(service_card_reading(service, capacity->id)) !=
		    wants_collected)
			continue;
		buffer_add_string(words, !added++ ? "" : added < count ? ", " : " and ");
		buffer_add_string(words, service->service->name);
	}
}

/* A sentence whose beginning the heading says already. */
static const char *without_heading(const char *sentence)
{
	static const char heading[] = "Not collected yet: ";

	return strncmp(sentence, heading, strlen(heading)) == 0 ? sentence + strlen(heading)
								: sentence;
}

static void add_line(struct buffer *words, const struct wording *wording,
		     const struct team_card *card, const struct reading *reading,
		     enum extent extent)
{
	const struct capacity *capacity = reading->capacity;

	buffer_addf(words, "%s: ", capacity_title(capacity));
	if (extent == COLLECTED_NOT_YET) {
		buffer_add_string(words,
				  without_heading(capacity_words(capacity)->uncollected));
		return;
	}
	if (extent != COLLECTED_NO_MORE) {
		buffer_add_string(words, "of ");
		if (capacity->is_team_only)
			buffer_add_string(words, "the team");
		else
			add_services(words, card, capacity, true);
	}
	if (extent == COLLECTED_OF_SOME) {
		buffer_add_string(words, "; not of ");
		add_services(words, card, capacity, false);
	}
	if (reading->covered_until != INSTANT_NONE) {
		buffer_add_string(words, extent == COLLECTED_NO_MORE ? "" : "; ");
		wording_add_coverage(words, wording, reading);
	}
	buffer_add_char(words, '.');
}

/* A line for each capacity, those collected in full first. */
static void each_passage(const struct wording *wording, const struct team_card *card,
			 const struct passage_reader *reader)
{
	struct buffer words;

	buffer_init(&words);
	for (enum extent extent = 0; extent < EXTENT_COUNT; extent++)
		for (size_t i = 0; i < card->reading_count; i++) {
			const struct reading *reading = &card->readings[i];

			if (reading->capacity->is_undated || extent_of(card, reading) != extent)
				continue;
			buffer_clear(&words);
			add_line(&words, wording, card, reading, extent);
			reader->read(reader->context,
				     &(struct passage){headings[extent], words.bytes, true});
		}
	buffer_release(&words);
}

static void add_question(struct buffer *words, const struct wording *wording,
			 const struct team_card *card)
{
	(void)wording;
	(void)card;
	buffer_add_string(words, "Which of these would tell you something that you want to "
				 "know, and what would make collecting it easy?");
}

const struct topic topic_collected = {
	.id = "collected",
	.title = "What is collected",
	.summary = "what is collected, and how the rest begins",
	.each_passage = each_passage,
	.add_question = add_question,
};
