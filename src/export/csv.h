/*
 * The CSV snapshot: a header row, then one row for each capacity of each team and service.
 *
 * Rule: RFC 4180 (lines end in CR LF); columns are named as the keys of the JSON snapshot, and
 * figures are the same bytes as there. Unknown is an empty cell, never a zero; a team's own
 * reading has an empty service. Foreign text is made visible, and a cell of it that a
 * spreadsheet would take for a formula begins with an apostrophe.
 */
#ifndef APLOMB_EXPORT_CSV_H
#define APLOMB_EXPORT_CSV_H

#include "base/buffer.h"
#include "model/scorecard.h"

/* Appends the snapshot of the given teams; version is the program's. */
void csv_write_snapshot(struct buffer *buffer, const struct scorecard *scorecard,
			const struct team_card *const *teams, size_t team_count,
			const char *version);

/* One cell of foreign text, which may be NULL: visible, guarded, in quotes where it must be. */
void csv_add_text(struct buffer *buffer, const char *text);

#endif
