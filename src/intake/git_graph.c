#include "intake/git_graph.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "intake/git_process.h"

void git_graph_init(struct git_graph *graph)
{
	*graph = (struct git_graph){0};
}

void git_graph_release(struct git_graph *graph)
{
	free(graph->commits);
	free(graph->parents);
	free(graph->slots);
	free(graph->pending);
	git_graph_init(graph);
}

/* -- ids ---------------------------------------------------------------------------------- */

static int hex_digit(char digit)
{
	if (digit >= '0' && digit <= '9')
		return digit - '0';
	if (digit >= 'a' && digit <= 'f')
		return digit - 'a' + 10;
	return -1;
}

/* Reads an id up to a blank or the end; returns its bytes, 0 where it is none. */
static size_t read_id(const char *hex, unsigned char id[GIT_ID_BYTES_MAX])
{
	size_t length = 0;

	memset(id, 0, GIT_ID_BYTES_MAX);
	for (; *hex && *hex != ' ' && *hex != '\n'; hex += 2, length++) {
		int high = hex_digit(hex[0]);
		int low = high < 0 ? -1 : hex_digit(hex[1]);

		if (low < 0 || length == GIT_ID_BYTES_MAX)
			return 0;
		id[length] = (unsigned char)(high << 4 | low);
	}
	return length == 20 || length == 32 ? length : 0;
}

const char *git_graph_hex(const struct git_graph *graph, uint32_t commit,
			  char hex[GIT_HEX_BYTES])
{
	static const char digits[] = "0123456789abcdef";
	const unsigned char *id = graph->commits[commit].id;

	for (size_t i = 0; i < graph->id_bytes; i++) {
		hex[2 * i] = digits[id[i] >> 4];
		hex[2 * i + 1] = digits[id[i] & 15];
	}
	hex[2 * graph->id_bytes] = '\0';
	return hex;
}

/* -- the table of commits ----------------------------------------------------------------- */

/* Ids are hashes already. */
static size_t slot_of(const struct git_graph *graph, const unsigned char id[GIT_ID_BYTES_MAX])
{
	uint64_t hash;
	size_t slot;

	memcpy(&hash, id, sizeof(hash));
	slot = hash & (graph->slot_count - 1);
	while (graph->slots[slot] != GIT_NO_COMMIT &&
	       memcmp(graph->commits[graph->slots[slot]].id, id, GIT_ID_BYTES_MAX) != 0)
		slot = (slot + 1) & (graph->slot_count - 1);
	return slot;
}

static void grow_table(struct git_graph *graph)
{
	graph->slot_count = graph->slot_count ? graph->slot_count * 2 : 1024;
	graph->slots = memory_resize(graph->slots, graph->slot_count, sizeof(*graph->slots));
	memset(graph->slots, 0xff, graph->slot_count * sizeof(*graph->slots));
	for (size_t i = 0; i < graph->count; i++)
		graph->slots[slot_of(graph, graph->commits[i].id)] = (uint32_t)i;
}

/* The commit of that id, new where it was not heard of. */
static uint32_t commit_of(struct git_graph *graph, const unsigned char id[GIT_ID_BYTES_MAX])
{
	size_t slot;

	if ((graph->count + 1) * 2 > graph->slot_count)
		grow_table(graph);
	slot = slot_of(graph, id);
	if (graph->slots[slot] != GIT_NO_COMMIT)
		return graph->slots[slot];
	if (graph->count == graph->capacity) {
		graph->capacity = graph->capacity ? graph->capacity * 2 : 1024;
		graph->commits =
			memory_resize(graph->commits, graph->capacity, sizeof(*graph->commits));
	}
	assert(graph->count < GIT_NO_COMMIT);
	graph->commits[graph->count] = (struct git_commit){.committed_at = INSTANT_NONE};
	memcpy(graph->commits[graph->count].id, id, GIT_ID_BYTES_MAX);
	graph->slots[slot] = (uint32_t)graph->count;
	return (uint32_t)graph->count++;
}

uint32_t git_graph_find(const struct git_graph *graph, const char *hex)
{
	unsigned char id[GIT_ID_BYTES_MAX];

	if (!read_id(hex, id) || !graph->slot_count)
		return GIT_NO_COMMIT;
	return graph->slots[slot_of(graph, id)];
}

/* -- reading ------------------------------------------------------------------------------ */

static void add_parent(struct git_graph *graph, uint32_t parent)
{
	if (graph->parent_count == graph->parent_capacity) {
		graph->parent_capacity =
			graph->parent_capacity ? graph->parent_capacity * 2 : 1024;
		graph->parents = memory_resize(graph->parents, graph->parent_capacity,
					       sizeof(*graph->parents));
	}
	graph->parents[graph->parent_count++] = parent;
}

