/*
 * Incidents: packed, unpacked and loaded. They are few, and any of them may have been caused by
 * any deployment, so all of a series are one part.
 *
 * The part is, for each incident in the order (started_at, source, id): seconds since the one
 * before; its facts as bits; how much later it was detected and restored, where that is known;
 * what it was caused by, where it says so: the id, and each deployment of that id by the name
 * of its service and how long before the incident it was.
 */
#include <string.h>

#include "base/text.h"
#include "store/compact.h"

enum {
	BIT_PRODUCTION = 1,
	BIT_PLANNED = 1 << 1,
	BIT_DETECTED = 1 << 2,
	BIT_RESTORED = 1 << 3,
	BIT_CAUSED = 1 << 4,
	BITS_ALL = (1 << 5) - 1,
};

/* -- packing ------------------------------------------------------------------------------ */

static bool add_cause(struct loading *loading, const struct incident *incident,
		      struct buffer *columns, struct error *error)
{
	struct list targets = list_of(sizeof(struct compact_target));
	const struct compact_target *items;

	if (!compact_targets_of(loading, NULL, incident->caused_by, INSTANT_MAX + 1, &targets,
				error))
		return false;
	items = targets.items;
	columns_add_text(columns, incident->caused_by);
	columns_add(columns, targets.count);
	for (size_t i = 0; i < targets.count; i++) {
		columns_add_text(columns, items[i].service);
		columns_add_signed(columns, incident->started_at - items[i].at);
	}
	return true;
}

static bool add_incident(struct loading *loading, const struct incident *incident,
			 instant before, struct buffer *columns, struct error *error)
{
	bool is_detected = incident->detected_at != INSTANT_NONE;
	bool is_restored = incident->restored_at != INSTANT_NONE;

	columns_add(columns, (uint64_t)(incident->started_at - before));
	columns_add(columns, (incident->is_production ? BIT_PRODUCTION : 0U) |
				     (incident->is_planned ? BIT_PLANNED : 0U) |
				     (is_detected ? BIT_DETECTED : 0U) |
				     (is_restored ? BIT_RESTORED : 0U) |
				     (*incident->caused_by ? BIT_CAUSED : 0U));
	if (is_detected)
		columns_add_signed(columns, incident->detected_at - incident->started_at);
	if (is_restored)
		columns_add_signed(columns, incident->restored_at - incident->started_at);
	return !*incident->caused_by || add_cause(loading, incident, columns, error);
}

bool compact_incidents_pack(struct loading *loading, const struct incident *incidents,
			    size_t count, struct buffer *columns, struct error *error)
{
	instant before = 0;

	columns_add(columns, count);
	for (size_t i = 0; i < count; i++) {
		if (!add_incident(loading, &incidents[i], before, columns, error))
			return false;
		before = incidents[i].started_at;
	}
	return true;
}

/* -- unpacking ---------------------------------------------------------------------------- */

/* What is being unpacked, and where it goes. */
struct unpacking {
	struct loading *loading;
	struct list *incidents, causes;
};

/* An instant by how long after another one it is. */
static bool next_after(struct columns_reader *reader, instant at, instant *after)
{
	int64_t seconds = columns_next_signed(reader);

	if (seconds < INSTANT_MIN - at || seconds > INSTANT_MAX - at)
		return false;
	*after = at + seconds;
	return reader->is_whole;
}

static bool next_text(struct columns_reader *reader, const char **text)
{
	*text = columns_next_text(reader);
	return reader->is_whole && text_is_utf8(*text, strlen(*text));
}

static bool next_causes(struct columns_reader *reader, struct unpacking *unpacking,
			struct incident *incident)
{
	size_t count;

	if (!next_text(reader, &incident->caused_by))
		return false;
	count = columns_next_count(reader);
	for (size_t i = 0; i < count; i++) {
		struct compact_cause *cause =
			list_add(&unpacking->causes, &unpacking->loading->scratch);
		int64_t seconds;

		cause->started_at = incident->started_at;
		cause->id = incident->caused_by;
		if (!next_text(reader, &cause->service))
			return false;
		seconds = columns_next_signed(reader);
		if (seconds > incident->started_at - INSTANT_MIN ||
		    seconds < incident->started_at - INSTANT_MAX)
			return false;
		cause->at = incident->started_at - seconds;
	}
	return reader->is_whole;
}

static bool next_incident(struct columns_reader *reader, struct unpacking *unpacking,
			  struct incident *incident)
{
	uint64_t bits = columns_next(reader);

	incident->detected_at = INSTANT_NONE;
	incident->restored_at = INSTANT_NONE;
	incident->caused_by = "";
	incident->is_production = bits & BIT_PRODUCTION;
	incident->is_planned = bits & BIT_PLANNED;
	return bits <= BITS_ALL &&
	       (!(bits & BIT_DETECTED) ||
		next_after(reader, incident->started_at, &incident->detected_at)) &&
	       (!(bits & BIT_RESTORED) ||
		next_after(reader, incident->started_at, &incident->restored_at)) &&
	       (!(bits & BIT_CAUSED) || next_causes(reader, unpacking, incident)) &&
	       reader->is_whole;
}

static bool unpack(void *context, int64_t part, const void *columns, size_t length_bytes)
{
	struct unpacking *unpacking = context;
	struct loading *loading = unpacking->loading;
	/* Texts are used where they stand, in a copy that stays. */
	struct columns_reader reader =
		columns_read(arena_copy(loading->arena, columns, length_bytes), length_bytes);
	size_t count = columns_next_count(&reader);
	struct incident incident = {
		.source = "", .id = "", .title = "", .severity = "", .url = ""};

	(void)part;
	for (size_t i = 0; i < count; i++) {
		uint64_t after = columns_next(&reader);

		if (after > (uint64_t)(INSTANT_MAX - incident.started_at))
			return false;
		incident.started_at += (instant)after;
		if (incident.started_at >= loading->as_of)
			return reader.is_whole;
		if (!next_incident(&reader, unpacking, &incident))
			return false;
		*(struct incident *)list_add(unpacking->incidents, &loading->scratch) =
			incident;
	}
	return columns_are_read(&reader);
}

bool load_compact_incidents(struct loading *loading, struct list *incidents, bool *is_loaded,
			    struct error *error)
{
	struct unpacking unpacking = {loading, incidents,
				      list_of(sizeof(struct compact_cause))};
	struct compact_series series;
	size_t names;
	const char *name = loading_only_name(loading, EVENT_INCIDENT, &names);

	loading->causes = NULL;
	*is_loaded = names == 0 && !loading->wants_texts;
	if (!name || loading->wants_texts || loading->store->schema_version < SCHEMA_CAUSES)
		return true;
	if (!compact_series_find(loading->store, "incident", name, "", &series, is_loaded,
				 error))
		return false;
	*is_loaded = *is_loaded && series.stale_at == INSTANT_NONE;
	if (!*is_loaded)
		return true;
	if (!compact_each_part(loading->store, &series, 0, 1, unpack, &unpacking, is_loaded,
			       error))
		return false;
	if (!*is_loaded) {
		incidents->count = 0;
		return true;
	}
	loading->causes = unpacking.causes.items;
	loading->cause_count = unpacking.causes.count;
	loading->causes_are_known = true;
	return true;
}
