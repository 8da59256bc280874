/*
 * YAML to catalog.
 *
 * Rule: a YAML file is refused whole, with file:line:column, or taken whole; nothing is
 * guessed.
 */
#ifndef APLOMB_CATALOG_CATALOG_LOAD_H
#define APLOMB_CATALOG_CATALOG_LOAD_H

#include "base/error.h"
#include "model/capacity.h"
#include "model/catalog.h"

/*
 * Loads files and directories (all *.yaml and *.yml in it, not below, by name) into one
 * catalog. `capacities` (NULL-terminated) says which goals there are. catalog_release() gives
 * it back. Fails with ERROR_IO (cannot be read) or ERROR_INVALID ("teams.yaml:14:7: ...").
 */
bool catalog_load(struct catalog *catalog, const char *const *paths, size_t path_count,
		  const struct capacity *const *capacities, struct error *error);

/* The same, of one text in memory; name stands for the file in messages. */
bool catalog_load_text(struct catalog *catalog, const char *name, const char *text,
		       size_t length_bytes, const struct capacity *const *capacities,
		       struct error *error);

/*
 * Advice about a catalog that is valid: a service named by two teams, a team without services,
 * ... Calls each with "teams.yaml:14:7: ...".
 */
void catalog_each_advice(const struct catalog *catalog,
			 void (*each)(const char *advice, void *context), void *context);

#endif
