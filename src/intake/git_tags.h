/*
 * The tags of a repository that match: their names, times and commits.
 *
 * Rule: a tag counts as what it was when it was made: an annotated one at its tagger's date, a
 * lightweight one at its commit's.
 */
#ifndef APLOMB_INTAKE_GIT_TAGS_H
#define APLOMB_INTAKE_GIT_TAGS_H

#include "base/arena.h"
#include "base/error.h"
#include "base/instant.h"

struct git_tag {
	const char *name;   /* without refs/tags/ */
	const char *object; /* the id it names; of a commit once git_tags_read() is done */
	instant tagged_at;  /* INSTANT_NONE: lightweight, or the tagger is not known */
	instant at;	    /* set by the caller */
	uint32_t commit;    /* set by the caller */
};

struct git_tags {
	struct git_tag *tags;
	size_t count;
	size_t passed_over;	/* tags that match and name no commit */
	const char *not_commit; /* one of those */
};

/*
 * Reads the tags whose names match an extended regular expression (NULL: all) somewhere, in no
 * order. Memory from the arena. Fails with ERROR_USAGE (the expression) or ERROR_IO.
 */
bool git_tags_read(struct git_tags *tags, const char *git_directory, const char *expression,
		   struct arena *arena, struct error *error);

/* The instant in a name, "2024-08-29T204118" in UTC; INSTANT_NONE where it has none. */
instant git_tag_name_instant(const char *name);

#endif
