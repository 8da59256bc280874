#include "catalog/other_formats.h"

#include <string.h>

static const struct {
	const char *prefix; /* of the value of apiVersion or version */
	const char *name;
} other_formats[] = {
	{"backstage.io/", "a Backstage entity"},   {"openslo/", "an OpenSLO definition"},
	{"sloth.slok.dev/", "a Sloth definition"}, {"prometheus/v1", "a Sloth definition"},
	{"pyrra.dev/", "a Pyrra definition"},
};

/* What says the format: the value of `apiVersion` or `version`; NULL for the native one. */
static const struct node *version_of(const struct node *document)
{
	const struct node *version;

	if (document->kind == NODE_SEQUENCE && document->first)
		document = document->first;
	version = node_value(document, "apiVersion");
	if (version && version->kind == NODE_SCALAR)
		return version;
	version = node_value(document, "version");
	return version && version->kind == NODE_SCALAR &&
			       strcmp(version->text, "prometheus/v1") == 0
		       ? version
		       : NULL;
}

bool other_format_recognises(const struct node *document)
{
	return version_of(document) != NULL;
}

bool other_format_read(const struct node *document, struct draft *draft, struct error *error)
{
	const struct node *version = version_of(document);
	const char *name = "a document of another format";

	(void)draft;
	for (size_t i = 0; i < sizeof(other_formats) / sizeof(*other_formats); i++)
		if (strncmp(version->text, other_formats[i].prefix,
			    strlen(other_formats[i].prefix)) == 0)
			name = other_formats[i].name;
	return place_refuse(&version->place, error,
			    "this is %s ('%.*s'), which aplomb does not read yet; see "
			    "aplomb-teams(5) for what it reads",
			    name, quoted_bytes(version->text), version->text);
}
