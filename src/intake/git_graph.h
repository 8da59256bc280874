/*
 * The commits of a repository and who their parents are, in memory.
 *
 * Rule: a commit is a number, from 0; each commit is delivered once, however many tags reach
 * it, so all deliveries together take time in proportion to the commits.
 */
#ifndef APLOMB_INTAKE_GIT_GRAPH_H
#define APLOMB_INTAKE_GIT_GRAPH_H

#include <stdint.h>
#include <stdio.h>

#include "base/error.h"
#include "base/instant.h"

#define GIT_ID_BYTES_MAX 32
#define GIT_HEX_BYTES (2 * GIT_ID_BYTES_MAX + 1) /* with the NUL */
#define GIT_NO_COMMIT UINT32_MAX

struct git_commit {
	unsigned char id[GIT_ID_BYTES_MAX];
	instant committed_at; /* committer date; INSTANT_NONE where it is out of bounds */
	size_t first_parent;  /* index into parents */
	uint32_t parent_count;
	uint32_t generation; /* longer than that of each parent */
	uint32_t stamp;	     /* of the last walk that came by */
	bool is_known;	     /* git told about it; else only a child did */
	bool is_delivered;
};

struct git_graph {
	struct git_commit *commits;
	size_t count, capacity;
	uint32_t *parents;
	size_t parent_count, parent_capacity;
	uint32_t *slots; /* hash table of commits, GIT_NO_COMMIT where free */
	size_t slot_count;
	uint32_t *pending; /* of a walk; as long as commits */
	uint32_t stamp;
	size_t id_bytes; /* 20, or 32 (SHA-256) */
};

void git_graph_init(struct git_graph *graph);
void git_graph_release(struct git_graph *graph);

/*
 * Reads what `git rev-list --topo-order --parents --timestamp` prints: "TIME ID PARENT..." on
 * each line, children before parents. Fails with ERROR_INVALID on anything else.
 */
bool git_graph_read(struct git_graph *graph, FILE *file, struct error *error);

/* GIT_NO_COMMIT where there is none of that id. */
uint32_t git_graph_find(const struct git_graph *graph, const char *hex);

/*
 * Marks the commit and all it reaches as delivered. *delivered are those that were not yet and
 * are no merges (more than one parent), oldest first, then by id; valid until the next call.
 * Returns their number.
 */
size_t git_graph_deliver(struct git_graph *graph, uint32_t commit, const uint32_t **delivered);

/* Whether `ancestor` can be reached from `commit` and is another one. */
bool git_graph_is_strict_ancestor(struct git_graph *graph, uint32_t ancestor, uint32_t commit);

const char *git_graph_hex(const struct git_graph *graph, uint32_t commit,
			  char hex[GIT_HEX_BYTES]);

#endif
