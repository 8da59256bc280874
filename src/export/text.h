/*
 * Scorecards as text for people: what `show` prints and the text snapshot of `export`.
 *
 * Rule: 80 columns, one fact a line where it fits, so that two texts can be compared line by
 * line; the same scorecard gives the same bytes. Foreign text is made visible. Each says its
 * as_of, window, zone, bands edition and version. With is_ascii, pure ASCII.
 */
#ifndef APLOMB_EXPORT_TEXT_H
#define APLOMB_EXPORT_TEXT_H

#include "base/buffer.h"
#include "model/agenda.h"
#include "model/comparison.h"
#include "report/topic.h"

#define TEXT_COLUMNS 80

/* `show`: groups and teams against the headline capacities, in the order of the YAML. */
void text_write_overview(struct buffer *buffer, const struct scorecard *scorecard,
			 const char *version, bool is_ascii);

/* The organisation's goals alone, as the overview begins with them. */
void text_write_goals(struct buffer *buffer, const struct scorecard *scorecard,
		      const char *version, bool is_ascii);

/* `show TEAM`: one scorecard. */
void text_write_team(struct buffer *buffer, const struct scorecard *scorecard,
		     const struct team_card *card, const char *version, bool is_ascii);

/*
 * `show TEAM CAPACITY`: why this number is what it is. `evidence` from scorecard_evidence(), of
 * the team, for the reading's capacity.
 */
void text_write_reading(struct buffer *buffer, const struct scorecard *scorecard,
			const struct team_card *card, const struct reading *reading,
			const struct evidence *evidence, size_t evidence_count,
			const char *version, bool is_ascii);

/* `show TEAM TOPIC`: its passages and its question. */
void text_write_topic(struct buffer *buffer, const struct scorecard *scorecard,
		      const struct team_card *card, const struct topic *topic,
		      const char *version, bool is_ascii);

/* `compare TEAM`: then and now, and what happened in between. */
void text_write_comparison(struct buffer *buffer, const struct comparison *comparison,
			   const char *version, bool is_ascii);

/* `agenda`: what to talk about when the champions meet. */
void text_write_agenda(struct buffer *buffer, const struct agenda *agenda, const char *version,
		       bool is_ascii);

/* `export`: the snapshot of the given teams, in the given order, with every detail. */
void text_write_snapshot(struct buffer *buffer, const struct scorecard *scorecard,
			 const struct team_card *const *teams, size_t team_count,
			 const char *version, bool is_ascii);

#endif
