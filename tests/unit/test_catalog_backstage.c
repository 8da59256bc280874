/* Catalogs from Backstage entities, alone and beside native documents. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "tests/unit/catalog_support.h"

/* Writes a catalog as lines: groups, then teams, then services, in their order. */
static void catalog_write(const struct catalog *catalog, struct buffer *out)
{
	for (size_t i = 0; i < catalog->group_count; i++) {
		const struct group *group = &catalog->groups[i];

		buffer_addf(out, "group %s '%s' in %s\n", group->id, group->name,
			    group->parent == CATALOG_NO_GROUP
				    ? "-"
				    : catalog->groups[group->parent].id);
	}
	for (size_t i = 0; i < catalog->team_count; i++) {
		const struct team *team = &catalog->teams[i];

		buffer_addf(out, "team %s '%s' in %s:", team->id, team->name,
			    team->group == CATALOG_NO_GROUP ? "-"
							    : catalog->groups[team->group].id);
		for (size_t j = 0; j < team->service_count; j++)
			buffer_addf(out, " %s", team->services[j]->id);
		buffer_add_char(out, '\n');
	}
	for (size_t i = 0; i < catalog->service_count; i++) {
		const struct service *service = &catalog->services[i];

		buffer_addf(out, "service %s '%s':", service->id, service->name);
		for (size_t j = 0; j < service->alias_count; j++)
			buffer_addf(out, " %s", service->aliases[j]);
		buffer_add_char(out, '\n');
	}
}

static void catalog_is(const char *text, const char *expected)
{
	struct catalog catalog = loaded(text);
	struct buffer out;

	buffer_init(&out);
	catalog_write(&catalog, &out);
	assert_string_equal(out.bytes, expected);
	buffer_release(&out);
	catalog_release(&catalog);
}

static void advice_add(const char *advice, void *context)
{
	buffer_addf(context, "%s\n", advice);
}

static void advice_is(const char *text, const char *expected)
{
	struct catalog catalog = loaded(text);
	struct buffer out;

	buffer_init(&out);
	catalog_each_advice(&catalog, advice_add, &out);
	assert_string_equal(out.bytes, expected);
	buffer_release(&out);
	catalog_release(&catalog);
}

#define ENTITY(kind, name, spec)                                                         \
	"---\napiVersion: backstage.io/v1alpha1\nkind: " kind "\nmetadata: {name: " name \
	"}\nspec: {" spec "}\n"
#define GROUP(name, spec) ENTITY("Group", name, spec)
#define COMPONENT(name, owner) ENTITY("Component", name, "type: service, owner: '" owner "'")

/* -- the tree ----------------------------------------------------------------------------- */

static void test_membership_on_either_side(void **state)
{
	static const char expected[] = "group shop 'shop' in -\n"
				       "group money 'money' in shop\n"
				       "team payments 'payments' in money: ledger\n"
				       "service ledger 'ledger':\n";

	(void)state;
	catalog_is(GROUP("shop", "type: company") GROUP("money", "type: area, parent: shop")
			   GROUP("payments", "type: team, parent: money")
				   COMPONENT("ledger", "payments"),
		   expected);
	catalog_is(COMPONENT("ledger", "payments") GROUP("payments", "type: team")
			   GROUP("money", "type: area, children: [payments]")
				   GROUP("shop", "type: company, children: [money]"),
		   "group shop 'shop' in -\ngroup money 'money' in shop\n"
		   "team payments 'payments' in money: ledger\nservice ledger 'ledger':\n");
	/* Both sides, which agree. */
	catalog_is(GROUP("shop", "type: company, children: [money]") GROUP(
			   "money", "type: area, parent: shop, children: [group:payments]")
			   GROUP("payments", "type: team, parent: money, children: []")
				   COMPONENT("ledger", "payments"),
		   expected);
}

