/*
 * The JSON snapshot, schema_version 1: additive changes only.
 *
 * Rule: keys are always present and unknown is null; numbers have up to 9 significant digits (p
 * and intervals 6); times are RFC 3339 UTC; texts are made visible. The same scorecard gives
 * the same bytes. One capacity a line, so that a snapshot can be compared line by line.
 */
#ifndef APLOMB_EXPORT_JSON_H
#define APLOMB_EXPORT_JSON_H

#include "base/buffer.h"
#include "model/agenda.h"

/* Appends the snapshot of the given teams; version is the program's. */
void json_write_snapshot(struct buffer *buffer, const struct scorecard *scorecard,
			 const struct team_card *const *teams, size_t team_count,
			 const char *version);

/* Appends the agenda of a champions' meeting. */
void json_write_agenda(struct buffer *buffer, const struct agenda *agenda, const char *version);

#endif
