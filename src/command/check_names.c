/*
 * Names in the history that the YAML does not know: services and teams, each with the line of
 * YAML that adopts it, or with what it looks like; and capacities that are none.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/name_index.h"
#include "base/text.h"
#include "capacity/registry.h"
#include "command/check.h"
#include "model/service_name.h"
#include "store/survey.h"

#define ID_CHARACTERS                \
	"abcdefghijklmnopqrstuvwxyz" \
	"ABCDEFGHIJKLMNOPQRSTUVWXYZ" \
	"0123456789._-"
#define ID_BYTES_MAX 128
/* Comparing names by their letters takes time: it is done for so many. */
#define NEAREST_MAX 200

/* -- ids and texts in YAML ----------------------------------------------------------------- */

bool is_id(const char *name)
{
	size_t length = strlen(name);

	return length > 0 && length <= ID_BYTES_MAX && strspn(name, ID_CHARACTERS) == length;
}

/* In double quotes, whatever is not plain ASCII by its code point. */
static const char *yaml_escaped(struct arena *arena, const char *text)
{
	struct buffer yaml;
	const char *copy;

	buffer_init(&yaml);
	buffer_add_char(&yaml, '"');
	while (*text) {
		unsigned char byte = (unsigned char)*text++;
		unsigned long code = byte;
		int more = byte >= 0xf0 ? 3 : byte >= 0xe0 ? 2 : byte >= 0xc0 ? 1 : 0;

		if (more)
			code &= 0x3fU >> more;
		for (; more && *text; more--)
			code = code << 6 | ((unsigned char)*text++ & 0x3fU);
		if (code == '"' || code == '\\')
			buffer_addf(&yaml, "\\%c", (int)code);
		else if (code >= ' ' && code < 0x7f)
			buffer_add_char(&yaml, (char)code);
		else
			buffer_addf(&yaml, "\\U%08lX", code);
	}
	buffer_add_char(&yaml, '"');
	copy = arena_copy(arena, yaml.bytes, yaml.length_bytes);
	buffer_release(&yaml);
	return copy;
}

static bool is_ascii(const char *text)
{
	while (*text && (unsigned char)*text < 0x80)
		text++;
	return !*text;
}

/* A text as YAML that can be pasted, whatever becomes of the output. */
static const char *yaml_text(const struct checking *checking, const char *text)
{
	struct arena *arena = &checking->invocation->arena;
	struct buffer yaml;
	const char *copy;

	if (strcmp(text_visible(arena, text), text) != 0 ||
	    (invocation_is_ascii(checking->invocation) && !is_ascii(text)))
		return yaml_escaped(arena, text);
	buffer_init(&yaml);
	buffer_add_char(&yaml, '\'');
	for (; *text; text++)
		buffer_add_string(&yaml, *text == '\'' ? "''" : (char[]){*text, '\0'});
	buffer_add_char(&yaml, '\'');
	copy = arena_copy(arena, yaml.bytes, yaml.length_bytes);
	buffer_release(&yaml);
	return copy;
}

const char *yaml_id(struct checking *checking, const char *id)
{
	bool is_plain = isalnum((unsigned char)*id) && strcasecmp(id, "null") != 0;

	return is_plain ? id : yaml_text(checking, id);
}

/* -- likenesses ---------------------------------------------------------------------------- */

/* Whether both hold the same digits: svc-17 is no slip of svc-18. */
static bool digits_agree(const char *one, const char *other)
{
	static const char digits[] = "0123456789";

	while (true) {
		one += strcspn(one, digits);
		other += strcspn(other, digits);
		if (!*one || *one != *other)
			return *one == *other;
		one++;
		other++;
	}
}

/* The nearest id of a service, or NULL. */
static const char *nearest_service(const struct checking *checking, const char *id)
{
	const struct catalog *catalog = checking->catalog;
	struct arena arena;
	const char **ids, *nearest;

	arena_init(&arena);
	ids = ARENA_ARRAY(&arena, catalog->service_count, const char *);
	for (size_t i = 0; i < catalog->service_count; i++)
		ids[i] = catalog->services[i].id;
	nearest = text_nearest(id, ids, catalog->service_count);
	arena_release(&arena);
	return nearest && digits_agree(nearest, id) ? nearest : NULL;
}

/* "https://git.example/acme/Ledger API" gives "Ledger-API"; "" where nothing is left. */
static const char *suggested_id(struct arena *arena, const char *name)
{
	const char *slash = strrchr(name, '/');
	struct buffer ascii, id;
	const char *copy;

	buffer_init(&ascii);
	buffer_init(&id);
	name = slash && slash[1] ? slash + 1 : name;
	text_add_ascii(&ascii, name, strlen(name));
	for (const char *c = ascii.bytes; *c && id.length_bytes < ID_BYTES_MAX; c++) {
		if (strchr(ID_CHARACTERS, *c))
			buffer_add_char(&id, *c);
		else if (id.length_bytes && id.bytes[id.length_bytes - 1] != '-')
			buffer_add_char(&id, '-');
	}
	while (id.length_bytes && id.bytes[id.length_bytes - 1] == '-')
		id.bytes[--id.length_bytes] = '\0';
	copy = arena_copy(arena, id.bytes, id.length_bytes);
	buffer_release(&ascii);
	buffer_release(&id);
	return copy;
}

