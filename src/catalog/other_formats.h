/*
 * Formats that are known by their content and not read yet: Backstage, OpenSLO, Sloth, Pyrra.
 *
 * Rule: such a document is refused by its name, so that nobody looks for a slip in it.
 */
#ifndef APLOMB_CATALOG_OTHER_FORMATS_H
#define APLOMB_CATALOG_OTHER_FORMATS_H

#include "catalog/draft.h"

/* Has it, or the first item of a list, an `apiVersion` or `version: prometheus/v1`? */
bool other_format_recognises(const struct node *document);

/* Refuses it. */
bool other_format_read(const struct node *document, struct draft *draft, struct error *error);

#endif
