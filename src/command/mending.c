#include "command/mending.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "command/fields.h"
#include "recording/recorder.h"
#include "recording/spooling.h"
#include "report/event_mending.h"
#include "report/event_summary.h"

#define SHOWN_MAX 3
#define SHOWN_CELLS 100 /* of one of them */

/* -- which event is meant ------------------------------------------------------------------ */

/* "service=... check=... at=...": what tells events of a type apart that have no id. */
static const char *key_example(const struct mending *mending)
{
	const struct event_type *type = mending->type;
	const char *example = "";

	for (size_t i = 0; i < type->field_count; i++)
		if (type->fields[i].is_natural_key)
			example = arena_printf(&mending->invocation->arena, "%s%s%s=...",
					       example, *example ? " " : "",
					       field_option_name(&type->fields[i]));
	return example;
}

static bool take_value(struct mending *mending, int field, const char *text,
		       struct error *error)
{
	const char *name = field_option_name(&mending->type->fields[field]);

	if (mending->type->fields[field].kind == FIELD_CHANGES)
		return error_set(error, ERROR_USAGE,
				 "an event is not found by its changes; it is by %s",
				 key_example(mending));
	mending->has_wanted = true;
	if (!strcmp(name, "source") && !*text) {
		mending->wanted.values[field].is_present = true;
		mending->wanted.values[field].text = "";
		return true;
	}
	if (event_set(&mending->wanted, field, text, mending->assumed,
		      &mending->invocation->arena, error))
		return true;
	error->kind = ERROR_USAGE;
	return false;
}

/* "team=payments", or else the id. */
static bool take_word(struct mending *mending, const char *word, struct error *error)
{
	const char *equals = strchr(word, '=');
	struct given_fields fields = {.type = mending->type};
	int id = event_field_find(mending->type, "id");

	if (equals) {
		const char *name =
			arena_copy(&mending->invocation->arena, word, (size_t)(equals - word));
		int field = given_fields_find(&fields, name);

		/* A list is there by the name of its option, and by that of its field. */
		if (field < 0)
			field = event_field_find(mending->type, name);
		if (field >= 0)
			return take_value(mending, field, equals + 1, error);
	}
	if (id < 0)
		return error_set(
			error, ERROR_USAGE,
			"events of type %s have no id; they are found by their fields: "
			"aplomb %s %s %s",
			mending->type->name, mending->invocation->command->name,
			mending->type->name, key_example(mending));
	if (mending->wanted.values[id].is_present)
		return error_set(error, ERROR_USAGE,
				 "one event at a time; '%.*s' is not expected",
				 TEXT_CUT(word, 80));
	return take_value(mending, id, word, error);
}

bool mending_take_words(struct mending *mending, char *const *words, int count,
			struct error *error)
{
	const char *command = mending->invocation->command->name;

	if (count == 0)
		return error_set(error, ERROR_USAGE,
				 "which event? 'aplomb %s TYPE ID'; 'aplomb events -f jsonl' "
				 "shows types and ids",
				 command);
	if (!choose_event_type(words[0], &mending->type, error))
		return false;
	event_init(&mending->wanted, mending->type);
	for (int i = 1; i < count; i++)
		if (!take_word(mending, words[i], error))
			return false;
	return mending->has_wanted ||
	       error_set(error, ERROR_USAGE,
			 "which %s? its id, or what it is found by: aplomb %s %s %s",
			 mending->type->name, command, mending->type->name,
			 key_example(mending));
}

bool mending_take_source(struct mending *mending, const char *source, struct error *error)
{
	return take_value(mending, event_field_find(mending->type, "source"), source, error);
}

/* -- finding it ---------------------------------------------------------------------------- */

/* The events that match. */
struct matches {
	struct mending *mending;
	size_t count;
	bool any_source;
	const char *sources; /* of the first few: "'ci' and none" */
	const char *told;    /* the first few, each with what tells it from the others */
};

/* "need, payments, Wed 2 Sep 2026 10:00: a test database, source tracker". */
static void add_told(struct matches *matches, const struct event *event)
{
	struct mending *mending = matches->mending;
	struct buffer told;
	size_t before, shown;

	buffer_init(&told);
	event_add_heading(&told, event, mending->zone);
	buffer_add_string(&told, ": ");
	before = told.length_bytes;
	event_add_summary(&told, event, mending->zone);
	if (told.length_bytes == before)
		told.bytes[before - 2] = '\0';
	shown = text_prefix_bytes(told.bytes, SHOWN_CELLS);
	matches->told =
		arena_printf(&mending->invocation->arena, "%s%s%.*s%s",
			     matches->told ? matches->told : "", matches->told ? "; " : "",
			     (int)shown, told.bytes, told.bytes[shown] ? "..." : "");
	buffer_release(&told);
}

static bool take_match(const struct event *event, void *context, struct error *error)
{
	struct matches *matches = context;
	struct mending *mending = matches->mending;
	struct arena *arena = &mending->invocation->arena;
	const struct event_value *source =
		&event->values[event_field_find(event->type, "source")];

	(void)error;
	if (matches->count == 0)
		mending->found = event_copy(event, arena);
	matches->any_source |= source->is_present && *source->text;
	if (matches->count++ >= SHOWN_MAX)
		return true;
	add_told(matches, event);
	matches->sources =
		arena_printf(arena, "%s%s'%.*s'", matches->sources ? matches->sources : "",
			     matches->sources ? ", " : "",
			     TEXT_CUT(source->is_present ? source->text : "", 100));
	return true;
}

static const struct event_value *wanted_id(const struct mending *mending)
{
	int id = event_field_find(mending->type, "id");

	return id >= 0 && mending->wanted.values[id].is_present ? &mending->wanted.values[id]
								: NULL;
}

