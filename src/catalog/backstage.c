/*
 * Backstage catalog entities: a Group is a unit of the organisation, a Component or System is a
 * service of its owner. Of people nothing is read.
 */
#include <string.h>
#include <strings.h>

#include "catalog/foreign.h"
#include "catalog/formats.h"
#include "catalog/shape.h"

/* An entity's parts, and how a refusal names it. */
struct entity {
	const char *what; /* "a Component" */
	const struct node *metadata, *spec;
	const struct node *annotations; /* NULL: none */
	const char *namespace;		/* NULL: the default one */
	const char *id;
	const char *short_id; /* without its namespace; NULL: the same */
	const char *name;
	struct place place;
};

/* -- names and references ----------------------------------------------------------------- */

/* Of the default namespace the id is the name alone, of another one "namespace.name". */
static const char *entity_id(struct draft *draft, const char *namespace, const char *name)
{
	if (!namespace || !*namespace || strcasecmp(namespace, "default") == 0)
		return arena_copy_string(draft->arena, name);
	return arena_printf(draft->arena, "%s.%s", namespace, name);
}

static bool is_name(const char *text)
{
	return *text && !text[strspn(text, ID_CHARACTERS)];
}

/*
 * Takes "[kind:][namespace/]name" apart; a namespace that is not written is the entity's own.
 * False where it is none.
 */
static bool reference_split(const char *text, const struct entity *entity, struct draft *draft,
			    const char **kind, const char **id)
{
	char *copy = arena_copy_string(&draft->scratch, text);
	char *colon = strchr(copy, ':');
	char *name = colon ? colon + 1 : copy;
	char *slash = strchr(name, '/');
	const char *namespace = entity->namespace;

	*kind = colon ? copy : "group";
	if (colon)
		*colon = '\0';
	if (slash) {
		*slash = '\0';
		namespace = name;
		name = slash + 1;
	}
	if (!is_name(*kind) || (slash && !is_name(namespace)) || !is_name(name))
		return false;
	*id = entity_id(draft, namespace, name);
	return strlen(*id) <= ID_BYTES_MAX;
}

/* A reference to a group. */
static bool group_reference(const struct node *node, const char *what,
			    const struct entity *entity, struct draft *draft,
			    struct placed_text *reference, struct error *error)
{
	const char *text, *kind;

	reference->place = node->place;
	if (!text_read(node, what, &draft->scratch, &text, error))
		return false;
	if (!reference_split(text, entity, draft, &kind, &reference->text))
		return place_refuse(&node->place, error,
				    "'%.*s' is not %s; write its name, or "
				    "group:namespace/name",
				    quoted_bytes(text), text, what);
	if (strcasecmp(kind, "group") == 0)
		return true;
	/* Who it is, is not repeated. */
	return place_refuse(&node->place, error, "a %.*s is not %s; name a group here",
			    quoted_bytes(kind), kind, what);
}

/*
 * An owner: a group, or somebody of whom nothing is kept (a user, or an address, which is not
 * told apart from a person's); then reference->text is NULL.
 */
static bool owner_read(const struct entity *entity, struct draft *draft,
		       struct placed_text *owner, struct error *error)
{
	const struct node *node;
	const char *text, *kind;

	if (!foreign_require(entity->spec, "owner", entity->what, "'owner: payments'", &node,
			     error) ||
	    !text_read(node, "an owner", &draft->scratch, &text, error))
		return false;
	*owner = (struct placed_text){NULL, node->place};
	if (strchr(text, '@') || strncasecmp(text, "user:", strlen("user:")) == 0)
		return true;
	if (!reference_split(text, entity, draft, &kind, &owner->text))
		return place_refuse(&node->place, error,
				    "'%.*s' is not an owner; write a group's name, or "
				    "group:namespace/name",
				    quoted_bytes(text), text);
	if (strcasecmp(kind, "group") != 0)
		owner->text = NULL;
	return true;
}

/* -- what all entities have --------------------------------------------------------------- */

