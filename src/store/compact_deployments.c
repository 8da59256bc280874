/*
 * Parts of deployments: packed and unpacked.
 *
 * Rule: pure; what comes out is what went in. What may be wrong with bytes that others wrote is
 * told here, so that nobody reads beyond them.
 */
#include "store/compact.h"

/* The facts of a deployment, as bits. */
enum {
	BITS_KIND = 3,
	BIT_SUCCEEDED = 1 << 2,
	BIT_PRODUCTION = 1 << 3,
	BIT_DECLARES_FIXES = 1 << 4,
	BIT_REMEDIED = 1 << 5,
	BIT_TARGETS = 1 << 6,
	BITS_ALL = (1 << 7) - 1,
};

/* -- packing ------------------------------------------------------------------------------ */

static void add_targets(const struct compact_deployments *deployments,
			const struct compact_deployment *deployment, struct buffer *columns)
{
	columns_add(columns, deployment->target_count);
	for (size_t i = 0; i < deployment->target_count; i++) {
		const struct compact_target *target =
			&deployments->targets[deployment->first_target + i];

		columns_add_signed(columns, deployment->at - target->at);
		columns_add(columns, target->ordinal);
	}
}

/* An unknown commit time is 0; a known one is told by how long before the deployment it was. */
static void add_change(const struct compact_change *change, instant at, struct buffer *columns)
{
	uint64_t lead = 0;

	if (change->committed_at != INSTANT_NONE) {
		int64_t seconds = at - change->committed_at;

		lead = (seconds < 0 ? ~((uint64_t)seconds << 1) : (uint64_t)seconds << 1) + 1;
	}
	columns_add(columns, lead << 1 | change->was_delivered_before);
}

static unsigned bits_of(const struct compact_deployment *deployment)
{
	return (unsigned)deployment->kind | (deployment->succeeded ? BIT_SUCCEEDED : 0U) |
	       (deployment->is_production ? BIT_PRODUCTION : 0U) |
	       (deployment->declares_fixes ? BIT_DECLARES_FIXES : 0U) |
	       (deployment->remedied_at != INSTANT_NONE ? BIT_REMEDIED : 0U) |
	       (deployment->target_count ? BIT_TARGETS : 0U);
}

void compact_deployments_pack(const struct compact_deployments *deployments, size_t from,
			      size_t until, struct buffer *columns)
{
	instant before;

	columns_add(columns, until - from);
	if (from == until)
		return;
	before = compact_part_of(deployments->deployments[from].at) * COMPACT_PART_SECONDS;
	for (size_t i = from; i < until; i++) {
		const struct compact_deployment *deployment = &deployments->deployments[i];

		columns_add(columns, (uint64_t)(deployment->at - before));
		columns_add(columns, bits_of(deployment));
		if (deployment->remedied_at != INSTANT_NONE)
			columns_add_signed(columns, deployment->at - deployment->remedied_at);
		if (deployment->target_count)
			add_targets(deployments, deployment, columns);
		columns_add(columns, deployment->change_count);
		for (size_t c = 0; c < deployment->change_count; c++)
			add_change(&deployments->changes[deployment->first_change + c],
				   deployment->at, columns);
		before = deployment->at;
	}
}

/* -- unpacking ---------------------------------------------------------------------------- */

/* Whether a difference to an instant leads to an instant; sets it. */
static bool instant_before(instant at, int64_t seconds, instant *before)
{
	if (seconds > at - INSTANT_MIN || seconds < at - INSTANT_MAX)
		return false;
	*before = at - seconds;
	return true;
}

static bool next_targets(struct columns_reader *reader, struct compact_deployments *deployments,
			 struct compact_deployment *deployment, struct arena *arena)
{
	size_t count = columns_next_count(reader);

	deployment->first_target = deployments->target_count;
	deployment->target_count = count;
	for (size_t i = 0; i < count; i++) {
		struct compact_target *target;

		deployments->targets =
			arena_grow(arena, deployments->targets, deployments->target_count,
				   &deployments->target_capacity, sizeof(*target));
		target = &deployments->targets[deployments->target_count++];
		if (!instant_before(deployment->at, columns_next_signed(reader), &target->at))
			return false;
		target->ordinal = columns_next(reader);
	}
	return reader->is_whole;
}

static bool next_changes(struct columns_reader *reader, struct compact_deployments *deployments,
			 struct compact_deployment *deployment, struct arena *arena)
{
	size_t count = columns_next_count(reader);

