/*
 * Updates: packed, unpacked and loaded. An update has no one instant, so all of a series are
 * one part.
 *
 * The part is, for each update in the order (component, version, source): its facts as bits;
 * component and source where they are others than those before; the version; when it was
 * released and applied, where that is known.
 */
#include <string.h>

#include "base/text.h"
#include "store/compact.h"

enum {
	BIT_COMPONENT = 1,
	BIT_SOURCE = 1 << 1,
	BIT_RELEASED = 1 << 2,
	BIT_APPLIED = 1 << 3,
	BIT_SECURITY = 1 << 4,
	BITS_ALL = (1 << 5) - 1,
};

void compact_updates_pack(const struct update *updates, size_t count, struct buffer *columns)
{
	const char *component = "", *source = "";

	columns_add(columns, count);
	for (size_t i = 0; i < count; i++) {
		const struct update *update = &updates[i];
		bool is_other = strcmp(component, update->component) != 0;
		bool is_other_source = strcmp(source, update->source) != 0;

		columns_add(columns,
			    (is_other ? BIT_COMPONENT : 0U) |
				    (is_other_source ? BIT_SOURCE : 0U) |
				    (update->released_at != INSTANT_NONE ? BIT_RELEASED : 0U) |
				    (update->applied_at != INSTANT_NONE ? BIT_APPLIED : 0U) |
				    (update->is_security ? BIT_SECURITY : 0U));
		if (is_other)
			columns_add_text(columns, update->component);
		columns_add_text(columns, update->version);
		if (is_other_source)
			columns_add_text(columns, update->source);
		if (update->released_at != INSTANT_NONE)
			columns_add(columns, (uint64_t)update->released_at);
		if (update->applied_at != INSTANT_NONE)
			columns_add(columns, (uint64_t)update->applied_at);
		component = update->component;
		source = update->source;
	}
}

/* What is being unpacked, and where it goes. */
struct unpacking {
	struct loading *loading;
	struct list *updates;
};

static bool next_instant(struct columns_reader *reader, instant *at)
{
	uint64_t seconds = columns_next(reader);

	*at = (instant)seconds;
	return seconds <= (uint64_t)INSTANT_MAX;
}

static bool is_text(const char *text)
{
	return text_is_utf8(text, strlen(text));
}

/* `update` is the one before, whose texts it may share. */
static bool next_update(struct columns_reader *reader, struct update *update)
{
	uint64_t bits = columns_next(reader);

	update->released_at = INSTANT_NONE;
	update->applied_at = INSTANT_NONE;
	update->is_security = bits & BIT_SECURITY;
	if (bits & BIT_COMPONENT)
		update->component = columns_next_text(reader);
	update->version = columns_next_text(reader);
	if (bits & BIT_SOURCE)
		update->source = columns_next_text(reader);
	return bits <= BITS_ALL &&
	       (!(bits & BIT_RELEASED) || next_instant(reader, &update->released_at)) &&
	       (!(bits & BIT_APPLIED) || next_instant(reader, &update->applied_at)) &&
	       reader->is_whole && (!(bits & BIT_COMPONENT) || is_text(update->component)) &&
	       is_text(update->version) && (!(bits & BIT_SOURCE) || is_text(update->source));
}

static bool unpack(void *context, int64_t part, const void *columns, size_t length_bytes)
{
	struct unpacking *unpacking = context;
	struct loading *loading = unpacking->loading;
	/* Texts are used where they stand, in a copy that stays. */
	struct columns_reader reader =
		columns_read(arena_copy(loading->arena, columns, length_bytes), length_bytes);
	size_t count = columns_next_count(&reader);
	struct update update = {.component = "", .version = "", .source = ""};

	(void)part;
	for (size_t i = 0; i < count; i++) {
		if (!next_update(&reader, &update))
			return false;
		if ((update.released_at != INSTANT_NONE &&
		     update.released_at < loading->as_of) ||
		    (update.applied_at != INSTANT_NONE && update.applied_at < loading->as_of))
			*(struct update *)list_add(unpacking->updates, &loading->scratch) =
				update;
	}
	return columns_are_read(&reader);
}

bool load_compact_updates(struct loading *loading, const char *name, struct list *updates,
			  bool *is_loaded, struct error *error)
{
	struct unpacking unpacking = {loading, updates};
	struct compact_series series;
	size_t before = updates->count;

	if (!compact_series_find(loading->store, "update", name, "", &series, is_loaded, error))
		return false;
	if (!*is_loaded)
		return true;
	*is_loaded = series.stale_at == INSTANT_NONE;
	if (!*is_loaded)
		return true;
	if (!compact_each_part(loading->store, &series, 0, 1, unpack, &unpacking, is_loaded,
			       error))
		return false;
	if (!*is_loaded)
		updates->count = before;
	return true;
}
