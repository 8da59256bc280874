#include "scorecard/agenda_make.h"

#include <stdlib.h>
#include <string.h>

#define NO_TEAM SIZE_MAX

const char *const agenda_origin_names[AGENDA_ORIGIN_COUNT] = {"meeting", "window", "given"};
const char *const agenda_reason_names[AGENDA_REASON_COUNT] = {
	"less_and_room_to_grow",
	"less",
	"room_to_grow",
};

/* -- since when ---------------------------------------------------------------------------- */

/* Whoever met: champions of any team. */
static instant newest_meeting(const struct history *history, const struct scorecard *scorecard)
{
	instant newest = INSTANT_NONE;

	for (size_t t = 0; history->teams && t < scorecard->catalog->team_count; t++) {
		const struct team_history *team = &history->teams[t];

		for (size_t i = 0; i < team->meeting_count; i++) {
			instant at = team->meetings[i].record.at;

			if (at < scorecard->period.as_of &&
			    (newest == INSTANT_NONE || at > newest))
				newest = at;
		}
	}
	return newest;
}

static void set_since(struct agenda *agenda, const struct history *history, instant since)
{
	const struct period *period = &agenda->scorecard->period;

	agenda->origin = AGENDA_SINCE_GIVEN;
	if (since == INSTANT_NONE) {
		since = newest_meeting(history, agenda->scorecard);
		agenda->origin = AGENDA_SINCE_MEETING;
	}
	if (since == INSTANT_NONE) {
		since = period->as_of - period->window_days * SECONDS_PER_DAY;
		agenda->origin = AGENDA_SINCE_WINDOW;
	}
	agenda->since = since;
}

/* -- readings ------------------------------------------------------------------------------ */

static void add_grown(struct agenda_team *team, struct arena *arena)
{
	const struct team_card *card = team->card;
	const struct reading **grown =
		ARENA_ARRAY(arena, card->reading_count, const struct reading *);

	for (size_t i = 0; i < card->reading_count; i++)
		if (card->readings[i].change == VERDICT_GROWING)
			grown[team->grown_count++] = &card->readings[i];
	team->grown = grown;
}

/* AGENDA_REASON_COUNT: none. */
static enum agenda_reason reason_of(const struct reading *reading)
{
	bool is_less = reading->change == VERDICT_CONVERSATION;
	bool has_room = reading->goal && reading->goal_met == GOAL_NOT_MET;

	if (is_less)
		return has_room ? AGENDA_LESS_AND_ROOM : AGENDA_LESS;
	return has_room ? AGENDA_ROOM : AGENDA_REASON_COUNT;
}

static void choose_conversation(struct agenda_team *team)
{
	const struct team_card *card = team->card;

	team->reason = AGENDA_REASON_COUNT;
	for (size_t i = 0; i < card->reading_count; i++) {
		enum agenda_reason reason = reason_of(&card->readings[i]);

		if (reason < team->reason) {
			team->reason = reason;
			team->conversation = &card->readings[i];
			team->alike_count = 0;
		}
		team->alike_count += team->conversation && reason == team->reason;
	}
}

static void add_reviews(struct agenda_team *team, const struct scorecard *scorecard,
			struct arena *arena)
{
	const struct team_card *card = team->card;
	int64_t today = zone_local_day(&scorecard->catalog->zone, scorecard->period.as_of - 1);
	struct agenda_review *reviews =
		ARENA_ARRAY(arena, card->reading_count, struct agenda_review);

	for (size_t i = 0; i < card->reading_count; i++) {
		const struct goal *goal = card->readings[i].goal;

		if (goal && goal->has_review && goal->review_day <= today + AGENDA_REVIEW_DAYS)
			reviews[team->review_count++] = (struct agenda_review){
				&card->readings[i], goal->review_day < today};
	}
	team->reviews = reviews;
}

/* -- needs, concerns, lessons -------------------------------------------------------------- */

/* Items on their way into a list. */
struct items {
	struct arena *arena;
	struct agenda_item *items;
	size_t count, capacity;
};

static void add_item(struct items *list, const struct capacity *capacity,
		     const struct loop_item *item, instant until)
{
	double seconds = (double)(until - item->record.at);

	list->items = arena_grow(list->arena, list->items, list->count, &list->capacity,
				 sizeof(*list->items));
	list->items[list->count++] =
		(struct agenda_item){capacity, item, seconds > 0 ? seconds : 0};
}

static int compare_instants(instant a, instant b)
{
	return (a > b) - (a < b);
}

/* (at, source, id), as everywhere; needs before concerns before lessons at the same instant. */
static int compare_begun(const void *a, const void *b)
{
	const struct agenda_item *left = a;
	const struct agenda_item *right = b;
	const struct team_record *one = &left->item->record;
	const struct team_record *other = &right->item->record;
	int order = compare_instants(one->at, other->at);

	if (order == 0)
		order = (int)left->capacity->practice - (int)right->capacity->practice;
	if (order == 0)
		order = strcmp(one->source, other->source);
	if (order == 0)
		order = strcmp(one->id, other->id);
	return order ? order : strcmp(one->text, other->text);
}

static int compare_closed(const void *a, const void *b)
{
	const struct agenda_item *left = a;
	const struct agenda_item *right = b;
	int order = compare_instants(left->item->closed_at, right->item->closed_at);

	return order ? order : compare_begun(a, b);
}