/* -- services ------------------------------------------------------------------------------ */

/* Names of one normal form: adopting one adopts them all. */
struct form {
	const char *normal;
	const char *name; /* the first of them */
	size_t names, events;
};

/* What can be an id comes first: the others may look like it. */
static int forms_compare(const void *a, const void *b)
{
	const struct form *first = a, *second = b;
	int order = is_id(second->normal) - is_id(first->normal);

	if (!order)
		order = strcmp(first->normal, second->normal);
	return order ? order : strcmp(first->name, second->name);
}

static struct form *gather_forms(struct checking *checking, const struct unmatched_name *names,
				 size_t name_count, size_t *count)
{
	struct arena *arena = &checking->invocation->arena;
	struct form *forms = ARENA_ARRAY(arena, name_count, struct form);
	size_t found = 0, used = 0;

	for (size_t i = 0; i < name_count; i++)
		if (!names[i].sharer_count)
			forms[found++] =
				(struct form){service_name_normal(names[i].name, arena),
					      names[i].name, 1, names[i].events};
	if (found)
		qsort(forms, found, sizeof(*forms), forms_compare);
	for (size_t i = 0; i < found; i++) {
		if (!used || strcmp(forms[used - 1].normal, forms[i].normal) != 0) {
			forms[used++] = forms[i];
			continue;
		}
		forms[used - 1].names++;
		forms[used - 1].events += forms[i].events;
	}
	*count = used;
	return forms;
}

/* "12 events", "12 events under 3 names". */
static const char *form_events(struct checking *checking, const struct form *form)
{
	struct arena *arena = &checking->invocation->arena;

	if (form->names == 1)
		return arena_printf(arena, "%zu event%s", form->events, plural(form->events));
	return arena_printf(arena, "%zu event%s under %zu names", form->events,
			    plural(form->events), form->names);
}

/* Takes the id for a line of its own; false where a line above has it already. */
static bool take_id(struct name_index *taken, const char *id, struct arena *arena)
{
	struct named *named = ARENA_NEW(arena, struct named);

	named->name = id;
	return name_index_add(taken, named) == named;
}

/* The lines are YAML; what is no line to paste is a comment. */
static void add_form(struct findings *findings, const struct form *form,
		     struct name_index *taken)
{
	struct checking *checking = findings->checking;
	struct arena *arena = &checking->invocation->arena;
	const char *events = form_events(checking, form);
	const char *alias = yaml_text(checking, form->names == 1 ? form->name : form->normal);
	const char *id = is_id(form->normal) ? form->normal : suggested_id(arena, form->normal);
	const struct service *known = catalog_service(checking->catalog, id);
	const char *like = known ? known->id
			   : findings->count < NEAREST_MAX && *id
				   ? nearest_service(checking, id)
				   : NULL;

	if (!*id)
		id = arena_printf(arena, "service-%zu", findings->count + 1);
	if (like)
		findings_add(findings,
			     "# %s, %s, looks like service '%s': add aliases: [%s] there",
			     yaml_text(checking, form->name), events, like, alias);
	else if (!take_id(taken, id, arena))
		findings_add(findings,
			     "# %s, %s, looks like '%s' above: add aliases: [%s] to it",
			     yaml_text(checking, form->name), events, id, alias);
	else if (strcmp(id, form->normal) == 0)
		findings_add(findings, "- {id: %s}   # %s", yaml_id(checking, id), events);
	else
		findings_add(findings, "- {id: %s, aliases: [%s]}   # %s",
			     yaml_id(checking, id), alias, events);
}

static void say_unknown(struct checking *checking, const struct unmatched_name *names,
			size_t name_count)
{
	struct name_index taken = {.slots = NULL};
	struct findings findings;
	struct form *forms;
	size_t count;

	forms = gather_forms(checking, names, name_count, &count);
	findings_begin(&findings, checking);
	for (size_t i = 0; i < count; i++) {
		if (findings_has_room(&findings))
			add_form(&findings, &forms[i], &taken);
		else
			findings_pass(&findings);
	}
	findings_end(
		&findings, "Names in the history that no team has yet",
		"Events are kept. A line under a team's services or an alias adopts them:");
	name_index_release(&taken);
}

