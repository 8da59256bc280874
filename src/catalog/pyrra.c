/* Pyrra: one SLO a document. It has no field for the service, so a label names it. */
#include <string.h>

#include "catalog/foreign.h"
#include "catalog/formats.h"
#include "catalog/shape.h"

/* The units of Prometheus that make a window of days; a number of each may follow another. */
static const struct span_unit units[] = {
	{'s', 1},
	{'m', SECONDS_PER_MINUTE},
	{'h', SECONDS_PER_HOUR},
	{'d', SECONDS_PER_DAY},
	{'w', SECONDS_PER_WEEK},
	{'y', 365 * SECONDS_PER_DAY},
	{'\0', 0},
};

/* Where a document may name its service, best first; else its own name may be the service's. */
static bool service_read(const struct node *metadata, const struct node *name,
			 struct draft *draft, struct loose_slo *slo, struct error *error)
{
	const struct node *labels = foreign_value(metadata, "labels");
	const struct node *node = foreign_value(labels, "pyrra.dev/service");

	if (!node)
		node = foreign_value(labels, "service");
	if (!node)
		node = foreign_value(metadata, "service");
	slo->is_guess = !node;
	node = node ? node : name;
	slo->service.place = node->place;
	return text_read(node, "a service", &draft->scratch, &slo->service.text, error);
}

static bool window_read(const struct node *spec, const char *what, struct slo *slo,
			struct error *error)
{
	const struct node *node;

	return foreign_require(spec, "window", what, "'window: 4w'", &node, error) &&
	       foreign_span(node, units, true, &slo->window_seconds, error) &&
	       slo_window_check(slo->window_seconds, node, node->text, error);
}

static bool slo_read(const struct node *document, struct draft *draft, struct error *error)
{
	static const char what[] = "a ServiceLevelObjective";
	const struct node *metadata, *spec, *name, *target;
	struct loose_slo read = {0};
	struct slo *slo = &read.slo;

	if (!foreign_mapping(document, "metadata", what, &metadata, error) ||
	    !foreign_mapping(document, "spec", what, &spec, error) ||
	    !foreign_require(metadata, "name", what, "'name: ledger-errors'", &name, error) ||
	    !foreign_id(name, "a name", draft, &slo->id, error) ||
	    !foreign_require(spec, "target", what, "'target: \"99.9\"'", &target, error) ||
	    !foreign_percent(target, "a target", draft, &slo->target, error) ||
	    !window_read(spec, what, slo, error) ||
	    !service_read(metadata, name, draft, &read, error))
		return false;
	slo->name = slo->id;
	slo->place = name->place;
	draft_add_loose_slo(draft, &read);
	return true;
}

bool pyrra_read(const struct node *document, struct draft *draft, struct error *error)
{
	const struct node *node;
	const char *kind;

	if (!foreign_require(document, "kind", "a Pyrra definition",
			     "'kind: ServiceLevelObjective'", &node, error) ||
	    !text_read(node, "a kind", &draft->scratch, &kind, error))
		return false;
	if (strcmp(kind, "ServiceLevelObjective") == 0)
		return slo_read(document, draft, error);
	draft_pass_over(draft, "Pyrra", kind, &document->place);
	return true;
}
