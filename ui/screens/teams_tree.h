/*
 * The tree of groups and teams, as the lines that are seen of it, and which groups are folded.
 *
 * Rule: the order is the catalog's, never one of values; a line holds places in the scorecard,
 * so the lines are made anew for each. What is kept across scorecards are ids.
 */
#ifndef APLOMB_UI_SCREENS_TEAMS_TREE_H
#define APLOMB_UI_SCREENS_TEAMS_TREE_H

#include <stdbool.h>
#include <stddef.h>

#include "model/scorecard.h"

/* A set of groups by id; "" stands for the teams without a group. Zeros are the empty one. */
struct folds {
	char **ids;
	size_t count, capacity;
};

void folds_release(struct folds *folds);
void folds_clear(struct folds *folds);
void folds_copy(struct folds *folds, const struct folds *from);
bool folds_have(const struct folds *folds, const char *id);
void folds_set(struct folds *folds, const char *id, bool is_folded);

#define TREE_GROUP (-1)

struct tree_line {
	int team;     /* in the scorecard; TREE_GROUP: the line is a group's */
	size_t group; /* that group, or the team's; CATALOG_NO_GROUP: those without one */
	int depth;
	bool is_folded;	   /* of a group: nothing of what it holds is seen */
	int shown, inside; /* of a group: teams in it that pass the filter, and all */
};

struct tree {
	struct tree_line *lines;
	int count;
	size_t capacity;
	int shown; /* teams that pass the filter, seen or folded away */
};

void tree_release(struct tree *tree);
/*
 * The lines for a scorecard. folds NULL: every group is open. filter: a text as
 * teams_filter.h describes it. Without groups: the teams alone, all of them seen.
 */
void tree_make(struct tree *tree, const struct scorecard *scorecard, const struct folds *folds,
	       const char *filter, bool has_groups);

/* The id of a group, "" of those without one; its name, NULL of those. */
const char *tree_group_id(const struct catalog *catalog, size_t group);
/* How deep a team lies: 0 where no team has a group. */
int tree_team_depth(const struct scorecard *scorecard, size_t team);
/* Whether a group is another one or lies within it. */
bool tree_is_within(const struct catalog *catalog, size_t group, size_t within);

/* The line of a team or group; -1: it is not seen. */
int tree_team_line(const struct tree *tree, int team);
int tree_group_line(const struct tree *tree, size_t group);
/* The line of the innermost group that is seen and holds the given one; -1: none. */
int tree_line_around(const struct tree *tree, const struct catalog *catalog, size_t group);
/* The first line of a team in `group` or in one within it; -1: none. */
int tree_first_team(const struct tree *tree, const struct catalog *catalog, size_t group);
/* The line of the group that a line stands under; -1: none. */
int tree_parent_line(const struct tree *tree, int line);

#endif