static bool name_read(struct entity *entity, struct draft *draft, struct error *error)
{
	const struct node *node, *namespace = foreign_value(entity->metadata, "namespace");
	const char *name;

	if (namespace &&
	    !id_read(namespace, "a namespace", &draft->scratch, &entity->namespace, error))
		return false;
	if (!foreign_require(entity->metadata, "name", entity->what, "'name: payments'", &node,
			     error) ||
	    !id_read(node, "a name", &draft->scratch, &name, error))
		return false;
	entity->place = node->place;
	entity->id = entity_id(draft, entity->namespace, name);
	if (strcmp(entity->id, name) != 0)
		entity->short_id = arena_copy_string(draft->arena, name);
	if (strlen(entity->id) > ID_BYTES_MAX)
		return place_refuse(&node->place, error,
				    "with its namespace this name is longer than %d characters",
				    ID_BYTES_MAX);
	return true;
}

static bool title_read(struct entity *entity, struct draft *draft, struct error *error)
{
	const struct node *profile = foreign_value(entity->spec, "profile");

	if (!foreign_text(foreign_value(entity->metadata, "title"), "a title", draft,
			  &entity->name, error))
		return false;
	return entity->name || foreign_text(foreign_value(profile, "displayName"),
					    "a displayName", draft, &entity->name, error);
}

static bool entity_read(const struct node *document, struct draft *draft, struct entity *entity,
			struct error *error)
{
	if (!foreign_mapping(document, "metadata", entity->what, &entity->metadata, error) ||
	    !foreign_mapping(document, "spec", entity->what, &entity->spec, error))
		return false;
	entity->annotations = foreign_value(entity->metadata, "annotations");
	return name_read(entity, draft, error) && title_read(entity, draft, error);
}

/* -- groups ------------------------------------------------------------------------------- */

static bool children_read(const struct entity *entity, struct draft *draft,
			  struct unit_draft *unit, struct error *error)
{
	const struct node *list = foreign_value(entity->spec, "children");
	struct placed_text *children;

	if (!list)
		return true;
	if (!list_check(list, "a list of groups", error))
		return false;
	children = ARENA_ARRAY(&draft->scratch, list->count, struct placed_text);
	for (const struct node *item = list->first; item; item = item->next)
		if (!group_reference(item, "a group", entity, draft,
				     &children[unit->child_count++], error))
			return false;
	unit->children = children;
	return true;
}

static bool group_read(const struct node *document, struct draft *draft, struct error *error)
{
	struct entity entity = {.what = "a Group"};
	struct unit_draft unit = {0};
	const struct node *type, *parent;
	const char *type_text;

	if (!entity_read(document, draft, &entity, error) ||
	    !foreign_require(entity.spec, "type", entity.what, "'type: team'", &type, error) ||
	    !text_read(type, "a type", &draft->scratch, &type_text, error) ||
	    !foreign_text(foreign_value(entity.metadata, "description"), "a description", draft,
			  &unit.purpose, error) ||
	    !texts_read(foreign_value(entity.metadata, "tags"), "a list of tags", "a tag",
			draft->arena, &unit.tags, &unit.tag_count, error) ||
	    !children_read(&entity, draft, &unit, error))
		return false;
	parent = foreign_value(entity.spec, "parent");
	if (parent &&
	    !group_reference(parent, "a parent group", &entity, draft, &unit.parent, error))
		return false;
	unit.id = entity.id;
	unit.name = entity.name;
	unit.place = entity.place;
	unit.is_team = strcasecmp(type_text, "team") == 0;
	return draft_add_unit(draft, &unit, error);
}

/* -- services ----------------------------------------------------------------------------- */

static void alias_add(struct owned_draft *owned, const char *name, const struct place *place)
{
	if (place && *name && owned->alias_count < OWNED_ALIASES_MAX)
		owned->aliases[owned->alias_count++] = (struct alias_draft){name, *place};
}

static bool annotation_read(const struct entity *entity, const char *key, struct draft *draft,
			    const char **text, const struct place **place, struct error *error)
{
	const struct node *node = foreign_value(entity->annotations, key);

	*place = node ? &node->place : NULL;
	return foreign_text(node, "an annotation", draft, text, error);
}

