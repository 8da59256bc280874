/*
 * Exact figures and the names of closed sets, as the JSON and CSV snapshots write them.
 *
 * Rule: the same figure is the same bytes in both.
 */
#ifndef APLOMB_EXPORT_FIGURE_H
#define APLOMB_EXPORT_FIGURE_H

#include "base/buffer.h"
#include "model/catalog.h"

#define FIGURE_DIGITS 9	  /* significant, of values */
#define ESTIMATE_DIGITS 6 /* of p and intervals */

/* "5.41666667"; a negative zero is 0. Finite. */
void figure_add(struct buffer *buffer, double value, int digits);

/* "per_week", "seconds". */
const char *unit_name(enum unit unit);

/* "2019", "none". */
const char *band_edition_name(enum band_edition edition);

/* "true", "false". */
const char *truth_name(bool is_true);

#endif
