/*
 * Loading what teams asked for, raised, learned, tried and shared.
 *
 * Rule: each table is read once, whole or of the one team wanted, and cut among the teams; the
 * order is (team, at, source, id, text). A record of a team that the catalog does not name is
 * nobody's.
 */
#include <stdlib.h>
#include <string.h>

#include "store/load.h"

/* -- records in order ---------------------------------------------------------------------- */

static int records_compare_within(const struct team_record *first,
				  const struct team_record *second)
{
	int order = (first->at > second->at) - (first->at < second->at);

	if (!order)
		order = strcmp(first->source, second->source);
	if (!order)
		order = strcmp(first->id, second->id);
	return order ? order : strcmp(first->text, second->text);
}

/* Every record begins with its struct team_record. */
static int records_compare(const void *a, const void *b)
{
	const struct team_record *first = a, *second = b;
	int order = strcmp(first->of, second->of);

	return order ? order : records_compare_within(first, second);
}

/* Those of one team: *count of them from the index returned, of a sorted list. */
static size_t records_of(const struct list *list, const char *team, size_t *count)
{
	size_t low = 0, high = list->count, end;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct team_record *record =
			(const void *)((const char *)list->items + middle * list->item_bytes);

		if (strcmp(record->of, team) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (end = low; end < list->count; end++) {
		const struct team_record *record =
			(const void *)((const char *)list->items + end * list->item_bytes);

		if (strcmp(record->of, team) != 0)
			break;
	}
	*count = end - low;
	return low;
}

/* -- rows ---------------------------------------------------------------------------------- */

/* Columns 1 to 5 of every statement here: whose, at, source, id, text. */
static bool read_head(struct loading *loading, const struct row *row, const char *at_name,
		      struct team_record *record, struct error *error)
{
	const char *of = "", *source = "", *id = "", *text = "";

	record->at = INSTANT_NONE;
	if (!row_text(row, 1, "team", &of, error) ||
	    !row_instant(row, 2, at_name, &record->at, error) ||
	    !row_text(row, 3, "source", &source, error) ||
	    !row_text(row, 4, "id", &id, error) || !row_text(row, 5, "text", &text, error))
		return false;
	record->of = loading_text(loading, of);
	record->source = loading_text(loading, source);
	record->id = loading_text(loading, id);
	record->text = loading_text(loading, text);
	return true;
}

static bool read_record(struct loading *loading, const struct row *row, void *item,
			struct error *error)
{
	return read_head(loading, row, "at", item, error);
}

static bool read_need(struct loading *loading, const struct row *row, void *item,
		      struct error *error)
{
	struct loop_item *loop = item;

	loop->closed_at = INSTANT_NONE;
	return read_head(loading, row, "asked_at", &loop->record, error) &&
	       row_instant(row, 6, "met_at", &loop->closed_at, error);
}

static bool read_concern(struct loading *loading, const struct row *row, void *item,
			 struct error *error)
{
	struct loop_item *loop = item;

	loop->closed_at = INSTANT_NONE;
	return read_head(loading, row, "raised_at", &loop->record, error) &&
	       row_instant(row, 6, "acted_at", &loop->closed_at, error);
}

static bool read_lesson(struct loading *loading, const struct row *row, void *item,
			struct error *error)
{
	struct loop_item *loop = item;

	loop->closed_at = INSTANT_NONE;
	return read_head(loading, row, "learned_at", &loop->record, error) &&
	       row_instant(row, 6, "acted_at", &loop->closed_at, error) &&
	       row_boolean(row, 7, "went_right", &loop->went_right, error);
}

static bool read_shadowing(struct loading *loading, const struct row *row, void *item,
			   struct error *error)
{
	struct shadowing *shadowing = item;
	int direction = 0;

	if (!read_head(loading, row, "at", &shadowing->record, error) ||
	    !row_number(row, 6, "days", &shadowing->days, error) ||
	    !row_choice(row, 7, "direction", "to_security from_security", &direction, error))
		return false;
	shadowing->is_to_security = direction == 0;
	return true;
}

static bool read_rule(struct loading *loading, const struct row *row, void *item,
		      struct error *error)
{
	struct rule *rule = item;

	rule->retired_at = INSTANT_NONE;
	rule->hours_per_month = VALUE_NONE;
	return read_head(loading, row, "added_at", &rule->record, error) &&
	       row_instant(row, 6, "retired_at", &rule->retired_at, error) &&
	       row_number(row, 7, "hours_per_month", &rule->hours_per_month, error);
}

static bool read_review(struct loading *loading, const struct row *row, void *item,
			struct error *error)
{
	struct rule_review *review = item;

	return read_head(loading, row, "at", &review->record, error) &&
	       row_boolean(row, 6, "fits", &review->fits, error);
}

static bool read_count(const struct row *row, int column, const char *name, double *value,
		       struct error *error)
{
	int64_t count = -1;

	if (!row_integer(row, column, name, &count, error))
		return false;
	*value = count < 0 ? VALUE_NONE : (double)count;
	return true;
}

static bool read_exercise(struct loading *loading, const struct row *row, void *item,
			  struct error *error)
{
	struct exercise *exercise = item;
	int outcome = 0, kind = 0;

	exercise->detected_at = INSTANT_NONE;
	exercise->first_reported_at = INSTANT_NONE;
	if (!read_head(loading, row, "at", &exercise->record, error) ||
	    !row_choice(row, 6, "outcome", "stopped detected missed", &outcome, error) ||
	    !row_choice(row, 7, "kind", "exercise real", &kind, error) ||
	    !row_instant(row, 8, "detected_at", &exercise->detected_at, error) ||
	    !read_count(row, 9, "sent", &exercise->sent, error) ||
	    !read_count(row, 10, "reported", &exercise->reported, error) ||
	    !row_instant(row, 11, "first_reported_at", &exercise->first_reported_at, error))
		return false;
	exercise->outcome = (enum exercise_outcome)outcome;
	exercise->is_real = kind == 1;
	return true;
}

static bool read_work(struct loading *loading, const struct row *row, void *item,
		      struct error *error)
{
	struct work *work = item;
	int kind = 0, aim = -1;

	if (!read_head(loading, row, "at", &work->record, error) ||
	    !row_choice(row, 6, "kind", "business operations engineering unplanned", &kind,
			error) ||
	    !row_number(row, 7, "hours", &work->hours, error) ||
	    !row_choice(row, 8, "aim", "risk trust governance empowerment", &aim, error))
		return false;
	work->kind = (enum work_kind)kind;
	work->aim = (enum work_aim)(aim + 1);
	return true;
}

/* -- tables -------------------------------------------------------------------------------- */

enum team_table {
	TABLE_NEEDS,
	TABLE_CONCERNS,
	TABLE_LESSONS,
	TABLE_WALKAROUNDS,
	TABLE_SHADOWINGS,
	TABLE_MEETINGS, /* of "", each once */
	TABLE_ATTENDANCES,
	TABLE_RULES, /* of a team, or of "" */
	TABLE_REVIEWS,
	TABLE_EXERCISES,
	TABLE_WORK,
	TABLE_COUNT,
};

/* An attendance is a meeting too: that of the team it is of. */
struct loaded_meeting {
	struct team_record record;
	int64_t rowid;
};

static bool read_meeting(struct loading *loading, const struct row *row, void *item,
			 struct error *error)
{
	struct loaded_meeting *meeting = item;

	meeting->rowid = row->rowid;
	return read_head(loading, row, "at", &meeting->record, error);
}

static const struct {
	enum statement statement;
	enum event_kind kind;
	read_item *read;
	size_t item_bytes;
	bool is_of_all; /* not one team's alone */
} tables[TABLE_COUNT] = {
	{STATEMENT_LOAD_NEEDS, EVENT_NEED, read_need, sizeof(struct loop_item), false},
	{STATEMENT_LOAD_CONCERNS, EVENT_CONCERN, read_concern, sizeof(struct loop_item), false},
	{STATEMENT_LOAD_LESSONS, EVENT_LESSON, read_lesson, sizeof(struct loop_item), false},
	{STATEMENT_LOAD_WALKAROUNDS, EVENT_WALKAROUND, read_record, sizeof(struct team_record),
	 false},
	{STATEMENT_LOAD_SHADOWINGS, EVENT_SHADOWING, read_shadowing, sizeof(struct shadowing),
	 false},
	{STATEMENT_LOAD_MEETINGS, EVENT_MEETING, read_meeting, sizeof(struct loaded_meeting),
	 true},
	{STATEMENT_LOAD_ATTENDANCES, EVENT_MEETING, read_meeting, sizeof(struct loaded_meeting),
	 false},
	{STATEMENT_LOAD_RULES, EVENT_RULE, read_rule, sizeof(struct rule), false},
	{STATEMENT_LOAD_REVIEWS, EVENT_RULE_REVIEW, read_review, sizeof(struct rule_review),
	 true},
	{STATEMENT_LOAD_EXERCISES, EVENT_EXERCISE, read_exercise, sizeof(struct exercise),
	 false},
	{STATEMENT_LOAD_WORK, EVENT_WORK, read_work, sizeof(struct work), false},
};

/* What the tables hold, in the arena and sorted. */
struct loaded_tables {
	struct list lists[TABLE_COUNT];
};

static bool read_tables(struct loading *loading, const struct team *team,
			struct loaded_tables *loaded, struct error *error)
{
	for (int i = 0; i < TABLE_COUNT; i++) {
		struct list *list = &loaded->lists[i];

		*list = list_of(tables[i].item_bytes);
		if (!loading_read_under(loading, tables[i].statement,
					team && !tables[i].is_of_all ? team->id : NULL,
					event_types[tables[i].kind].name, tables[i].read, list,
					error))
			return false;
		list_sort(list, records_compare);
		list->items = list_copy(list, loading->arena);
	}
	return true;
}

/* -- one team ------------------------------------------------------------------------------ */

static const void *slice(const struct loaded_tables *loaded, enum team_table table,
			 const char *team, size_t *count)
{
	const struct list *list = &loaded->lists[table];
	size_t first = records_of(list, team, count);

	return *count ? (const char *)list->items + first * list->item_bytes : NULL;
}

/* All meetings, each with whether the team was represented. */
static void set_meetings(const struct loaded_tables *loaded, const char *team,
			 struct team_history *history, struct arena *arena)
{
	const struct list *all = &loaded->lists[TABLE_MEETINGS];
	const struct loaded_meeting *held = all->items;
	struct meeting *meetings = ARENA_ARRAY(arena, all->count, struct meeting);
	size_t attended_count, next = 0;
	const struct loaded_meeting *attended =
		slice(loaded, TABLE_ATTENDANCES, team, &attended_count);

	for (size_t i = 0; i < all->count; i++) {
		meetings[i].record = held[i].record;
		/* Both are in the same order, but for meetings that nothing tells apart. */
		while (next < attended_count &&
		       records_compare_within(&attended[next].record, &held[i].record) < 0)
			next++;
		for (size_t j = next;
		     j < attended_count &&
		     records_compare_within(&attended[j].record, &held[i].record) == 0;
		     j++)
			meetings[i].is_represented |= attended[j].rowid == held[i].rowid;
	}
	history->meetings = meetings;
	history->meeting_count = all->count;
}

static int rules_compare(const void *a, const void *b)
{
	const struct rule *first = a, *second = b;

	return records_compare_within(&first->record, &second->record);
}

/* The team's own and those that bind all. */
static void set_rules(const struct loaded_tables *loaded, const char *team,
		      struct team_history *history, struct arena *arena)
{
	size_t own_count, shared_count;
	const struct rule *own = slice(loaded, TABLE_RULES, team, &own_count);
	const struct rule *shared = slice(loaded, TABLE_RULES, "", &shared_count);
	struct rule *rules = ARENA_ARRAY(arena, own_count + shared_count, struct rule);

	for (size_t i = 0; i < own_count; i++)
		rules[i] = own[i];
	for (size_t i = 0; i < shared_count; i++)
		rules[own_count + i] = shared[i];
	if (own_count + shared_count)
		qsort(rules, own_count + shared_count, sizeof(*rules), rules_compare);
	history->rules = rules;
	history->rule_count = own_count + shared_count;
}

static void set_team(const struct loaded_tables *loaded, const char *team,
		     struct team_history *history, struct arena *arena)
{
	history->needs = slice(loaded, TABLE_NEEDS, team, &history->need_count);
	history->concerns = slice(loaded, TABLE_CONCERNS, team, &history->concern_count);
	history->lessons = slice(loaded, TABLE_LESSONS, team, &history->lesson_count);
	history->walkarounds =
		slice(loaded, TABLE_WALKAROUNDS, team, &history->walkaround_count);
	history->shadowings = slice(loaded, TABLE_SHADOWINGS, team, &history->shadowing_count);
	history->exercises = slice(loaded, TABLE_EXERCISES, team, &history->exercise_count);
	history->work = slice(loaded, TABLE_WORK, team, &history->work_count);
	history->reviews = loaded->lists[TABLE_REVIEWS].items;
	history->review_count = loaded->lists[TABLE_REVIEWS].count;
	set_meetings(loaded, team, history, arena);
	set_rules(loaded, team, history, arena);
}

bool load_teams(struct loading *loading, const struct catalog *catalog, const struct team *team,
		struct team_history *teams, struct error *error)
{
	struct loaded_tables loaded;
	struct team_history covered = {0};

	if (!read_tables(loading, team, &loaded, error) ||
	    !load_team_coverage(loading, &covered, error))
		return false;
	for (size_t i = 0; i < catalog->team_count; i++) {
		if (team && team != &catalog->teams[i])
			continue;
		teams[i] = covered;
		set_team(&loaded, catalog->teams[i].id, &teams[i], loading->arena);
	}
	return true;
}
