/*
 * Events in a list: how each went, in a few words, and what is said around them.
 *
 * Rule: what went right comes first; the whole record is one key away (event_summary.h). Texts
 * of the history are made visible.
 */
#ifndef APLOMB_REPORT_EVENT_BRIEF_H
#define APLOMB_REPORT_EVENT_BRIEF_H

#include "model/event.h"
#include "report/wording.h"

/* "restored after 21 min, INC-204, queue replay from runbook"; "v1.2.0, rollback, 3 changes".
 */
void event_add_brief(struct buffer *buffer, const struct event *event);

/*
 * What it counts for, or why it does not: "counts for restore time", "left out of deploy
 * cadence: rollback"; nothing where no capacity reads such events.
 */
void event_add_standing(struct buffer *buffer, const struct event *event);

/* Kinds that a list shows together. */
struct event_group {
	const char *title; /* "Deployments" */
	unsigned kinds;	   /* 1 << enum event_kind */
};
/* The first is of all kinds. */
#define EVENT_GROUP_COUNT 9
extern const struct event_group event_groups[EVENT_GROUP_COUNT];
/* The group of a kind, by its place. */
int event_group_of_kind(enum event_kind kind);
/* The group whose events a capacity reads, by its id; 0 where there is none. */
int event_group_of_capacity(const char *id);

/* "1,204 events in 12 weeks"; of them shown: "65 of 1,204 events in 12 weeks". */
void events_add_count(struct buffer *buffer, size_t shown, size_t total, int window_days);
/* "24 samples of availability", "24 samples of 3 objectives"; of what is not known: "". */
void events_add_samples(struct buffer *buffer, size_t samples, const char *slo,
			size_t slo_count);
/* "33 checks, 31 passed"; the latter only where `is_known`. */
void events_add_checks(struct buffer *buffer, size_t checks, const char *check, bool is_known,
		       size_t passed);
/* "number 3 of 12, the newest first". */
void events_add_place(struct buffer *buffer, size_t place, size_t count);
/*
 * Where nothing is shown: that nothing happened in the window, what was last (INSTANT_NONE:
 * nothing ever), and the way out.
 */
void events_add_empty(struct buffer *buffer, const struct wording *wording, instant last);

#endif
