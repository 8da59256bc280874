/*
 * The triggers that note from when on a series of the compact form no longer tells its rows.
 *
 * Rule: whoever writes and by whatever statement, a row that is there, is gone or was another
 * one is noted. REPLACE takes rows away without telling any trigger but those that run before.
 */
#include "store/compact.h"

/* A table and what its rows are part of. */
struct tracked_table {
	const char *table;
	bool has_slo, has_at; /* else one series for each service, and one part */
	const char *replaced; /* the rows that REPLACE would take away */
};

enum { TABLE_DEPLOYMENT, TABLE_SAMPLE, TABLE_UPDATE, TABLE_INCIDENT, TABLE_COUNT };
static const struct tracked_table tables[TABLE_COUNT] = {
	{"deployment", false, true,
	 "rowid = NEW.rowid OR (source = NEW.source AND id = NEW.id)"},
	{"slo_sample", true, true, "rowid = NEW.rowid"},
	{"update", false, false, "rowid = NEW.rowid"},
	{"incident", false, false,
	 "rowid = NEW.rowid OR (source = NEW.source AND id = NEW.id)"},
};

/* Notes the series of each row that `from` gives, its columns named with a prefix. */
static void add_note(struct buffer *sql, const struct tracked_table *table, const char *prefix,
		     const char *from)
{
	buffer_addf(sql,
		    "INSERT INTO compact_series (type, service, slo, stale_at, stale_weight)"
		    " SELECT '%s', %sservice, ",
		    table->table, prefix);
	buffer_addf(sql, "%s%s, ", table->has_slo ? prefix : "", table->has_slo ? "slo" : "''");
	buffer_addf(sql, "%s%s, ", table->has_at ? prefix : "", table->has_at ? "at" : "0");
	buffer_addf(sql,
		    "1 %s ON CONFLICT DO UPDATE SET stale_weight = stale_weight +"
		    " iif(excluded.stale_at < newest_at - %d, %d, 1),"
		    " stale_at = min(ifnull(stale_at, excluded.stale_at), excluded.stale_at)"
		    " WHERE stale_weight < %d OR excluded.stale_at < stale_at; ",
		    from, COMPACT_PART_SECONDS, COMPACT_WEIGHT_DUE, COMPACT_WEIGHT_DUE);
}

static void add_before(struct buffer *sql, const struct tracked_table *table, const char *verb)
{
	struct buffer from;

	buffer_init(&from);
	buffer_addf(&from, "FROM \"%s\" WHERE %s", table->table, table->replaced);
	buffer_addf(sql,
		    "CREATE TRIGGER %s_before_%s BEFORE %s ON \"%s\""
		    " WHEN EXISTS (SELECT 1 %s) BEGIN ",
		    table->table, verb, verb, table->table, from.bytes);
	add_note(sql, table, "", from.bytes);
	buffer_add_string(sql, "END;\n");
	buffer_release(&from);
}

static void add_after(struct buffer *sql, const struct tracked_table *table, const char *verb,
		      bool is_old_told, bool is_new_told)
{
	buffer_addf(sql, "CREATE TRIGGER %s_after_%s AFTER %s ON \"%s\" BEGIN ", table->table,
		    verb, verb, table->table);
	if (is_old_told)
		add_note(sql, table, "OLD.", "WHERE true");
	if (is_new_told)
		add_note(sql, table, "NEW.", "WHERE true");
	buffer_add_string(sql, "END;\n");
}

/* A change is its deployment's. */
static void add_after_change(struct buffer *sql, const char *verb, const char *row)
{
	struct buffer from;

	buffer_init(&from);
	buffer_addf(&from, "FROM deployment WHERE rowid = %s.deployment", row);
	buffer_addf(sql, "CREATE TRIGGER change_after_%s_%s AFTER %s ON change BEGIN ", verb,
		    row, verb);
	add_note(sql, &tables[TABLE_DEPLOYMENT], "", from.bytes);
	buffer_add_string(sql, "END;\n");
	buffer_release(&from);
}

/*
 * An incident's part says when what it was caused by was deployed: that comes, goes or moves.
 * What is written over by its row alone, data/causes.sql tells.
 */
static void add_after_cause(struct buffer *sql, const char *verb, const char *row)
{
	struct buffer from;

	buffer_init(&from);
	buffer_addf(&from, "FROM incident WHERE caused_by = %s.id", row);
	buffer_addf(sql, "CREATE TRIGGER cause_after_%s_%s AFTER %s ON deployment BEGIN ", verb,
		    row, verb);
	add_note(sql, &tables[TABLE_INCIDENT], "", from.bytes);
	buffer_add_string(sql, "END;\n");
	buffer_release(&from);
}

void compact_triggers_add(struct buffer *sql)
{
	for (size_t i = 0; i < TABLE_COUNT; i++) {
		add_before(sql, &tables[i], "INSERT");
		add_before(sql, &tables[i], "UPDATE");
		add_after(sql, &tables[i], "INSERT", false, true);
		add_after(sql, &tables[i], "UPDATE", true, true);
		add_after(sql, &tables[i], "DELETE", true, false);
	}
	add_after_change(sql, "INSERT", "NEW");
	add_after_change(sql, "UPDATE", "OLD");
	add_after_change(sql, "UPDATE", "NEW");
	add_after_change(sql, "DELETE", "OLD");
	add_after_cause(sql, "INSERT", "NEW");
	add_after_cause(sql, "UPDATE", "OLD");
	add_after_cause(sql, "UPDATE", "NEW");
	add_after_cause(sql, "DELETE", "OLD");
}
