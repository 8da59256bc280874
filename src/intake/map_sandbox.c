/*
 * The database in memory that a mapping runs in.
 *
 * Rule: what is confined may select and call functions that give the same for the same, and
 * name views of its own; everything else is denied when it is compiled.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "intake/map_reading.h"

/* -- what a mapping may ---------------------------------------------------------------------
 */

static bool word_is_among(const char *word, const char *const *words)
{
	for (size_t i = 0; words[i]; i++)
		if (!sqlite3_stricmp(words[i], word))
			return true;
	return false;
}

/* Neither clock (date, datetime, ...) nor chance, files, or the connection's own state. */
static bool function_is_allowed(const char *name)
{
	static const char *const allowed[] = {
		"->",	    "->>",	    "abs",	  "avg",	 "char",
		"coalesce", "count",	    "dense_rank", "first_value", "format",
		"glob",	    "group_concat", "hex",	  "ifnull",	 "iif",
		"instant",  "instr",	    "lag",	  "last_value",	 "lead",
		"length",   "like",	    "likely",	  "lower",	 "ltrim",
		"max",	    "min",	    "nth_value",  "nullif",	 "printf",
		"quote",    "rank",	    "replace",	  "round",	 "row_number",
		"rtrim",    "sign",	    "substr",	  "substring",	 "sum",
		"total",    "trim",	    "typeof",	  "unicode",	 "unlikely",
		"upper",    NULL,
	};

	return !strncmp(name, "json", 4) || word_is_among(name, allowed);
}

static bool table_is_allowed(const char *name)
{
	static const char *const denied[] = {"dbstat", "bytecode", "tables_used", NULL};

	return !name || (strncmp(name, "sqlite_", 7) != 0 && strncmp(name, "pragma_", 7) != 0 &&
			 !word_is_among(name, denied));
}

static int authorize(void *context, int action, const char *first, const char *second,
		     const char *database, const char *trigger)
{
	const struct map_reading *reading = context;

	(void)database;
	(void)trigger;
	if (!reading->is_confined)
		return SQLITE_OK;
	switch (action) {
	case SQLITE_SELECT:
	case SQLITE_RECURSIVE:
	case SQLITE_CREATE_TEMP_VIEW:
		return SQLITE_OK;
	case SQLITE_READ:
		if (first && !strcmp(first, "sqlite_temp_master"))
			return SQLITE_OK; /* SQLite's own, for a view; it has no documents */
		return table_is_allowed(first) ? SQLITE_OK : SQLITE_DENY;
	case SQLITE_INSERT:
	case SQLITE_UPDATE:
		/* How SQLite keeps a view; a statement that says so it refuses itself. */
		return first && !strcmp(first, "sqlite_temp_master") ? SQLITE_OK : SQLITE_DENY;
	case SQLITE_FUNCTION:
		return second && function_is_allowed(second) ? SQLITE_OK : SQLITE_DENY;
	default:
		return SQLITE_DENY;
	}
}

/* -- instant(x) -----------------------------------------------------------------------------
 */

/* Seconds of an epoch counted in seconds, or in thousandths, millionths, billionths of one. */
static sqlite3_int64 epoch_seconds(sqlite3_int64 epoch)
{
	while (epoch > INSTANT_MAX)
		epoch /= 1000;
	return epoch;
}

/* "2023-4-10 6:51:47" with two digits in each place. */
static char *padded(const char *text)
{
	struct buffer buffer;
	size_t digits;

	buffer_init(&buffer);
	for (; *text; text += digits ? digits : 1) {
		digits = strspn(text, "0123456789");
		if (digits == 1 && (!buffer.length_bytes ||
				    strchr("-T :+", buffer.bytes[buffer.length_bytes - 1])))
			buffer_add_char(&buffer, '0');
		buffer_add(&buffer, text, digits ? digits : 1);
	}
	return buffer.bytes;
}

