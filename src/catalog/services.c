/* The services of a team and their objectives, in the native format. */
#include <string.h>

#include "catalog/native.h"
#include "catalog/shape.h"

enum service_key {
	SERVICE_ID,
	SERVICE_NAME,
	SERVICE_ALIASES,
	SERVICE_SLOS,
};
static const char *const service_keys[] = {"id", "name", "aliases", "slos", NULL};
static const struct record_shape service_shape = {"a service", "a key of a service",
						  "{id: ledger, name: Ledger}", service_keys};

enum slo_key {
	SLO_ID,
	SLO_NAME,
	SLO_TARGET,
	SLO_WINDOW,
	SLO_METHOD,
	SLO_SLICE_TARGET,
};
static const char *const slo_keys[] = {"id",	 "name",	 "target", "window",
				       "method", "slice_target", NULL};
static const struct record_shape slo_shape = {"an SLO", "a key of an SLO",
					      "{id: availability, target: 99.9%}", slo_keys};

static const char *const method_words[] = {"occurrences", "timeslices"};
static const enum slo_method methods[] = {SLO_OCCURRENCES, SLO_TIMESLICES};

/* -- objectives --------------------------------------------------------------------------- */

static bool window_read(const struct node *node, struct slo *slo, struct error *error)
{
	int64_t seconds;

	slo->window_seconds = SLO_WINDOW_DEFAULT;
	if (!node)
		return true;
	if (!span_read(node, "a window", &seconds, error))
		return false;
	if (!slo_window_check(seconds, node, node->text, error))
		return false;
	slo->window_seconds = seconds;
	return true;
}

static bool method_read(const struct node *const *values, const struct place *place,
			struct slo *slo, struct error *error)
{
	const struct node *slice_target = values[SLO_SLICE_TARGET];
	size_t method = 0;

	if (values[SLO_METHOD] &&
	    !choice_read(values[SLO_METHOD], "a method of an SLO", method_words,
			 sizeof(method_words) / sizeof(*method_words), &method, error))
		return false;
	slo->method = methods[method];
	if (slo->method == SLO_TIMESLICES) {
		if (!slice_target)
			return place_refuse(
				place, error,
				"an SLO by timeslices needs a slice_target, such as "
				"95%%");
		return share_read(slice_target, "a slice_target", &slo->slice_target, error);
	}
	if (slice_target)
		return place_refuse(&slice_target->place, error,
				    "a slice_target goes with 'method: timeslices' only");
	return true;
}

/* `listed`: the SLOs of this list so far. */
static bool slo_read(const struct node *node, struct draft *draft, struct name_index *listed,
		     struct slo *slo, struct error *error)
{
	const struct node *values[RECORD_KEYS_MAX];
	const struct named *first;
	struct named *named;

	if (!record_read(node, &slo_shape, values, error))
		return false;
	if (!values[SLO_ID])
		return place_refuse(&node->place, error, "an SLO needs an id, such as %s",
				    slo_shape.example);
	slo->place = values[SLO_ID]->place;
	if (!id_read(values[SLO_ID], "an id", draft->arena, &slo->id, error) ||
	    !text_read_optional(values[SLO_NAME], "a name", draft->arena, &slo->name, error))
		return false;
	if (!slo->name)
		slo->name = slo->id;
	first = name_index_find(listed, slo->id);
	if (first)
		return place_refuse(&slo->place, error,
				    "this service has an SLO '%s' already, at %s:%zu:%zu",
				    slo->id, first->place.file, first->place.line,
				    first->place.column);
	named = ARENA_NEW(&draft->scratch, struct named);
	*named = (struct named){.name = slo->id, .place = slo->place};
	name_index_add(listed, named);
	if (!values[SLO_TARGET])
		return place_refuse(&slo->place, error,
				    "SLO '%s' needs a target, such as 99.9%%", slo->id);
	return share_read(values[SLO_TARGET], "a target", &slo->target, error) &&
	       window_read(values[SLO_WINDOW], slo, error) &&
	       method_read(values, &slo->place, slo, error);
}

static bool slos_read(const struct node *list, size_t service, struct draft *draft,
		      struct error *error)
{
	struct name_index listed = {.slots = NULL};
	bool are_read = true;

	if (!list)
		return true;
	if (!list_check(list, "a list of SLOs", error))
		return false;
	for (const struct node *item = list->first; item && are_read; item = item->next) {
		struct slo slo = {0};

		are_read = slo_read(item, draft, &listed, &slo, error) &&
			   draft_add_slo(draft, service, &slo, error);
	}
	name_index_release(&listed);
	return are_read;
}

/* -- services ----------------------------------------------------------------------------- */

static bool aliases_read(const struct node *list, size_t service, struct draft *draft,
			 struct error *error)
{
	if (!list)
		return true;
	if (!list_check(list, "a list of aliases", error))
		return false;
	for (const struct node *item = list->first; item; item = item->next) {
		const char *alias;

		if (!text_read(item, "an alias", draft->arena, &alias, error) ||
		    !draft_add_alias(draft, service, alias, &item->place, error))
			return false;
	}
	return true;
}

/* A service is a record, or its id alone. */
static bool service_read(const struct node *node, struct draft *draft, struct error *error)
{
	const struct node *values[RECORD_KEYS_MAX] = {0};
	struct placed_text name = {0};
	const char *id;
	size_t service;

	if (node->kind == NODE_SCALAR && !node_is_null(node))
		values[SERVICE_ID] = node;
	else if (!record_read(node, &service_shape, values, error))
		return false;
	if (!values[SERVICE_ID])
		return place_refuse(&node->place, error, "a service needs an id, such as %s",
				    service_shape.example);
	if (!id_read(values[SERVICE_ID], "an id", draft->arena, &id, error) ||
	    !text_read_optional(values[SERVICE_NAME], "a name", draft->arena, &name.text,
				error))
		return false;
	if (values[SERVICE_NAME])
		name.place = values[SERVICE_NAME]->place;
	return draft_add_service(draft, id, name.text ? &name : NULL,
				 &values[SERVICE_ID]->place, &service, error) &&
	       aliases_read(values[SERVICE_ALIASES], service, draft, error) &&
	       slos_read(values[SERVICE_SLOS], service, draft, error);
}

bool services_read(const struct node *list, struct draft *draft, struct error *error)
{
	if (!list)
		return true;
	if (!list_check(list, "a list of services", error))
		return false;
	for (const struct node *item = list->first; item; item = item->next)
		if (!service_read(item, draft, error))
			return false;
	return true;
}