static void test_a_team_of_teams(void **state)
{
	(void)state;
	catalog_is(GROUP("platform", "type: team, parent: shop") GROUP("shop", "type: root")
			   GROUP("squad", "type: team, parent: platform")
				   COMPONENT("base", "platform") COMPONENT("edge", "squad"),
		   "group shop 'shop' in -\n"
		   "group platform 'platform' in shop\n"
		   "team platform 'platform' in platform: base\n"
		   "team squad 'squad' in platform: edge\n"
		   "service base 'base':\nservice edge 'edge':\n");
}

static void test_an_owner_is_a_team_whatever_its_type(void **state)
{
	(void)state;
	/* With nothing below it, it is no group besides. */
	catalog_is(GROUP("crew", "type: squad") COMPONENT("ledger", "crew"),
		   "team crew 'crew' in -: ledger\nservice ledger 'ledger':\n");
	catalog_is(GROUP("area", "type: area") GROUP("crew", "type: team, parent: area")
			   COMPONENT("ledger", "area"),
		   "group area 'area' in -\n"
		   "team area 'area' in area: ledger\nteam crew 'crew' in area:\n"
		   "service ledger 'ledger':\n");
}

static void test_what_nobody_defines(void **state)
{
	(void)state;
	catalog_is(COMPONENT("ledger", "group:default/payments")
			   GROUP("crew", "type: team, parent: area, children: [nobody]"),
		   "group area 'area' in -\nteam crew 'crew' in area:\n"
		   "team payments 'payments' in -: ledger\nservice ledger 'ledger':\n");
	/* Of several spellings the same one, whatever the order. */
	catalog_is(COMPONENT("a", "payments") COMPONENT("b", "Payments"),
		   "team Payments 'Payments' in -: a b\nservice a 'a':\nservice b 'b':\n");
	catalog_is(COMPONENT("b", "Payments") COMPONENT("a", "payments"),
		   "team Payments 'Payments' in -: b a\nservice b 'b':\nservice a 'a':\n");
}

/* -- references --------------------------------------------------------------------------- */

static void test_every_form_of_a_reference(void **state)
{
	(void)state;
	catalog_is(GROUP("Payments", "type: team") COMPONENT("a", "Payments")
			   COMPONENT("b", "group:Payments") COMPONENT("c", "Group:payments")
				   COMPONENT("d", "group:default/payments")
					   COMPONENT("e", "default/PAYMENTS"),
		   "team Payments 'Payments' in -: a b c d e\nservice a 'a':\nservice b 'b':\n"
		   "service c 'c':\nservice d 'd':\nservice e 'e':\n");
}

static void test_namespaces(void **state)
{
	(void)state;
	catalog_is("apiVersion: backstage.io/v1alpha1\nkind: Group\n"
		   "metadata: {name: payments, namespace: eu}\nspec: {type: team}\n"
		   "---\napiVersion: backstage.io/v1beta1\nkind: Component\n"
		   "metadata: {name: ledger, namespace: eu}\nspec: {owner: payments}\n"
		   /* "payments" alone is of the default namespace here. */
		   COMPONENT("web", "eu/payments") COMPONENT("gate", "payments")
			   COMPONENT("till", "group:eu/payments"),
		   "team eu.payments 'eu.payments' in -: eu.ledger web till\n"
		   "team payments 'payments' in -: gate\n"
		   "service eu.ledger 'eu.ledger': ledger\n"
		   "service web 'web':\nservice gate 'gate':\nservice till 'till':\n");
}

static void test_people_are_not_kept(void **state)
{
	static const char text[] = ENTITY("User", "ada", "memberOf: [payments]")
		COMPONENT("ledger", "user:ada") COMPONENT("till", "ada@shop.example");
	struct catalog catalog = loaded(text);

	(void)state;
	assert_int_equal(catalog.team_count, 0);
	assert_int_equal(catalog.service_count, 0);
	catalog_release(&catalog);
	advice_is(text, "t.yaml:10:30: the owner of 'ledger' is no group, so it counts for no "
			"team; name a group here, or the service under a team's 'services:'\n"
			"t.yaml:15:30: the owner of 'till' is no group, so it counts for no "
			"team; name a group here, or the service under a team's 'services:'\n");
	/* A team that names it makes it count. */
	advice_is("teams: [{id: a, services: [ledger, till]}]\n" COMPONENT("ledger", "user:ada")
			  COMPONENT("till", "ada@shop.example"),
		  "");
	/* So does a System of its name, wherever that stands. */
	advice_is(COMPONENT("ledger", "user:ada") ENTITY("System", "ledger", "owner: a")
			  GROUP("a", "type: team"),
		  "");
}