static bool refuse_several(const struct mending *mending, const struct matches *matches,
			   struct error *error)
{
	const struct event_value *id = wanted_id(mending);

	if (id)
		return error_set(error, ERROR_USAGE,
				 "%s '%.*s' is there from %zu sources: %s%s; say which "
				 "with --source",
				 mending->type->name, TEXT_CUT(id->text, 200), matches->count,
				 matches->sources,
				 matches->count > SHOWN_MAX ? " and others" : "");
	return error_set(error, ERROR_USAGE,
			 "%zu events are found by that: %s%s. Say more of the one that is "
			 "meant: %s%s",
			 matches->count, matches->told,
			 matches->count > SHOWN_MAX ? "; and others" : "", key_example(mending),
			 matches->any_source ? " source=..." : "");
}

static bool refuse_none(struct mending *mending, struct error *error)
{
	const struct event_value *id = wanted_id(mending);
	const char *name = mending->type->name;
	const char *nearest = NULL;

	if (id && mending->store &&
	    !store_nearest_id(mending->store, mending->type, id->text,
			      &mending->invocation->arena, &nearest, error))
		return false;
	if (nearest && strcmp(nearest, id->text) == 0)
		return error_set(error, ERROR_UNKNOWN,
				 "%s '%.*s' is there, but not with all that was said of it",
				 name, TEXT_CUT(nearest, 200));
	if (nearest)
		return error_set(error, ERROR_UNKNOWN,
				 "there is no %s '%.*s'; did you mean '%.*s'?", name,
				 TEXT_CUT(id->text, 200), TEXT_CUT(nearest, 200));
	if (id && strchr(id->text, '='))
		return error_set(error, ERROR_UNKNOWN,
				 "there is no %s '%.*s', nor a field of that name; one is "
				 "found by its id, or by %s",
				 name, TEXT_CUT(id->text, 200), key_example(mending));
	if (id)
		return error_set(error, ERROR_UNKNOWN,
				 "there is no %s '%.*s'; 'aplomb events --kind %s -f jsonl' "
				 "shows what there is",
				 name, TEXT_CUT(id->text, 200), name);
	return error_set(error, ERROR_UNKNOWN,
			 "there is no such %s; 'aplomb events --kind %s -f jsonl' shows what "
			 "there is",
			 name, name);
}

static bool open_history(struct mending *mending, struct error *error)
{
	const char *path = invocation_db_path(mending->invocation);

	/* Opening it for writing would begin one. */
	if (store_is_absent(path))
		return error_set(error, ERROR_UNKNOWN,
				 "there is no history at %.*s, so there is no such %s",
				 TEXT_CUT(path, 500), mending->type->name);
	return spooling_open(mending->invocation, &mending->store, error);
}

bool mending_find(struct mending *mending, struct error *error)
{
	struct matches matches = {.mending = mending};

	if (!open_history(mending, error) ||
	    !store_each_match(mending->store, &mending->wanted, take_match, &matches, error))
		return false;
	if (matches.count == 1)
		return true;
	return matches.count ? refuse_several(mending, &matches, error)
			     : refuse_none(mending, error);
}

/* What came into the spool while the user was asked is older, and goes first. */
bool mending_change(struct mending *mending, const struct event *is, struct error *error)
{
	return spooling_take_in(mending->invocation, mending->store, error) &&
	       recorder_change(mending->store, &mending->found, is, error);
}

/* -- asking -------------------------------------------------------------------------------- */

static void print_account(const struct mending *mending, const struct buffer *account)
{
	struct buffer ascii;

	if (!invocation_is_ascii(mending->invocation)) {
		fwrite(account->bytes, 1, account->length_bytes, stderr);
		return;
	}
	buffer_init(&ascii);
	text_add_ascii(&ascii, account->bytes, account->length_bytes);
	fwrite(ascii.bytes, 1, ascii.length_bytes, stderr);
	buffer_release(&ascii);
}

static bool answer_is_yes(void)
{
	char answer[16] = "";

	if (!fgets(answer, sizeof(answer), stdin))
		return false;
	answer[strcspn(answer, "\r\n")] = '\0';
	return strcmp(answer, "y") == 0 || strcmp(answer, "Y") == 0 ||
	       strcmp(answer, "yes") == 0;
}

bool mending_ask(const struct mending *mending, const struct buffer *account,
		 const char *question, bool *is_agreed, struct error *error)
{
	const struct invocation *invocation = mending->invocation;

	*is_agreed = invocation_has(invocation, OPTION_YES);
	if (!*is_agreed || !invocation_has(invocation, OPTION_QUIET))
		print_account(mending, account);
	if (*is_agreed)
		return true;
	if (!isatty(STDIN_FILENO) || !isatty(STDERR_FILENO))
		return error_set(error, ERROR_USAGE,
				 "nothing is changed: there is no terminal to ask on; --yes "
				 "agrees beforehand");
	fprintf(stderr, "%s [y/N] ", question);
	fflush(stderr);
	*is_agreed = answer_is_yes();
	return true;
}

void mending_print_help(void)
{
	puts("An event without an id is found by its fields, as many as it takes:\n"
	     "  aplomb forget need team=payments asked_at=2026-09-02T10:00:00Z\n"
	     "  aplomb amend check service=ledger check=tls at=2026-09-02T10:00:00Z --passed\n"
	     "What 'aplomb events -f jsonl' shows of it are those fields.\n");
}

int mending_end(struct mending *mending, bool is_done, bool is_agreed,
		const struct error *error)
{
	if (mending->store)
		store_close(mending->store);
	if (!is_done)
		return report_error(error);
	if (is_agreed)
		return 0;
	remark(mending->invocation, "It is left as it is.");
	return ERROR_IO;
}
