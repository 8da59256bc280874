#include "tests/support/organization.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "scorecard/agenda_make.h"
#include "scorecard/comparison_make.h"
#include "scorecard/practices_make.h"
#include "scorecard/scorecard_make.h"

#define HISTORY_WEEKS 60
#define INCIDENTS_MAX 200

/* How a service fares: before the last 12 weeks and in them. */
struct recipe {
	const char *id, *name;
	int deployments_in_10_weeks[2];
	int lead_hours[2];
	int remedied_percent[2];
	int days_between_incidents; /* 0: incidents are not collected */
	int restore_minutes[2];
	int components, waiting, caught_up;
	int slos, spent;
};

/* clang-format off */
static const struct recipe recipes[] = {
	{"ledger", "Ledger", {22, 40}, {20, 9}, {12, 4}, 6, {52, 12}, 90, 4, 14, 2, 0},
	{"gateway", "Gateway", {15, 24}, {22, 10}, {8, 6}, 11, {48, 17}, 58, 8, 3, 2, 1},
	{"basket", "Basket", {24, 21}, {30, 33}, {12, 14}, 7, {95, 320}, 64, 26, 0, 2, 0},
	{"points", "Points", {2, 2}, {60, 70}, {0, 0}, 0, {0, 0}, 0, 0, 0, 1, 0},
	{"edge", "Edge", {40, 41}, {5, 5}, {6, 6}, 9, {30, 31}, 112, 3, 2, 3, 1},
	{"identity", "Identity", {9, 9}, {50, 47}, {5, 5}, 200, {40, 42}, 71, 12, 9, 1, 0},
	{"naming", "日本語サービス", {12, 12}, {14, 15}, {9, 9}, 40, {33, 36}, 20, 2, 1, 0, 0},
	{"hostile", "Bell\a and \x1b[31mred", {6, 6}, {14, 15}, {9, 9}, 0, {0, 0}, 0, 0, 0, 0, 0},
};
#define SERVICE_COUNT (sizeof(recipes) / sizeof(recipes[0]))

struct team_recipe {
	const char *id, *name, *purpose, *champion;
	size_t group;
	size_t services[3];
	size_t service_count;
};

static const struct group groups[] = {
	{"commerce", "Commerce", CATALOG_NO_GROUP, {NULL, 0, 0}},
	{"platform", "Platform", CATALOG_NO_GROUP, {NULL, 0, 0}},
	{"runtime", "Runtime", 1, {NULL, 0, 0}},
};

static const struct team_recipe team_recipes[] = {
	{"payments", "Payments", "Moves customers' money, safely.", "Ines Duarte", 0, {0, 1}, 2},
	{"checkout", "Checkout", "Takes a full basket to a paid order.", "Tomas Lind", 0, {2}, 1},
	{"loyalty", "Loyalty", NULL, NULL, 0, {3}, 1},
	{"edge", "Edge", "Carries every request in, and the answer out.", "Amara Okafor", 2, {4}, 1},
	{"identity", "Identity and access management", "Knows who is who.", "Noor Haddad", 2, {5}, 1},
	{"naming", "命名チーム", "絵文字 and wide letters.", "José Ñandú", CATALOG_NO_GROUP, {6}, 1},
	{"hostile", "Over\x1b[2Jthere", "Says \"\xe2\x80\xaetxet\".", "\x9b", CATALOG_NO_GROUP, {7}, 1},
};
#define TEAM_COUNT (sizeof(team_recipes) / sizeof(team_recipes[0]))
#define TEAM_EDGE 3
/* clang-format on */

static const char *const payments_tags[] = {"customer-facing", "pci"};
static const char *const checkout_tags[] = {"customer-facing"};

static const struct goal goals[] = {
	{.capacity = "deploy_cadence", .value = 5},
	{.capacity = "lead_time", .value = SECONDS_PER_DAY},
	{.capacity = "restore_time", .value = SECONDS_PER_HOUR},
	{.capacity = "patch_freshness",
	 .value = 0.9,
	 .share = {90, 100},
	 .within_seconds = 30 * SECONDS_PER_DAY},
};

