#include "report/event_brief.h"

#include <string.h>

#include "base/text.h"
#include "report/event_summary.h"

/* Parts on their way into one line, parted by commas. */
struct line {
	struct buffer *buffer;
	const struct event *event;
	bool has_part;
};

static struct buffer *begin_part(struct line *line)
{
	buffer_add_string(line->buffer, line->has_part ? ", " : "");
	line->has_part = true;
	return line->buffer;
}

static void add_words(struct line *line, const char *words)
{
	buffer_add_string(begin_part(line), words);
}

/* NULL where there is no such field or it was not given. */
static const struct event_value *value_of(const struct event *event, const char *name)
{
	int field = event_field_find(event->type, name);

	return field >= 0 && event->values[field].is_present ? &event->values[field] : NULL;
}

static const char *text_of(const struct event *event, const char *name)
{
	const struct event_value *value = value_of(event, name);

	return value ? value->text : "";
}

static instant instant_of(const struct event *event, const char *name)
{
	const struct event_value *value = value_of(event, name);

	return value ? value->integer : INSTANT_NONE;
}

static double number_of(const struct event *event, const char *name)
{
	const struct event_value *value = value_of(event, name);

	return value ? value->number : 0;
}

static bool is_true(const struct event *event, const char *name)
{
	const struct event_value *value = value_of(event, name);

	return value && value->integer;
}

static void add_text(struct line *line, const char *name)
{
	const char *text = text_of(line->event, name);

	if (*text)
		text_add_visible(begin_part(line), text, strlen(text));
}

/* "restored after 21 min"; `open` where the end is not known. */
static void add_taken(struct line *line, const char *words, const char *from, const char *to,
		      const char *open)
{
	instant begun = instant_of(line->event, from), ended = instant_of(line->event, to);

	if (ended == INSTANT_NONE) {
		add_words(line, open);
		return;
	}
	add_words(line, words);
	/* An end before its beginning is a slip of the record, and no time. */
	if (begun == INSTANT_NONE || ended < begun)
		return;
	buffer_add_string(line->buffer, " after ");
	quantity_add_span(line->buffer, (double)(ended - begun), WORDING_LINE);
}

/* -- what a service did -------------------------------------------------------------------- */

static bool is_elsewhere(const struct event *event)
{
	const char *environment = text_of(event, "environment");

	return *environment && strcmp(environment, "production") != 0;
}

/* Of a deployment's own revision alone. */
static void add_since_commit(struct line *line)
{
	instant committed = instant_of(line->event, "committed_at");

	if (committed == INSTANT_NONE || committed > event_at(line->event))
		return;
	quantity_add_span(begin_part(line), (double)(event_at(line->event) - committed),
			  WORDING_LINE);
	buffer_add_string(line->buffer, " after its commit");
}

static void add_deployment(struct line *line)
{
	const struct event_value *changes = value_of(line->event, "changes");
	const char *kind = text_of(line->event, "kind");

	add_text(line, *text_of(line->event, "id") ? "id" : "revision");
	if (strcmp(text_of(line->event, "outcome"), "failed") == 0)
		add_words(line, "not completed");
	if (*kind && strcmp(kind, "normal") != 0)
		add_text(line, "kind");
	if (is_elsewhere(line->event))
		add_text(line, "environment");
	if (changes)
		quantity_add_counted(begin_part(line), changes->count, "change", "changes");
	add_since_commit(line);
	if (!line->has_part)
		add_words(line, "deployed");
}

static void add_incident(struct line *line)
{
	if (is_true(line->event, "planned"))
		add_words(line, "planned maintenance");
	add_taken(line, "restored", "started_at", "restored_at", "still open");
	add_text(line, "id");
	add_text(line, "title");
	if (is_elsewhere(line->event))
		add_text(line, "environment");
}

static void add_sample(struct line *line)
{
	double good = number_of(line->event, "good");
	double total = number_of(line->event, "total");

	add_text(line, "slo");
	if (total <= 0) {
		add_words(line, "no traffic");
		return;
	}
	quantity_add_percent(begin_part(line), good / total, 2);
	buffer_add_string(line->buffer, " good of ");
	quantity_add_number(line->buffer, total);
}

/* Of a package URL the name: "pkg:npm/%40scope/part" is "part". */
static void add_update(struct line *line)
{
	const char *component = text_of(line->event, "component");
	const char *slash = strrchr(component, '/');
	const char *name = slash && slash[1] ? slash + 1 : component;

	text_add_visible(begin_part(line), name, strlen(name));
	buffer_add_char(line->buffer, ' ');
	text_add_visible(line->buffer, text_of(line->event, "version"),
			 strlen(text_of(line->event, "version")));
	add_taken(line, "running", "released_at", "applied_at", "released, not running yet");
	if (is_true(line->event, "security"))
		add_words(line, "security");
}