/* One line "TIME ID PARENT..."; the commit, or GIT_NO_COMMIT where it reads otherwise. */
static uint32_t read_commit(struct git_graph *graph, const char *line)
{
	unsigned char id[GIT_ID_BYTES_MAX];
	char *rest;
	long long seconds = strtoll(line, &rest, 10);
	size_t first_parent = graph->parent_count;
	uint32_t commit;

	if (rest == line || *rest != ' ' || !(graph->id_bytes = read_id(rest + 1, id)))
		return GIT_NO_COMMIT;
	commit = commit_of(graph, id);
	while ((rest = strchr(rest + 1, ' '))) {
		if (!read_id(rest + 1, id))
			return GIT_NO_COMMIT;
		add_parent(graph, commit_of(graph, id));
	}
	if (seconds >= INSTANT_MIN && seconds <= INSTANT_MAX)
		graph->commits[commit].committed_at = seconds;
	graph->commits[commit].first_parent = first_parent;
	graph->commits[commit].parent_count = (uint32_t)(graph->parent_count - first_parent);
	graph->commits[commit].is_known = true;
	return commit;
}

/* Parents come last in `order`: from its end, each commit finds its parents' done. */
static void set_generations(struct git_graph *graph, const uint32_t *order, size_t count)
{
	while (count--) {
		struct git_commit *commit = &graph->commits[order[count]];

		for (uint32_t i = 0; i < commit->parent_count; i++) {
			uint32_t parent = graph->parents[commit->first_parent + i];
			uint32_t generation = graph->commits[parent].generation + 1;

			if (generation > commit->generation)
				commit->generation = generation;
		}
	}
}

bool git_graph_read(struct git_graph *graph, FILE *file, struct error *error)
{
	size_t order_capacity = 0, capacity_bytes = 0, count = 0;
	uint32_t *order = NULL;
	char *line = NULL;
	bool is_read = true;

	while (is_read && git_next_line(file, &line, &capacity_bytes)) {
		uint32_t commit = read_commit(graph, line);

		if (commit == GIT_NO_COMMIT) {
			is_read = error_set(error, ERROR_INVALID,
					    "git's list of commits reads '%.*s'",
					    TEXT_CUT(line, 80));
			break;
		}
		if (count == order_capacity) {
			order_capacity = order_capacity ? order_capacity * 2 : 1024;
			order = memory_resize(order, order_capacity, sizeof(*order));
		}
		order[count++] = commit;
	}
	if (is_read && ferror(file))
		is_read = error_set(error, ERROR_IO, "git's list of commits cannot be read: %s",
				    strerror(errno));
	set_generations(graph, order, count);
	graph->pending = memory_resize(graph->pending, graph->count, sizeof(*graph->pending));
	free(order);
	free(line);
	return is_read;
}

/* -- walking ------------------------------------------------------------------------------ */

static int delivered_compare(const void *a, const void *b, void *context)
{
	const struct git_graph *graph = context;
	const struct git_commit *left = &graph->commits[*(const uint32_t *)a];
	const struct git_commit *right = &graph->commits[*(const uint32_t *)b];

	if (left->committed_at != right->committed_at)
		return left->committed_at < right->committed_at ? -1 : 1;
	return memcmp(left->id, right->id, sizeof(left->id));
}

/*
 * `pending` is both: what was come by stays at its front in the order it was come by, and the
 * walk follows behind.
 */
size_t git_graph_deliver(struct git_graph *graph, uint32_t commit, const uint32_t **delivered)
{
	size_t reached = 0, kept = 0;

	if (!graph->commits[commit].is_delivered) {
		graph->commits[commit].is_delivered = true;
		graph->pending[reached++] = commit;
	}
	for (size_t i = 0; i < reached; i++) {
		const struct git_commit *at = &graph->commits[graph->pending[i]];

		for (uint32_t j = 0; j < at->parent_count; j++) {
			uint32_t parent = graph->parents[at->first_parent + j];

			if (graph->commits[parent].is_delivered)
				continue;
			graph->commits[parent].is_delivered = true;
			graph->pending[reached++] = parent;
		}
	}
	for (size_t i = 0; i < reached; i++) {
		const struct git_commit *at = &graph->commits[graph->pending[i]];

		if (at->is_known && at->parent_count < 2)
			graph->pending[kept++] = graph->pending[i];
	}
	qsort_r(graph->pending, kept, sizeof(*graph->pending), delivered_compare, graph);
	*delivered = graph->pending;
	return kept;
}

/* A walk that leaves out whatever lies too deep to have the ancestor behind it. */
bool git_graph_is_strict_ancestor(struct git_graph *graph, uint32_t ancestor, uint32_t commit)
{
	uint32_t generation = graph->commits[ancestor].generation;
	size_t reached = 0;

	if (graph->commits[commit].generation <= generation)
		return false;
	graph->stamp++;
	graph->pending[reached++] = commit;
	for (size_t i = 0; i < reached; i++) {
		const struct git_commit *at = &graph->commits[graph->pending[i]];

		for (uint32_t j = 0; j < at->parent_count; j++) {
			uint32_t parent = graph->parents[at->first_parent + j];

			if (parent == ancestor)
				return true;
			if (graph->commits[parent].stamp == graph->stamp ||
			    graph->commits[parent].generation <= generation)
				continue;
			graph->commits[parent].stamp = graph->stamp;
			graph->pending[reached++] = parent;
		}
	}
	return false;
}