/* -- values ------------------------------------------------------------------------------- */

static void test_what_an_entity_gives(void **state)
{
	struct catalog catalog = loaded(
		"apiVersion: backstage.io/v1alpha1\nkind: Group\n"
		"metadata:\n  name: payments\n  description: |\n    Moves money,\n    safely.\n"
		"  tags: [pci, money]\n"
		"spec:\n  type: Team\n  profile: {displayName: Payments, email: a@b.example}\n"
		"  members: [ada]\n"
		"---\napiVersion: backstage.io/v1alpha1\nkind: Component\n"
		"metadata:\n  name: ledger\n  title: The Ledger\n  annotations:\n"
		"    github.com/project-slug: shop/ledger\n"
		"    backstage.io/source-location: "
		"url:https://git.example/shop/ledger/tree/main/\n"
		"spec: {owner: payments, lifecycle: {any: [shape]}}\n");
	const struct team *team = catalog_team(&catalog, "payments");
	const struct service *service = catalog_service(&catalog, "ledger");

	(void)state;
	assert_string_equal(team->name, "Payments");
	assert_string_equal(team->purpose, "Moves money, safely.");
	assert_null(team->champion);
	assert_int_equal(team->tag_count, 2);
	assert_string_equal(team->tags[0], "pci");
	assert_int_equal(team->place.line, 4);
	assert_string_equal(service->name, "The Ledger");
	assert_int_equal(service->alias_count, 2);
	assert_string_equal(service->aliases[0], "shop/ledger");
	assert_string_equal(service->aliases[1], "https://git.example/shop/ledger");
	catalog_release(&catalog);
}

#define SLUGGED(kind, name, key, slug)                                                     \
	"---\napiVersion: backstage.io/v1alpha1\nkind: " kind "\nmetadata:\n  name: " name \
	"\n  annotations: {" key ": '" slug "'}\nspec: {owner: a}\n"
#define SLUG "github.com/project-slug"
#define LOCATION "backstage.io/source-location"

static void test_aliases(void **state)
{
	(void)state;
	/* A repository of several services names none of them. */
	catalog_is(SLUGGED("Component", "x", SLUG, "shop/mono")
			   SLUGGED("Component", "y", SLUG, "shop/mono")
				   SLUGGED("Component", "z", "gitlab.com/project-slug", "s/z"),
		   "team a 'a' in -: x y z\nservice x 'x':\nservice y 'y':\nservice z 'z': "
		   "s/z\n");
	/* A System and a Component of one name are one service. */
	catalog_is(SLUGGED("System", "x", SLUG, "shop/x")
			   SLUGGED("Component", "X", SLUG, "shop/x"),
		   "team a 'a' in -: X\nservice X 'X': shop/x\n");
	/* What is an id or an alias of another service already. */
	catalog_is("teams: [{id: a, services: [{id: n, aliases: [shop/x]}]}]\n" SLUGGED(
			   "Component", "x", SLUG, "shop/x")
			   SLUGGED("Component", "y", SLUG, "n"),
		   "team a 'a' in -: n x y\nservice n 'n': shop/x\nservice x 'x':\nservice y "
		   "'y':\n");
	/* Within a repository there may be several. */
	catalog_is(SLUGGED("Component", "x", LOCATION, "url:https://g.example/s/x.git") SLUGGED(
			   "Component", "y", LOCATION, "url:https://g.example/s/m/tree/main/y")
			   SLUGGED("Component", "z", LOCATION,
				   "url:https://g.example/s/z/-/tree/main")
				   SLUGGED("Component", "w", LOCATION, "dir:."),
		   "team a 'a' in -: x y z w\nservice x 'x': https://g.example/s/x\n"
		   "service y 'y':\nservice z 'z': https://g.example/s/z\nservice w 'w':\n");
	catalog_is(SLUGGED("Component", "x", LOCATION, "url:https://g.example/s/x/blob/main/a"),
		   "team a 'a' in -: x\nservice x 'x':\n");
}

