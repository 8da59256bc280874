/* What documents say of services and SLOs apart from a team becomes the services' own. */
#include <string.h>

#include "catalog/draft.h"

/* -- services that name their owner ------------------------------------------------------- */

/* The service that it is already, as written or but for case; NULL: none yet. */
static const struct named *service_known(struct draft *draft, const struct name_index *folded,
					 const char *id)
{
	const struct named *known = name_index_find(&draft->service_names, id);

	return known ? known : name_index_find(folded, draft_fold(draft, id));
}

static size_t owner_team(struct draft *draft, const struct placed_text *owner)
{
	const char *folded = draft_fold(draft, owner->text);

	/* draft_settle_units() made it one. */
	return draft->units[name_index_find(&draft->unit_names, folded)->index].team;
}

static void owned_settle(struct draft *draft, struct name_index *folded,
			 struct owned_draft *owned)
{
	const struct named *known = service_known(draft, folded, owned->id);
	struct service_draft *service;

	if (owned->owner.text) {
		const char *id = known ? draft->services[known->index].service.id : owned->id;
		size_t team = owner_team(draft, &owned->owner);

		owned->service = draft_own_service(draft, team, id, &owned->place);
	} else if (known) {
		owned->service = known->index;
	} else {
		draft_note(draft, &owned->owner.place,
			   "the owner of '%s' is no group, so it counts for no team; name a "
			   "group here, or the service under a team's 'services:'",
			   owned->id);
		return;
	}
	if (!known)
		draft_name_add(draft, folded, draft_fold(draft, owned->id), owned->service,
			       &owned->place);
	service = &draft->services[owned->service];
	if (!service->name.text && owned->name)
		service->name = (struct placed_text){owned->name, owned->place};
}

/* Those with an owner first, and components first: the same whatever the order of documents. */
static void all_owned_settle(struct draft *draft, struct name_index *folded)
{
	for (int has_owner = 1; has_owner >= 0; has_owner--)
		for (int kind = 0; kind < OWNED_KIND_COUNT; kind++)
			for (size_t i = 0; i < draft->owned_count; i++) {
				struct owned_draft *owned = &draft->owned[i];

				if ((int)owned->kind == kind &&
				    (owned->owner.text != NULL) == has_owner)
					owned_settle(draft, folded, owned);
			}
}

/* -- their other names -------------------------------------------------------------------- */

#define SERVICE_OF_NO_TEAM (DRAFT_NONE - 1)
#define SEVERAL_SERVICES DRAFT_NONE

static void alias_claim(struct draft *draft, struct name_index *names,
			const struct alias_draft *alias, size_t service)
{
	struct named *known = name_index_find(names, alias->name);

	if (!known)
		draft_name_add(draft, names, alias->name, service, &alias->place);
	else if (known->index != service)
		known->index = SEVERAL_SERVICES;
}

/* Is it no other service's id or alias? */
static bool alias_is_free(const struct draft *draft, const char *name, size_t service)
{
	const struct named *other = name_index_find(&draft->alias_names, name);

	return !name_index_find(&draft->service_names, name) &&
	       (!other || other->index == service);
}

/* A repository of several services is a name of none of them. */
static bool aliases_settle(struct draft *draft, struct name_index *names, struct error *error)
{
	for (size_t i = 0; i < draft->owned_count; i++) {
		const struct owned_draft *owned = &draft->owned[i];
		size_t service =
			owned->service == DRAFT_NONE ? SERVICE_OF_NO_TEAM : owned->service;

		for (size_t j = 0; j < owned->alias_count; j++)
			alias_claim(draft, names, &owned->aliases[j], service);
	}
	for (size_t i = 0; i < draft->owned_count; i++) {
		const struct owned_draft *owned = &draft->owned[i];

		for (size_t j = 0; j < owned->alias_count && owned->service != DRAFT_NONE;
		     j++) {
			const struct alias_draft *alias = &owned->aliases[j];

			if (name_index_find(names, alias->name)->index == owned->service &&
			    alias_is_free(draft, alias->name, owned->service) &&
			    !draft_add_alias(draft, owned->service, alias->name, &alias->place,
					     error))
				return false;
		}
	}
	return true;
}

bool draft_settle_owned(struct draft *draft, struct error *error)
{
	struct name_index names = {.slots = NULL};
	bool are_settled;

	if (draft->owned_count == 0)
		return true;
	for (size_t i = 0; i < draft->service_count; i++) {
		const struct service *service = &draft->services[i].service;

		draft_name_add(draft, &names, draft_fold(draft, service->id), i,
			       &service->place);
	}
	all_owned_settle(draft, &names);
	name_index_release(&names);
	are_settled = aliases_settle(draft, &names, error);
	name_index_release(&names);
	return are_settled;
}

/* -- SLOs that name their service --------------------------------------------------------- */

static const struct named *slo_service(const struct draft *draft, const struct loose_slo *slo)
{
	const struct named *found = name_index_find(&draft->service_names, slo->service.text);

	return found ? found : name_index_find(&draft->alias_names, slo->service.text);
}

static void slo_note(struct draft *draft, const struct loose_slo *slo)
{
	const char *service = slo->service.text;

	if (slo->is_guess)
		draft_note(draft, &slo->slo.place,
			   "SLO '%s' names no service, and none is called so; give it the "
			   "label 'pyrra.dev/service', or a service the alias '%.*s'",
			   slo->slo.id, quoted_bytes(service), service);
	else
		draft_note(draft, &slo->service.place,
			   "SLO '%s' is of '%.*s', and no team has a service of that name; "
			   "name it under a team's 'services:', or let a service have it as an "
			   "alias",
			   slo->slo.id, quoted_bytes(service), service);
}

/* An SLO with that id that a native document gave the service. */
static bool slo_is_native(struct draft *draft, const struct service_draft *service,
			  const struct slo *slo)
{
	const struct named *known =
		name_index_find(&draft->slo_names, arena_printf(&draft->scratch, "%s/%s",
								service->service.id, slo->id));

	return known && known->index < service->native_slo_count;
}

bool draft_settle_slos(struct draft *draft, struct error *error)
{
	for (size_t i = 0; i < draft->service_count; i++)
		draft->services[i].native_slo_count = draft->services[i].slo_count;
	for (size_t i = 0; i < draft->loose_slo_count; i++) {
		const struct loose_slo *slo = &draft->loose_slos[i];
		const struct named *service = slo_service(draft, slo);

		if (!service)
			slo_note(draft, slo);
		else if (!slo_is_native(draft, &draft->services[service->index], &slo->slo) &&
			 !draft_add_slo(draft, service->index, &slo->slo, error))
			return false;
	}
	return true;
}
