/*
 * DORA's published performance bands, as data by edition.
 *
 * Rule: bands are as printed, overlaps and gaps included. Sources: Accelerate State of DevOps
 * 2019 and 2021 (DORA). Month = 30.4375 days, week = 7.
 */
#ifndef APLOMB_SCORECARD_BANDS_H
#define APLOMB_SCORECARD_BANDS_H

#include "model/capacity.h"

/* Whether that edition bands that capacity at all. */
bool bands_apply(enum band_edition edition, const struct capacity *capacity);

/* Bits of enum band that contain the value (in the capacity's unit); 0: between bands. */
unsigned bands_of(enum band_edition edition, const struct capacity *capacity, double value);

/*
 * Of a value that lies in a gap: the neighbouring band on its better and on its worse side.
 * False, and both untouched, where some band contains it or it lies beyond all of them.
 */
bool bands_between(enum band_edition edition, const struct capacity *capacity, double value,
		   enum band *better, enum band *worse);

/* Where a band, or several that an edition prints alike, begins and ends. */
struct band_range {
	double low, high; /* high HUGE_VAL: open */
	unsigned bands;	  /* bits of enum band */
};

/* The ranges of a capacity, as printed, elite first; returns how many (0: none apply). */
size_t bands_ranges(enum band_edition edition, const struct capacity *capacity,
		    struct band_range ranges[BAND_COUNT]);

#endif