static void test_kinds_passed_over(void **state)
{
	struct catalog catalog = loaded(
		ENTITY("API", "a", "owner: {any: shape}") ENTITY("User", "u",
								 "") ENTITY("API", "b", "x: y")
			ENTITY("Whatever", "w", "") "---\n"
						    "apiVersion: "
						    "scaffolder.backstage.io/v1beta3\n"
						    "kind: Template\n"
						    "---\n"
						    "apiVersion: backstage.io/v1alpha1\n"
						    "kind: Component\n"
						    "metadata: {name: '${{ values.name }}'}\n");

	(void)state;
	assert_int_equal(catalog.team_count, 0);
	assert_int_equal(catalog.passed_over_count, 5);
	assert_string_equal(catalog.passed_over[0].format, "Backstage");
	assert_string_equal(catalog.passed_over[0].kind, "API");
	assert_int_equal(catalog.passed_over[0].count, 2);
	assert_int_equal(catalog.passed_over[0].first.line, 2);
	assert_string_equal(catalog.passed_over[1].kind, "Template");
	assert_string_equal(catalog.passed_over[2].kind, "User");
	assert_string_equal(catalog.passed_over[3].kind, "Whatever");
	assert_string_equal(catalog.passed_over[4].kind, "skeleton of a Component");
	catalog_release(&catalog);
}

/* -- beside native documents -------------------------------------------------------------- */

static const char native[] = "groups: [{id: shop, name: The Shop}]\n"
			     "teams:\n"
			     "  - id: payments\n"
			     "    champion: Ines Duarte\n"
			     "    tags: [pci, core]\n"
			     "    goals: {lead_time: 1d}\n"
			     "    services:\n"
			     "      - {id: ledger, aliases: [ledger-api]}\n";
static const char entities[] =
	"apiVersion: backstage.io/v1alpha1\nkind: Group\n"
	"metadata: {name: Payments, title: Payments Team, description: Money., tags: [eu, "
	"pci]}\n"
	"spec: {type: team, parent: shop}\n" GROUP("shop", "type: root, profile: {displayName: "
							   "S}")
		ENTITY("Component", "Ledger", "owner: payments") COMPONENT("till", "payments");

static void union_is(const char *text)
{
	struct catalog catalog = loaded(text);
	const struct team *team = catalog_team(&catalog, "payments");

	assert_int_equal(catalog.group_count, 1);
	assert_string_equal(catalog.groups[0].name, "The Shop");
	assert_int_equal(catalog.team_count, 1);
	assert_string_equal(team->name, "Payments Team");
	assert_string_equal(team->purpose, "Money.");
	assert_string_equal(team->champion, "Ines Duarte");
	assert_int_equal(team->group, 0);
	assert_int_equal(team->goal_count, 1);
	assert_int_equal(team->tag_count, 3);
	assert_string_equal(team->tags[2], "eu");
	assert_int_equal(team->service_count, 2);
	assert_string_equal(team->services[0]->id, "ledger");
	assert_int_equal(team->services[0]->alias_count, 1);
	assert_int_equal(team->services[0]->owner_count, 1);
	assert_string_equal(team->services[1]->id, "till");
	catalog_release(&catalog);
}

static void test_the_union_with_native_documents(void **state)
{
	struct buffer text;

	(void)state;
	buffer_init(&text);
	buffer_addf(&text, "%s---\n%s", native, entities);
	union_is(text.bytes);
	buffer_clear(&text);
	buffer_addf(&text, "%s---\n%s", entities, native);
	union_is(text.bytes);
	buffer_release(&text);
}

