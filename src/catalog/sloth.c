/* Sloth: the SLOs of one service a document, as a file of its own or as a Kubernetes object. */
#include <string.h>

#include "catalog/foreign.h"
#include "catalog/formats.h"
#include "catalog/shape.h"

/* Sloth's own default; its documents do not say. */
#define WINDOW_DEFAULT (30 * SECONDS_PER_DAY)

static bool slo_read(const struct node *node, const struct placed_text *service,
		     struct draft *draft, struct error *error)
{
	struct loose_slo read = {.service = *service,
				 .slo = {.window_seconds = WINDOW_DEFAULT}};
	struct slo *slo = &read.slo;
	const struct node *name, *objective;

	if (node->kind != NODE_MAPPING)
		return place_refuse(&node->place, error,
				    "an SLO is expected here, a mapping with a name and an "
				    "objective");
	if (!foreign_require(node, "name", "an SLO", "'name: availability'", &name, error) ||
	    !foreign_require(node, "objective", "an SLO", "'objective: 99.9'", &objective,
			     error) ||
	    !foreign_id(name, "a name", draft, &slo->id, error) ||
	    !foreign_percent(objective, "an objective", draft, &slo->target, error))
		return false;
	slo->place = name->place;
	slo->name = slo->id;
	draft_add_loose_slo(draft, &read);
	return true;
}

/* `body` has the service and its SLOs. */
static bool slos_read(const struct node *body, struct draft *draft, struct error *error)
{
	static const char what[] = "a Sloth definition";
	struct placed_text service;
	const struct node *node, *list;

	if (!foreign_require(body, "service", what, "'service: ledger'", &node, error) ||
	    !text_read(node, "a service", &draft->scratch, &service.text, error) ||
	    !foreign_require(body, "slos", what, "a list of them", &list, error) ||
	    !list_check(list, "a list of SLOs", error))
		return false;
	service.place = node->place;
	for (const struct node *item = list->first; item; item = item->next)
		if (!slo_read(item, &service, draft, error))
			return false;
	return true;
}

bool sloth_read(const struct node *document, struct draft *draft, struct error *error)
{
	const struct node *node, *spec;
	const char *kind;

	if (!node_value(document, "apiVersion"))
		return slos_read(document, draft, error);
	if (!foreign_require(document, "kind", "a Sloth definition",
			     "'kind: PrometheusServiceLevel'", &node, error) ||
	    !text_read(node, "a kind", &draft->scratch, &kind, error))
		return false;
	if (strcmp(kind, "PrometheusServiceLevel") == 0)
		return foreign_mapping(document, "spec", "a PrometheusServiceLevel", &spec,
				       error) &&
		       slos_read(spec, draft, error);
	draft_pass_over(draft, "Sloth", kind, &document->place);
	return true;
}