/* Oldest first. */
static const struct note notes[] = {
	{"payments", ORGANIZATION_AS_OF - 150 * SECONDS_PER_DAY, "On-call in pairs",
	 "restore_time"},
	{"payments", ORGANIZATION_AS_OF - 79 * SECONDS_PER_DAY,
	 "Rehearsed the queue replay, with everybody who is on call this quarter",
	 "restore_time"},
	{"loyalty", ORGANIZATION_AS_OF - 60 * SECONDS_PER_DAY, "First release, to five shops",
	 ""},
	{"hostile", ORGANIZATION_AS_OF - 30 * SECONDS_PER_DAY, "Quiet\x1b[2J", ""},
	{"payments", ORGANIZATION_AS_OF - 43 * SECONDS_PER_DAY, "Smaller changes",
	 "deploy_cadence"},
};

/* -- chance, the same everywhere ------------------------------------------------------------
 */

struct chance {
	uint64_t state;
};

/* Knuth's MMIX generator; the high bits are the good ones. */
static unsigned chance_below(struct chance *chance, unsigned limit)
{
	chance->state =
		chance->state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (unsigned)((chance->state >> 33) % limit);
}

/* Around `middle`, from a third to three times as much. */
static int64_t chance_around(struct chance *chance, int64_t middle)
{
	int64_t part = 1000 + chance_below(chance, 2000);

	return chance_below(chance, 2) ? middle * part / 1000 : middle * 1000 / part;
}

/* -- one service ----------------------------------------------------------------------------
 */

struct maker {
	struct arena *arena;
	struct chance chance;
	const struct recipe *recipe;
	struct service_history *history;
};

static const char *numbered(struct maker *maker, const char *what, size_t number)
{
	return arena_printf(maker->arena, "%s-%zu", what, number);
}

static bool is_recent(instant at)
{
	return at >= ORGANIZATION_AS_OF - 12 * SECONDS_PER_WEEK;
}

static void make_deployment(struct maker *maker, struct deployment *deployment,
			    struct change *change, size_t index, instant at)
{
	const struct recipe *recipe = maker->recipe;
	bool recent = is_recent(at);
	bool remedies = index > 0 && chance_below(&maker->chance, 100) <
					     (unsigned)recipe->remedied_percent[recent];

	*deployment = (struct deployment){
		.at = at,
		.source = "",
		.id = numbered(maker, "deploy", index + 1),
		.revision = numbered(maker, "r", index + 1),
		.fixes = "",
		.url = "",
		.kind = remedies ? DEPLOYMENT_ROLLBACK : DEPLOYMENT_NORMAL,
		.succeeded = chance_below(&maker->chance, 30) > 0,
		.is_production = true,
		.first_change = index,
		.change_count = 1,
	};
	*change = (struct change){
		.revision = deployment->revision,
		.committed_at = at - chance_around(&maker->chance, recipe->lead_hours[recent] *
									   SECONDS_PER_HOUR),
		.deployment = index,
	};
}

static struct deployment *make_deployments(struct maker *maker, struct change **changes_made)
{
	const size_t most = (size_t)HISTORY_WEEKS * 8;
	struct deployment *deployments = ARENA_ARRAY(maker->arena, most, struct deployment);
	struct change *changes = ARENA_ARRAY(maker->arena, most, struct change);
	instant at = ORGANIZATION_AS_OF - HISTORY_WEEKS * SECONDS_PER_WEEK;
	size_t count = 0;

	while (count < most) {
		int often = maker->recipe->deployments_in_10_weeks[is_recent(at)];

		at += chance_around(&maker->chance, 10 * SECONDS_PER_WEEK / often);
		if (at >= ORGANIZATION_AS_OF)
			break;
		make_deployment(maker, &deployments[count], &changes[count], count, at);
		count++;
	}
	maker->history->deployments = deployments;
	maker->history->deployment_count = count;
	maker->history->changes = changes;
	maker->history->change_count = count;
	*changes_made = changes;
	return deployments;
}

