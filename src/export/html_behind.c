/*
 * What is behind a number: the rule, the arithmetic, the weeks and the events, closed until
 * somebody asks.
 *
 * Rule: a list that is cut says so, and says where all of it is.
 */
#include <string.h>

#include "export/html_page.h"
#include "report/shown.h"

#define LIST_MAX 50

static void add_open_table(struct html_page *page, const char *caption, const char *heads)
{
	buffer_addf(page->out,
		    "<div class=\"wide\" role=\"group\" tabindex=\"0\" aria-label=\"%s\">\n"
		    "<table>\n<caption>%s</caption>\n<thead><tr>%s</tr></thead>\n<tbody>\n",
		    caption, caption, heads);
}

static void add_close_table(struct html_page *page)
{
	buffer_add_string(page->out, "</tbody>\n</table>\n</div>\n");
}

/* -- the weeks ----------------------------------------------------------------------------- */

/* The last day of a week that ends at an instant, then its value from the scratch buffer. */
static void add_week(struct html_page *page, instant end, const char *class)
{
	struct buffer value = page->words;

	buffer_init(&page->words);
	wording_add_date(&page->words, &page->wording, end - 1, true);
	buffer_addf(page->out, "<tr%s>", class);
	html_add_element(page, "th scope=\"row\"");
	buffer_release(&page->words);
	page->words = value;
	html_add_element(page, "td");
	buffer_add_string(page->out, "</tr>\n");
}

static void add_weeks(struct html_page *page, const struct reading *reading)
{
	instant window_begin =
		page->wording.period.as_of - page->wording.period.window_days * SECONDS_PER_DAY;

	add_open_table(page, "Week by week",
		       "<th scope=\"col\">Week to</th><th scope=\"col\">Value</th>");
	for (size_t i = reading->week_count; i-- > 0;) {
		wording_add_week(html_words(page), &page->wording, reading, i);
		add_week(page,
			 page->wording.period.as_of -
				 (instant)(reading->week_count - 1 - i) * SECONDS_PER_WEEK,
			 "");
	}
	if (!series_has_values(reading->before, reading->before_count)) {
		add_close_table(page);
		return;
	}
	for (size_t i = reading->before_count; i-- > 0;) {
		wording_add_week_before(html_words(page), reading, i);
		add_week(page,
			 window_begin -
				 (instant)(reading->before_count - 1 - i) * SECONDS_PER_WEEK,
			 " class=\"before\"");
	}
	add_close_table(page);
}

/* -- events -------------------------------------------------------------------------------- */

static void add_event(struct html_page *page, const struct reading *reading,
		      const struct evidence *evidence)
{
	struct buffer *words;

	buffer_add_string(page->out, evidence->reason ? "<tr class=\"out\">" : "<tr>");
	if (!reading->capacity->is_undated) {
		wording_add_instant(html_words(page), &page->wording, evidence->at);
		html_add_element(page, "td class=\"when\"");
	}
	if (evidence->service)
		html_add_foreign(page, "td", evidence->service->name);
	wording_add_evidence(html_words(page), reading->capacity, evidence);
	html_add_element(page, "td");
	words = html_words(page);
	foreign_add(words, &page->wording, evidence->id);
	if (*evidence->id && *evidence->text)
		separator_add(words, &page->wording);
	foreign_add(words, &page->wording, evidence->text);
	html_add_element(page, "td");
	buffer_add_string(page->out, "</tr>\n");
}

static void add_cut(struct html_page *page, const struct reading *reading, size_t total)
{
	if (total <= LIST_MAX)
		return;
	wording_add_cut(html_words(page), &page->wording, LIST_MAX, total, page->card->team,
			reading->capacity);
	html_add_element(page, "p class=\"cut\"");
}

/* The newest first, since the oldest are those that are cut; of a loop the other way. */
static void add_events(struct html_page *page, const struct reading *reading,
		       const struct evidence *evidence, size_t count)
{
	struct buffer heads;

	if (count == 0)
		return;
	buffer_init(&heads);
	if (!reading->capacity->is_undated)
		buffer_add_string(&heads, "<th scope=\"col\">When</th>");
	if (!reading->capacity->is_team_only || reading->capacity->is_undated)
		buffer_add_string(&heads, "<th scope=\"col\">Service</th>");
	buffer_add_string(&heads, "<th scope=\"col\">What</th><th scope=\"col\">Which</th>");
	add_open_table(page, "Events", heads.bytes);
	buffer_release(&heads);
	for (size_t i = 0; i < count && i < LIST_MAX; i++)
		add_event(page, reading,
			  &evidence[reading_lists_oldest_first(reading) ? i : count - 1 - i]);
	add_close_table(page);
	add_cut(page, reading, count);
}

static bool is_waiting(const struct component_reading *component)
{
	return component->pending || component->reason;
}

/* Those that an update waits for first: up to date is soon said. */
static void add_components(struct html_page *page, const struct reading *reading)
{
	size_t written = 0;

	buffer_add_string(page->out, "<ul>\n");
	for (int pass = 0; pass < 2; pass++) {
		for (size_t i = 0; i < reading->component_count && written < LIST_MAX; i++) {
			const struct component_reading *component = &reading->components[i];

			if (is_waiting(component) != (pass == 0))
				continue;
			component_add_line(html_words(page), &page->wording, component);
			html_add_element(page, "li");
			written++;
		}
	}
	buffer_add_string(page->out, "</ul>\n");
	add_cut(page, reading, reading->component_count);
}

/* A census is told item by item as it stands (SLOs among the facts already). */
static void add_evidence(struct html_page *page, const struct reading *reading)
{
	struct arena arena = {0};
	size_t count = 0;

	if (reading->component_count) {
		add_components(page, reading);
	} else if (!reading->slo_count && page->source) {
		const struct evidence *evidence =
			page->source->find(page->source->context, page->card->team,
					   reading->capacity, &arena, &count);

		add_events(page, reading, evidence, count);
	}
	arena_release(&arena);
}

void html_add_behind(struct html_page *page, const struct reading *reading)
{
	struct buffer *words;

	buffer_add_string(page->out, "<details>\n<summary>Behind it");
	if (reading->n) {
		buffer_add_string(page->out, ": ");
		wording_add_n(html_words(page), reading);
		html_add_words(page);
	}
	buffer_add_string(page->out, "</summary>\n<div class=\"behind\">\n<div>\n");
	buffer_add_string(html_words(page), capacity_rule(reading->capacity));
	html_add_element(page, "p");
	words = html_words(page);
	wording_add_arithmetic(words, &page->wording, reading);
	if (words->length_bytes)
		html_add_element(page, "p");
	add_evidence(page, reading);
	buffer_add_string(page->out, "</div>\n");
	if (reading_has_chart(reading))
		add_weeks(page, reading);
	buffer_add_string(page->out, "</div>\n</details>\n");
}
