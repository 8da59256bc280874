/*
 * Fuzzing the reader of histories: the bytes alter a small history, which is then read as
 * everything reads it: by a check, as events, as observations, and for a snapshot's notes.
 *
 * A history is some hundred pages, most of them never looked at; so the bytes are alterations
 * of one that is made here: where (3 bytes), how many (1), and what stands there then.
 *
 * What must hold: no crash, and what is refused says so in words.
 */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "capacity/registry.h"
#include "catalog/catalog_load.h"
#include "store/store.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static unsigned char *history;
static size_t history_bytes;
static struct catalog catalog;

static void put(struct store *store, const char *type, const char *const *fields, size_t count)
{
	const struct event_type *found = event_type_find(type);
	enum put_outcome outcome;
	struct error error;
	struct event event;
	struct arena arena;

	arena_init(&arena);
	event_init(&event, found);
	for (size_t i = 0; i < count; i += 2)
		if (!event_set(&event, event_field_find(found, fields[i]), fields[i + 1], NULL,
			       &arena, &error))
			abort();
	if (!store_put(store, &event, false, &outcome, &error, &error))
		abort();
	arena_release(&arena);
}

static void put_all(struct store *store)
{
	static const char *const incident[] = {"service",    "a",	    "started_at",
					       "1700000500", "restored_at", "1700000900",
					       "caused_by",  "d3"};
	static const char *const sample[] = {"service",	   "a",	   "slo", "s",	   "at",
					     "1700000000", "good", "9",	  "total", "10"};
	static const char *const update[] = {"service", "a", "component",   "c",
					     "version", "1", "released_at", "1700000000"};
	static const char *const note[] = {"team", "t", "at", "1700000000", "text", "pairing"};
	static const char *const meeting[] = {"at", "1700000000", "teams", "t", "teams", "u"};

	for (int i = 0; i < 80; i++) {
		char at[24], id[24], change[40];
		const char *const deployment[] = {"service", "a", "at",	     at,
						  "id",	     id,  "changes", change};

		snprintf(at, sizeof(at), "%d", 1700000000 + i * 50000);
		snprintf(id, sizeof(id), "d%d", i);
		snprintf(change, sizeof(change), "r%d=%d", i, 1699990000 + i * 50000);
		put(store, "deployment", deployment, 8);
	}
	put(store, "incident", incident, 8);
	put(store, "slo_sample", sample, 10);
	put(store, "update", update, 8);
	put(store, "note", note, 6);
	put(store, "meeting", meeting, 6);
}

static void read_whole(const char *path)
{
	FILE *file = fopen(path, "rb");

	if (!file || fseek(file, 0, SEEK_END) != 0)
		abort();
	history_bytes = (size_t)ftell(file);
	history = malloc(history_bytes);
	rewind(file);
	if (!history || fread(history, 1, history_bytes, file) != history_bytes)
		abort();
	fclose(file);
	/* In memory there is no log. */
	history[18] = history[19] = 1;
}

static void make_history(void)
{
	static const char yaml[] = "teams: [{id: t, services: [{id: a, slos: [{id: s, target: "
				   "99%}]}]}]";
	static const char *const endings[] = {"", ".lock", "-wal", "-shm"};
	char directory[] = "/tmp/fuzz-history-XXXXXX";
	char path[64], beside[80];
	struct store *store;
	struct error error;

	if (!mkdtemp(directory))
		abort();
	snprintf(path, sizeof(path), "%s/h.db", directory);
	if (!store_open(&store, path, STORE_WRITE, &error) || !store_begin(store, &error))
		abort();
	put_all(store);
	if (!store_commit(store, &error) || !store_pack_all(store, &error))
		abort();
	store_close(store);
	read_whole(path);
	for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
		snprintf(beside, sizeof(beside), "%s%s", path, endings[i]);
		unlink(beside);
	}
	rmdir(directory);
	if (!catalog_load_text(&catalog, "t", yaml, strlen(yaml), capacity_registry, &error))
		abort();
}

static void alter(unsigned char *altered, const uint8_t *bytes, size_t size)
{
	while (size > 4) {
		size_t at = (size_t)bytes[0] << 16 | (size_t)bytes[1] << 8 | bytes[2];
		size_t count = bytes[3];

		bytes += 4;
		size -= 4;
		count = count < size ? count : size;
		at %= history_bytes;
		count = count < history_bytes - at ? count : history_bytes - at;
		memcpy(altered + at, bytes, count);
		bytes += count;
		size -= count;
	}
}

static void take_problem(const struct error *problem, void *context)
{
	(void)context;
	assert(problem->kind == ERROR_INVALID && *problem->message);
}

static bool take_event(const struct event *event, void *context, struct error *error)
{
	(void)context;
	(void)error;
	assert(event_at(event) == INSTANT_NONE || event_at(event) >= INSTANT_MIN);
	return true;
}

/* Each as far as it comes. */
static void read_all(struct store *store, struct arena *arena)
{
	const struct history_wanted wanted = {
		.from = 1700000000, .as_of = INSTANT_MAX, .wants_texts = true};
	struct store_summary summary;
	struct store_depth depth;
	struct history loaded;
	struct notes notes;
	struct error error;

	store_check_deep(store, take_problem, NULL, &depth, &error);
	store_check_each(store, take_problem, NULL, &error);
	store_each_event(store, NULL, take_event, NULL, &error);
	store_load_history(store, &catalog, &wanted, arena, &loaded, &error);
	store_load_notes(store, INSTANT_MAX, arena, &notes, &error);
	store_summarise(store, &summary, &error);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	unsigned char *altered;
	struct store *store;
	struct error error;
	struct arena arena;

	if (!history)
		make_history();
	altered = malloc(history_bytes);
	assert(altered);
	memcpy(altered, history, history_bytes);
	alter(altered, bytes, size);
	arena_init(&arena);
	if (store_open_bytes(&store, altered, history_bytes, &error)) {
		read_all(store, &arena);
		store_close(store);
	} else {
		assert(*error.message);
	}
	arena_release(&arena);
	free(altered);
	return 0;
}
