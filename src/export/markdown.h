/*
 * The Markdown snapshot (GitHub Flavored Markdown, which the other git hosts read too).
 *
 * Rule: every text that a cell, a heading or a line holds is escaped as it is put in: foreign
 * text never becomes markup, a link, a mention, an entity or HTML. No HTML is written. All rows
 * of a table have the same number of cells. With is_ascii, pure ASCII.
 */
#ifndef APLOMB_EXPORT_MARKDOWN_H
#define APLOMB_EXPORT_MARKDOWN_H

#include "base/buffer.h"
#include "model/agenda.h"
#include "report/wording.h"

/* Appends the snapshot of the given teams, in the given order; version is the program's. */
void markdown_write_snapshot(struct buffer *buffer, const struct scorecard *scorecard,
			     const struct team_card *const *teams, size_t team_count,
			     const char *version, bool is_ascii);

/* Appends the agenda of a champions' meeting. */
void markdown_write_agenda(struct buffer *buffer, const struct agenda *agenda,
			   const char *version, bool is_ascii);

/* "as of ... \u00b7 window ... \u00b7 zone ... \u00b7 bands ... \u00b7 made by ...", a block of
 * one line. */
void markdown_add_made_of(struct buffer *buffer, const struct wording *wording,
			  const struct scorecard *scorecard, const char *version);

/*
 * Text as it is to be read, in one line, anywhere after the first character of a block or as
 * its beginning. What a host would turn into a link or a mention stands as code, which hosts
 * leave alone; pipes are written as entities, so that they divide no cell.
 */
void markdown_add_text(struct buffer *buffer, const char *text);

#endif