/*
 * "url:https://git.example/shop/ledger/tree/main/" is the repository's address; "", where it
 * names something within the repository, of which there may be several.
 */
static const char *repository_address(struct draft *draft, const char *location)
{
	char *address, *tree, *branch;
	size_t length;

	if (strncmp(location, "url:", strlen("url:")) != 0)
		return "";
	address = arena_copy_string(draft->arena, location + strlen("url:"));
	length = strlen(address);
	while (length && address[length - 1] == '/')
		address[--length] = '\0';
	if (strstr(address, "/blob/") || strstr(address, "/src/"))
		return "";
	tree = strstr(address, "/tree/");
	branch = tree ? tree + strlen("/tree/") : NULL;
	if (branch && strchr(branch, '/'))
		return "";
	if (tree > address + 2 && tree[-1] == '-' && tree[-2] == '/')
		tree -= 2; /* GitLab writes /-/tree/ */
	if (tree)
		*tree = '\0';
	length = strlen(address);
	if (length > 4 && strcmp(address + length - 4, ".git") == 0)
		address[length - 4] = '\0';
	return address;
}

static bool aliases_read(const struct entity *entity, struct draft *draft,
			 struct owned_draft *owned, struct error *error)
{
	static const char *const slugs[] = {"github.com/project-slug",
					    "gitlab.com/project-slug"};
	const struct place *place;
	const char *text;

	if (entity->annotations && entity->annotations->kind != NODE_MAPPING)
		return place_refuse(&entity->annotations->place, error,
				    "'annotations' of %s must be a mapping", entity->what);
	for (size_t i = 0; i < sizeof(slugs) / sizeof(*slugs); i++) {
		if (!annotation_read(entity, slugs[i], draft, &text, &place, error))
			return false;
		if (text)
			alias_add(owned, text, place);
	}
	if (!annotation_read(entity, "backstage.io/source-location", draft, &text, &place,
			     error))
		return false;
	if (text)
		alias_add(owned, repository_address(draft, text), place);
	/* "payments.ledger" is "ledger", too, unless another service is. */
	if (entity->short_id)
		alias_add(owned, entity->short_id, &entity->place);
	return true;
}

static bool owned_read(const struct node *document, enum owned_kind kind, struct draft *draft,
		       struct error *error)
{
	static const char *const whats[OWNED_KIND_COUNT] = {"a Component", "a System"};
	struct entity entity = {.what = whats[kind]};
	struct owned_draft owned = {.kind = kind};

	if (!entity_read(document, draft, &entity, error) ||
	    !owner_read(&entity, draft, &owned.owner, error))
		return false;
	owned.id = entity.id;
	owned.name = entity.name;
	owned.place = entity.place;
	return aliases_read(&entity, draft, &owned, error) &&
	       draft_add_owned(draft, &owned, error);
}

/* -- documents ---------------------------------------------------------------------------- */

/* A document that a scaffolder fills in: "name: ${{ values.name }}". */
static bool is_skeleton(const struct node *document)
{
	const struct node *name = foreign_value(foreign_value(document, "metadata"), "name");

	return name && name->kind == NODE_SCALAR && strstr(name->text, "${{");
}

bool backstage_read(const struct node *document, struct draft *draft, struct error *error)
{
	const struct node *node;
	const char *kind;

	if (!foreign_require(document, "kind", "a Backstage entity", "'kind: Component'", &node,
			     error) ||
	    !text_read(node, "a kind", &draft->scratch, &kind, error))
		return false;
	if (is_skeleton(document))
		kind = arena_printf(&draft->scratch, "skeleton of a %s", kind);
	else if (strcasecmp(kind, "Group") == 0)
		return group_read(document, draft, error);
	else if (strcasecmp(kind, "Component") == 0)
		return owned_read(document, OWNED_COMPONENT, draft, error);
	else if (strcasecmp(kind, "System") == 0)
		return owned_read(document, OWNED_SYSTEM, draft, error);
	draft_pass_over(draft, "Backstage", kind, &document->place);
	return true;
}
