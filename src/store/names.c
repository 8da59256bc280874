#include "store/names.h"

#include <stdlib.h>
#include <string.h>

#include "store/list.h"

/* Adds the name that each row of a statement gives. */
static bool read_names(struct store *store, const struct event_type *type,
		       sqlite3_stmt *statement, struct arena *arena, struct list *names,
		       struct error *error)
{
	bool has_row;

	while (true) {
		const char *text = NULL;
		struct history_name *name;
		struct error refusal;
		struct row row;

		if (!store_step(store, statement, &has_row, error))
			return false;
		if (!has_row)
			return true;
		row = row_at(store, statement, type->name);
		if (!row_text(&row, 1, "service", &text, &refusal))
			continue;
		name = list_add(names, arena);
		name->name = arena_copy_string(arena, text);
		name->kinds = 1U << type->kind;
	}
}

/* Of a type that has no compact form: one name after the other is looked for. */
static bool seek_names(struct store *store, const struct event_type *type, struct arena *arena,
		       struct list *names, struct error *error)
{
	sqlite3_stmt *statement;
	bool is_ok;

	if (!store_prepare(store,
			   arena_printf(arena,
					"WITH RECURSIVE names (name) AS ("
					"SELECT min(service) FROM \"%s\" UNION ALL "
					"SELECT (SELECT min(service) FROM \"%s\" "
					"WHERE service > name) FROM names "
					"WHERE name IS NOT NULL) "
					"SELECT 0, name FROM names WHERE name IS NOT NULL",
					type->name, type->name),
			   &statement, error))
		return false;
	is_ok = read_names(store, type, statement, arena, names, error);
	sqlite3_finalize(statement);
	return is_ok;
}

static bool has_series(const struct store *store, enum event_kind kind)
{
	return store->has_compact &&
	       (kind == EVENT_DEPLOYMENT || kind == EVENT_SLO_SAMPLE || kind == EVENT_UPDATE);
}

/* Adds every name of one type's events; of its series, be there events of it still or not. */
static bool read_names_of(struct store *store, const struct event_type *type,
			  struct arena *arena, struct list *names, struct error *error)
{
	sqlite3_stmt *statement;

	if (!has_series(store, type->kind))
		return seek_names(store, type, arena, names, error);
	statement = store_statement(store, STATEMENT_NAMES, error);
	if (!statement)
		return false;
	statement_bind_text(statement, 1, type->name);
	return read_names(store, type, statement, arena, names, error);
}

static int names_compare(const void *a, const void *b)
{
	const struct history_name *first = a, *second = b;

	return strcmp(first->name, second->name);
}

/* Leaves each name of the sorted list once. */
static void merge_names(struct list *names)
{
	struct history_name *items = names->items;
	size_t used = 0;

	for (size_t i = 0; i < names->count; i++) {
		if (used && strcmp(items[used - 1].name, items[i].name) == 0)
			items[used - 1].kinds |= items[i].kinds;
		else
			items[used++] = items[i];
	}
	names->count = used;
}

/* By service, in the order of their array; without one comes last; then by name. */
static int matched_compare(const void *a, const void *b)
{
	const struct history_name *first = a, *second = b;
	const struct service *one = first->match.service, *other = second->match.service;

	if (one != other)
		return !one ? 1 : !other ? -1 : (one > other) - (one < other);
	return strcmp(first->name, second->name);
}

static void match_names(struct list *names, const struct catalog *catalog, struct arena *arena)
{
	struct history_name *items = names->items;
	struct service_names known;
	struct arena scratch;

	service_names_init(&known, catalog, arena);
	arena_init(&scratch);
	for (size_t i = 0; i < names->count; i++) {
		items[i].match = service_names_find(&known, items[i].name, &scratch);
		arena_release(&scratch);
	}
}

static bool read_all(struct store *store, const struct catalog *catalog, struct arena *arena,
		     struct history_names *names, struct error *error)
{
	struct list found = list_of(sizeof(struct history_name));

	for (size_t i = 0; i < EVENT_KIND_COUNT; i++)
		if (event_field_find(&event_types[i], "service") >= 0 &&
		    !read_names_of(store, &event_types[i], arena, &found, error))
			return false;
	list_sort(&found, names_compare);
	merge_names(&found);
	match_names(&found, catalog, arena);
	list_sort(&found, matched_compare);
	names->names = found.items;
	names->count = found.count;
	return true;
}

/* Names as they were read, and of what. */
struct names_kept {
	struct arena arena;
	const struct catalog *catalog;
	long long version; /* of the history */
	struct history_names names;
};

void store_names_forget(struct store *store)
{
	if (!store->names)
		return;
	arena_release(&store->names->arena);
	free(store->names);
	store->names = NULL;
}

static bool is_kept(const struct store *store, const struct catalog *catalog, long long version)
{
	const struct names_kept *kept = store->names;

	return kept && kept->catalog == catalog && kept->version == version;
}

bool history_names_read(struct store *store, const struct catalog *catalog,
			struct history_names *names, struct error *error)
{
	long long version;

	if (!store_version(store, &version, error))
		return false;
	if (!is_kept(store, catalog, version)) {
		struct names_kept *kept = memory_resize(NULL, 1, sizeof(*kept));

		store_names_forget(store);
		*kept = (struct names_kept){.catalog = catalog, .version = version};
		store->names = kept;
		if (!read_all(store, catalog, &kept->arena, &kept->names, error)) {
			store_names_forget(store);
			return false;
		}
	}
	*names = store->names->names;
	return true;
}

const struct history_name *history_names_of(const struct history_names *names,
					    const struct service *service, size_t *count)
{
	const struct history_name wanted = {.name = "", .match = {.service = service}};
	size_t low = 0, high = names->count, end;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (matched_compare(&names->names[middle], &wanted) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (end = low; end < names->count && names->names[end].match.service == service;)
		end++;
	*count = end - low;
	return *count ? &names->names[low] : NULL;
}
