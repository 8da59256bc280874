/*
 * The compact form of the largest tables (data/compact.sql): packed rows and how they are read,
 * made and checked.
 *
 * Rule: what a scorecard says is the same, to the bit, whether it was made from the rows or
 * from their compact form; a test compares both. So a part holds what scorecards use of its
 * rows, with all that depends on other rows of the series settled: which changes were delivered
 * before, and what remediations name.
 *
 * A part of deployments, in the order (at, source, id, revision), is for each one: seconds
 * since the one before (of the first: since the part's begin); its facts as bits; what it
 * remedies and when it was remedied itself, where the bits say so; the number of its changes;
 * and for each change, in the order of revisions, commit time and whether it was delivered
 * before.
 *
 * A part depends on earlier rows of the series alone, never on later ones. So a row that comes
 * last makes no part stale, and one that comes late only those from its own time on.
 */
#ifndef APLOMB_STORE_COMPACT_H
#define APLOMB_STORE_COMPACT_H

#include "store/columns.h"
#include "store/load.h"

#define COMPACT_PART_SECONDS 2592000 /* 30 days */
#define COMPACT_PARTS_MAX 131072     /* up to the year 9999 there are 97,764 */
#define COMPACT_WEIGHT_DUE 64

/* One series as its row tells it. */
struct compact_series {
	int64_t number;
	const char *type, *service, *slo;
	instant first_at, first_change_at, first_remedy_at; /* INSTANT_NONE: never */
	instant newest_at;
	instant stale_at; /* INSTANT_NONE: all of it is packed */
};

/* Adds the SQL of the triggers on the tables that have a compact form. */
void compact_triggers_add(struct buffer *sql);

int64_t compact_part_of(instant at);
/* The begin of the part that has the instant. */
instant compact_part_begin(instant at);
int64_t compact_key(const struct compact_series *series, int64_t part);

/* Reads the row of a series; *is_there false where the history has none. */
bool compact_series_find(struct store *store, const char *type, const char *service,
			 const char *slo, struct compact_series *series, bool *is_there,
			 struct error *error);

/* The instant up to which parts tell what lies before `end`. */
instant compact_packed_until(const struct compact_series *series, instant end);

/* Takes one part; false where the bytes are none. */
typedef bool compact_part_visitor(void *context, int64_t part, const void *columns,
				  size_t length_bytes);
/*
 * Gives the parts of a series that have rows in [from, until), in order of time, whole.
 * *is_whole: whether all of them were parts.
 */
bool compact_each_part(struct store *store, const struct compact_series *series, instant from,
		       instant until, compact_part_visitor *each, void *context, bool *is_whole,
		       struct error *error);

/* -- deployments -------------------------------------------------------------------------- */

/* A deployment that a remediation names: by its instant, and which of those of that instant. */
struct compact_target {
	const char *service; /* its name; NULL: the series' own */
	instant at;
	uint64_t ordinal;
};

struct compact_deployment {
	instant at;
	enum deployment_kind kind;
	bool succeeded, is_production;
	bool declares_fixes;
	instant remedied_at; /* by one that came before it; INSTANT_NONE: by none */
	size_t first_target, target_count; /* earlier deployments that it remedies */
	size_t first_change, change_count;
};

struct compact_change {
	instant committed_at; /* INSTANT_NONE: not known */
	bool was_delivered_before;
};

/* Deployments of one series, in order; arrays grow in an arena. */
struct compact_deployments {
	struct compact_deployment *deployments;
	struct compact_target *targets;
	struct compact_change *changes;
	size_t count, capacity;
	size_t target_count, target_capacity;
	size_t change_count, change_capacity;
	size_t packed_count;	 /* of deployments: those that came out of parts */
	size_t delivered_beyond; /* changes that packed ones from `end` on delivered */
	size_t hashes_before;	 /* of the part in which rows are stale: before them */
	const struct service_history *rows; /* those after them, with texts; NULL: none */
};

