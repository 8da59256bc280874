/*
 * What the loaders of one history share.
 *
 * Rule: what stays goes to the arena, what is only needed on the way to scratch, which is given
 * back after each service.
 */
#ifndef APLOMB_STORE_LOAD_H
#define APLOMB_STORE_LOAD_H

#include "store/database.h"
#include "store/list.h"
#include "store/names.h"

struct loading {
	struct store *store;
	instant from; /* INSTANT_MIN: from the first on */
	instant as_of;
	bool wants_texts;
	struct arena *arena;
	struct arena scratch;
	const struct history_name *names; /* of the service being loaded */
	size_t name_count;
	/* What the incidents that were loaded were caused by, where that is known already. */
	const struct compact_cause *causes;
	size_t cause_count;
	bool causes_are_known;
	const struct slo *slo; /* STATEMENT_LOAD_SAMPLES: whose samples */
	/* The texts copied last, which the next row may share; NULL: none yet. */
	const char *last_text, *last_check, *last_title;
};

/* A copy that stays; "" needs none. */
const char *loading_text(struct loading *loading, const char *text);
/* Reads the row that it is given into a zeroed item. */
typedef bool read_item(struct loading *loading, const struct row *row, void *item,
		       struct error *error);
/*
 * Reads the rows of one type that a statement gives for each name of the service into a list.
 */
bool loading_read(struct loading *loading, enum statement which, enum event_kind kind,
		  read_item *read, struct list *list, struct error *error);

/* The same of the rows under one name; NULL: those of all. */
bool loading_read_under(struct loading *loading, enum statement which, const char *name,
			const char *table, read_item *read, struct list *list,
			struct error *error);

/*
 * Each fills its part of the history from the records under all names, in order. The one of
 * deployments reads their rows, from loading->from on.
 */
bool load_deployments(struct loading *loading, struct service_history *history,
		      struct deployment **deployments, struct change **changes,
		      struct error *error);
bool load_incidents(struct loading *loading, struct service_history *history,
		    struct error *error);
bool load_updates(struct loading *loading, struct service_history *history,
		  struct error *error);

/* Before every instant that a row could hold, be it one that is refused. */
#define INSTANT_BEFORE_ALL (INSTANT_NONE + 1)

/* The one name of the service that has events of a kind; NULL: none or several, *count says. */
const char *loading_only_name(const struct loading *loading, enum event_kind kind,
			      size_t *count);

/* Adds the incidents under one name to a list. */
bool load_incident_rows(struct loading *loading, const char *name, struct list *incidents,
			struct error *error);
/* Adds the updates under one name to a list. */
bool load_update_rows(struct loading *loading, const char *name, struct list *updates,
		      struct error *error);
/*
 * Adds the earliest sample of loading->slo under one name to a list, where it lies before
 * loading->from: there is one, so samples are collected.
 */
bool load_first_sample_row(struct loading *loading, const char *name, struct list *samples,
			   struct error *error);
/* Adds the samples of loading->slo under one name, from an instant on, to a list. */
bool load_sample_rows(struct loading *loading, const char *name, instant from,
		      struct list *samples, struct error *error);

/*
 * The same of deployments, with all that service_history_prepare() and the loading of incidents
 * would say of them, out of their compact form. *is_loaded false: it has to be done by the
 * rows.
 */
bool load_compact_deployments(struct loading *loading, struct service_history *history,
			      bool *is_loaded, struct error *error);
/* Sets a list of struct incident, in order, and loading->causes. */
bool load_compact_incidents(struct loading *loading, struct list *incidents, bool *is_loaded,
			    struct error *error);
/* Adds the samples of loading->slo under one name to a list of struct slo_sample. */
bool load_compact_samples(struct loading *loading, const char *name, struct list *samples,
			  struct service_history *history, bool *is_loaded,
			  struct error *error);
/* Adds the updates under one name to a list of struct update. */
bool load_compact_updates(struct loading *loading, const char *name, struct list *updates,
			  bool *is_loaded, struct error *error);

/* Fills the history of a service from what stands under its names. */
bool load_service(struct loading *loading, const struct history_names *names,
		  struct service_history *history, struct error *error);
/* The notes of all teams. */
bool load_notes(struct loading *loading, struct notes *notes, struct error *error);
/* What coverage records of all services say of a team's kinds. */
bool load_team_coverage(struct loading *loading, struct team_history *history,
			struct error *error);
/* Fills the histories (as catalog->teams) of one team, or of all where team is NULL. */
bool load_teams(struct loading *loading, const struct catalog *catalog, const struct team *team,
		struct team_history *teams, struct error *error);

#endif
