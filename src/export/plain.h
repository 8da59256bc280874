/*
 * Scorecards for reading from the first line to the last: aloud, or in a mail.
 *
 * Rule: everything that the text tells, one sentence a line, each with its subject; no columns,
 * no charts, no glyphs, no wrapping (whoever reads it has a width of their own). An empty line
 * stands between parts. Words are ASCII; with is_ascii so are names.
 */
#ifndef APLOMB_EXPORT_PLAIN_H
#define APLOMB_EXPORT_PLAIN_H

#include "base/buffer.h"
#include "model/agenda.h"
#include "model/comparison.h"
#include "model/event.h"
#include "report/topic.h"

/* As the functions of text.h that end alike. */
void plain_write_overview(struct buffer *buffer, const struct scorecard *scorecard,
			  const char *version, bool is_ascii);
void plain_write_team(struct buffer *buffer, const struct scorecard *scorecard,
		      const struct team_card *card, const char *version, bool is_ascii);
void plain_write_reading(struct buffer *buffer, const struct scorecard *scorecard,
			 const struct team_card *card, const struct reading *reading,
			 const struct evidence *evidence, size_t evidence_count,
			 const char *version, bool is_ascii);
void plain_write_topic(struct buffer *buffer, const struct scorecard *scorecard,
		       const struct team_card *card, const struct topic *topic,
		       const char *version, bool is_ascii);
void plain_write_snapshot(struct buffer *buffer, const struct scorecard *scorecard,
			  const struct team_card *const *teams, size_t team_count,
			  const char *version, bool is_ascii);
void plain_write_comparison(struct buffer *buffer, const struct comparison *comparison,
			    const char *version, bool is_ascii);

void plain_write_agenda(struct buffer *buffer, const struct agenda *agenda, const char *version,
			bool is_ascii);

/* "Wed 30 Sep 2026 at 11:40, deployment, ledger: v1.2.0, rollback, 12 changes.": one line. */
void plain_write_event(struct buffer *buffer, const struct event *event,
		       const struct zone *zone, bool is_ascii);

#endif
