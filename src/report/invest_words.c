/* Where to invest next, and why. Nothing in it is foreign. */
#include "report/topic.h"

static const char title[] = "Where to invest next";

static const char *const rule =
	"Teams that deliver well find it easier to be secure, so general performance comes "
	"first: as long as a measured capacity of delivery or reliability has room to grow, "
	"the "
	"question is about that. Then come security enhancements, as long as patch freshness "
	"or "
	"secure settings have room to grow or are not measured; then security-specific "
	"capability. While fewer than three capacities of delivery and reliability are "
	"measured "
	"it is too early to say. A capacity has room to grow where it does not meet its goal. "
	"Without a goal every SLO is to be kept, 90 % of components and of settings are to be "
	"current or as meant, and where there are DORA bands more than half of the services "
	"that have one are to be elite or high.";

static void add_bands(struct buffer *words, const struct invest_reason *reason)
{
	size_t high = reason->banded_count - reason->below_count;

	buffer_add_string(words, "; no goal is set, and ");
	quantity_add_count(words, high);
	buffer_add_string(words, " of ");
	quantity_add_counted(words, reason->banded_count, "service", "services");
	buffer_addf(words, " with a DORA band %s elite or high",
		    high == 1 || reason->banded_count == 1 ? "is" : "are");
}

static void add_yardstick(struct buffer *words, const struct invest_reason *reason)
{
	switch (reason->yardstick) {
	case INVEST_BY_GOAL:
		buffer_add_string(words, "; goal ");
		goal_add_value(words, reason->reading, WORDING_LINE);
		break;
	case INVEST_BY_ALL_SLOS:
		buffer_add_string(words, "; no goal is set, so all are to be kept");
		break;
	case INVEST_BY_DEFAULT:
		buffer_add_string(words, "; no goal is set, so ");
		quantity_add_share(words, INVEST_DEFAULT_GOAL);
		buffer_add_string(words, " is taken");
		break;
	case INVEST_BY_BANDS:
		add_bands(words, reason);
		break;
	case INVEST_BY_NOTHING:
		if (reason->standing == INVEST_NOT_JUDGED)
			buffer_add_string(words, "; there is neither a goal nor a band");
		else if (reason->reading->state == READING_FEW)
			buffer_add_string(words, "; too few to tell yet");
		break;
	}
}

/* "Change success: 47 of 50; goal 95 %." */
static void add_reason(struct buffer *words, const struct wording *wording,
		       const struct invest_reason *reason)
{
	buffer_addf(words, "%s: ", capacity_title(reason->reading->capacity));
	wording_add_value(words, wording, reason->reading, WORDING_LINE);
	add_yardstick(words, reason);
	buffer_add_char(words, '.');
}

static void add_lead(struct buffer *words, const struct team_card *card)
{
	size_t start = words->length_bytes;

	buffer_add_string(words, invest_mode_words(card->invest));
	wording_capitalise(words, start);
	for (size_t i = 0; i < card->because_count; i++)
		buffer_addf(words, "%s%s", i ? ", " : ", because of ",
			    capacity_title(card->because[i]));
	buffer_add_char(words, '.');
}

static void each_passage(const struct wording *wording, const struct team_card *card,
			 const struct passage_reader *reader)
{
	static const char *const headings[INVEST_STANDING_COUNT] = {
		[INVEST_ROOM] = "Room to grow",
		[INVEST_GOOD] = "As good as it is to be",
		[INVEST_NOT_JUDGED] = "Not judged",
		[INVEST_NOT_MEASURED] = "Not measured",
	};
	struct buffer words;

	buffer_init(&words);
	add_lead(&words, card);
	reader->read(reader->context, &(struct passage){title, words.bytes, false});
	for (enum invest_standing standing = 0; standing < INVEST_STANDING_COUNT; standing++)
		for (size_t i = 0; i < card->reason_count; i++) {
			if (card->reasons[i].standing != standing)
				continue;
			buffer_clear(&words);
			add_reason(&words, wording, &card->reasons[i]);
			reader->read(reader->context,
				     &(struct passage){headings[standing], words.bytes, true});
		}
	reader->read(reader->context, &(struct passage){"The rule", rule, false});
	buffer_release(&words);
}

const struct topic topic_invest = {
	.id = "invest",
	.title = title,
	.summary = "where to invest next, and why",
	.each_passage = each_passage,
	.add_question = invest_add_question,
};
