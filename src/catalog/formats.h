/*
 * The formats of documents, told apart by what they say of themselves: `apiVersion`, or
 * `version: prometheus/v1`.
 *
 * Rule: each format is one file with one reader, and one line in the table of formats.c. A
 * reader only adds to the draft.
 */
#ifndef APLOMB_CATALOG_FORMATS_H
#define APLOMB_CATALOG_FORMATS_H

#include "catalog/draft.h"

/* Adds what a document says to the draft; a list of foreign documents counts as those. */
bool document_read(const struct node *document, struct draft *draft, struct error *error);

/* The readers of foreign formats. A document is a mapping. */
bool backstage_read(const struct node *document, struct draft *draft, struct error *error);
bool openslo_read(const struct node *document, struct draft *draft, struct error *error);
bool sloth_read(const struct node *document, struct draft *draft, struct error *error);
bool pyrra_read(const struct node *document, struct draft *draft, struct error *error);

#endif
