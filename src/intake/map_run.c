/*
 * A mapping run: every row of its statements is an event, put, or a note, counted.
 *
 * Rule: what lacks a required field may complete an event that is known by its id: it is put
 * after all the others, and looked up. So the documents of one run may stand in any order.
 */
#include <string.h>

#include "base/name_index.h"
#include "intake/map_reading.h"

#define NOTES_SHOWN 20

struct map_note {
	const char *words;
	size_t count;
};

struct map_run {
	struct map_reading *reading;
	struct intake *intake;
	bool is_second_pass;
	bool row_has_note; /* which says already why the row may come to nothing */
	size_t incomplete; /* events that a second pass is for */
	struct map_note *notes;
	size_t note_count, note_capacity;
	struct name_index note_index;
	struct arena arena; /* of the notes */
};

/* -- notes ----------------------------------------------------------------------------------
 */

static void add_note(struct map_run *run, const char *words)
{
	const struct named *known = name_index_find(&run->note_index, words);
	struct named *named;

	if (known) {
		run->notes[known->index].count++;
		return;
	}
	run->notes = arena_grow(&run->arena, run->notes, run->note_count, &run->note_capacity,
				sizeof(*run->notes));
	words = arena_copy_string(&run->arena, words);
	run->notes[run->note_count] = (struct map_note){words, 1};
	named = ARENA_NEW(&run->arena, struct named);
	*named = (struct named){.name = words, .index = run->note_count++};
	name_index_add(&run->note_index, named);
}

static void say_notes(struct map_run *run)
{
	struct intake *intake = run->intake;
	size_t silent = 0;

	for (size_t i = 0; i < run->reading->document_count; i++)
		silent += !run->reading->documents[i].is_used;
	for (size_t i = 0; i < run->note_count && i < NOTES_SHOWN; i++)
		intake->note(intake,
			     arena_printf(&run->arena, "%zu record%s: %s", run->notes[i].count,
					  run->notes[i].count == 1 ? "" : "s",
					  run->notes[i].words));
	if (run->note_count > NOTES_SHOWN)
		intake->note(intake, arena_printf(&run->arena, "and %zu more such remarks",
						  run->note_count - NOTES_SHOWN));
	if (silent)
		intake->note(intake,
			     arena_printf(&run->arena, "%zu record%s: nothing that is counted",
					  silent, silent == 1 ? "" : "s"));
}

/* -- events ---------------------------------------------------------------------------------
 */

static bool has_value(const struct event *event, const char *name)
{
	int field = event_field_find(event->type, name);

	return field >= 0 && event->values[field].is_present;
}

/* The first required field that is absent; NULL: none is. */
static const char *required_field_absent(const struct event *event)
{
	for (size_t i = 0; i < event->type->field_count; i++)
		if (event->type->fields[i].is_required && !event->values[i].is_present)
			return event->type->fields[i].name;
	return NULL;
}

/* Takes the required fields that it lacks from the event of the same id. */
static bool complete(struct map_run *run, struct event *event, struct arena *arena,
		     bool *is_found, struct error *error)
{
	const char *absent = required_field_absent(event);
	struct event known;

	if (!run->intake->find(run->intake, event, arena, &known, is_found, error))
		return false;
	if (!*is_found) {
		if (!run->row_has_note)
			add_note(run, arena_printf(arena,
						   "%s whose %s is known neither here nor in "
						   "the history; import what came before, or "
						   "all of it together",
						   event->type->name, absent));
		return true;
	}
	for (size_t i = 0; i < event->type->field_count; i++)
		if (event->type->fields[i].is_required && !event->values[i].is_present)
			event->values[i] = known.values[i];
	return true;
}

/*
 * "It was so by then" is "it was so at the earliest such time": a later sighting of what is
 * known says nothing new, an earlier one takes its place.
 */
static bool put_sighting(struct map_run *run, struct event *event,
			 const struct sighting *sighting, struct arena *arena,
			 struct error *error)
{
	struct event_value *value = &event->values[sighting->field];
	struct event known;
	bool is_found;

	if (!run->intake->find(run->intake, event, arena, &known, &is_found, error))
		return false;
	value->is_present = true;
	value->integer = sighting->by;
	if (is_found && known.values[sighting->field].is_present) {
		struct event_value *first = &known.values[sighting->field];

		if (first->integer > sighting->by) {
			first->integer = sighting->by;
			if (!run->intake->put(run->intake, &known, true, error))
				return false;
		}
		value->integer = first->integer;
	}
	return run->intake->put(run->intake, event, false, error);
}

