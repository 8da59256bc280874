/*
 * YAML text to trees of nodes, one document at a time, with the place of every node.
 *
 * Rule: whatever a file says, reading it takes time and memory in proportion to its size; what
 * is hostile or ambiguous (tags, duplicate keys, merge keys, deep nesting, alias bombs and
 * cycles) is refused here, so that the readers of formats see none of it. This is the only file
 * that calls libyaml, by its event interface.
 */
#ifndef APLOMB_YAML_YAML_READER_H
#define APLOMB_YAML_YAML_READER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"
#include "yaml/node.h"

#define YAML_NESTING_MAX 64	  /* lists and mappings within each other, aliases expanded */
#define YAML_ALIAS_NODES_MAX 1000 /* nodes that the aliases of one document stand for */
#define YAML_NODES_MAX 250000	  /* nodes of one document: six times the reference set's */

struct yaml_reader;

/* "0.2.5": the library that is in use. */
const char *yaml_library_version(void);

/*
 * Begins to read a text, which must stay until yaml_reader_close(); `file` (which must outlive
 * every place) names it in places. Fails with ERROR_INVALID where the bytes are no text: over
 * 16 MiB, NUL, invalid UTF-8.
 */
bool yaml_reader_open(struct yaml_reader **reader, const char *file, const char *text,
		      size_t length_bytes, struct error *error);
void yaml_reader_close(struct yaml_reader *reader);

/*
 * The next document, in the arena; *document NULL after the last one. Fails with ERROR_INVALID;
 * nothing more can be read then.
 */
bool yaml_reader_next(struct yaml_reader *reader, struct arena *arena,
		      const struct node **document, struct error *error);

#endif