/*
 * Packs the deployments from `from` up to, not including, `until`: all of one part.
 */
void compact_deployments_pack(const struct compact_deployments *deployments, size_t from,
			      size_t until, struct buffer *columns);
/*
 * Adds the deployments of a part that lie before `end`, and to delivered_beyond what the others
 * delivered. False where the bytes are not a part; then some may have been added.
 */
bool compact_deployments_unpack(struct compact_deployments *deployments, int64_t part,
				const void *columns, size_t length_bytes, instant end,
				struct arena *arena);

/*
 * From when on rows are to be read of a series whose rows are stale from `stale_at` on; sets
 * packed->hashes_before. `packed`: with the deployments of that part that lie before, and
 * `hash_count` hashes in compact_delivered. That is the part's begin where it cannot be told
 * which of these lie before, since changes without a revision have none; then its deployments
 * are taken away again.
 */
instant compact_rows_from(struct compact_deployments *packed, instant stale_at,
			  size_t hash_count);

/*
 * Adds what the rows of a series tell from series->stale_at up to, not including, `end`; what
 * depends on earlier rows is looked up by name. Those of the same part that lie before are
 * among `deployments`.
 */
bool compact_deployments_read_rows(struct loading *loading, const struct compact_series *series,
				   instant end, struct compact_deployments *deployments,
				   struct error *error);
/*
 * Adds the deployments of that id before `until` under a name (NULL: any), in order, to a list
 * of compact_target. Names in loading->scratch.
 */
bool compact_targets_of(struct loading *loading, const char *service, const char *id,
			instant until, struct list *targets, struct error *error);
/*
 * Where *is_there, the second column of *statement is the hashes of what the part with that
 * key delivered; the caller resets it.
 */
bool compact_delivered_find(struct store *store, int64_t key, sqlite3_stmt **statement,
			    bool *is_there, struct error *error);
/* What compact_delivered holds of a revision. */
uint32_t compact_revision_hash(const char *revision);
/*
 * Sets *deployments (zeroed) to those of the series before `end`, but for parts that end before
 * `from` and before what is stale: out of its parts, and from rows where those are stale.
 * *is_whole false: a part is damaged, so rows alone are to be read. Memory in loading->scratch.
 * series->stale_at becomes what compact_rows_from() says.
 */
bool compact_deployments_read(struct loading *loading, struct compact_series *series,
			      instant from, instant end,
			      struct compact_deployments *deployments, bool *is_whole,
			      struct error *error);

/* -- samples, updates, incidents ----------------------------------------------------------- */

/* Packs samples of one series in order: all of one part. */
void compact_samples_pack(const struct slo_sample *samples, size_t count,
			  struct buffer *columns);
/* Adds the samples of a series in [from, end) to a list of struct slo_sample. */
bool compact_samples_unpack(struct loading *loading, const struct compact_series *series,
			    instant from, instant end, struct list *samples, bool *is_whole,
			    struct error *error);
/* Packs the updates of one series in order: they are one part. */
void compact_updates_pack(const struct update *updates, size_t count, struct buffer *columns);

/*
 * A deployment of that id that an incident says it was caused by. The series of an incident is
 * not told when others come to that instant or go, so it is named by no more than that.
 */
struct compact_cause {
	instant started_at; /* of the incident */
	const char *id, *service;
	instant at;
};

/* Packs the incidents of one series in order: they are one part. */
bool compact_incidents_pack(struct loading *loading, const struct incident *incidents,
			    size_t count, struct buffer *columns, struct error *error);

/* -- packing (compact_pack.c) ------------------------------------------------------------- */

/* Packs every series whose stale rows are due; within a transaction. */
bool compact_pack_due(struct store *store, struct error *error);
/*
 * Calls each for every series whose parts do not say, as far as they are trusted, what its rows
 * say. Fails only where it could not be read through.
 */
bool compact_check_each(struct store *store,
			void (*each)(const struct error *problem, void *context), void *context,
			struct error *error);

#endif