static void make_incidents(struct maker *maker)
{
	static const char *const titles[] = {
		"queue replay from runbook",
		"certificate renewed by hand",
		"slow queries after import",
		"",
	};
	struct incident *incidents = ARENA_ARRAY(maker->arena, INCIDENTS_MAX, struct incident);
	instant at = ORGANIZATION_AS_OF - HISTORY_WEEKS * SECONDS_PER_WEEK;
	size_t count = 0;

	while (maker->recipe->days_between_incidents && count < INCIDENTS_MAX) {
		int64_t minutes;

		at += chance_around(&maker->chance,
				    maker->recipe->days_between_incidents * SECONDS_PER_DAY);
		if (at >= ORGANIZATION_AS_OF)
			break;
		minutes = maker->recipe->restore_minutes[is_recent(at)];
		incidents[count] = (struct incident){
			.started_at = at,
			.detected_at = at,
			.restored_at = at + chance_around(&maker->chance,
							  minutes * SECONDS_PER_MINUTE),
			.source = "",
			.id = numbered(maker, "INC", 100 + count),
			.title = titles[chance_below(&maker->chance, 4)],
			.url = "",
			.severity = "",
			.caused_by = "",
			.is_production = true,
			.is_planned = chance_below(&maker->chance, 9) == 0,
		};
		count++;
	}
	maker->history->incidents = incidents;
	maker->history->incident_count = count;
}

static void make_slo_samples(struct maker *maker, struct slo_history *history, bool is_spent)
{
	const size_t days = HISTORY_WEEKS * 7;
	struct slo_sample *samples = ARENA_ARRAY(maker->arena, days, struct slo_sample);

	for (size_t i = 0; i < days; i++) {
		double total = 90000 + chance_below(&maker->chance, 20000);
		double share = is_spent ? 0.002 : 0.0004;

		samples[i] = (struct slo_sample){
			.at = ORGANIZATION_AS_OF - (instant)(days - i) * SECONDS_PER_DAY,
			.seconds = SECONDS_PER_DAY,
			.good = total - (double)(int64_t)(total * share),
			.total = total,
		};
	}
	history->samples = samples;
	history->count = days;
}

static void make_slos(struct maker *maker, struct service *service)
{
	static const char *const names[] = {"availability", "latency", "freshness"};
	size_t count = (size_t)maker->recipe->slos;
	struct slo *slos = ARENA_ARRAY(maker->arena, count, struct slo);
	struct slo_history *histories = ARENA_ARRAY(maker->arena, count, struct slo_history);

	for (size_t i = 0; i < count; i++) {
		slos[i] = (struct slo){
			.id = names[i],
			.name = names[i],
			.target = {999, 1000},
			.window_seconds = 28 * SECONDS_PER_DAY,
		};
		histories[i].slo = &slos[i];
		make_slo_samples(maker, &histories[i], i < (size_t)maker->recipe->spent);
	}
	service->slos = slos;
	service->slo_count = count;
	maker->history->slos = histories;
	maker->history->slo_count = count;
}

/* Some run an old version, of which a newer is out; some did until lately. */
static void make_updates(struct maker *maker)
{
	size_t components = (size_t)maker->recipe->components;
	struct update *updates = ARENA_ARRAY(maker->arena, 2 * components, struct update);
	size_t count = 0;

	for (size_t i = 0; i < components; i++) {
		const char *component = arena_printf(maker->arena, "pkg:npm/part-%03zu", i + 1);
		instant released =
			ORGANIZATION_AS_OF -
			(instant)(200 + chance_below(&maker->chance, 100)) * SECONDS_PER_DAY;

		updates[count++] = (struct update){
			component, "1.0.0", "", released, released + 9 * SECONDS_PER_DAY,
			false,	   0,	    0};
		if (i >= components - (size_t)maker->recipe->caught_up)
			updates[count++] = (struct update){
				component,
				"1.0.1",
				"",
				ORGANIZATION_AS_OF - 150 * SECONDS_PER_DAY,
				ORGANIZATION_AS_OF -
					(instant)(10 + chance_below(&maker->chance, 60)) *
						SECONDS_PER_DAY,
				false,
				0,
				0};
		if (i < (size_t)maker->recipe->waiting)
			updates[count++] = (struct update){
				component,
				"1.1.0",
				"",
				ORGANIZATION_AS_OF -
					(instant)(20 + chance_below(&maker->chance, 60)) *
						SECONDS_PER_DAY,
				INSTANT_NONE,
				false,
				0,
				0};
	}
	updates_number(updates, count);
	maker->history->updates = updates;
	maker->history->update_count = count;
}

