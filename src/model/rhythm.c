#include "model/rhythm.h"

#define YEAR_SECONDS (365 * SECONDS_PER_DAY)
#define SILENCE_SECONDS (28 * SECONDS_PER_DAY)
#define COUNT_MIN 8
#define GAPS_SILENT 4

bool rhythm_has_stopped(const instant *instants, size_t count, instant now,
			struct rhythm *rhythm)
{
	size_t begin = 0, end = count;
	struct rhythm found = {INSTANT_NONE, 0};
	int64_t silence;

	while (end > 0 && instants[end - 1] >= now)
		end--;
	while (begin < end && instants[begin] < now - YEAR_SECONDS)
		begin++;
	if (end - begin < COUNT_MIN)
		return false;
	for (size_t i = begin + 1; i < end; i++)
		if (instants[i] - instants[i - 1] > found.longest_gap_seconds)
			found.longest_gap_seconds = instants[i] - instants[i - 1];
	found.last = instants[end - 1];
	silence = now - found.last;
	if (silence <= SILENCE_SECONDS || silence <= GAPS_SILENT * found.longest_gap_seconds)
		return false;
	*rhythm = found;
	return true;
}
