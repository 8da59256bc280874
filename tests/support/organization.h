/*
 * A made-up organisation in memory, for tests of screens: real readings from the real engine,
 * without YAML, database or clock.
 *
 * Rule: the same at every call, on every machine.
 */
#ifndef APLOMB_TESTS_SUPPORT_ORGANIZATION_H
#define APLOMB_TESTS_SUPPORT_ORGANIZATION_H

#include "ui/screens/source.h"

struct organization {
	struct arena arena;
	struct catalog catalog;
	struct service_history *histories;
	struct history history;	     /* of them, and of the teams */
	struct scorecard *scorecard; /* of the last load; on the heap, so that a stale pointer
				      * is caught */
	struct session_source source;
	size_t loads;
	bool fails; /* the next load does */
};

/* 2026-10-01T00:00:00Z */
#define ORGANIZATION_AS_OF INT64_C(1790812800)

/* Those of the one team that has any (edge). */
extern const struct team_history organization_practices;

void organization_make(struct organization *organization);
/* One without any team. */
void organization_make_empty(struct organization *organization);
void organization_release(struct organization *organization);

#endif