static void make_service(struct organization *organization, struct service *service,
			 size_t index)
{
	struct maker maker = {
		.arena = &organization->arena,
		.chance = {index * 7919 + 1},
		.recipe = &recipes[index],
		.history = &organization->histories[index],
	};
	struct deployment *deployments;
	struct change *changes;

	service->id = recipes[index].id;
	service->name = recipes[index].name;
	service->owner_count = 1;
	service->index = index;
	maker.history->service = service;
	deployments = make_deployments(&maker, &changes);
	make_incidents(&maker);
	make_slos(&maker, service);
	make_updates(&maker);
	service_history_prepare(maker.history, deployments, changes, &organization->arena);
}

/* -- the whole ------------------------------------------------------------------------------
 */

static void make_team(struct organization *organization, struct team *team, size_t index)
{
	const struct team_recipe *recipe = &team_recipes[index];
	const struct service **services = ARENA_ARRAY(
		&organization->arena, recipe->service_count, const struct service *);

	for (size_t i = 0; i < recipe->service_count; i++)
		services[i] = &organization->catalog.services[recipe->services[i]];
	team->id = recipe->id;
	team->name = recipe->name;
	team->purpose = recipe->purpose;
	team->champion = recipe->champion;
	team->group = recipe->group;
	if (index < 2) {
		team->tags = index == 0 ? payments_tags : checkout_tags;
		team->tag_count = index == 0 ? 2 : 1;
	}
	team->goals = goals;
	team->goal_count = sizeof(goals) / sizeof(goals[0]);
	team->services = services;
	team->service_count = recipe->service_count;
}

static void drop_scorecard(struct organization *organization)
{
	if (!organization->scorecard)
		return;
	scorecard_release(organization->scorecard);
	free(organization->scorecard);
	organization->scorecard = NULL;
}

static void make_scorecard(struct organization *organization, const struct period *period)
{
	drop_scorecard(organization);
	organization->scorecard = memory_resize(NULL, 1, sizeof(*organization->scorecard));
	scorecard_make(organization->scorecard, &organization->catalog, &organization->history,
		       period);
}

static void drop_making(struct organization *organization)
{
	if (organization->begun)
		card_making_drop(&organization->making);
	organization->begun = NULL;
}

/* Without cards, or with those of the same window as they stood. */
static void begin_scorecard(struct organization *organization, const struct period *period)
{
	struct scorecard *begun = memory_resize(NULL, 1, sizeof(*begun));

	drop_making(organization);
	scorecard_begin(begun, &organization->catalog, period);
	if (organization->scorecard &&
	    organization->scorecard->period.window_days == period->window_days)
		scorecard_keep(begun, organization->scorecard);
	drop_scorecard(organization);
	organization->scorecard = begun;
}

static bool work(void *context, const struct team *team, bool *is_made, struct error *error)
{
	struct organization *organization = context;
	struct scorecard *scorecard = organization->scorecard;

	(void)error;
	*is_made = scorecard->teams[team - organization->catalog.teams].is_made;
	if (*is_made)
		return true;
	if (organization->begun != team) {
		drop_making(organization);
		card_making_begin(&organization->making, scorecard, team,
				  &organization->history);
		organization->begun = team;
		return true;
	}
	*is_made = card_making_step(&organization->making);
	if (!*is_made)
		return true;
	scorecard_put(scorecard, &organization->making);
	organization->begun = NULL;
	for (size_t i = 0; i < scorecard->team_count; i++)
		if (!scorecard->teams[i].is_made)
			return true;
	scorecard_end(scorecard);
	return true;
}

static bool make_card(void *context, const struct team *team, struct error *error)
{
	bool is_made = false;

	while (!is_made)
		work(context, team, &is_made, error);
	return true;
}

void organization_read_between_keys(struct organization *organization)
{
	organization->source.work = work;
	organization->source.make_card = make_card;
}

static bool load(void *context, int window_days, const struct scorecard **scorecard,
		 const char **notice, struct error *error)
{
	struct organization *organization = context;
	struct period period = {ORGANIZATION_AS_OF, window_days, BAND_EDITION_2019};

	(void)notice;
	organization->loads++;
	if (organization->fails)
		return error_set(error, ERROR_IO, "the history cannot be read just now");
	if (organization->source.work)
		begin_scorecard(organization, &period);
	else
		make_scorecard(organization, &period);
	organization->scorecard->notes =
		(struct notes){notes, sizeof(notes) / sizeof(notes[0])};
	*scorecard = organization->scorecard;
	return true;
}

