/* The names of what lies beside a history and belongs to it. */
#ifndef APLOMB_BASE_HISTORY_NAME_H
#define APLOMB_BASE_HISTORY_NAME_H

/* What the name ends in by which SQLite and we call what belongs to a history; or NULL. */
const char *history_name_ending(const char *name);

#endif
