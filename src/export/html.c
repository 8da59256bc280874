#include "export/html.h"

#include <ctype.h>
#include <string.h>

#include "base/embedded.h"
#include "export/html_page.h"
#include "report/goal_words.h"

void html_add_text(struct buffer *buffer, const char *text)
{
	static const struct {
		const char *text, *reference;
	} references[] = {
		{"&", "&amp;"}, {"<", "&lt;"},	   {">", "&gt;"}, {"\"", "&quot;"},
		{"'", "&#39;"}, {" %", "&#160;%"}, /* no line begins with a sign of per cent */
	};
	const size_t count = sizeof(references) / sizeof(references[0]);

	while (*text) {
		size_t plain = strcspn(text, "&<>\"' "), i = 0;

		buffer_add(buffer, text, plain);
		text += plain;
		while (i < count &&
		       strncmp(text, references[i].text, strlen(references[i].text)) != 0)
			i++;
		if (i < count) {
			buffer_add_string(buffer, references[i].reference);
			text += strlen(references[i].text);
		} else if (*text) {
			buffer_add_char(buffer, *text++);
		}
	}
}

/* -- parts --------------------------------------------------------------------------------- */

struct buffer *html_words(struct html_page *page)
{
	buffer_clear(&page->words);
	return &page->words;
}

void html_add_words(struct html_page *page)
{
	html_add_text(page->out, page->words.bytes);
}

void html_add_element(struct html_page *page, const char *tag)
{
	buffer_addf(page->out, "<%s>", tag);
	html_add_words(page);
	buffer_addf(page->out, "</%.*s>\n", (int)strcspn(tag, " "), tag);
}

void html_add_foreign(struct html_page *page, const char *tag, const char *text)
{
	foreign_add(html_words(page), &page->wording, text);
	html_add_element(page, tag);
}

void html_add_id(struct buffer *out, const char *text)
{
	for (; *text; text++) {
		if ((*text >= 'a' && *text <= 'z') || (*text >= 'A' && *text <= 'Z') ||
		    (*text >= '0' && *text <= '9') || *text == '-' || *text == '.')
			buffer_add_char(out, *text);
		else
			buffer_addf(out, "_%02x", (unsigned char)*text);
	}
}

/* -- a team -------------------------------------------------------------------------------- */

static void add_about(struct html_page *page, const struct catalog *catalog)
{
	const struct team *team = page->card->team;
	struct buffer *words;

	buffer_add_string(page->out, "<header>\n<h2 id=\"team-");
	html_add_id(page->out, team->id);
	buffer_add_string(page->out, "\">");
	foreign_add(html_words(page), &page->wording, team->name);
	html_add_words(page);
	buffer_add_string(page->out, "</h2>\n");
	if (team->purpose && *team->purpose)
		html_add_foreign(page, "p class=\"purpose\"", team->purpose);
	words = html_words(page);
	team_add_place(words, &page->wording, catalog, team);
	if (words->length_bytes)
		html_add_element(page, "p class=\"place\"");
	buffer_add_string(page->out, "</header>\n");
}

static void add_readings(struct html_page *page)
{
	const struct team_card *card = page->card;
	int section = -1;

	for (size_t i = 0; i < card->reading_count; i++) {
		const struct reading *reading = &card->readings[i];

		if (reading_is_folded(reading))
			continue;
		if ((int)reading->capacity->section != section) {
			buffer_addf(page->out, "%s<section>\n<h3>%s</h3>\n",
				    section >= 0 ? "</section>\n" : "",
				    section_title(reading->capacity->section));
			section = (int)reading->capacity->section;
		}
		html_add_reading(page, reading);
	}
	if (section >= 0)
		buffer_add_string(page->out, "</section>\n");
	wording_add_folded(html_words(page), card->readings, card->reading_count, WORDING_LINE);
	if (page->words.length_bytes)
		html_add_element(page, "p class=\"folded\"");
}

