/*
 * A made-up organisation in memory, for tests of screens: real readings from the real engine,
 * without YAML, database or clock.
 *
 * Rule: the same at every call, on every machine.
 */
#ifndef APLOMB_TESTS_SUPPORT_ORGANIZATION_H
#define APLOMB_TESTS_SUPPORT_ORGANIZATION_H

#include "scorecard/scorecard_make.h"
#include "ui/screens/source.h"

struct organization {
	struct arena arena;
	struct catalog catalog;
	struct service_history *histories;
	struct history history;	     /* of them, and of the teams */
	struct scorecard *scorecard; /* of the last load; on the heap, so that a stale pointer
				      * is caught */
	/* The card that work() makes: what organization_read_between_keys() asked for. */
	struct card_making making;
	const struct team *begun; /* whose; NULL: nobody's */
	struct session_source source;
	size_t loads, comparisons;
	bool fails;		    /* the next load or comparison does */
	const struct event *events; /* made from the histories, in order; NULL: not yet */
	size_t event_count;
	size_t events_given; /* to screens so far */
	/* What save() was told, and what it is to answer. */
	char saved_path[256];
	struct buffer saved;
	bool saves_fail, file_is_there;
	/* What change() was told last, and what it is to answer. */
	struct event was, is;
	bool has_was, has_is, changes_fail;
	size_t changes;
};

/* 2026-10-01T00:00:00Z */
#define ORGANIZATION_AS_OF INT64_C(1790812800)

/* Those of the one team that has any (edge). */
extern const struct team_history organization_practices;

void organization_make(struct organization *organization);
/* Gives its source events, made from its histories; organization_make() does so. */
void organization_have_events(struct organization *organization);
/* One without any team. */
void organization_make_empty(struct organization *organization);
/* From here on load() makes no card: work() does, and make_card(). */
void organization_read_between_keys(struct organization *organization);
/* As has_changed() of a source: it has. */
bool organization_has_changed(void *context);
void organization_release(struct organization *organization);

#endif