static const struct evidence *evidence(void *context, const struct team *team,
				       const struct service *service,
				       const struct capacity *capacity, struct arena *arena,
				       size_t *count)
{
	struct organization *organization = context;

	return scorecard_evidence(organization->scorecard, &organization->history, team,
				  service, capacity, arena, count);
}

/* One team has something of everything in between, all others nothing. */
static struct between between_of(const struct team *team)
{
	static const struct note helped[] = {
		{"payments", ORGANIZATION_AS_OF - 78 * SECONDS_PER_DAY,
		 "Rehearsed the queue replay runbook, with everyone who is on call",
		 "restore_time"},
		{"payments", ORGANIZATION_AS_OF - 40 * SECONDS_PER_DAY,
		 "Bell\a and \x1b[31mred", "no_such_thing"},
		{"payments", ORGANIZATION_AS_OF - 20 * SECONDS_PER_DAY,
		 "Smaller changes, each behind a flag", ""},
	};
	static const struct between something = {
		.counts = {[BETWEEN_DEPLOYMENTS] = 70,
			   [BETWEEN_RESTORED] = 17,
			   [BETWEEN_NEEDS] = 5,
			   [BETWEEN_CONCERNS] = 1,
			   [BETWEEN_RULES_RETIRED] = 2},
		.hours_given_back = 40,
		.days_to_security = 3,
		.notes = helped,
		.note_count = sizeof(helped) / sizeof(helped[0]),
	};

	return strcmp(team->id, "payments") == 0 ? something : (struct between){0};
}

static const struct team_practices *practices(void *context, const struct team *team,
					      struct arena *arena)
{
	const struct organization *organization = context;

	return team_practices_make(
		team, history_of_team(&organization->history, &organization->catalog, team),
		&organization->scorecard->notes, organization->scorecard->period.as_of,
		&organization->catalog.zone, arena);
}

static bool comparison(void *context, const struct team *team, instant then,
		       struct comparison *made, struct error *error)
{
	struct organization *organization = context;

	organization->comparisons++;
	if (organization->fails)
		return error_set(error, ERROR_IO, "the history cannot be read just now");
	comparison_make(made, &organization->catalog, team, &organization->history,
			&organization->scorecard->period, then);
	made->between = between_of(team);
	return true;
}

/* No real snapshot: what a dialog shows of one must not change with what is exported. */
static bool snapshot(void *context, const char *format, const struct team *const *teams,
		     size_t team_count, struct buffer *out, struct error *error)
{
	const struct organization *organization = context;

	(void)error;
	if (strcmp(format, "html") == 0)
		buffer_add_string(out, "<style>p { margin: 0 }</style>\n<body>\n");
	if (team_count == 1)
		buffer_addf(out, "%s of %s\n", format, teams[0]->name);
	else if (team_count < organization->catalog.team_count)
		buffer_addf(out, "%s of %zu teams\n", format, team_count);
	else
		buffer_addf(out, "%s of all teams\n", format);
	for (int i = 2; i <= 60; i++)
		if (strcmp(format, "html") == 0)
			buffer_addf(out,
				    "<p><svg>\n</svg>line %d</p>\n<td>&lt;a</td><td>b</td>\n",
				    i);
		else
			buffer_addf(out,
				    "%d: a line of the snapshot, which is not short, to "
				    "be cut where there is no room for it\n",
				    i);
	return true;
}

static bool text(void *context, const struct team *team, const struct capacity *capacity,
		 struct buffer *out, struct error *error)
{
	(void)context;
	(void)error;
	buffer_addf(out, "%s\n%s\n", team->id, capacity ? capacity->id : "all");
	return true;
}

static bool topic_text(void *context, const struct team *team, const struct topic *topic,
		       struct buffer *out, struct error *error)
{
	(void)context;
	(void)error;
	buffer_addf(out, "%s\n%s\n", team->id, topic->id);
	return true;
}

static bool agenda(void *context, const struct team *team, struct agenda *made,
		   struct error *error)
{
	struct organization *organization = context;
	const struct scorecard *scorecard = organization->scorecard;
	const struct team_card *cards[8];
	size_t count = 0;

