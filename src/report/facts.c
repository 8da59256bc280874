#include "report/facts.h"

#include "report/group_words.h"

#include <math.h>
#include <string.h>

#include "base/text.h"

#define MIDDLE_DOT "\xc2\xb7"

/* A fact on its way: its text is put together in the buffer. */
struct telling {
	const struct wording *wording;
	const struct fact_reader *reader;
	struct buffer text;
};

/* Hands on what is in the buffer, if anything, and empties it. */
static void tell(struct telling *telling, enum fact_kind kind, const char *label)
{
	struct fact fact = {kind, label, telling->text.bytes};

	if (telling->text.length_bytes)
		telling->reader->read(telling->reader->context, &fact);
	buffer_clear(&telling->text);
}

/* -- of a reading -------------------------------------------------------------------------- */

static void tell_goal(struct telling *telling, const struct reading *reading,
		      enum facts_depth depth)
{
	wording_add_goal(&telling->text, telling->wording, reading);
	if (reading->goal && reading->goal->has_review && depth != FACTS_BRIEF) {
		buffer_add_string(&telling->text, ", ");
		goal_add_review(&telling->text, reading->goal);
	}
	tell(telling, FACT_GOAL, "goal");
}

static void tell_before(struct telling *telling, const struct reading *reading)
{
	if (reading->capacity->is_undated)
		return;
	wording_add_previous(&telling->text, reading, WORDING_LINE);
	if (reading->previous.n && reading->capacity->unit != UNIT_RATIO) {
		buffer_add_string(&telling->text, " (");
		quantity_add_count(&telling->text, reading->previous.n);
		buffer_addf(&telling->text, " %s)",
			    capacity_noun(reading->capacity, reading->previous.n));
	}
	tell(telling, FACT_BEFORE, "before");
}

/* Where there was nothing then and nothing now, there is nothing to compare. */
static bool is_comparable(const struct reading *reading)
{
	return !reading->capacity->is_undated &&
	       (!isnan(reading->value) || !isnan(reading->previous.value));
}

static void tell_details(struct telling *telling, const struct reading *reading,
			 enum facts_depth depth)
{
	for (size_t i = 0; i < reading->detail_count; i++) {
		/* What was remedied later stays one step away, as material to learn from. */
		if (depth == FACTS_FULL && strcmp(reading->details[i].name, "declared") == 0)
			continue;
		wording_add_detail(&telling->text, reading, &reading->details[i]);
		tell(telling, FACT_DETAIL, "beside it");
	}
}

static void tell_all(struct telling *telling, const struct reading *reading,
		     enum facts_depth depth)
{
	if (depth == FACTS_FULL)
		tell_before(telling, reading);
	if (is_comparable(reading) || depth == FACTS_WHY) {
		wording_add_change(&telling->text, telling->wording, reading);
		tell(telling, FACT_CHANGE, "change");
	}
	wording_add_shift(&telling->text, telling->wording, reading);
	tell(telling, FACT_SHIFT, "shift");
	tell_details(telling, reading, depth);
	if (reading->state != READING_UNCOLLECTED) {
		wording_add_coverage(&telling->text, telling->wording, reading);
		tell(telling, FACT_COVERAGE, "coverage");
		wording_add_known(&telling->text, telling->wording, reading);
		tell(telling, FACT_KNOWN, "evidence");
	}
	if (depth != FACTS_FULL)
		return;
	wording_add_excluded(&telling->text, reading);
	tell(telling, FACT_EVENTS, "events");
	for (size_t i = 0; i < reading->slo_count; i++) {
		slo_add_line(&telling->text, telling->wording, &reading->slos[i]);
		tell(telling, FACT_SLO, "SLO");
	}
}

void reading_each_fact(const struct wording *wording, const struct reading *reading,
		       enum facts_depth depth, const struct fact_reader *reader)
{
	struct telling telling = {.wording = wording, .reader = reader};

	buffer_init(&telling.text);
	if (depth == FACTS_WHY) {
		buffer_add_string(&telling.text, capacity_rule(reading->capacity));
		tell(&telling, FACT_RULE, "rule");
		wording_add_beginning(&telling.text, reading);
		tell(&telling, FACT_RULE, "to begin");
		wording_add_arithmetic(&telling.text, wording, reading);
		tell(&telling, FACT_ARITHMETIC, "arithmetic");
	}
	tell_goal(&telling, reading, depth);
	wording_add_interval(&telling.text, reading);
	tell(&telling, FACT_INTERVAL, "interval");
	wording_add_usual(&telling.text, reading, WORDING_LINE);
	tell(&telling, FACT_USUAL, "usual");
	if (depth != FACTS_BRIEF)
		tell_all(&telling, reading, depth);
	buffer_release(&telling.text);
}

/* -- of a snapshot ------------------------------------------------------------------------- */

