/*
 * The HTML snapshot: one file that asks nothing of any network, with charts.
 *
 * Rule: no script, no font, no image, no address leaves it, and a policy inside it says so to
 * the browser. Every text is made visible and escaped as it goes in. The markup is well-formed
 * XML too. Nothing is said by colour alone. The same facts give the same bytes, in UTF-8,
 * whatever the locale.
 */
#ifndef APLOMB_EXPORT_HTML_H
#define APLOMB_EXPORT_HTML_H

#include "base/buffer.h"
#include "model/scorecard.h"

/* Who knows the events behind a team's reading. */
struct evidence_source {
	/* As scorecard_evidence() gives them; memory from the arena. */
	const struct evidence *(*find)(void *context, const struct team *team,
				       const struct capacity *capacity, struct arena *arena,
				       size_t *count);
	void *context;
};

/*
 * Appends the snapshot of the given teams, in the given order; version is the program's.
 * source: NULL where the events are not known; the page then has none.
 */
void html_write_snapshot(struct buffer *buffer, const struct scorecard *scorecard,
			 const struct team_card *const *teams, size_t team_count,
			 const struct evidence_source *source, const char *version);

/*
 * Text as the content of an element or of an attribute in double quotes; "90 %" stays on one
 * line.
 */
void html_add_text(struct buffer *buffer, const char *text);

#endif