static void sort(struct items *list, int (*compare)(const void *, const void *))
{
	if (list->count)
		qsort(list->items, list->count, sizeof(*list->items), compare);
}

static void add_loop(const struct agenda *agenda, const struct capacity *capacity,
		     const struct loop_item *items, size_t count, struct items *open,
		     struct items *closed)
{
	instant as_of = agenda->scorecard->period.as_of;

	for (size_t i = 0; i < count; i++) {
		const struct loop_item *item = &items[i];
		bool is_open = item->closed_at == INSTANT_NONE || item->closed_at >= as_of;

		if (item->record.at >= as_of)
			continue;
		if (!is_open && item->closed_at >= agenda->since)
			add_item(closed, capacity, item, item->closed_at);
		else if (is_open && open)
			add_item(open, capacity, item, as_of);
	}
}

static void add_loops(const struct agenda *agenda, struct agenda_team *team,
		      const struct team_history *history, struct arena *arena)
{
	struct items open = {.arena = arena};
	struct items closed = {.arena = arena};

	for (size_t i = 0; i < team->card->reading_count; i++) {
		const struct capacity *capacity = team->card->readings[i].capacity;

		if (!capacity->is_loop)
			continue;
		if (capacity->practice == PRACTICE_NEEDS)
			add_loop(agenda, capacity, history->needs, history->need_count, &open,
				 &closed);
		else if (capacity->practice == PRACTICE_CONCERNS)
			add_loop(agenda, capacity, history->concerns, history->concern_count,
				 &open, &closed);
		else if (capacity->practice == PRACTICE_LESSONS)
			add_loop(agenda, capacity, history->lessons, history->lesson_count,
				 NULL, &closed);
	}
	sort(&open, compare_begun);
	sort(&closed, compare_closed);
	team->open = open.items;
	team->open_count = open.count;
	team->closed = closed.items;
	team->closed_count = closed.count;
}

/* -- what other teams wrote ---------------------------------------------------------------- */

/* Whose each note is: its place in the catalog, NO_TEAM where the YAML does not name it. */
static const size_t *note_teams(const struct scorecard *scorecard, struct arena *arena)
{
	const struct notes *notes = &scorecard->notes;
	size_t *teams = ARENA_ARRAY(arena, notes->count, size_t);

	for (size_t i = 0; i < notes->count; i++) {
		const struct team *team =
			catalog_team(scorecard->catalog, notes->items[i].team);

		teams[i] = team ? (size_t)(team - scorecard->catalog->teams) : NO_TEAM;
	}
	return teams;
}

static void add_accounts(struct agenda_team *team, const struct scorecard *scorecard,
			 const size_t *note_teams, struct arena *arena)
{
	const struct notes *notes = &scorecard->notes;
	const struct catalog *catalog = scorecard->catalog;
	struct agenda_account *of_team, *accounts;

	if (!team->conversation || !notes->count)
		return;
	of_team = ARENA_ARRAY(arena, catalog->team_count, struct agenda_account);
	accounts = ARENA_ARRAY(arena, catalog->team_count, struct agenda_account);
	/* Notes are in order of time: the last one stays. */
	for (size_t i = 0; i < notes->count; i++) {
		const struct note *note = &notes->items[i];
		struct agenda_account *account;

		if (note_teams[i] == NO_TEAM || note->at >= scorecard->period.as_of ||
		    strcmp(note->capacity, team->conversation->capacity->id) != 0)
			continue;
		account = &of_team[note_teams[i]];
		account->earlier_count += account->note != NULL;
		account->note = note;
	}
	for (size_t i = 0; i < catalog->team_count; i++) {
		if (!of_team[i].note || &catalog->teams[i] == team->card->team)
			continue;
		of_team[i].team = &catalog->teams[i];
		accounts[team->account_count++] = of_team[i];
	}
	team->accounts = accounts;
}

/* -- all of it ----------------------------------------------------------------------------- */

void agenda_make(struct agenda *agenda, const struct scorecard *scorecard,
		 const struct history *history, const struct team_card *const *cards,
		 size_t count, instant since)
{
	struct agenda_team *teams;
	const size_t *whose;
	struct arena arena = agenda->arena;

	memset(agenda, 0, sizeof(*agenda));
	agenda->arena = arena;
	agenda->scorecard = scorecard;
	set_since(agenda, history, since);
	whose = note_teams(scorecard, &agenda->arena);
	teams = ARENA_ARRAY(&agenda->arena, count, struct agenda_team);
	for (size_t i = 0; i < count; i++) {
		struct agenda_team *team = &teams[i];

		team->card = cards[i];
		add_grown(team, &agenda->arena);
		choose_conversation(team);
		add_reviews(team, scorecard, &agenda->arena);
		add_loops(agenda, team,
			  history_of_team(history, scorecard->catalog, cards[i]->team),
			  &agenda->arena);
		add_accounts(team, scorecard, whose, &agenda->arena);
	}
	agenda->teams = teams;
	agenda->team_count = count;
}

void agenda_release(struct agenda *agenda)
{
	struct arena arena = agenda->arena;

	arena_release(&arena);
	memset(agenda, 0, sizeof(*agenda));
}