void snapshot_each_fact(const struct wording *wording, const struct scorecard *scorecard,
			const char *version, const struct fact_reader *reader)
{
	struct telling telling = {.wording = wording, .reader = reader};

	buffer_init(&telling.text);
	foreign_add(&telling.text, wording, scorecard->catalog->organization);
	tell(&telling, FACT_OF, "of");
	wording_add_as_of(&telling.text, wording);
	tell(&telling, FACT_AS_OF, "as of");
	wording_add_period(&telling.text, wording);
	buffer_addf(&telling.text, " (%d %s)", wording->period.window_days,
		    wording->period.window_days == 1 ? "day" : "days");
	tell(&telling, FACT_WINDOW, "window");
	foreign_add(&telling.text, wording, wording->zone->name);
	tell(&telling, FACT_ZONE, "zone");
	buffer_add_string(&telling.text, band_edition_word(wording->period.bands));
	tell(&telling, FACT_BANDS, "bands");
	buffer_addf(&telling.text, "aplomb %s", version);
	tell(&telling, FACT_MADE_BY, "made by");
	buffer_release(&telling.text);
}

/* -- words with foreign text in them ------------------------------------------------------- */

void foreign_add(struct buffer *buffer, const struct wording *wording, const char *text)
{
	struct buffer visible;

	if (!wording->is_ascii) {
		text_add_visible(buffer, text, strlen(text));
		return;
	}
	buffer_init(&visible);
	text_add_visible(&visible, text, strlen(text));
	text_add_ascii(buffer, visible.bytes, visible.length_bytes);
	buffer_release(&visible);
}

void separator_add(struct buffer *buffer, const struct wording *wording)
{
	buffer_add_string(buffer, wording->is_ascii ? " - " : " " MIDDLE_DOT " ");
}

void wording_add_as_of(struct buffer *buffer, const struct wording *wording)
{
	struct civil civil = zone_civil(wording->zone, wording->period.as_of);
	char utc[INSTANT_TEXT_BYTES];

	buffer_addf(buffer, "%04d-%02d-%02d %02d:%02d:%02d ", civil.year, civil.month,
		    civil.day, civil.hour, civil.minute, civil.second);
	foreign_add(buffer, wording, wording->zone->name);
	buffer_addf(buffer, " (%s)", instant_format(wording->period.as_of, utc));
}

void group_add_path(struct buffer *buffer, const struct wording *wording,
		    const struct catalog *catalog, size_t group)
{
	if (group == CATALOG_NO_GROUP)
		return;
	if (catalog->groups[group].parent != CATALOG_NO_GROUP) {
		group_add_path(buffer, wording, catalog, catalog->groups[group].parent);
		buffer_add_string(buffer, " / ");
	}
	foreign_add(buffer, wording, catalog->groups[group].name);
}

void group_add_heading(struct buffer *buffer, const struct wording *wording,
		       const struct catalog *catalog, size_t group)
{
	if (group == CATALOG_NO_GROUP)
		buffer_add_string(buffer, other_teams_words());
	else
		group_add_path(buffer, wording, catalog, group);
}

void team_add_place(struct buffer *buffer, const struct wording *wording,
		    const struct catalog *catalog, const struct team *team)
{
	size_t start = buffer->length_bytes;

	group_add_path(buffer, wording, catalog, team->group);
	if (!team->champion)
		return;
	if (buffer->length_bytes > start)
		separator_add(buffer, wording);
	buffer_add_string(buffer, "security champion ");
	foreign_add(buffer, wording, team->champion);
}

void slo_add_line(struct buffer *buffer, const struct wording *wording,
		  const struct slo_reading *slo)
{
	foreign_add(buffer, wording, slo->service->name);
	buffer_add_string(buffer, ", ");
	foreign_add(buffer, wording, slo->slo->name);
	buffer_add_string(buffer, ": ");
	slo_add_standing(buffer, slo);
}

void component_add_line(struct buffer *buffer, const struct wording *wording,
			const struct component_reading *component)
{
	foreign_add(buffer, wording, component->service->name);
	buffer_add_string(buffer, ", ");
	foreign_add(buffer, wording, component->component);
	if (component->running) {
		buffer_add_string(buffer, " runs ");
		foreign_add(buffer, wording, component->running);
	}
	if (component->pending) {
		buffer_add_string(buffer, ", next is ");
		foreign_add(buffer, wording, component->pending);
	}
	buffer_add_string(buffer, ": ");
	component_add_standing(buffer, component);
}

void wording_add_counted(struct buffer *buffer, const struct reading *reading)
{
	double standing = reading_detail(reading, "standing");

	if (reading->n || !(standing > 0)) {
		wording_add_n(buffer, reading);
		buffer_add_string(buffer, " counted");
	}
	if (standing > 0) {
		buffer_add_string(buffer, reading->n ? ", and " : "");
		quantity_add_counted(buffer, (size_t)standing, "rule that stands",
				     "rules that stand");
	}
	if (reading->excluded_count)
		buffer_add_string(buffer, ", ");
	wording_add_excluded(buffer, reading);
}

void wording_add_invest(struct buffer *buffer, const struct wording *wording,
			const struct team_card *card)
{
	buffer_addf(buffer, "Where to invest next: %s", invest_mode_words(card->invest));
	for (size_t i = 0; i < card->because_count; i++)
		buffer_addf(buffer, "%s%s", i ? ", " : " (", capacity_title(card->because[i]));
	buffer_add_string(buffer, card->because_count ? "). " : ". ");
	invest_add_question(buffer, wording, card);
}
