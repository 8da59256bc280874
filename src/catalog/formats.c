#include "catalog/formats.h"

#include <string.h>

#include "catalog/native.h"

/* A format of documents. Adding one is adding a file and a line in `formats`. */
struct catalog_format {
	const char *name;
	bool (*recognises)(const struct node *document);
	bool (*read)(const struct node *document, struct draft *draft, struct error *error);
};

/* Has the key a text that begins so? */
static bool key_begins(const struct node *document, const char *key, const char *prefix)
{
	const struct node *value = node_value(document, key);

	return value && value->kind == NODE_SCALAR &&
	       strncmp(value->text, prefix, strlen(prefix)) == 0;
}

/* Backstage's own kinds, and those of its parts: "scaffolder.backstage.io/v1beta3". */
static bool is_backstage(const struct node *document)
{
	const struct node *version = node_value(document, "apiVersion");

	return key_begins(document, "apiVersion", "backstage.io/") ||
	       (version && version->kind == NODE_SCALAR &&
		strstr(version->text, ".backstage.io/"));
}

static bool is_openslo(const struct node *document)
{
	return key_begins(document, "apiVersion", "openslo/");
}

static bool is_sloth(const struct node *document)
{
	const struct node *version = node_value(document, "version");

	return key_begins(document, "apiVersion", "sloth.slok.dev/") ||
	       (version && version->kind == NODE_SCALAR &&
		strcmp(version->text, "prometheus/v1") == 0);
}

static bool is_pyrra(const struct node *document)
{
	return key_begins(document, "apiVersion", "pyrra.dev/");
}

static bool is_unknown(const struct node *document)
{
	return key_begins(document, "apiVersion", "");
}

static bool is_any(const struct node *document)
{
	(void)document;
	return true;
}

static bool unknown_read(const struct node *document, struct draft *draft, struct error *error)
{
	const struct node *version = node_value(document, "apiVersion");

	(void)draft;
	return place_refuse(&version->place, error,
			    "this is a document of another format ('%.*s'), which aplomb does "
			    "not read; see aplomb-teams(5) for those that it reads",
			    quoted_bytes(version->text), version->text);
}

/* The first that recognises a document reads it. */
static const struct catalog_format formats[] = {
	{"Backstage", is_backstage, backstage_read},
	{"OpenSLO", is_openslo, openslo_read},
	{"Sloth", is_sloth, sloth_read},
	{"Pyrra", is_pyrra, pyrra_read},
	{"another format", is_unknown, unknown_read},
	{"aplomb", is_any, native_read},
};

static const struct catalog_format *format_of(const struct node *document)
{
	size_t i = 0;

	while (!formats[i].recognises(document))
		i++;
	return &formats[i];
}

bool document_read(const struct node *document, struct draft *draft, struct error *error)
{
	if (node_is_null(document))
		return true;
	if (document->kind == NODE_SEQUENCE && document->first &&
	    format_of(document->first)->read != native_read) {
		for (const struct node *item = document->first; item; item = item->next)
			if (!node_is_null(item) && !format_of(item)->read(item, draft, error))
				return false;
		return true;
	}
	return format_of(document)->read(document, draft, error);
}
