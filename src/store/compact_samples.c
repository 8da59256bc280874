/*
 * Parts of samples: packed, unpacked and loaded.
 *
 * A part is, for each sample in the order (at, source): seconds since the one before (of the
 * first: since the part's begin) and whether it is a day long; its length where it is not;
 * total and good.
 */
#include <math.h>

#include "store/compact.h"

void compact_samples_pack(const struct slo_sample *samples, size_t count,
			  struct buffer *columns)
{
	instant before = count ? compact_part_of(samples[0].at) * COMPACT_PART_SECONDS : 0;

	columns_add(columns, count);
	for (size_t i = 0; i < count; i++) {
		const struct slo_sample *sample = &samples[i];
		bool is_day = sample->seconds == SECONDS_PER_DAY;

		columns_add(columns, (uint64_t)(sample->at - before) << 1 | is_day);
		if (!is_day)
			columns_add(columns, (uint64_t)sample->seconds);
		columns_add_real(columns, sample->total);
		columns_add_real(columns, sample->good);
		before = sample->at;
	}
}

/* What is being unpacked, and where it goes. */
struct unpacking {
	struct list *samples;
	struct arena *scratch;
	instant from, end;
};

static bool next_sample(struct columns_reader *reader, instant before,
			struct slo_sample *sample)
{
	uint64_t after = columns_next(reader);

	if (after >> 1 >= COMPACT_PART_SECONDS)
		return false;
	sample->at = before + (instant)(after >> 1);
	sample->seconds = after & 1 ? SECONDS_PER_DAY : (int64_t)columns_next(reader);
	sample->total = columns_next_real(reader);
	sample->good = columns_next_real(reader);
	return reader->is_whole && sample->seconds >= 1 &&
	       sample->seconds <= EVENT_INTEGER_MAX && isfinite(sample->total) &&
	       sample->good >= 0 && sample->good <= sample->total;
}

static bool unpack(void *context, int64_t part, const void *columns, size_t length_bytes)
{
	struct unpacking *unpacking = context;
	struct columns_reader reader = columns_read(columns, length_bytes);
	size_t count = columns_next_count(&reader);
	instant before = part * COMPACT_PART_SECONDS;

	for (size_t i = 0; i < count; i++) {
		struct slo_sample sample;

		if (!next_sample(&reader, before, &sample) ||
		    compact_part_of(sample.at) != part)
			return false;
		before = sample.at;
		if (sample.at >= unpacking->end)
			return true;
		if (sample.at >= unpacking->from)
			*(struct slo_sample *)list_add(unpacking->samples, unpacking->scratch) =
				sample;
	}
	return columns_are_read(&reader);
}

bool compact_samples_unpack(struct loading *loading, const struct compact_series *series,
			    instant from, instant end, struct list *samples, bool *is_whole,
			    struct error *error)
{
	struct unpacking unpacking = {samples, &loading->scratch, from, end};

	return compact_each_part(loading->store, series, from, end, unpack, &unpacking,
				 is_whole, error);
}

bool load_compact_samples(struct loading *loading, const char *name, struct list *samples,
			  struct service_history *history, bool *is_loaded, struct error *error)
{
	struct compact_series series;
	instant until;
	size_t before = samples->count;

	if (!compact_series_find(loading->store, "slo_sample", name, loading->slo->id, &series,
				 is_loaded, error))
		return false;
	if (!*is_loaded)
		return true;
	until = compact_packed_until(&series, loading->as_of);
	if (!compact_samples_unpack(loading, &series, loading->from, until, samples, is_loaded,
				    error))
		return false;
	if (!*is_loaded) {
		samples->count = before;
		return true;
	}
	if (series.first_at != INSTANT_NONE && series.first_at < until)
		service_history_note_first(history, COLLECTED_SLO_SAMPLES, series.first_at);
	else if (!load_first_sample_row(loading, name, samples, error))
		return false;
	if (until == loading->as_of)
		return true;
	return load_sample_rows(loading, name, until > loading->from ? until : loading->from,
				samples, error);
}
