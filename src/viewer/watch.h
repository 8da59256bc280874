/*
 * Notices that someone wrote to the history or to the team files.
 *
 * Rule: costs nothing while nothing happens: the kernel tells (inotify); only where it cannot
 * does a timer look every two seconds.
 */
#ifndef APLOMB_VIEWER_WATCH_H
#define APLOMB_VIEWER_WATCH_H

#include <stdbool.h>

#include "model/catalog.h"
#include "store/store.h"

struct watch {
	int fd;		    /* can be read when there may be something new; -1: none */
	bool is_timer;	    /* every look counts as a hint */
	char *history_name; /* the history's file name, without its directory */
	long long version;  /* of the history, when last looked at */
	long long files;    /* a number that changes with the team files */
};

/* Watches the history at that path and the files that the catalog was loaded from. */
void watch_begin(struct watch *watch, const char *history_path, struct store *store,
		 const struct catalog *catalog);
void watch_end(struct watch *watch);

/*
 * Takes what there is to read. True if the history or the team files did change since the last
 * call; store NULL: there was no history, and whether one is there now is a reason too.
 */
bool watch_has_changed(struct watch *watch, struct store *store, const struct catalog *catalog);

/*
 * Two that are equal, and not 0, mean that the team files are what they were: 0 where one of
 * them was written to so lately that this cannot be told.
 */
long long watch_files_number(const struct catalog *catalog);

#endif