/* Frees the text; " UTC", " +0200" and "+02" at its end become what RFC 3339 has. */
static char *with_plain_zone(char *text)
{
	size_t length = strlen(text);
	/* Before that stands the date, whose - is no sign of an offset. */
	const char *sign = length > 10 ? strpbrk(text + 10, "+-") : NULL;
	const char *minutes = NULL;
	struct buffer buffer;

	if (sign && strspn(sign + 1, "0123456789") == 4)
		minutes = sign + 3;
	else if (sign && strspn(sign + 1, "0123456789") == 2)
		minutes = sign[3] == ':' ? sign + 4 : sign[3] ? NULL : "00";
	buffer_init(&buffer);
	if (minutes)
		buffer_addf(&buffer, "%.*s%.3s:%s", (int)(sign - text) - (sign[-1] == ' '),
			    text, sign, minutes);
	else if (length > 14 && !strcmp(text + length - 4, " UTC"))
		buffer_addf(&buffer, "%.*sZ", (int)length - 4, text);
	else
		buffer_add_string(&buffer, text);
	free(text);
	return buffer.bytes;
}

static void instant_of_text(sqlite3_context *call, const struct map_reading *reading,
			    const char *text)
{
	struct error ignored;
	char *well_formed;
	instant at;

	if (!*text) {
		sqlite3_result_null(call);
		return;
	}
	if (text[strspn(text, "0123456789")] == '\0' && strlen(text) < 20) {
		sqlite3_result_int64(call, epoch_seconds(strtoll(text, NULL, 10)));
		return;
	}
	well_formed = with_plain_zone(padded(text));
	if (instant_parse(well_formed, reading->assumed_zone, &at, &ignored))
		sqlite3_result_int64(call, at);
	else
		sqlite3_result_text(call, well_formed, -1, SQLITE_TRANSIENT);
	free(well_formed);
}

/* What cannot be read stays as it is, to be refused with words where it is put. */
static void instant_function(sqlite3_context *call, int count, sqlite3_value **arguments)
{
	const struct map_reading *reading = sqlite3_user_data(call);

	(void)count;
	switch (sqlite3_value_type(arguments[0])) {
	case SQLITE_NULL:
	case SQLITE_BLOB:
		sqlite3_result_null(call);
		return;
	case SQLITE_TEXT:
		instant_of_text(call, reading, (const char *)sqlite3_value_text(arguments[0]));
		return;
	case SQLITE_FLOAT:
		/* What no integer holds would come out as the greatest that there is. */
		if (!(fabs(sqlite3_value_double(arguments[0])) < 9e18)) {
			sqlite3_result_value(call, arguments[0]);
			return;
		}
		sqlite3_result_int64(call, epoch_seconds(sqlite3_value_int64(arguments[0])));
		return;
	default:
		sqlite3_result_int64(call, epoch_seconds(sqlite3_value_int64(arguments[0])));
	}
}

/* -- the connection -------------------------------------------------------------------------
 */

bool sandbox_fail(const struct map_reading *reading, struct error *error)
{
	if ((sqlite3_errcode(reading->memory) & 0xff) == SQLITE_NOMEM)
		memory_exhausted();
	return error_set(error, ERROR_INVALID, "%s", sqlite3_errmsg(reading->memory));
}

bool sandbox_open(struct map_reading *reading, struct error *error)
{
	static const char tables[] =
		"CREATE TABLE document (document INTEGER PRIMARY KEY, file TEXT, line INTEGER,"
		" body TEXT);"
		"CREATE TABLE release (component TEXT, version TEXT, released_at TEXT,"
		" security INTEGER, PRIMARY KEY (component, version)) WITHOUT ROWID;"
		/* SQLite declares these where they are first used, which is denied later. */
		"SELECT 1 FROM json_each('[]'), json_tree('[]')";

	if (sqlite3_open_v2(":memory:", &reading->memory,
			    SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK) {
		if (!reading->memory)
			memory_exhausted();
		return sandbox_fail(reading, error);
	}
	sqlite3_db_config(reading->memory, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(reading->memory, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	sqlite3_db_config(reading->memory, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
	sqlite3_db_config(reading->memory, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
	sqlite3_db_config(reading->memory, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
	sqlite3_limit(reading->memory, SQLITE_LIMIT_ATTACHED, 0);
	if (sqlite3_create_function_v2(reading->memory, "instant", 1,
				       SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS,
				       reading, instant_function, NULL, NULL,
				       NULL) != SQLITE_OK ||
	    sqlite3_exec(reading->memory, tables, NULL, NULL, NULL) != SQLITE_OK ||
	    sqlite3_set_authorizer(reading->memory, authorize, reading) != SQLITE_OK)
		return sandbox_fail(reading, error);
	return true;
}

int sandbox_step(struct map_reading *reading, sqlite3_stmt *statement)
{
	int result;

	reading->is_confined = true;
	result = sqlite3_step(statement);
	reading->is_confined = false;
	return result;
}
