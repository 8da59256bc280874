#include "report/agenda_words.h"

#include <string.h>

#include "report/facts.h"
#include "report/shown.h"

const char *agenda_title(void)
{
	return "Champions' meeting";
}

const char *agenda_part_title(enum agenda_part part)
{
	static const char *const titles[AGENDA_PART_COUNT] = {
		[AGENDA_PART_GREW] = "What grew",
		[AGENDA_PART_CONVERSATION] = "Worth a conversation",
		[AGENDA_PART_ACCOUNTS] = "Teams that describe how they did this",
		[AGENDA_PART_OPEN] = "Still open, the oldest first",
		[AGENDA_PART_CLOSED] = "Acted on since then",
		[AGENDA_PART_REVIEWS] = "Goals to look at again",
		[AGENDA_PART_NOTHING] = "",
	};

	return titles[part];
}

const char *agenda_closing_question(void)
{
	return "Which of these would you like to begin with?";
}

void agenda_add_since(struct buffer *buffer, const struct wording *wording,
		      const struct agenda *agenda)
{
	buffer_add_string(buffer, agenda->origin == AGENDA_SINCE_MEETING
					  ? "Since the champions' meeting of "
				  : agenda->origin == AGENDA_SINCE_WINDOW
					  ? "Since the window began, "
					  : "Since ");
	wording_add_date(buffer, wording, agenda->since, true);
	buffer_add_char(buffer, '.');
	if (agenda->origin == AGENDA_SINCE_WINDOW)
		buffer_add_string(buffer, " No champions' meeting is recorded before it ends.");
}

void agenda_add_reason(struct buffer *buffer, const struct agenda_team *team)
{
	buffer_add_string(buffer, "Why this one: it ");
	if (team->reason != AGENDA_ROOM)
		buffer_add_string(buffer, "is less than the same team had before");
	if (team->reason == AGENDA_LESS_AND_ROOM)
		buffer_add_string(buffer, ", and ");
	if (team->reason != AGENDA_LESS)
		buffer_add_string(buffer, "has room to grow towards its goal");
	if (team->alike_count > 1) {
		buffer_add_string(buffer, "; of ");
		quantity_add_count(buffer, team->alike_count);
		buffer_add_string(buffer,
				  " of which that is true it comes first on the scorecard");
	}
	buffer_add_char(buffer, '.');
}

void agenda_add_question(struct buffer *buffer, const struct wording *wording,
			 const struct agenda_team *team)
{
	const struct reading *reading = team->conversation;

	if (!reading && team->open_count)
		reading = team_card_reading(team->card, team->open[0].capacity->id);
	if (reading)
		reading_add_question(buffer, wording, reading);
	else
		invest_add_question(buffer, wording, team->card);
}

/* -- lines --------------------------------------------------------------------------------- */

struct teller {
	const struct wording *wording;
	const struct agenda_reader *reader;
	struct buffer words;
	bool has_told;
};

static void tell(struct teller *teller, enum agenda_part part, const struct capacity *capacity)
{
	struct agenda_line line = {part, teller->words.bytes, capacity};

	teller->reader->read(teller->reader->context, &line);
	buffer_clear(&teller->words);
	teller->has_told = true;
}

/* "Restore time: 18 min now, 43 min in the 12 weeks before (Mann-Whitney test ...)." */
static void tell_reading(struct teller *teller, enum agenda_part part,
			 const struct reading *reading)
{
	struct buffer *words = &teller->words;

	buffer_addf(words, "%s: ", capacity_title(reading->capacity));
	wording_add_value(words, teller->wording, reading, WORDING_LINE);
	if (reading->test) {
		buffer_add_string(words, " now, ");
		wording_add_past(words, teller->wording, reading, WORDING_LINE);
		buffer_add_string(words, " (");
		wording_add_test(words, reading);
		buffer_add_char(words, ')');
	}
	if (part == AGENDA_PART_CONVERSATION && reading->goal) {
		buffer_add_string(words, "; goal ");
		goal_add_value(words, reading, WORDING_LINE);
		buffer_addf(words, ", %s", goal_met_word(reading->goal_met));
	}
	buffer_add_char(words, '.');
	tell(teller, part, reading->capacity);
}

