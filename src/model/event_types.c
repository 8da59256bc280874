/* The fields of every event type: the table behind record, JSON Lines, CSV, the tables and the
 * manual. */
#include "model/event.h"

#define REQUIRED true, true
#define KEY false, true
#define OPTIONAL false, false
#define ID                                                                     \
	{                                                                      \
		"id", FIELD_TEXT, OPTIONAL, NULL, "its id where it comes from" \
	}
#define SOURCE                                                                 \
	{                                                                      \
		"source", FIELD_TEXT, OPTIONAL, NULL, "the tool it comes from" \
	}
#define URL                                                             \
	{                                                               \
		"url", FIELD_TEXT, OPTIONAL, NULL, "where to read more" \
	}

/* clang-format off */
const struct event_type event_types[EVENT_KIND_COUNT] = {
	{EVENT_DEPLOYMENT, "deployment", "at", NULL, {
		{"service", FIELD_TEXT, REQUIRED, NULL, "the service, by id or alias"},
		{"at", FIELD_INSTANT, REQUIRED, NULL, "when it was deployed"},
		ID, SOURCE,
		{"kind", FIELD_CHOICE, OPTIONAL, "normal hotfix rollback", "default normal"},
		{"outcome", FIELD_CHOICE, OPTIONAL, "succeeded failed", "default succeeded"},
		{"environment", FIELD_TEXT, OPTIONAL, NULL, "default production"},
		{"revision", FIELD_TEXT, KEY, NULL, "what was deployed"},
		{"committed_at", FIELD_INSTANT, OPTIONAL, NULL, "when that revision was committed"},
		{"changes", FIELD_CHANGES, OPTIONAL, NULL, "what it delivered; record: --change REV=T, repeated"},
		{"fixes", FIELD_TEXT, OPTIONAL, NULL, "id of the deployment that it remedies"},
		URL,
	}, 12},
	{EVENT_INCIDENT, "incident", "started_at", NULL, {
		{"service", FIELD_TEXT, REQUIRED, NULL, "the service, by id or alias"},
		{"started_at", FIELD_INSTANT, REQUIRED, NULL, "when its impact began"},
		ID, SOURCE,
		{"detected_at", FIELD_INSTANT, OPTIONAL, NULL, "when it was noticed"},
		{"restored_at", FIELD_INSTANT, OPTIONAL, NULL, "when service was restored; absent: still open"},
		{"caused_by", FIELD_TEXT, OPTIONAL, NULL, "id of the deployment that it followed from"},
		{"severity", FIELD_TEXT, OPTIONAL, NULL, "as its tool calls it"},
		{"environment", FIELD_TEXT, OPTIONAL, NULL, "default production"},
		{"planned", FIELD_BOOLEAN, OPTIONAL, NULL, "planned maintenance"},
		{"title", FIELD_TEXT, OPTIONAL, NULL, "what it was about"},
		URL,
	}, 12},
	{EVENT_SLO_SAMPLE, "slo_sample", "at", NULL, {
		{"service", FIELD_TEXT, REQUIRED, NULL, "the service, by id or alias"},
		{"slo", FIELD_TEXT, REQUIRED, NULL, "the objective's id in the YAML"},
		{"at", FIELD_INSTANT, REQUIRED, NULL, "start of the bucket"},
		{"good", FIELD_NUMBER, true, false, NULL, "good events in the bucket"},
		{"total", FIELD_NUMBER, true, false, NULL, "all events in the bucket"},
		{"seconds", FIELD_INTEGER, OPTIONAL, NULL, "the bucket's length; default 86400"},
		SOURCE,
	}, 7},
	{EVENT_UPDATE, "update", "applied_at", "released_at", {
		{"service", FIELD_TEXT, REQUIRED, NULL, "the service, by id or alias"},
		{"component", FIELD_TEXT, REQUIRED, NULL, "package URL or name"},
		{"version", FIELD_TEXT, REQUIRED, NULL, "the component's version"},
		{"released_at", FIELD_INSTANT, OPTIONAL, NULL, "when that version was released"},
		{"applied_at", FIELD_INSTANT, OPTIONAL, NULL, "when it ran in production; absent: pending"},
		{"security", FIELD_BOOLEAN, OPTIONAL, NULL, "a security update"},
		SOURCE,
	}, 7},
	{EVENT_CHECK, "check", "at", NULL, {
		{"service", FIELD_TEXT, REQUIRED, NULL, "the service, by id or alias"},
		{"check", FIELD_TEXT, REQUIRED, NULL, "the check's id"},
		{"at", FIELD_INSTANT, REQUIRED, NULL, "when it was looked at"},
		{"passed", FIELD_BOOLEAN, true, false, NULL, "whether it is as it should be"},
		SOURCE,
		{"title", FIELD_TEXT, OPTIONAL, NULL, "what it looks at"},
	}, 6},
	{EVENT_EXERCISE, "exercise", "at", NULL, {
		{"team", FIELD_TEXT, REQUIRED, NULL, "the team's id"},
		{"at", FIELD_INSTANT, REQUIRED, NULL, "when it began"},
		{"outcome", FIELD_CHOICE, REQUIRED, "stopped detected missed", "how it went"},
		ID, SOURCE,
		{"kind", FIELD_CHOICE, OPTIONAL, "exercise real", "default exercise"},
		{"detected_at", FIELD_INSTANT, OPTIONAL, NULL, "when it was noticed"},
		{"title", FIELD_TEXT, OPTIONAL, NULL, "what it was about"},
		{"sent", FIELD_INTEGER, OPTIONAL, NULL, "suspicious messages sent"},
		{"reported", FIELD_INTEGER, OPTIONAL, NULL, "how many were reported"},
		{"first_reported_at", FIELD_INSTANT, OPTIONAL, NULL, "when the first was reported"},
	}, 11},
	{EVENT_NEED, "need", "asked_at", NULL, {
		{"team", FIELD_TEXT, REQUIRED, NULL, "the team's id"},
		{"asked_at", FIELD_INSTANT, REQUIRED, NULL, "when the team said so"},
		{"text", FIELD_TEXT, REQUIRED, NULL, "what it needs to be secure"},
		ID, SOURCE,
		{"met_at", FIELD_INSTANT, OPTIONAL, NULL, "when it was met"},
	}, 6},
	{EVENT_WALKAROUND, "walkaround", "at", NULL, {
		{"team", FIELD_TEXT, REQUIRED, NULL, "the team's id"},
		{"at", FIELD_INSTANT, REQUIRED, NULL, "when it was held"},
		ID, SOURCE,
		{"title", FIELD_TEXT, OPTIONAL, NULL, "what it was about"},
	}, 5},
	{EVENT_CONCERN, "concern", "raised_at", NULL, {
		{"team", FIELD_TEXT, REQUIRED, NULL, "the team's id"},
		{"raised_at", FIELD_INSTANT, REQUIRED, NULL, "when it was raised"},
		{"text", FIELD_TEXT, REQUIRED, NULL, "the concern"},
		ID, SOURCE,
		{"walkaround", FIELD_TEXT, OPTIONAL, NULL, "id of the walkaround"},
		{"acted_at", FIELD_INSTANT, OPTIONAL, NULL, "when it was acted on"},
	}, 7},
	{EVENT_SHADOWING, "shadowing", "at", NULL, {
		{"team", FIELD_TEXT, REQUIRED, NULL, "the team's id"},
		{"at", FIELD_INSTANT, REQUIRED, NULL, "its first day"},
		{"days", FIELD_NUMBER, REQUIRED, NULL, "how many days"},
		{"direction", FIELD_CHOICE, REQUIRED, "to_security from_security", "who went where"},
		ID, SOURCE,
	}, 6},
	{EVENT_MEETING, "meeting", "at", NULL, {
		{"at", FIELD_INSTANT, REQUIRED, NULL, "when the champions met"},
		{"teams", FIELD_TEAMS, REQUIRED, NULL, "teams represented; record: --team ID, repeated"},
		ID, SOURCE,
	}, 4},
	{EVENT_LESSON, "lesson", "learned_at", NULL, {
		{"team", FIELD_TEXT, REQUIRED, NULL, "the team's id"},
		{"learned_at", FIELD_INSTANT, REQUIRED, NULL, "when it was learned"},
		{"text", FIELD_TEXT, REQUIRED, NULL, "the lesson"},
		ID, SOURCE,
		{"from", FIELD_TEXT, OPTIONAL, NULL, "id of an incident, exercise, deployment or note"},
		{"went_right", FIELD_BOOLEAN, OPTIONAL, NULL, "learned from what went right"},
		{"acted_at", FIELD_INSTANT, OPTIONAL, NULL, "when it was acted on"},
	}, 8},
	{EVENT_RULE, "rule", "added_at", "retired_at", {
		{"text", FIELD_TEXT, REQUIRED, NULL, "the rule"},
		ID, SOURCE,
		{"team", FIELD_TEXT, OPTIONAL, NULL, "the team that it binds; absent: all"},
		{"added_at", FIELD_INSTANT, OPTIONAL, NULL, "when it was added"},
		{"retired_at", FIELD_INSTANT, OPTIONAL, NULL, "when it was retired"},
		{"hours_per_month", FIELD_NUMBER, OPTIONAL, NULL, "hours a month that it takes"},
		{"aim", FIELD_TEXT, OPTIONAL, NULL, "what it is for"},
	}, 8},
	{EVENT_RULE_REVIEW, "rule_review", "at", NULL, {
		{"rule", FIELD_TEXT, REQUIRED, NULL, "the rule's id"},
		{"at", FIELD_INSTANT, REQUIRED, NULL, "when it was reviewed"},
		{"fits", FIELD_BOOLEAN, REQUIRED, NULL, "whether it fits the work as it is done"},
		ID, SOURCE,
	}, 5},
	{EVENT_WORK, "work", "at", NULL, {
		{"team", FIELD_TEXT, REQUIRED, NULL, "the team's id"},
		{"at", FIELD_INSTANT, REQUIRED, NULL, "when"},
		{"kind", FIELD_CHOICE, REQUIRED, "business operations engineering unplanned", "the kind of work"},
		{"hours", FIELD_NUMBER, REQUIRED, NULL, "how many hours"},
		ID, SOURCE,
		{"aim", FIELD_CHOICE, OPTIONAL, "risk trust governance empowerment", "what it is for"},
	}, 7},
	{EVENT_COVERAGE, "coverage", "until", NULL, {
		{"kind", FIELD_CHOICE, REQUIRED,
		 "deployments changes remediations incidents slo_samples updates checks exercises work",
		 "what is known completely"},
		{"until", FIELD_INSTANT, REQUIRED, NULL, "up to when"},
		{"service", FIELD_TEXT, KEY, NULL, "absent: all services"},
		SOURCE,
	}, 4},
	{EVENT_NOTE, "note", "at", NULL, {
		{"team", FIELD_TEXT, REQUIRED, NULL, "the team's id"},
		{"at", FIELD_INSTANT, REQUIRED, NULL, "when"},
		{"text", FIELD_TEXT, REQUIRED, NULL, "what helped"},
		ID, SOURCE,
		{"capacity", FIELD_TEXT, OPTIONAL, NULL, "the capacity whose chart shows it"},
	}, 6},
};
/* clang-format on */
