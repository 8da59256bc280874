/*
 * Loading what teams asked for, raised, learned, tried and shared.
 *
 * Rule: every query names one team, so the cost follows what is looked at; the order is
 * (at, source, id, text). A record of a team that the catalog does not name is nobody's.
 */
#include <string.h>

#include "store/load.h"

/* -- records in order ---------------------------------------------------------------------- */

/* Every record begins with its struct team_record. */
static int records_compare(const void *a, const void *b)
{
	const struct team_record *first = a, *second = b;
	int order = (first->at > second->at) - (first->at < second->at);

	if (!order)
		order = strcmp(first->source, second->source);
	if (!order)
		order = strcmp(first->id, second->id);
	return order ? order : strcmp(first->text, second->text);
}

/* Those of one rule stand together. */
static int reviews_compare(const void *a, const void *b)
{
	const struct rule_review *first = a, *second = b;
	int order = strcmp(first->record.of, second->record.of);

	return order ? order : records_compare(first, second);
}

/* -- rows ---------------------------------------------------------------------------------- */

static bool read_text(const struct row *row, int column, const char **text, struct error *error)
{
	return row_text(row, column, sqlite3_column_name(row->statement, column), text, error);
}

/* Columns 1 to 5 of every statement here: whose, at, source, id, text; each by its own name. */
static bool read_head(struct loading *loading, const struct row *row,
		      struct team_record *record, struct error *error)
{
	const char *at_name = sqlite3_column_name(row->statement, 2);
	const char *of = "", *source = "", *id = "", *text = "";

	record->at = INSTANT_NONE;
	if (!read_text(row, 1, &of, error) ||
	    !row_instant(row, 2, at_name, &record->at, error) ||
	    !read_text(row, 3, &source, error) || !read_text(row, 4, &id, error) ||
	    !read_text(row, 5, &text, error))
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
	return read_head(loading, row, item, error);
}

static bool read_need(struct loading *loading, const struct row *row, void *item,
		      struct error *error)
{
	struct loop_item *loop = item;

	loop->closed_at = INSTANT_NONE;
	return read_head(loading, row, &loop->record, error) &&
	       row_instant(row, 6, "met_at", &loop->closed_at, error);
}

static bool read_concern(struct loading *loading, const struct row *row, void *item,
			 struct error *error)
{
	struct loop_item *loop = item;

	loop->closed_at = INSTANT_NONE;
	return read_head(loading, row, &loop->record, error) &&
	       row_instant(row, 6, "acted_at", &loop->closed_at, error);
}

static bool read_lesson(struct loading *loading, const struct row *row, void *item,
			struct error *error)
{
	struct loop_item *loop = item;

	loop->closed_at = INSTANT_NONE;
	return read_head(loading, row, &loop->record, error) &&
	       row_instant(row, 6, "acted_at", &loop->closed_at, error) &&
	       row_boolean(row, 7, "went_right", &loop->went_right, error);
}

static bool read_shadowing(struct loading *loading, const struct row *row, void *item,
			   struct error *error)
{
	struct shadowing *shadowing = item;
	int direction = 0;

	if (!read_head(loading, row, &shadowing->record, error) ||
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
	return read_head(loading, row, &rule->record, error) &&
	       row_instant(row, 6, "retired_at", &rule->retired_at, error) &&
	       row_number(row, 7, "hours_per_month", &rule->hours_per_month, error);
}

static bool read_review(struct loading *loading, const struct row *row, void *item,
			struct error *error)
{
	struct rule_review *review = item;

	return read_head(loading, row, &review->record, error) &&
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
	if (!read_head(loading, row, &exercise->record, error) ||
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

	if (!read_head(loading, row, &work->record, error) ||
	    !row_choice(row, 6, "kind", "business operations engineering unplanned", &kind,
			error) ||
	    !row_number(row, 7, "hours", &work->hours, error) ||
	    !row_choice(row, 8, "aim", "risk trust governance empowerment", &aim, error))
		return false;
	work->kind = (enum work_kind)kind;
	work->aim = (enum work_aim)(aim + 1);
	return true;
}

/* Everybody's, with whether the team was represented. */
static bool read_meeting(struct loading *loading, const struct row *row, void *item,
			 struct error *error)
{
	struct meeting *meeting = item;