/* A sighting stands for its field until put_sighting() knows better. */
static void take_sighting(struct event *event, struct sighting *sighting)
{
	struct event_value *value;

	if (sighting->field < 0)
		return;
	value = &event->values[sighting->field];
	if (value->is_present) {
		sighting->field = -1; /* what is said exactly counts */
		return;
	}
	value->is_present = true;
	value->integer = sighting->by;
}

static bool put_event(struct map_run *run, struct event *event, struct sighting *sighting,
		      struct arena *arena, struct error *error)
{
	bool is_incomplete, is_known;

	take_sighting(event, sighting);
	is_incomplete = required_field_absent(event) && has_value(event, "id");
	if (is_incomplete != run->is_second_pass) {
		run->incomplete += is_incomplete;
		return true;
	}
	if (is_incomplete && !complete(run, event, arena, &is_known, error))
		return false;
	if (is_incomplete && !is_known)
		return true;
	if (!event_is_complete(event, error))
		return run->intake->refuse(run->intake, error);
	if (sighting->field >= 0)
		return put_sighting(run, event, sighting, arena, error);
	return run->intake->put(run->intake, event, false, error);
}

/* -- rows -----------------------------------------------------------------------------------
 */

/* The words of a column that is told once, in the first pass; NULL: it has none. */
static const char *words_once(const struct map_run *run, const struct map_statement *statement,
			      int column)
{
	if (run->is_second_pass || column < 0)
		return NULL;
	return (const char *)sqlite3_column_text(statement->statement, column);
}

static bool take_event(struct map_run *run, const struct map_statement *statement,
		       struct error *error)
{
	struct sighting sighting;
	struct arena arena;
	struct event event;
	bool goes_on;

	if (statement->type_column < 0 ||
	    sqlite3_column_type(statement->statement, statement->type_column) == SQLITE_NULL)
		return true;
	arena_init(&arena);
	if (map_row_event(run->reading, statement, run->intake, &arena, &event, &sighting,
			  error))
		goes_on = put_event(run, &event, &sighting, &arena, error);
	else
		goes_on = run->is_second_pass || run->intake->refuse(run->intake, error);
	arena_release(&arena);
	return goes_on;
}

static bool take_row(struct map_run *run, const struct map_statement *statement,
		     struct error *error)
{
	sqlite3_int64 number = sqlite3_column_int64(statement->statement, 0);
	struct map_reading *reading = run->reading;
	struct staged_document *document;
	const char *note, *refused;

	if (number < 1 || (size_t)number > reading->document_count)
		return error_set(error, ERROR_INVALID, "%s: there is no document %lld",
				 reading->map->file, (long long)number);
	document = &reading->documents[number - 1];
	document->is_used = true;
	run->intake->place = document->file;
	run->intake->line = document->line;
	run->row_has_note = statement->note_column >= 0 &&
			    sqlite3_column_type(statement->statement, statement->note_column) !=
				    SQLITE_NULL;
	note = words_once(run, statement, statement->note_column);
	if (note)
		add_note(run, note);
	refused = words_once(run, statement, statement->refused_column);
	if (refused) {
		error_set(error, ERROR_INVALID, "%s", refused);
		if (!run->intake->refuse(run->intake, error))
			return false;
	}
	return take_event(run, statement, error);
}

static bool run_statement(struct map_run *run, const struct map_statement *statement,
			  struct error *error)
{
	int result = SQLITE_DONE;
	bool goes_on =
		map_bind_parameters(run->reading, statement->statement, run->intake, error);

	while (goes_on &&
	       (result = sandbox_step(run->reading, statement->statement)) == SQLITE_ROW)
		goes_on = take_row(run, statement, error);
	if (goes_on && result != SQLITE_DONE) {
		goes_on = sandbox_fail(run->reading, error);
		error_prefix(error, "%s", run->reading->map->file);
	}
	sqlite3_reset(statement->statement);
	return goes_on;
}

static bool run_pass(struct map_run *run, struct error *error)
{
	for (size_t i = 0; i < run->reading->statement_count; i++)
		if (run->reading->statements[i].kind == MAP_EVENTS &&
		    !run_statement(run, &run->reading->statements[i], error))
			return false;
	return true;
}

bool map_run(struct map_reading *reading, struct intake *intake, struct error *error)
{
	struct map_run run = {.reading = reading, .intake = intake};
	bool is_done;

	arena_init(&run.arena);
	reading->assumed_zone = intake->assumed_zone;
	is_done = map_compile_rest(reading, error) && run_pass(&run, error);
	if (is_done && run.incomplete) {
		run.is_second_pass = true;
		is_done = run_pass(&run, error);
	}
	if (is_done)
		say_notes(&run);
	name_index_release(&run.note_index);
	arena_release(&run.arena);
	return is_done;
}