static void say_shared(struct checking *checking, const struct unmatched_name *names,
		       size_t count)
{
	struct findings findings;
	struct buffer services;

	buffer_init(&services);
	findings_begin(&findings, checking);
	for (size_t i = 0; i < count; i++) {
		if (!names[i].sharer_count)
			continue;
		buffer_clear(&services);
		for (size_t j = 0; j < names[i].sharer_count; j++)
			buffer_addf(&services, "%s'%s'", j ? " and " : "",
				    names[i].sharers[j]->id);
		findings_add(&findings, "%s, %zu event%s: %s",
			     yaml_text(checking, names[i].name), names[i].events,
			     plural(names[i].events), services.bytes);
	}
	findings_end(&findings, "Names in the history that could be of two services",
		     "They count for neither until one of the two has the name as an alias:");
	buffer_release(&services);
}

/* -- teams --------------------------------------------------------------------------------- */

static const char *kinds_listed(struct arena *arena, unsigned kinds)
{
	const char *listed = "";

	for (size_t i = 0; i < EVENT_KIND_COUNT; i++)
		if (kinds & 1U << i)
			listed = arena_printf(arena, "%s%s%s", listed, *listed ? ", " : "",
					      event_types[i].name);
	return listed;
}

static void add_team(struct findings *findings, const struct history_team *team)
{
	struct checking *checking = findings->checking;
	const struct catalog *catalog = checking->catalog;
	struct arena *arena = &checking->invocation->arena;
	const char **ids = ARENA_ARRAY(arena, catalog->team_count, const char *);
	const char *events =
		arena_printf(arena, "%zu event%s (%s)", team->events, plural(team->events),
			     kinds_listed(arena, team->kinds));
	const char *nearest;

	for (size_t i = 0; i < catalog->team_count; i++)
		ids[i] = catalog->teams[i].id;
	nearest = text_nearest(team->team, ids, catalog->team_count);
	if (nearest && digits_agree(nearest, team->team))
		findings_add(findings,
			     "# %s, %s, looks like team '%s': rename it in the history, "
			     "aplomb-events(5)",
			     yaml_text(checking, team->team), events, nearest);
	else if (is_id(team->team))
		findings_add(findings, "- {id: %s}   # %s", yaml_id(checking, team->team),
			     events);
	else
		findings_add(findings,
			     "# %s, %s, cannot be an id: rename it in the history, "
			     "aplomb-events(5)",
			     yaml_text(checking, team->team), events);
}

static bool say_teams(struct checking *checking, struct error *error)
{
	const struct history_team *teams;
	struct findings findings;
	size_t count;

	if (!store_history_teams(checking->store, &checking->invocation->arena, &teams, &count,
				 error))
		return false;
	findings_begin(&findings, checking);
	for (size_t i = 0; i < count; i++) {
		if (catalog_team(checking->catalog, teams[i].team))
			continue;
		if (findings_has_room(&findings))
			add_team(&findings, &teams[i]);
		else
			findings_pass(&findings);
	}
	findings_end(&findings, "Teams in the history that the team files do not name yet",
		     "Their events are kept. A line under 'teams:' adopts them:");
	return true;
}

/* "'leadtime', of 'payments', 2026-09-30T10:00:00Z; did you mean 'lead_time'?" */
static void add_note(struct findings *findings, const struct note *note)
{
	struct checking *checking = findings->checking;
	const char *ids[64], *nearest;
	char at[INSTANT_TEXT_BYTES];
	size_t count = 0;

	for (; count < 64 && capacity_registry[count]; count++)
		ids[count] = capacity_registry[count]->id;
	nearest = text_nearest(note->capacity, ids, count);
	findings_add(findings, "'%s', of '%s', %s%s%s%s", shown(checking, note->capacity),
		     shown(checking, note->team), instant_format(note->at, at),
		     nearest ? "; did you mean '" : "", nearest ? nearest : "",
		     nearest ? "'?" : "");
}

/* They would be looked for on a chart in vain. */
static bool say_notes(struct checking *checking, struct error *error)
{
	struct findings findings;
	struct notes notes;

	if (!store_load_notes(checking->store, INSTANT_MAX, &checking->invocation->arena,
			      &notes, error))
		return false;
	findings_begin(&findings, checking);
	for (size_t i = 0; i < notes.count; i++) {
		const char *capacity = notes.items[i].capacity;

		if (!*capacity || capacity_find(capacity))
			continue;
		if (findings_has_room(&findings))
			add_note(&findings, &notes.items[i]);
		else
			findings_pass(&findings);
	}
	findings_end(&findings, "Notes about a capacity that there is not",
		     "No chart shows them. 'aplomb amend note' names another, or none:");
	return true;
}

bool check_names(struct checking *checking, struct error *error)
{
	const struct unmatched_name *names;
	size_t count;

	if (!store_unmatched_names(checking->store, checking->catalog,
				   &checking->invocation->arena, &names, &count, error))
		return false;
	say_unknown(checking, names, count);
	say_shared(checking, names, count);
	return say_teams(checking, error) && say_notes(checking, error);
}
