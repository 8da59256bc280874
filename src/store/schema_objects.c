/*
 * The tables, indices, triggers and views of a history, held against those that this program
 * makes.
 *
 * Rule: only the text counts, for SQLite goes by nothing else: not by the type or name that
 * stands beside it. Spaces and comments do not count. A table that is not there to the letter
 * is not read, and a trigger of somebody else is never run.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "store/compact.h"

/* One statement of ours, and whether the history has it. */
struct expected {
	const char *text;
	size_t length;
	bool is_there;
};

struct inspection {
	struct buffer own; /* all that this program makes, made plain */
	struct expected *expected;
	size_t count;
};

/* -- made plain ---------------------------------------------------------------------------- */

static bool is_of_word(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
	       (byte >= '0' && byte <= '9') || byte == '_' || (unsigned char)byte >= 0x80;
}

static bool is_space(char byte)
{
	return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

/* What follows a space or a comment that begins here; the same place where none does. */
static const char *after_space(const char *at)
{
	if (is_space(*at))
		return at + 1;
	/* SQLite takes a byte order mark for one, too, but not within a word. */
	if (strncmp(at, "\xef\xbb\xbf", 3) == 0)
		return at + 3;
	if (at[0] == '-' && at[1] == '-')
		return at + strcspn(at, "\n");
	if (at[0] == '/' && at[1] == '*') {
		const char *end = strstr(at + 2, "*/");

		return end ? end + 2 : at + strlen(at);
	}
	return at;
}

/* What follows a quoted name or text that begins here; the same place where none does. */
static const char *after_quoted(const char *at)
{
	char closing = *at == '[' ? ']' : *at;
	const char *end;

	if (*at != '\'' && *at != '"' && *at != '`' && *at != '[')
		return at;
	end = strchr(at + 1, closing);
	return end ? end + 1 : at + strlen(at);
}

/* Adds SQL without comments, and without spaces but for one where two words would be one. */
static void add_plain(struct buffer *plain, const char *sql)
{
	size_t begin = plain->length_bytes;
	bool is_apart = false;

	while (*sql) {
		const char *next = after_space(sql);

		if (next > sql) {
			is_apart = true;
			sql = next;
			continue;
		}
		if (is_apart && plain->length_bytes > begin && is_of_word(*sql) &&
		    is_of_word(plain->bytes[plain->length_bytes - 1]))
			buffer_add_char(plain, ' ');
		is_apart = false;
		next = after_quoted(sql);
		if (next == sql)
			while (is_of_word(*next))
				next++;
		if (next == sql)
			next++;
		buffer_add(plain, sql, (size_t)(next - sql));
		sql = next;
	}
}

static bool begins_in(const char *text, const char *words)
{
	return strncasecmp(text, words, strlen(words)) == 0;
}

/* Of a plain text. "CREATE TEMP TRIGGER" is one as well. */
static bool is_trigger(const char *text)
{
	if (!begins_in(text, "CREATE "))
		return false;
	text += strlen("CREATE ");
	if (begins_in(text, "TEMP ") || begins_in(text, "TEMPORARY "))
		text = strchr(text, ' ') + 1;
	return begins_in(text, "TRIGGER") && !is_of_word(text[strlen("TRIGGER")]);
}

/* Of a plain text: whether it is of a kind of which nothing runs when a row is written. */
static bool is_of_known_kind(const char *text)
{
	static const char *const kinds[] = {"CREATE TABLE", "CREATE INDEX", "CREATE VIEW",
					    "CREATE UNIQUE INDEX", "CREATE VIRTUAL TABLE"};

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (begins_in(text, kinds[i]) && !is_of_word(text[strlen(kinds[i])]))
			return true;
	return false;
}

/* -- what is to be there ------------------------------------------------------------------- */

static void expect(struct inspection *inspection, const char *text, size_t length,
		   size_t *capacity)
{
	if (inspection->count == *capacity) {
		*capacity = *capacity ? *capacity * 2 : 128;
		inspection->expected =
			memory_resize(inspection->expected, *capacity, sizeof(struct expected));
	}
	inspection->expected[inspection->count++] = (struct expected){text, length, false};
}

/* A later version made it anew, or does without. */
static void expect_no_more(struct inspection *inspection, const char *name, size_t length)
{
	static const char words[] = "CREATE INDEX ";

	for (size_t i = 0; i < inspection->count; i++) {
		const char *text = inspection->expected[i].text;

		if (begins_in(text, words) &&
		    strncmp(text + strlen(words), name, length) == 0 &&
		    !is_of_word(text[strlen(words) + length])) {
			inspection->expected[i] = inspection->expected[--inspection->count];
			return;
		}
	}
}

static void gather_expected(struct inspection *inspection)
{
	static const char drop[] = "DROP INDEX ";
	const char *at = inspection->own.bytes;
	size_t capacity = 0;

	while (*at) {
		/* The body of a trigger is statements as well. */
		const char *end = is_trigger(at) ? strstr(at, ";END;") : strchr(at, ';');
		size_t length;

		if (!end)
			break;
		length = (size_t)(end - at) + (is_trigger(at) ? strlen(";END") : 0);
		if (begins_in(at, "CREATE "))
			expect(inspection, at, length, &capacity);
		else if (begins_in(at, drop))
			expect_no_more(inspection, at + strlen(drop), length - strlen(drop));
		at += length + 1;
	}
}

/* All that the steps up to a version make. */
static void inspection_begin(struct inspection *inspection, int schema_version)
{
	memset(inspection, 0, sizeof(*inspection));
	buffer_init(&inspection->own);
	for (int version = 1; version <= schema_version; version++) {
		add_plain(&inspection->own, schema_step(version));
		if (version == SCHEMA_COMPACT) {
			struct buffer triggers;

			buffer_init(&triggers);
			compact_triggers_add(&triggers);
			add_plain(&inspection->own, triggers.bytes);
			buffer_release(&triggers);
		}
	}
	gather_expected(inspection);
}

static void inspection_end(struct inspection *inspection)
{
	free(inspection->expected);
	buffer_release(&inspection->own);
}

static struct expected *find_expected(struct inspection *inspection, const struct buffer *text)
{
	for (size_t i = 0; i < inspection->count; i++)
		if (inspection->expected[i].length == text->length_bytes &&
		    memcmp(inspection->expected[i].text, text->bytes, text->length_bytes) == 0)
			return &inspection->expected[i];
	return NULL;
}

/* -- indices of others --------------------------------------------------------------------- */

struct name {
	const char *bytes; /* without its quotes */
	size_t length;
};

/* Of a plain text: passes over a name, and what quotes it. */
static bool pass_name(const char **at, struct name *name)
{
	const char *begin = *at + (**at == ' ');
	const char *end = after_quoted(begin);
	size_t quotes = end > begin;

	if (quotes && (end - begin < 2 || end[-1] != (*begin == '[' ? ']' : *begin)))
		return false;
	while (!quotes && is_of_word(*end))
		end++;
	*name = (struct name){begin + quotes, (size_t)(end - begin) - 2 * quotes};
	*at = end;
	return end > begin;
}

/* The same of a word, where it is the next one. */
static bool pass_word(const char **at, const char *word)
{
	const char *begin = *at + (**at == ' ');
	size_t length = strlen(word);

	if (!begins_in(begin, word) || is_of_word(begin[length]))
		return false;
	*at = begin + length;
	return true;
}

static bool is_our_table(const struct inspection *inspection, const struct name *name)
{
	static const char words[] = "CREATE TABLE";

	for (size_t i = 0; i < inspection->count; i++) {
		const char *at = inspection->expected[i].text + strlen(words);
		struct name ours;

		if (begins_in(inspection->expected[i].text, words) && pass_name(&at, &ours) &&
		    ours.length == name->length &&
		    strncasecmp(ours.bytes, name->bytes, name->length) == 0)
			return true;
	}
	return false;
}

/* "(service,at DESC)": columns alone, of all rows. */
static bool is_of_columns(const char *at)
{
	struct name name;

	if (*at != '(')
		return false;
	do {
		at++;
		if (!pass_name(&at, &name) ||
		    (pass_word(&at, "COLLATE") && !pass_name(&at, &name)))
			return false;
		if (!pass_word(&at, "ASC"))
			pass_word(&at, "DESC");
	} while (*at == ',');
	return strcmp(at, ")") == 0;
}

static bool is_index(const char *text)
{
	return begins_in(text, "CREATE INDEX") || begins_in(text, "CREATE UNIQUE INDEX");
}

/*
 * Of a plain text: one that whoever records could not do without running it, or could be
 * refused by. What it does not understand it takes for one.
 */
static bool is_harmful_index(const struct inspection *inspection, const char *text)
{
	const char *at = strcasestr(text, "INDEX") + strlen("INDEX");
	struct name name;

	if (!pass_name(&at, &name) || !pass_word(&at, "ON") || !pass_name(&at, &name))
		return true;
	return is_our_table(inspection, &name) &&
	       (begins_in(text, "CREATE UNIQUE") || !is_of_columns(at));
}

/* -- what is there ------------------------------------------------------------------------- */

/* Takes an object that is not ours; name: as the history says it, text: its SQL, made plain. */
typedef void foreign_visitor(const char *name, const char *text, void *context);

/* Marks what is there of ours, or only the tables, and gives the rest. */
static bool each_foreign(struct store *store, struct inspection *inspection, bool tables_only,
			 foreign_visitor *each, void *context, struct error *error)
{
	sqlite3_stmt *statement;
	struct buffer plain;
	bool has_row, is_ok;

	if (!store_prepare(store,
			   tables_only
				   ? "SELECT name, sql FROM sqlite_schema WHERE type = 'table'"
				   : "SELECT name, sql FROM sqlite_schema WHERE sql NOT NULL",
			   &statement, error))
		return false;
	while ((is_ok = store_step(store, statement, &has_row, error)) && has_row) {
		const char *name = (const char *)sqlite3_column_text(statement, 0);
		const char *sql = (const char *)sqlite3_column_text(statement, 1);
		struct expected *own;

		buffer_init(&plain);
		add_plain(&plain, sql ? sql : "");
		own = find_expected(inspection, &plain);
		if (own)
			own->is_there = true;
		else
			each(name ? name : "", plain.bytes, context);
		buffer_release(&plain);
	}
	sqlite3_finalize(statement);
	return is_ok;
}

/* "table 'deployment'", "index 'deployment_key'" of a plain text. */
static void name_expected(const struct expected *expected, char *name, size_t size)
{
	const char *text = expected->text + strlen("CREATE ");
	const char *kind, *end;
	char word[16];

	if (begins_in(text, "UNIQUE "))
		text += strlen("UNIQUE ");
	kind = text;
	text += strcspn(text, " \"");
	snprintf(word, sizeof(word), "%.*s", (int)(text - kind), kind);
	for (char *letter = word; *letter; letter++)
		*letter = (char)tolower((unsigned char)*letter);
	text += strspn(text, " \"");
	end = text;
	while (is_of_word(*end))
		end++;
	snprintf(name, size, "%s '%.*s'", word, (int)(end - text), text);
}

/* -- before anything is read or written ---------------------------------------------------- */

struct harmful {
	const struct inspection *inspection;
	char name[128]; /* of the first one; "": there is none */
	bool is_trigger, is_index;
};

static void keep_harmful(const char *name, const char *text, void *context)
{
	struct harmful *kept = context;
	bool is_known = is_of_known_kind(text);

	if (*kept->name ||
	    (is_known && !(is_index(text) && is_harmful_index(kept->inspection, text))))
		return;
	snprintf(kept->name, sizeof(kept->name), "%.120s", *name ? name : "?");
	kept->is_trigger = is_trigger(text);
	kept->is_index = is_known;
}

static bool refuse_harmful(const struct store *store, const struct harmful *harmful,
			   struct error *error)
{
	if (harmful->is_index)
		return error_set(
			error, ERROR_INVALID,
			"%s: has an index '%s' that is not aplomb's and is unique, partial or "
			"on an expression; recording would run it or be refused by it, so "
			"nothing is written. Take it off with 'DROP INDEX' in an SQLite tool",
			store_name(store), harmful->name);
	if (!harmful->is_trigger)
		return error_set(error, ERROR_INVALID,
				 "%s: has an object '%s' that is neither a table, an index nor "
				 "a view; recording might run it, so nothing is written. Put "
				 "back a copy; 'aplomb check --deep' shows all there is",
				 store_name(store), harmful->name);
	return error_set(
		error, ERROR_INVALID,
		"%s: has a trigger '%s' that is not aplomb's; recording would run it, "
		"so nothing is written. If you know it, take it off with 'DROP TRIGGER' "
		"in an SQLite tool; 'aplomb check --deep' shows all there is",
		store_name(store), harmful->name);
}

static bool refuse_table(const struct store *store, const struct expected *expected,
			 struct error *error)
{
	char name[80];

	name_expected(expected, name, sizeof(name));
	return error_set(
		error, ERROR_INVALID,
		"%s: %s is not as aplomb makes it, so it is not read; put back a copy, "
		"or save its events in a new history with 'aplomb rescue'",
		store_name(store), name);
}

static bool inspect(struct store *store, struct error *error)
{
	struct inspection inspection;
	struct harmful harmful = {.inspection = &inspection};
	bool is_ok;

	inspection_begin(&inspection, store->schema_version);
	/* Nobody who reads runs a trigger, or what an index is on. */
	is_ok = each_foreign(store, &inspection, store->mode == STORE_READ, keep_harmful,
			     &harmful, error);
	for (size_t i = 0; i < inspection.count && is_ok; i++)
		if (!inspection.expected[i].is_there &&
		    begins_in(inspection.expected[i].text, "CREATE TABLE"))
			is_ok = refuse_table(store, &inspection.expected[i], error);
	if (is_ok && *harmful.name)
		is_ok = refuse_harmful(store, &harmful, error);
	inspection_end(&inspection);
	return is_ok;
}

bool schema_inspect(struct store *store, struct error *error)
{
	sqlite3_stmt *statement = store_statement(store, STATEMENT_SCHEMA_VERSION, error);
	int64_t version;
	bool has_row;

	if (!statement || !store_step(store, statement, &has_row, error))
		return false;
	version = has_row ? sqlite3_column_int64(statement, 0) : 0;
	sqlite3_reset(statement);
	if (store->has_inspected && version == store->inspected_version)
		return true;
	if (!inspect(store, error))
		return false;
	store->has_inspected = true;
	store->inspected_version = version;
	return true;
}

/* -- all that differs ---------------------------------------------------------------------- */

struct telling {
	const struct store *store;
	const struct inspection *inspection;
	store_problem *each;
	void *context;
	bool of_indices; /* they alone are told; all else alone, where not */
	size_t told;
	size_t others; /* that do no harm */
};

static void tell_foreign(const char *name, const char *text, void *context)
{
	struct telling *telling = context;
	struct harmful harmful = {.inspection = telling->inspection};
	struct error problem;

	keep_harmful(name, text, &harmful);
	if (!*harmful.name) {
		/* SQLite's own are nobody's. */
		telling->others += !begins_in(text, "CREATE TABLE sqlite_");
		return;
	}
	if (harmful.is_index != telling->of_indices)
		return;
	refuse_harmful(telling->store, &harmful, &problem);
	telling->each(&problem, telling->context);
	telling->told++;
}

static void tell_missing(const struct telling *telling, const struct expected *expected)
{
	struct error problem;
	char name[80];

	name_expected(expected, name, sizeof(name));
	error_set(&problem, ERROR_INVALID,
		  "%s: %s is not there as aplomb makes it; 'aplomb check --mend' makes it anew",
		  store_name(telling->store), name);
	telling->each(&problem, telling->context);
}

bool schema_check_each(struct store *store, store_problem *each, void *context,
		       struct schema_found *found, struct error *error)
{
	struct inspection inspection;
	struct telling telling = {store, &inspection, each, context, false, 0, 0};
	bool is_ok;

	inspection_begin(&inspection, store->schema_version);
	is_ok = each_foreign(store, &inspection, false, tell_foreign, &telling, error);
	for (size_t i = 0; i < inspection.count && is_ok; i++)
		if (!inspection.expected[i].is_there)
			tell_missing(&telling, &inspection.expected[i]);
	*found = (struct schema_found){inspection.count, telling.others};
	inspection_end(&inspection);
	return is_ok;
}

bool schema_check_indices(struct store *store, store_problem *each, void *context, size_t *told,
			  struct error *error)
{
	struct inspection inspection;
	struct telling telling = {store, &inspection, each, context, true, 0, 0};
	bool is_ok;

	inspection_begin(&inspection, store->schema_version);
	is_ok = each_foreign(store, &inspection, false, tell_foreign, &telling, error);
	*told = telling.told;
	inspection_end(&inspection);
	return is_ok;
}

/* -- mending ------------------------------------------------------------------------------- */

static bool make_missing(struct store *store, const struct expected *expected,
			 struct error *error)
{
	struct buffer sql;
	bool is_made;

	/* What stands under its name and says something else is in the way: that is said. */
	buffer_init(&sql);
	buffer_add(&sql, expected->text, expected->length);
	is_made = store_execute(store, sql.bytes, error);
	buffer_release(&sql);
	return is_made;
}

static void pass_over(const char *name, const char *text, void *context)
{
	(void)name;
	(void)text;
	(void)context;
}

bool schema_mend(struct store *store, struct error *error)
{
	struct inspection inspection;
	bool is_ok;

	inspection_begin(&inspection, store->schema_version);
	is_ok = each_foreign(store, &inspection, false, pass_over, NULL, error);
	for (size_t i = 0; i < inspection.count && is_ok; i++)
		if (!inspection.expected[i].is_there)
			is_ok = make_missing(store, &inspection.expected[i], error);
	inspection_end(&inspection);
	return is_ok;
}