/* Accounts are of the capacity that the conversation is about. */
static void tell_accounts(struct teller *teller, const struct agenda_team *team)
{
	for (size_t i = 0; i < team->account_count; i++) {
		const struct agenda_account *account = &team->accounts[i];
		struct buffer *words = &teller->words;

		foreign_add(words, teller->wording, account->team->name);
		buffer_add_string(words, ", ");
		wording_add_date(words, teller->wording, account->note->at, true);
		buffer_add_string(words, ": \"");
		foreign_add(words, teller->wording, account->note->text);
		buffer_add_char(words, '"');
		if (account->earlier_count) {
			buffer_add_string(words, ", and ");
			quantity_add_counted(words, account->earlier_count, "earlier note",
					     "earlier notes");
		}
		buffer_add_char(words, '.');
		tell(teller, AGENDA_PART_ACCOUNTS, team->conversation->capacity);
	}
}

/* "need", "concern", "lesson". */
static void add_kind(struct buffer *words, const struct agenda_item *item)
{
	buffer_add_string(words, capacity_noun(item->capacity, 1));
}

static void tell_open(struct teller *teller, const struct agenda_item *item)
{
	struct buffer *words = &teller->words;

	wording_add_date(words, teller->wording, item->item->record.at, false);
	buffer_add_string(words, ", ");
	add_kind(words, item);
	buffer_add_string(words, " open for ");
	quantity_add_span(words, item->age_seconds, WORDING_LINE);
	buffer_add_string(words, ": ");
	foreign_add(words, teller->wording, item->item->record.text);
	tell(teller, AGENDA_PART_OPEN, item->capacity);
}

static void tell_closed(struct teller *teller, const struct agenda_item *item)
{
	struct buffer *words = &teller->words;

	wording_add_date(words, teller->wording, item->item->closed_at, false);
	buffer_add_string(words, ", ");
	add_kind(words, item);
	buffer_add_string(words, item->capacity->practice == PRACTICE_NEEDS
					 ? " met after "
					 : " acted on after ");
	quantity_add_span(words, item->age_seconds, WORDING_LINE);
	buffer_add_string(words, ": ");
	foreign_add(words, teller->wording, item->item->record.text);
	tell(teller, AGENDA_PART_CLOSED, item->capacity);
}

/* "Patch freshness, 90 % in 30 days: met; review by 20 Oct 2026, which has passed." */
static void tell_review(struct teller *teller, const struct agenda_review *review)
{
	struct buffer *words = &teller->words;

	buffer_addf(words, "%s, ", capacity_title(review->reading->capacity));
	goal_add_value(words, review->reading, WORDING_LINE);
	buffer_addf(words, ": %s; ", goal_met_word(review->reading->goal_met));
	goal_add_review(words, review->reading->goal);
	buffer_add_string(words, review->is_past ? ", which has passed." : ".");
	tell(teller, AGENDA_PART_REVIEWS, review->reading->capacity);
}

static void tell_nothing(struct teller *teller, const struct team_card *card)
{
	bool is_known = false;

	for (size_t i = 0; i < card->reading_count; i++)
		is_known |= !card->readings[i].capacity->is_undated &&
			    reading_has_value(&card->readings[i]);
	buffer_add_string(
		&teller->words,
		is_known ? "No change that a test could tell, nothing open and no "
			   "goal to look at again."
			 : "Nothing was recorded in this window, and nothing is open.");
	tell(teller, AGENDA_PART_NOTHING, NULL);
}

void agenda_each_line(const struct agenda_team *team, const struct wording *wording,
		      const struct agenda_reader *reader)
{
	struct teller teller = {.wording = wording, .reader = reader};

	buffer_init(&teller.words);
	for (size_t i = 0; i < team->grown_count; i++)
		tell_reading(&teller, AGENDA_PART_GREW, team->grown[i]);
	if (team->conversation) {
		tell_reading(&teller, AGENDA_PART_CONVERSATION, team->conversation);
		agenda_add_reason(&teller.words, team);
		tell(&teller, AGENDA_PART_CONVERSATION, team->conversation->capacity);
		tell_accounts(&teller, team);
	}
	for (size_t i = 0; i < team->open_count; i++)
		tell_open(&teller, &team->open[i]);
	for (size_t i = 0; i < team->closed_count; i++)
		tell_closed(&teller, &team->closed[i]);
	for (size_t i = 0; i < team->review_count; i++)
		tell_review(&teller, &team->reviews[i]);
	if (!teller.has_told)
		tell_nothing(&teller, team->card);
	buffer_release(&teller.words);
}