/* All that the team noted in the window: those of no chart stand here alone. */
static void add_notes(struct html_page *page)
{
	const struct note *note;
	size_t from = 0;
	bool is_begun = false;

	while ((note = notes_next(page->notes, page->card->team->id, NULL,
				  window_begin(&page->wording), &from))) {
		struct buffer *words = html_words(page);

		if (!is_begun)
			buffer_addf(page->out, "<section>\n<h3>%s</h3>\n<ul class=\"notes\">\n",
				    notes_title());
		is_begun = true;
		note_add_date(words, &page->wording, note);
		if (*note->capacity) {
			buffer_add_string(words, ", ");
			note_add_capacity(words, &page->wording, note);
		}
		buffer_add_string(words, ": ");
		note_add_text(words, &page->wording, note);
		html_add_element(page, "li");
	}
	if (is_begun)
		buffer_add_string(page->out, "</ul>\n</section>\n");
}

static void add_team(struct html_page *page, const struct catalog *catalog,
		     const struct team_card *card)
{
	page->card = card;
	buffer_add_string(page->out, "<section class=\"team\" aria-labelledby=\"team-");
	html_add_id(page->out, card->team->id);
	buffer_add_string(page->out, "\">\n");
	add_about(page, catalog);
	add_readings(page);
	add_notes(page);
	html_add_services(page);
	wording_add_invest(html_words(page), &page->wording, card);
	html_add_element(page, "p class=\"invest\"");
	buffer_add_string(page->out, "</section>\n");
}

/* -- the document -------------------------------------------------------------------------- */

static void add_head(struct html_page *page, const struct scorecard *scorecard,
		     const struct team_card *const *teams, size_t team_count)
{
	struct buffer *words = html_words(page);

	buffer_add_string(
		page->out,
		"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n"
		"<meta http-equiv=\"Content-Security-Policy\" "
		"content=\"default-src 'none'; style-src 'unsafe-inline'\"/>\n"
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
		"<meta name=\"color-scheme\" content=\"light dark\"/>\n"
		"<meta name=\"referrer\" content=\"no-referrer\"/>\n");
	if (team_count == 1)
		foreign_add(words, &page->wording, teams[0]->team->name);
	else
		buffer_add_string(words, "Scorecards");
	if (*scorecard->catalog->organization) {
		separator_add(words, &page->wording);
		foreign_add(words, &page->wording, scorecard->catalog->organization);
	}
	separator_add(words, &page->wording);
	wording_add_period(words, &page->wording);
	html_add_element(page, "title");
	buffer_add_string(page->out, "<style>\n");
	buffer_add_string(page->out, embedded_page_style);
	buffer_add_string(page->out, "</style>\n</head>\n");
}

static void add_header_fact(void *context, const struct fact *fact)
{
	struct html_page *page = context;

	if (fact->kind == FACT_OF)
		return;
	buffer_addf(page->out, "<div><dt>%s</dt><dd>", fact->label);
	html_add_text(page->out, fact->text);
	buffer_add_string(page->out, "</dd></div>\n");
}

static void add_header(struct html_page *page, const struct scorecard *scorecard,
		       const char *version)
{
	struct fact_reader reader = {add_header_fact, page};

	buffer_add_string(page->out, "<header class=\"page\">\n");
	if (*scorecard->catalog->organization)
		html_add_foreign(page, "p class=\"of\"", scorecard->catalog->organization);
	buffer_add_string(page->out, "<h1>Scorecards</h1>\n<dl class=\"made\">\n");
	snapshot_each_fact(&page->wording, scorecard, version, &reader);
	buffer_add_string(page->out, "</dl>\n</header>\n");
}