static void test_native_documents_go_first(void **state)
{
	(void)state;
	catalog_is("groups: [{id: a}, {id: b}]\n"
		   "teams: [{id: t, name: T, group: a, services: [{id: s, name: S}]}]\n"
		   "---\napiVersion: backstage.io/v1alpha1\nkind: Group\n"
		   "metadata: {name: t, title: Other}\nspec: {type: team, parent: b}\n"
		   "---\napiVersion: backstage.io/v1alpha1\nkind: Component\n"
		   "metadata: {name: s, title: Other}\nspec: {owner: t}\n",
		   "group a 'a' in -\ngroup b 'b' in -\nteam t 'T' in a: s\nservice s 'S':\n");
	/* Two owners are two teams that name it. */
	catalog_is("teams: [{id: t, services: [s]}]\n" COMPONENT("s", "u"),
		   "team t 't' in -: s\nteam u 'u' in -: s\nservice s 's':\n");
	/* Native teams and groups below a unit make it a group. */
	catalog_is("teams: [{id: t, group: area}]\n" GROUP("area", "type: team"),
		   "group area 'area' in -\nteam t 't' in area:\nteam area 'area' in area:\n");
	catalog_is("teams: [{id: t}]\n" GROUP("area", "type: area, children: [t]"),
		   "group area 'area' in -\nteam t 't' in area:\n");
}

/* -- refusals and advice ------------------------------------------------------------------ */

static void test_contradictions(void **state)
{
	(void)state;
	refused(GROUP("a", "type: x, children: [t]") GROUP("b", "type: x")
			GROUP("t", "type: team, parent: b"),
		"5:28: 't' is a child of 'a' here, but of 'b' at t.yaml:15:28; keep one "
		"of them");
	refused(GROUP("a", "type: x, children: [t]") GROUP("b", "type: x, children: [t]")
			GROUP("t", "type: team"),
		"10:28: 't' is a child of 'b' here, but of 'a' at t.yaml:5:28; keep one "
		"of them");
	refused(GROUP("a", "type: team, parent: b") GROUP("b", "type: team, parent: a"),
		"5:28: group 'a' is within itself: a > b > a");
	refused(GROUP("a", "type: team") GROUP("A", "type: team"),
		"9:18: there is already a Group 'A', at t.yaml:4:18; keep one of them");
	refused(COMPONENT("a", "t") COMPONENT("a", "u"),
		"9:18: there is already a Component 'a', at t.yaml:4:18; keep one of "
		"them");
}

static void test_advice(void **state)
{
	(void)state;
	advice_is(
		COMPONENT("ledger", "payments") COMPONENT("till", "payments"),
		"t.yaml:5:30: team 'payments' is only named as an owner; define it as a Group "
		"or under 'teams:'\n");
	advice_is(GROUP("t", "type: team, parent: area") COMPONENT("ledger", "t"),
		  "t.yaml:5:28: group 'area' is only named as a parent; define it as a Group "
		  "or under 'groups:'\n");
	advice_is(GROUP("area", "type: area, children: [t, Gone]") GROUP("t", "type: team")
			  COMPONENT("ledger", "t"),
		  "t.yaml:5:34: no document defines 'Gone', which is named as a child here\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_membership_on_either_side),
		cmocka_unit_test(test_a_team_of_teams),
		cmocka_unit_test(test_an_owner_is_a_team_whatever_its_type),
		cmocka_unit_test(test_what_nobody_defines),
		cmocka_unit_test(test_every_form_of_a_reference),
		cmocka_unit_test(test_namespaces),
		cmocka_unit_test(test_people_are_not_kept),
		cmocka_unit_test(test_what_an_entity_gives),
		cmocka_unit_test(test_aliases),
		cmocka_unit_test(test_kinds_passed_over),
		cmocka_unit_test(test_the_union_with_native_documents),
		cmocka_unit_test(test_native_documents_go_first),
		cmocka_unit_test(test_contradictions),
		cmocka_unit_test(test_advice),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