	return read_head(loading, row, &meeting->record, error) &&
	       row_boolean(row, 6, "team", &meeting->is_represented, error);
}

/* -- tables -------------------------------------------------------------------------------- */

enum team_table {
	TABLE_NEEDS,
	TABLE_CONCERNS,
	TABLE_LESSONS,
	TABLE_WALKAROUNDS,
	TABLE_SHADOWINGS,
	TABLE_MEETINGS,
	TABLE_RULES, /* of the team, or of "" */
	TABLE_REVIEWS,
	TABLE_EXERCISES,
	TABLE_WORK,
	TABLE_COUNT,
};

static const struct {
	enum statement statement;
	enum event_kind kind;
	read_item *read;
	size_t item_bytes;
	int (*compare)(const void *, const void *);
} tables[TABLE_COUNT] = {
	{STATEMENT_LOAD_NEEDS, EVENT_NEED, read_need, sizeof(struct loop_item),
	 records_compare},
	{STATEMENT_LOAD_CONCERNS, EVENT_CONCERN, read_concern, sizeof(struct loop_item),
	 records_compare},
	{STATEMENT_LOAD_LESSONS, EVENT_LESSON, read_lesson, sizeof(struct loop_item),
	 records_compare},
	{STATEMENT_LOAD_WALKAROUNDS, EVENT_WALKAROUND, read_record, sizeof(struct team_record),
	 records_compare},
	{STATEMENT_LOAD_SHADOWINGS, EVENT_SHADOWING, read_shadowing, sizeof(struct shadowing),
	 records_compare},
	{STATEMENT_LOAD_MEETINGS, EVENT_MEETING, read_meeting, sizeof(struct meeting),
	 records_compare},
	{STATEMENT_LOAD_RULES, EVENT_RULE, read_rule, sizeof(struct rule), records_compare},
	{STATEMENT_LOAD_REVIEWS, EVENT_RULE_REVIEW, read_review, sizeof(struct rule_review),
	 reviews_compare},
	{STATEMENT_LOAD_EXERCISES, EVENT_EXERCISE, read_exercise, sizeof(struct exercise),
	 records_compare},
	{STATEMENT_LOAD_WORK, EVENT_WORK, read_work, sizeof(struct work), records_compare},
};

/* The lists are in the arena, and sorted. */
static bool read_tables(struct loading *loading, const char *team,
			struct list lists[TABLE_COUNT], struct error *error)
{
	for (int i = 0; i < TABLE_COUNT; i++) {
		lists[i] = list_of(tables[i].item_bytes);
		if (!loading_read_under(loading, tables[i].statement, team,
					event_types[tables[i].kind].name, tables[i].read,
					&lists[i], error))
			return false;
		list_sort(&lists[i], tables[i].compare);
		lists[i].items = list_copy(&lists[i], loading->arena);
	}
	return true;
}

static void set_team(const struct list lists[TABLE_COUNT], struct team_history *history)
{
	history->needs = lists[TABLE_NEEDS].items;
	history->need_count = lists[TABLE_NEEDS].count;
	history->concerns = lists[TABLE_CONCERNS].items;
	history->concern_count = lists[TABLE_CONCERNS].count;
	history->lessons = lists[TABLE_LESSONS].items;
	history->lesson_count = lists[TABLE_LESSONS].count;
	history->walkarounds = lists[TABLE_WALKAROUNDS].items;
	history->walkaround_count = lists[TABLE_WALKAROUNDS].count;
	history->shadowings = lists[TABLE_SHADOWINGS].items;
	history->shadowing_count = lists[TABLE_SHADOWINGS].count;
	history->meetings = lists[TABLE_MEETINGS].items;
	history->meeting_count = lists[TABLE_MEETINGS].count;
	history->rules = lists[TABLE_RULES].items;
	history->rule_count = lists[TABLE_RULES].count;
	history->reviews = lists[TABLE_REVIEWS].items;
	history->review_count = lists[TABLE_REVIEWS].count;
	history->exercises = lists[TABLE_EXERCISES].items;
	history->exercise_count = lists[TABLE_EXERCISES].count;
	history->work = lists[TABLE_WORK].items;
	history->work_count = lists[TABLE_WORK].count;
}

bool load_teams(struct loading *loading, const struct catalog *catalog, const struct team *team,
		struct team_history *teams, struct error *error)
{
	struct team_history covered = {0};
	struct list lists[TABLE_COUNT];

	if (!load_team_coverage(loading, &covered, error))
		return false;
	for (size_t i = 0; i < catalog->team_count; i++) {
		if (team && team != &catalog->teams[i])
			continue;
		if (!read_tables(loading, catalog->teams[i].id, lists, error))
			return false;
		teams[i] = covered;
		set_team(lists, &teams[i]);
		arena_release(&loading->scratch);
	}
	return true;
}
