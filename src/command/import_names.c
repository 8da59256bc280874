/* Names of services that an import brought and no team has: said, so that nobody has to wonder.
 */
#include "base/text.h"
#include "command/import.h"
#include "model/service_name.h"

#define NAMES_MAX 10000 /* of as many at least one is told */

void import_names_see(struct import *import, const struct event *event)
{
	struct arena *arena = &import->invocation->arena;
	int field = event_field_find(event->type, "service");
	const char *name = field < 0 ? NULL : event->values[field].text;
	struct seen_name *seen;

	if (!name || import->names.count >= NAMES_MAX || name_index_find(&import->names, name))
		return;
	seen = ARENA_NEW(arena, struct seen_name);
	*seen = (struct seen_name){{.name = arena_copy_string(arena, name)},
				   import->newest_name};
	import->newest_name = seen;
	name_index_add(&import->names, &seen->named);
}

void import_names_report(struct import *import)
{
	struct invocation *invocation = import->invocation;
	const char *foreign = NULL;
	size_t count = 0;
	struct service_names names;
	struct catalog catalog;
	struct error error;

	/* What a team file lacks is for 'check' to say. */
	if (!import->newest_name || !invocation_has_catalog(invocation) ||
	    !invocation_catalog(invocation, &catalog, &error))
		return;
	service_names_init(&names, &catalog, &invocation->arena);
	for (const struct seen_name *seen = import->newest_name; seen; seen = seen->before) {
		const char *name = seen->named.name;

		if (service_names_find(&names, name, &invocation->arena).service)
			continue;
		foreign = name;
		count++;
	}
	if (count)
		remark(invocation, "'%.*s'%s; 'aplomb check' says how to adopt %s",
		       TEXT_CUT(foreign, 80),
		       count == 1 ? " is no team's service yet"
				  : " and others are no team's services yet",
		       count == 1 ? "it" : "them");
	catalog_release(&catalog);
}
