/*
 * An event of the history as one line for people: when, what, whose, and what is known of it.
 *
 * Rule: every field that was recorded is shown, in words; texts of the history are made
 * visible.
 */
#ifndef APLOMB_REPORT_EVENT_SUMMARY_H
#define APLOMB_REPORT_EVENT_SUMMARY_H

#include "base/buffer.h"
#include "model/event.h"
#include "model/service_name.h"

/* "Wed 30 Sep 2026": a local day, as zone_local_day() numbers it. */
void event_add_day(struct buffer *buffer, int64_t local_day);

/* "deployment", "SLO sample", "rule review". */
const char *event_type_word(const struct event_type *type);

/* "ledger", "payments, checkout"; nothing where the event names neither service nor team. */
void event_add_subject(struct buffer *buffer, const struct event *event);

/* What the YAML calls those that the history names by an id or an alias. */
struct event_names {
	const struct catalog *catalog;
	const struct service_names *services; /* of that catalog */
};

/* "Ledger", "Payments, Checkout"; the id where the YAML does not name it. */
void event_add_named_subject(struct buffer *buffer, const struct event *event,
			     const struct event_names *names);
/* What a service of the history is called. Memory: the catalog's, or `id` itself. */
const char *event_service_name(const struct event_names *names, const char *id);
/* "Ledger (ledger)": a subject whole; of a field that names none, and without a name: "". */
void event_add_subject_field(struct buffer *buffer, const struct event *event, size_t index,
			     const struct event_names *names);

/*
 * The rest: "v1.2.0, rollback, 12 changes, source ci". Instants are those of the zone, without
 * the date where they fall on the event's own day.
 */
void event_add_summary(struct buffer *buffer, const struct event *event,
		       const struct zone *zone);

/* "caused by", "restored"; a name of its own for what a field's would not say alone. */
void event_add_field_name(struct buffer *buffer, const struct event_field *field);

/*
 * One field whole: "30 Sep 2026 11:40:05", "yes", "not completed", "3 changes"; "not given"
 * where nobody said.
 */
void event_add_field_value(struct buffer *buffer, const struct event *event, size_t index,
			   const struct zone *zone);

#endif
