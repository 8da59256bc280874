#include "ui/screens/teams_tree.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "ui/screens/teams_filter.h"

/* -- folds ----------------------------------------------------------------------------------
 */

void folds_release(struct folds *folds)
{
	folds_clear(folds);
	free(folds->ids);
	memset(folds, 0, sizeof(*folds));
}

void folds_clear(struct folds *folds)
{
	while (folds->count > 0)
		free(folds->ids[--folds->count]);
}

static size_t find(const struct folds *folds, const char *id)
{
	size_t i = 0;

	while (i < folds->count && strcmp(folds->ids[i], id) != 0)
		i++;
	return i;
}

bool folds_have(const struct folds *folds, const char *id)
{
	return find(folds, id) < folds->count;
}

static void add(struct folds *folds, const char *id)
{
	size_t bytes = strlen(id) + 1;
	char *copy = memory_resize(NULL, bytes, 1);

	memcpy(copy, id, bytes);
	if (folds->count == folds->capacity) {
		folds->capacity = folds->capacity ? folds->capacity * 2 : 16;
		folds->ids = memory_resize(folds->ids, folds->capacity, sizeof(*folds->ids));
	}
	folds->ids[folds->count++] = copy;
}

void folds_set(struct folds *folds, const char *id, bool is_folded)
{
	size_t at = find(folds, id);

	if (is_folded && at == folds->count) {
		add(folds, id);
	} else if (!is_folded && at < folds->count) {
		free(folds->ids[at]);
		folds->ids[at] = folds->ids[--folds->count];
	}
}

void folds_copy(struct folds *folds, const struct folds *from)
{
	folds_clear(folds);
	for (size_t i = 0; i < from->count; i++)
		add(folds, from->ids[i]);
}

/* -- groups ---------------------------------------------------------------------------------
 */

const char *tree_group_id(const struct catalog *catalog, size_t group)
{
	return group == CATALOG_NO_GROUP ? "" : catalog->groups[group].id;
}

int tree_team_depth(const struct scorecard *scorecard, size_t team)
{
	const struct catalog *catalog = scorecard->catalog;
	size_t group = scorecard->teams[team].team->group;
	int depth = 0;

	if (group == CATALOG_NO_GROUP)
		return scorecard->teams[0].team->group != CATALOG_NO_GROUP;
	for (; group != CATALOG_NO_GROUP; group = catalog->groups[group].parent)
		depth++;
	return depth;
}

bool tree_is_within(const struct catalog *catalog, size_t group, size_t within)
{
	if (within == CATALOG_NO_GROUP)
		return group == CATALOG_NO_GROUP;
	while (group != CATALOG_NO_GROUP && group != within)
		group = catalog->groups[group].parent;
	return group == within;
}

/* -- making the lines -----------------------------------------------------------------------
 */

/* What is known of a group while lines are made; the last one is of the teams without one. */
struct branch {
	int shown, inside;
	bool is_folded;
	bool is_begun; /* its line is there */
};

struct growth {
	struct tree *tree;
	const struct scorecard *scorecard;
	struct branch *branches;
	size_t *chain; /* from the top to the group at hand */
	int depth;     /* of chain */
};

static struct branch *branch_of(const struct growth *growth, size_t group)
{
	const struct catalog *catalog = growth->scorecard->catalog;

	return &growth->branches[group == CATALOG_NO_GROUP ? catalog->group_count : group];
}

/* Those without a group have a line of their own only beside groups. */
static void make_chain(struct growth *growth, size_t group)
{
	const struct catalog *catalog = growth->scorecard->catalog;
	int depth = 0;

	if (group == CATALOG_NO_GROUP &&
	    growth->scorecard->teams[0].team->group != CATALOG_NO_GROUP)
		growth->chain[depth++] = group;
	for (size_t at = group; at != CATALOG_NO_GROUP; at = catalog->groups[at].parent)
		depth++;
	growth->depth = depth;
	for (size_t at = group; at != CATALOG_NO_GROUP; at = catalog->groups[at].parent)
		growth->chain[--depth] = at;
}

static void count_team(struct growth *growth, size_t group, bool is_shown)
{
	make_chain(growth, group);
	for (int i = 0; i < growth->depth; i++) {
		branch_of(growth, growth->chain[i])->inside++;
		branch_of(growth, growth->chain[i])->shown += is_shown;
	}
	growth->tree->shown += is_shown;
}

