/*
 * Team definitions in aplomb's own format (aplomb-teams(5)).
 *
 * Rule: every key is known; whatever else stands in a document is refused, never passed over.
 */
#ifndef APLOMB_CATALOG_NATIVE_H
#define APLOMB_CATALOG_NATIVE_H

#include "catalog/draft.h"

/* Adds what a document says to the draft. */
bool native_read(const struct node *document, struct draft *draft, struct error *error);

/* Adds the services under a team's `services` to the draft's newest team (services.c). */
bool services_read(const struct node *list, struct draft *draft, struct error *error);

#endif
