/* All teams, one scorecard, and the snapshot, for reading aloud. */
#include "export/plain.h"

#include <string.h>

#include "export/plain_page.h"
#include "report/goal_words.h"

static struct plain_page page_of(struct buffer *buffer, const struct scorecard *scorecard,
				 bool is_ascii)
{
	return (struct plain_page){buffer, wording_of(scorecard, true), is_ascii};
}

static void add_period(const struct plain_page *page)
{
	size_t start = page->out->length_bytes;

	wording_add_the_period(page->out, &page->wording);
	wording_capitalise(page->out, start);
	plain_end(page);
}

static void add_goals(const struct plain_page *page, const struct scorecard *scorecard,
		      size_t team_count)
{
	size_t count = goals_told(scorecard, team_count);

	if (count == 0)
		return;
	plain_gap(page);
	buffer_addf(page->out, "%s.\n", goals_title());
	for (size_t i = 0; i < count; i++) {
		wording_add_goal_count(page->out, &scorecard->goals[i], WORDING_PROSE);
		plain_end(page);
	}
}

/* -- all teams ----------------------------------------------------------------------------- */

/* "Payments: deploy cadence 5.8 a week (70 deployments), steady; restore time ...". */
static void add_team_brief(const struct plain_page *page, const struct team_card *card)
{
	const char *joint = ": ";

	plain_foreign(page, card->team->name);
	for (size_t i = 0; i < card->reading_count; i++) {
		const struct reading *reading = &card->readings[i];

		if (!reading->capacity->is_headline)
			continue;
		buffer_add_string(page->out, joint);
		plain_add_brief(page->out, &page->wording, reading);
		joint = "; ";
	}
	plain_end(page);
}

static void add_group(const struct plain_page *page, const struct catalog *catalog,
		      size_t group)
{
	plain_gap(page);
	if (group == CATALOG_NO_GROUP) {
		buffer_add_string(page->out, "Other teams.\n");
		return;
	}
	buffer_add_string(page->out, "Group ");
	plain_group(page, catalog, group);
	plain_end(page);
}

static bool is_anything_collected(const struct team_card *card)
{
	for (size_t i = 0; i < card->reading_count; i++)
		if (!card->readings[i].capacity->is_undated &&
		    (card->readings[i].state != READING_UNCOLLECTED ||
		     card->readings[i].covered_until != INSTANT_NONE))
			return true;
	return false;
}

void plain_write_overview(struct buffer *buffer, const struct scorecard *scorecard,
			  const char *version, bool is_ascii)
{
	struct plain_page page = page_of(buffer, scorecard, is_ascii);
	const struct catalog *catalog = scorecard->catalog;
	bool is_any = false;

	plain_foreign(&page, catalog->organization);
	buffer_add_string(buffer, catalog->organization[0] ? ", all teams.\n" : "All teams.\n");
	add_period(&page);
	add_goals(&page, scorecard, scorecard->team_count);
	for (size_t i = 0; i < scorecard->team_count; i++) {
		const struct team_card *card = &scorecard->teams[i];

		if (i == 0 || scorecard->teams[i - 1].team->group != card->team->group) {
			if (catalog->group_count)
				add_group(&page, catalog, card->team->group);
			else if (i == 0)
				plain_gap(&page);
		}
		add_team_brief(&page, card);
		is_any |= is_anything_collected(card);
	}
	plain_gap(&page);
	if (!is_any) {
		plain_sentences(&page,
				scorecard->team_count ? beginning_words() : no_team_words());
		plain_gap(&page);
	}
	plain_colophon(&page, version);
}

/* -- one scorecard ------------------------------------------------------------------------- */

static void add_about(const struct plain_page *page, const struct catalog *catalog,
		      const struct team *team)
{
	plain_labelled(page, "Purpose", team->purpose);
	if (team->group != CATALOG_NO_GROUP) {
		buffer_add_string(page->out, "Group: ");
		plain_group(page, catalog, team->group);
		plain_end(page);
	}
	plain_labelled(page, "Security champion", team->champion);
}

static void add_reading(const struct plain_page *page, const struct reading *reading,
			bool is_full)
{
	buffer_addf(page->out, "%s: ", capacity_title(reading->capacity));
	plain_add_reading(page->out, &page->wording, reading, is_full);
	plain_end(page);
	if (!is_full)
		return;
	plain_details(page, reading, false);
	plain_slos(page, reading);
}

static void add_readings(const struct plain_page *page, const struct team_card *card,
			 bool is_full)
{
	for (size_t i = 0; i < card->reading_count; i++) {
		enum capacity_section section = card->readings[i].capacity->section;

		if (i == 0 || card->readings[i - 1].capacity->section != section) {
			plain_gap(page);
			buffer_addf(page->out, "%s.\n", section_title(section));
		}
		add_reading(page, &card->readings[i], is_full);
	}
	plain_gap(page);
}

static void add_invest(const struct plain_page *page, const struct team_card *card)
{
	buffer_addf(page->out, "Where to invest next: %s", invest_mode_words(card->invest));
	for (size_t i = 0; i < card->because_count; i++) {
		buffer_add_string(page->out, i ? ", " : ", because of ");
		plain_add_title(page->out, card->because[i]);
	}
	plain_end(page);
	invest_add_question(page->out, &page->wording, card);
	plain_end(page);
}

static void add_card(const struct plain_page *page, const struct scorecard *scorecard,
		     const struct team_card *card, bool is_full)
{
	add_about(page, scorecard->catalog, card->team);
	add_readings(page, card, is_full);
	plain_services(page, card, is_full);
	if (is_full)
		plain_notes(page, &scorecard->notes, card->team->id, NULL,
			    window_begin(&page->wording));
	add_invest(page, card);
}

void plain_write_team(struct buffer *buffer, const struct scorecard *scorecard,
		      const struct team_card *card, const char *version, bool is_ascii)
{
	struct plain_page page = page_of(buffer, scorecard, is_ascii);

	plain_foreign(&page, card->team->name);
	plain_end(&page);
	add_period(&page);
	add_card(&page, scorecard, card, false);
	plain_gap(&page);
	plain_colophon(&page, version);
}

void plain_write_snapshot(struct buffer *buffer, const struct scorecard *scorecard,
			  const struct team_card *const *teams, size_t team_count,
			  const char *version, bool is_ascii)
{
	struct plain_page page = page_of(buffer, scorecard, is_ascii);

	buffer_add_string(buffer, "Scorecards");
	if (*scorecard->catalog->organization) {
		buffer_add_string(buffer, " of ");
		plain_foreign(&page, scorecard->catalog->organization);
	}
	plain_end(&page);
	add_period(&page);
	plain_colophon(&page, version);
	add_goals(&page, scorecard, team_count);
	for (size_t i = 0; i < team_count; i++) {
		plain_gap(&page);
		buffer_add_string(buffer, "Team ");
		plain_foreign(&page, teams[i]->team->name);
		buffer_add_string(buffer, ", id ");
		plain_foreign(&page, teams[i]->team->id);
		plain_end(&page);
		add_card(&page, scorecard, teams[i], true);
	}
}