	for (size_t i = 0; i < scorecard->team_count; i++)
		if (!team || scorecard->teams[i].team == team)
			cards[count++] = &scorecard->teams[i];
	if (organization->fails)
		return error_set(error, ERROR_IO, "the history cannot be read just now");
	arena_init(&made->arena);
	agenda_make(made, scorecard, &organization->history, cards, count, INSTANT_NONE);
	return true;
}

static bool comparison_text(void *context, const struct team *team, instant then,
			    struct buffer *out, struct error *error)
{
	const struct organization *organization = context;

	(void)error;
	buffer_addf(out, "%s\n%d days back\n", team->id,
		    (int)((organization->scorecard->period.as_of - then) / SECONDS_PER_DAY));
	return true;
}

static bool save(void *context, const char *path, const struct buffer *bytes, bool replaces,
		 bool *exists, struct error *error)
{
	struct organization *organization = context;

	if (organization->saves_fail)
		return error_set(error, ERROR_IO, "cannot write '%s': No space left", path);
	*exists = organization->file_is_there && !replaces;
	if (*exists)
		return true;
	snprintf(organization->saved_path, sizeof(organization->saved_path), "%s", path);
	buffer_clear(&organization->saved);
	buffer_add(&organization->saved, bytes->bytes, bytes->length_bytes);
	return true;
}

/* Nothing of it is seen in the scorecards. */
static bool change(void *context, const struct event *was, const struct event *is,
		   struct error *error)
{
	struct organization *organization = context;

	if (organization->changes_fail)
		return error_set(error, ERROR_IO,
				 "aplomb.db: cannot be written: no permission");
	organization->has_was = was != NULL;
	organization->has_is = is != NULL;
	if (was)
		organization->was = event_copy(was, &organization->arena);
	if (is)
		organization->is = event_copy(is, &organization->arena);
	organization->changes++;
	return true;
}

static instant now(void *context)
{
	(void)context;
	return ORGANIZATION_AS_OF - 1;
}

static const struct snapshot_format formats[] = {
	{"text", "txt"}, {"markdown", "md"}, {"csv", "csv"}, {"json", "json"}, {"html", "html"},
};

void organization_make_empty(struct organization *organization)
{
	memset(organization, 0, sizeof(*organization));
	organization->catalog.organization = "Northwind";
	organization->catalog.zone = zone_utc;
	organization->source = (struct session_source){
		.context = organization,
		.load = load,
		.evidence = evidence,
		.practices = practices,
		.comparison = comparison,
		.agenda = agenda,
		.formats = formats,
		.format_count = sizeof(formats) / sizeof(formats[0]),
		.snapshot = snapshot,
		.text = text,
		.topic_text = topic_text,
		.comparison_text = comparison_text,
		.save = save,
		.change = change,
		.now = now,
		.watched_fd = -1,
	};
}

void organization_make(struct organization *organization)
{
	struct team_history *practised;
	struct service *services;
	struct team *teams;

	organization_make_empty(organization);
	services = ARENA_ARRAY(&organization->arena, SERVICE_COUNT, struct service);
	teams = ARENA_ARRAY(&organization->arena, TEAM_COUNT, struct team);
	organization->histories =
		ARENA_ARRAY(&organization->arena, SERVICE_COUNT, struct service_history);
	organization->catalog.services = services;
	organization->catalog.service_count = SERVICE_COUNT;
	organization->catalog.groups = groups;
	organization->catalog.group_count = sizeof(groups) / sizeof(groups[0]);
	organization->catalog.goals = goals;
	organization->catalog.goal_count = sizeof(goals) / sizeof(goals[0]);
	organization->catalog.teams = teams;
	organization->catalog.team_count = TEAM_COUNT;
	for (size_t i = 0; i < SERVICE_COUNT; i++)
		make_service(organization, &services[i], i);
	for (size_t i = 0; i < TEAM_COUNT; i++)
		make_team(organization, &teams[i], i);
	practised = ARENA_ARRAY(&organization->arena, TEAM_COUNT, struct team_history);
	practised[TEAM_EDGE] = organization_practices;
	organization->history.teams = practised;
	organization->history.services = organization->histories;
	organization->history.count = SERVICE_COUNT;
	organization_have_events(organization);
}

bool organization_has_changed(void *context)
{
	(void)context;
	return true;
}

void organization_release(struct organization *organization)
{
	drop_making(organization);
	buffer_release(&organization->saved);
	drop_scorecard(organization);
	arena_release(&organization->arena);
}
