/*
 * What the generator knows of each service: how it goes, and how that moved in two years.
 *
 * Rule: the ids are those of data/demo/teams.yaml. All that is told in the demo stands in
 * these tables; the other files only carry it out.
 */
#ifndef APLOMB_DEMO_ORGANISATION_H
#define APLOMB_DEMO_ORGANISATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "data/demo/calendar.h"

struct demo_service {
	const char *id;
	const char *team;
	int64_t since_day; /* 0: from the beginning */

	struct course deployments_milli; /* a week; from 0 to 0: none */
	struct course lead_minutes;	 /* median from commit to production */
	int64_t remedied_per_mille;	 /* of its deployments; 0: remediations are not told */
	bool has_staging;		 /* staging deployments are told too */
	bool lacks_commit_times;

	int64_t incident_gap_days; /* mean; 0: none happen */
	struct course restore_minutes;
	int64_t restore_sigma_milli;
	const char *incident_titles[3];
	const char *learned_title; /* what many are called once `learned_day` is past */
	int64_t learned_day;

	int64_t components; /* 0: updates are not told */
	const char *purl_type;
	int64_t slow_components; /* so many of them are renewed after months only */
	int64_t adoption_days;
	struct course stalled_per_mille; /* releases that nobody gets to, and all after them */
	int64_t caught_up_day;		 /* when all that stalled was updated; 0: never */
	int64_t updates_until_day;	 /* when its collector stopped; 0: never */

	int64_t checks;
};

extern const struct demo_service demo_services[];
extern const size_t demo_service_count;

struct demo_slo {
	const char *service;
	const char *id;
	int64_t since_day;	   /* 0: from the beginning */
	int64_t requests;	   /* a working day */
	int64_t weekend_per_mille; /* of a working day's */
	struct course short_ppm; /* requests per million that fell short, on an ordinary day */
};

extern const struct demo_slo demo_slos[];
extern const size_t demo_slo_count;

struct demo_team {
	const char *id;
	int64_t weekly_hours;		   /* of work told; 0: none */
	struct course unplanned_per_mille; /* of those hours */
	int64_t represented_per_mille;	   /* of the champions' meetings */
	int64_t acted_per_mille;	   /* needs, concerns and lessons acted upon */
	int64_t practice_since_day;	   /* 0: from the beginning */
};

extern const struct demo_team demo_teams[];
extern const size_t demo_team_count;

#endif