static void add_goals(struct html_page *page, const struct scorecard *scorecard,
		      size_t team_count)
{
	size_t count = goals_told(scorecard, team_count);

	if (count == 0)
		return;
	buffer_addf(page->out, "<section class=\"goals\">\n<h2>%s</h2>\n<ul>\n", goals_title());
	for (size_t i = 0; i < count; i++) {
		wording_add_goal_count(html_words(page), &scorecard->goals[i], WORDING_LINE);
		html_add_element(page, "li");
	}
	buffer_add_string(page->out, "</ul>\n");
	buffer_add_string(html_words(page), goals_rule());
	html_add_element(page, "p");
	buffer_add_string(page->out, "</section>\n");
}

static void add_link(struct html_page *page, const struct team *team)
{
	buffer_add_string(page->out, "<li><a href=\"#team-");
	html_add_id(page->out, team->id);
	buffer_add_string(page->out, "\">");
	foreign_add(html_words(page), &page->wording, team->name);
	html_add_words(page);
	buffer_add_string(page->out, "</a></li>\n");
}

/* The teams by group, in the order they stand in. */
static void add_contents(struct html_page *page, const struct catalog *catalog,
			 const struct team_card *const *teams, size_t team_count)
{
	buffer_add_string(page->out, "<nav aria-label=\"Teams\">\n");
	for (size_t i = 0; i < team_count; i++) {
		size_t group = teams[i]->team->group;

		if (i == 0 || teams[i - 1]->team->group != group) {
			buffer_add_string(page->out, i ? "</ul></div>\n<div>" : "<div>");
			if (catalog->group_count) {
				group_add_heading(html_words(page), &page->wording, catalog,
						  group);
				html_add_element(page, "h2");
			}
			buffer_add_string(page->out, "<ul>\n");
		}
		add_link(page, teams[i]->team);
	}
	buffer_add_string(page->out, "</ul></div>\n</nav>\n");
}

static void add_legend(struct html_page *page)
{
	static const enum verdict order[] = {VERDICT_GROWING, VERDICT_STEADY,
					     VERDICT_CONVERSATION, VERDICT_GATHERING};

	buffer_add_string(page->out, "<footer>\n<h2>How to read this</h2>\n<dl>\n");
	for (size_t i = 0; i < VERDICT_COUNT; i++) {
		buffer_addf(page->out, "<div><dt>%s %s</dt><dd>",
			    verdict_glyph(order[i], false), verdict_word(order[i]));
		html_add_text(page->out, verdict_meaning(order[i]));
		buffer_add_string(page->out, "</dd></div>\n");
	}
	buffer_add_string(page->out, "</dl>\n");
	buffer_add_string(html_words(page), chart_legend());
	html_add_element(page, "p");
	buffer_add_string(page->out, "</footer>\n");
}

void html_write_snapshot(struct buffer *buffer, const struct scorecard *scorecard,
			 const struct team_card *const *teams, size_t team_count,
			 const struct evidence_source *source, const char *version)
{
	struct html_page page = {
		.out = buffer,
		.wording = wording_of(scorecard, false),
		.source = source,
		.notes = &scorecard->notes,
	};

	buffer_init(&page.words);
	add_head(&page, scorecard, teams, team_count);
	buffer_add_string(buffer, "<body>\n");
	if (team_count > 1)
		buffer_add_string(buffer, "<a class=\"skip\" href=\"#scorecards\">"
					  "Skip to the scorecards</a>\n");
	add_header(&page, scorecard, version);
	add_goals(&page, scorecard, team_count);
	if (team_count > 1)
		add_contents(&page, scorecard->catalog, teams, team_count);
	buffer_add_string(buffer, "<main id=\"scorecards\">\n");
	for (size_t i = 0; i < team_count; i++)
		add_team(&page, scorecard->catalog, teams[i]);
	if (team_count == 0) {
		buffer_add_string(html_words(&page), no_team_words());
		html_add_element(&page, "p");
	}
	buffer_add_string(buffer, "</main>\n");
	add_legend(&page);
	buffer_add_string(buffer, "</body>\n</html>\n");
	buffer_release(&page.words);
}