static void add_line(struct tree *tree, struct tree_line line)
{
	if ((size_t)tree->count == tree->capacity) {
		tree->capacity = tree->capacity ? tree->capacity * 2 : 64;
		tree->lines = memory_resize(tree->lines, tree->capacity, sizeof(*tree->lines));
	}
	tree->lines[tree->count++] = line;
}

/* The team's line, below those of its groups that are not there yet; unless folded away. */
static void add_team(struct growth *growth, int team, size_t group)
{
	make_chain(growth, group);
	for (int i = 0; i < growth->depth; i++) {
		struct branch *branch = branch_of(growth, growth->chain[i]);

		if (!branch->is_begun)
			add_line(growth->tree, (struct tree_line){
						       .team = TREE_GROUP,
						       .group = growth->chain[i],
						       .depth = i,
						       .is_folded = branch->is_folded,
						       .shown = branch->shown,
						       .inside = branch->inside,
					       });
		branch->is_begun = true;
		if (branch->is_folded)
			return;
	}
	add_line(growth->tree,
		 (struct tree_line){.team = team, .group = group, .depth = growth->depth});
}

static void grow(struct growth *growth, const bool *passes, bool has_groups)
{
	const struct scorecard *scorecard = growth->scorecard;

	for (size_t i = 0; i < scorecard->team_count; i++)
		count_team(growth, scorecard->teams[i].team->group, passes[i]);
	for (size_t i = 0; i < scorecard->team_count; i++) {
		size_t group = scorecard->teams[i].team->group;

		if (passes[i] && has_groups)
			add_team(growth, (int)i, group);
		else if (passes[i])
			add_line(growth->tree,
				 (struct tree_line){.team = (int)i, .group = group});
	}
}

void tree_make(struct tree *tree, const struct scorecard *scorecard, const struct folds *folds,
	       const char *filter, bool has_groups)
{
	const struct catalog *catalog = scorecard->catalog;
	size_t branches = catalog->group_count + 1;
	struct growth growth = {.tree = tree, .scorecard = scorecard};
	struct arena arena;
	bool *passes;

	arena_init(&arena);
	growth.branches = ARENA_ARRAY(&arena, branches, struct branch);
	growth.chain = ARENA_ARRAY(&arena, branches, size_t);
	for (size_t i = 0; folds && i < branches; i++)
		growth.branches[i].is_folded = folds_have(
			folds, i < catalog->group_count ? catalog->groups[i].id : "");
	passes = ARENA_ARRAY(&arena, scorecard->team_count, bool);
	filter_teams(filter, scorecard, passes);
	tree->count = 0;
	tree->shown = 0;
	grow(&growth, passes, has_groups);
	arena_release(&arena);
}

void tree_release(struct tree *tree)
{
	free(tree->lines);
	memset(tree, 0, sizeof(*tree));
}

/* -- finding lines --------------------------------------------------------------------------
 */

int tree_team_line(const struct tree *tree, int team)
{
	for (int i = 0; i < tree->count; i++)
		if (team != TREE_GROUP && tree->lines[i].team == team)
			return i;
	return -1;
}

int tree_group_line(const struct tree *tree, size_t group)
{
	for (int i = 0; i < tree->count; i++)
		if (tree->lines[i].team == TREE_GROUP && tree->lines[i].group == group)
			return i;
	return -1;
}

int tree_line_around(const struct tree *tree, const struct catalog *catalog, size_t group)
{
	for (int i = tree->count; i-- > 0;)
		if (tree->lines[i].team == TREE_GROUP &&
		    tree_is_within(catalog, group, tree->lines[i].group))
			return i;
	return -1;
}

int tree_first_team(const struct tree *tree, const struct catalog *catalog, size_t group)
{
	for (int i = 0; i < tree->count; i++)
		if (tree->lines[i].team != TREE_GROUP &&
		    tree_is_within(catalog, tree->lines[i].group, group))
			return i;
	return -1;
}

int tree_parent_line(const struct tree *tree, int line)
{
	int depth = tree->lines[line].depth;

	while (line >= 0 &&
	       (tree->lines[line].team != TREE_GROUP || tree->lines[line].depth >= depth))
		line--;
	return line;
}