	deployment->first_change = deployments->change_count;
	deployment->change_count = count;
	for (size_t i = 0; i < count; i++) {
		uint64_t told = columns_next(reader);
		uint64_t lead = told >> 1;
		struct compact_change *change;

		deployments->changes =
			arena_grow(arena, deployments->changes, deployments->change_count,
				   &deployments->change_capacity, sizeof(*change));
		change = &deployments->changes[deployments->change_count++];
		change->was_delivered_before = told & 1;
		change->committed_at = INSTANT_NONE;
		if (lead) {
			uint64_t folded = lead - 1;
			int64_t seconds = (int64_t)(folded >> 1) ^ -(int64_t)(folded & 1);

			if (!instant_before(deployment->at, seconds, &change->committed_at))
				return false;
		}
	}
	return reader->is_whole;
}

static bool next_deployment(struct columns_reader *reader,
			    struct compact_deployments *deployments, instant at,
			    struct arena *arena)
{
	uint64_t bits = columns_next(reader);
	struct compact_deployment *deployment;

	deployments->deployments =
		arena_grow(arena, deployments->deployments, deployments->count,
			   &deployments->capacity, sizeof(*deployment));
	deployment = &deployments->deployments[deployments->count++];
	if (bits > BITS_ALL || (bits & BITS_KIND) > DEPLOYMENT_ROLLBACK)
		return false;
	*deployment = (struct compact_deployment){
		.at = at,
		.kind = (enum deployment_kind)(bits & BITS_KIND),
		.succeeded = bits & BIT_SUCCEEDED,
		.is_production = bits & BIT_PRODUCTION,
		.declares_fixes = bits & BIT_DECLARES_FIXES,
		.remedied_at = INSTANT_NONE,
	};
	if (bits & BIT_REMEDIED &&
	    !instant_before(at, columns_next_signed(reader), &deployment->remedied_at))
		return false;
	if (bits & BIT_TARGETS && !next_targets(reader, deployments, deployment, arena))
		return false;
	return next_changes(reader, deployments, deployment, arena);
}

/* How many changes the deployments of [from, until) delivered. */
static size_t count_delivered(const struct compact_deployments *deployments, size_t from,
			      size_t until)
{
	size_t count = 0;

	for (size_t i = from; i < until; i++) {
		const struct compact_deployment *deployment = &deployments->deployments[i];

		if (deployment->succeeded && deployment->is_production &&
		    deployment->kind != DEPLOYMENT_ROLLBACK)
			count += deployment->change_count;
	}
	return count;
}

/* Takes those away again that do not lie before `end`. */
static void leave_out(struct compact_deployments *deployments, instant end)
{
	size_t count = deployments->count;

	while (count > 0 && deployments->deployments[count - 1].at >= end)
		count--;
	if (count == deployments->count)
		return;
	deployments->delivered_beyond +=
		count_delivered(deployments, count, deployments->count);
	deployments->change_count = deployments->deployments[count].first_change;
	deployments->count = count;
}

bool compact_deployments_unpack(struct compact_deployments *deployments, int64_t part,
				const void *columns, size_t length_bytes, instant end,
				struct arena *arena)
{
	struct columns_reader reader = columns_read(columns, length_bytes);
	size_t count = columns_next_count(&reader);
	instant at = part * COMPACT_PART_SECONDS;

	for (size_t i = 0; i < count; i++) {
		uint64_t after = columns_next(&reader);

		if (after >= COMPACT_PART_SECONDS)
			return false;
		at += (instant)after;
		if (compact_part_of(at) != part)
			return false;
		if (!next_deployment(&reader, deployments, at, arena))
			return false;
	}
	if (!columns_are_read(&reader))
		return false;
	leave_out(deployments, end);
	return true;
}

instant compact_rows_from(struct compact_deployments *packed, instant stale_at,
			  size_t hash_count)
{
	instant begin = compact_part_begin(stale_at);
	size_t from = packed->count, before;

	while (from > 0 && packed->deployments[from - 1].at >= begin)
		from--;
	before = count_delivered(packed, from, packed->count);
	packed->hashes_before = before && !packed->delivered_beyond ? hash_count : before;
	if (!before || !packed->delivered_beyond ||
	    before + packed->delivered_beyond == hash_count)
		return stale_at;
	leave_out(packed, begin);
	packed->hashes_before = 0;
	return begin;
}