static void add_check(struct line *line)
{
	add_words(line, is_true(line->event, "passed") ? "passed" : "room to grow");
	add_text(line, "check");
	add_text(line, "title");
}

/* -- what people did ----------------------------------------------------------------------- */

static void add_exercise(struct line *line)
{
	const struct event_value *sent = value_of(line->event, "sent");
	const struct event_value *reported = value_of(line->event, "reported");
	const char *outcome = text_of(line->event, "outcome");

	if (strcmp(outcome, "detected") == 0)
		add_taken(line, "detected", "at", "detected_at", "detected");
	else
		add_words(line, strcmp(outcome, "stopped") == 0 ? "stopped" : "not noticed");
	if (strcmp(text_of(line->event, "kind"), "real") == 0)
		add_words(line, "a real attempt");
	if (sent && reported) {
		quantity_add_count(begin_part(line), (size_t)reported->integer);
		buffer_add_string(line->buffer, " of ");
		quantity_add_count(line->buffer, (size_t)sent->integer);
		buffer_add_string(line->buffer, " reported");
	}
	add_text(line, "title");
}

static void add_shadowing(struct line *line)
{
	double days = number_of(line->event, "days");
	bool to = strcmp(text_of(line->event, "direction"), "to_security") == 0;

	quantity_add_exact_number(begin_part(line), days);
	buffer_addf(line->buffer, " %s %s security", days > 1 || days < 1 ? "days" : "day",
		    to ? "to" : "from");
}

static void add_work(struct line *line)
{
	double hours = number_of(line->event, "hours");

	quantity_add_exact_number(begin_part(line), hours);
	buffer_addf(line->buffer, " %s of ", hours > 1 || hours < 1 ? "hours" : "hour");
	buffer_addf(line->buffer, "%s work", text_of(line->event, "kind"));
	add_text(line, "aim");
}

static void add_lesson(struct line *line)
{
	if (is_true(line->event, "went_right"))
		add_words(line, "from what went right");
	add_taken(line, "acted on", "learned_at", "acted_at", "open");
	add_text(line, "text");
}

static void add_rule(struct line *line)
{
	if (value_of(line->event, "retired_at"))
		add_words(line, "retired");
	add_text(line, "text");
}

static void add_coverage(struct line *line)
{
	const char *kind = text_of(line->event, "kind");

	buffer_addf(begin_part(line), "%s known up to here",
		    strcmp(kind, "slo_samples") == 0 ? "SLO samples" : kind);
}

void event_add_brief(struct buffer *buffer, const struct event *event)
{
	struct line line = {buffer, event, false};

	switch (event->type->kind) {
	case EVENT_DEPLOYMENT:
		add_deployment(&line);
		break;
	case EVENT_INCIDENT:
		add_incident(&line);
		break;
	case EVENT_SLO_SAMPLE:
		add_sample(&line);
		break;
	case EVENT_UPDATE:
		add_update(&line);
		break;
	case EVENT_CHECK:
		add_check(&line);
		break;
	case EVENT_EXERCISE:
		add_exercise(&line);
		break;
	case EVENT_NEED:
		add_taken(&line, "met", "asked_at", "met_at", "open");
		add_text(&line, "text");
		break;
	case EVENT_CONCERN:
		add_taken(&line, "acted on", "raised_at", "acted_at", "open");
		add_text(&line, "text");
		break;
	case EVENT_WALKAROUND:
		add_words(&line, "held");
		add_text(&line, "title");
		break;
	case EVENT_SHADOWING:
		add_shadowing(&line);
		break;
	case EVENT_MEETING:
		add_words(&line, "champions met");
		break;
	case EVENT_LESSON:
		add_lesson(&line);
		break;
	case EVENT_RULE:
		add_rule(&line);
		break;
	case EVENT_RULE_REVIEW:
		add_words(&line, is_true(event, "fits") ? "fits the work" : "room to grow");
		add_text(&line, "rule");
		break;
	case EVENT_WORK:
		add_work(&line);
		break;
	case EVENT_COVERAGE:
		add_coverage(&line);
		break;
	case EVENT_NOTE:
		add_text(&line, "text");
		break;
	case EVENT_KIND_COUNT:
		break;
	}
}
