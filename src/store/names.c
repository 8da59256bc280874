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
	return store->schema_version >= SCHEMA_COMPACT &&
	       (kind == EVENT_DEPLOYMENT || kind == EVENT_INCIDENT ||
		kind == EVENT_SLO_SAMPLE || kind == EVENT_UPDATE);
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

/* Names as they were read, and of what. */
struct names_kept {
	struct arena arena;
	const struct catalog *catalog;
	long long version; /* of the history */
	struct list found; /* so far */
	size_t next;	   /* the type whose names come next */
	bool is_whole;	   /* all were found: */
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

/* The names of the next type that names services; after the last one, whose they all are. */
static bool read_next(struct store *store, struct names_kept *kept, struct error *error)
{
	while (kept->next < EVENT_KIND_COUNT) {
		const struct event_type *type = &event_types[kept->next++];

		if (event_field_find(type, "service") >= 0)
			return read_names_of(store, type, &kept->arena, &kept->found, error);
	}
	list_sort(&kept->found, names_compare);
	merge_names(&kept->found);
	match_names(&kept->found, kept->catalog, &kept->arena);
	list_sort(&kept->found, matched_compare);
	kept->names.names = kept->found.items;
	kept->names.count = kept->found.count;
	kept->is_whole = true;
	return true;
}

/* Those that are kept, or new ones of which nothing is read yet; NULL: it failed. */
static struct names_kept *begin(struct store *store, const struct catalog *catalog,
				struct error *error)
{
	struct names_kept *kept;
	long long version;

	if (!store_version(store, &version, error))
		return NULL;
	if (is_kept(store, catalog, version))
		return store->names;
	store_names_forget(store);
	kept = memory_resize(NULL, 1, sizeof(*kept));
	*kept = (struct names_kept){.catalog = catalog,
				    .version = version,
				    .found = list_of(sizeof(struct history_name))};
	store->names = kept;
	return kept;
}

bool history_names_step(struct store *store, const struct catalog *catalog,
			struct history_names *names, bool *is_read, struct error *error)
{
	struct names_kept *kept = begin(store, catalog, error);

	if (!kept)
		return false;
	*is_read = kept->is_whole;
	if (!kept->is_whole && !read_next(store, kept, error)) {
		store_names_forget(store);
		return false;
	}
	*names = kept->names;
	return true;
}

bool history_names_read(struct store *store, const struct catalog *catalog,
			struct history_names *names, struct error *error)
{
	struct names_kept *kept = begin(store, catalog, error);

	if (!kept)
		return false;
	while (!kept->is_whole)
		if (!read_next(store, kept, error)) {
			store_names_forget(store);
			return false;
		}
	*names = kept->names;
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
