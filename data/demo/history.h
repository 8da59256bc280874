/*
 * The parts of the history, each printed by its own file.
 *
 * Rule: each part draws on chances of its own, by service or team; what one part needs of
 * another is handed over here.
 */
#ifndef APLOMB_DEMO_HISTORY_H
#define APLOMB_DEMO_HISTORY_H

#include "data/demo/organisation.h"

/* A production deployment of kind normal that succeeded. */
struct landed {
	int64_t at;
	int64_t number; /* its id is the service's with this number */
	bool is_remedied;
};

struct landings {
	struct landed *all; /* in order of time */
	size_t count;
};

struct incident {
	const struct demo_service *service;
	int64_t started_at, detected_at, restored_at; /* restored_at DEMO_AS_OF: still open */
	int64_t caused_by;			      /* number of a deployment; 0: none */
	const char *title, *severity, *environment;   /* environment NULL: production */
	bool is_planned;
	int64_t number; /* INC-number, CHG-number if planned */
};

struct incidents {
	struct incident *all; /* in order of time */
	size_t count;
};

/* The deployments of a service; landings->all is for the caller to free. */
void print_deployments(const struct demo_service *service, struct landings *landings);

/* Adds the incidents of a service; some of them follow from one of its deployments. */
void incidents_add(struct incidents *incidents, const struct demo_service *service,
		   const struct landings *landings);
/* Adds what was planned or happened elsewhere, puts all in order, numbers and prints them. */
void incidents_finish(struct incidents *incidents);

void print_slo_samples(const struct demo_slo *slo, const struct incidents *incidents);
void print_updates(const struct demo_service *service);
void print_checks(const struct demo_service *service);
/* The day from which a team's practices are told. */
int64_t practice_first_day(const struct demo_team *team);
void print_practices(const struct demo_team *team, const struct incidents *incidents);
/* Begins an event of a team's own, with an id that counts by type and team. */
void practice_begin(const char *type, const struct demo_team *team, int64_t number);

/*
 * From here on needs, walkarounds and lessons are told, no longer drawn: the window of twelve
 * weeks. Numbers are those that come next.
 */
#define TOLD_DAY DAY(2026, 7, 9)
void print_needs_told(const struct demo_team *team, int64_t number);
void print_walkarounds_told(const struct demo_team *team, int64_t number,
			    int64_t concern_number);
void print_lessons_told(const struct demo_team *team, int64_t number,
			const struct incidents *incidents);
void print_common_practices(void);

/* Memory for one more element: the array, moved if need be. Ends the program without memory. */
void *grow(void *array, size_t count, size_t size);

#endif
