/*
 * Whether what came regularly has stopped coming.
 *
 * Rule: pure, and slow to speak: what is said of a service that is merely quiet would teach
 * people not to listen.
 */
#ifndef APLOMB_MODEL_RHYTHM_H
#define APLOMB_MODEL_RHYTHM_H

#include <stdbool.h>
#include <stddef.h>

#include "base/instant.h"

struct rhythm {
	instant last;		     /* when the last one came */
	int64_t longest_gap_seconds; /* between two of the last year */
};

/*
 * True where at least 8 came in the 365 days before now, and none for 28 days and for four
 * times the longest gap between two of them; *rhythm then says so. Instants ascend; those from
 * now on are passed over.
 */
bool rhythm_has_stopped(const instant *instants, size_t count, instant now,
			struct rhythm *rhythm);

#endif
