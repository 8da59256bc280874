/* Which service a name belongs to: the normal forms, and whose they are. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/buffer.h"
#include "model/service_name.h"
#include "tests/support/random_event.h"

static const struct {
	const char *name, *normal;
} table[] = {
	/* repositories */
	{"https://github.com/Acme/Ledger.git", "github.com/acme/ledger"},
	{"https://github.com/acme/ledger", "github.com/acme/ledger"},
	{"HTTPS://GitHub.com/acme/ledger/", "github.com/acme/ledger"},
	{"http://github.com:80/acme/ledger//", "github.com/acme/ledger"},
	{"https://github.com:443/acme/ledger", "github.com/acme/ledger"},
	{"https://github.com:/acme/ledger", "github.com/acme/ledger"},
	{"https://user:secret@github.com/acme/ledger.git/", "github.com/acme/ledger"},
	{"git@github.com:acme/ledger.git", "github.com/acme/ledger"},
	{"git@github.com:/acme/ledger.git", "github.com/acme/ledger"},
	{"gitea@forge:acme/Ledger.git", "forge/acme/ledger"},
	{"ssh://git@github.com:22/acme/ledger", "github.com/acme/ledger"},
	{"ssh://git@git.example:2222/acme/ledger", "git.example/acme/ledger"},
	{"ssh://git@github.com:acme/ledger.git", "github.com/acme/ledger"},
	{"git+ssh://git@github.com/acme/ledger.git#v1", "github.com/acme/ledger"},
	{"git+https://github.com/acme/ledger.git@v1.2", "github.com/acme/ledger"},
	{"git://github.com:9418/acme/ledger.git", "github.com/acme/ledger"},
	{"github.com/Acme/Ledger", "github.com/acme/ledger"},
	{"github.com/acme/ledger.git", "github.com/acme/ledger"},
	{"https://gitlab.example/a/b/c.git", "gitlab.example/a/b/c"},
	{"https://ledger.example/", "ledger.example"},
	{"ssh://git@[::1]:22/acme/ledger", "[::1]/acme/ledger"},
	{"ssh://git@[::1]/acme/ledger", "[::1]/acme/ledger"},
	/* what tells servers apart stays */
	{"http://localhost:8080/ledger", "localhost:8080/ledger"},
	{"https://git.example:8443/ledger", "git.example:8443/ledger"},
	{"https://git.example/?p=ledger.git", "https://git.example/?p=ledger.git"},
	{"https://deploy.example/#/ledger", "https://deploy.example/#/ledger"},
	{"https://deploy.example?app=ledger", "https://deploy.example?app=ledger"},
	{"git+https://git.example/l?x=1", "git+https://git.example/l?x=1"},
	{"file:///srv/ledger.git", "file:///srv/ledger.git"},
	{"https://", "https://"},
	{"https:///acme/ledger", "https:///acme/ledger"},
	{"git@host:", "git@host:"},
	{"@host:acme/ledger", "@host:acme/ledger"},
	{"ledger@sha256:0a1b", "ledger@sha256:0a1b"},
	{"https://git.example/ledger.git.git", "git.example/ledger"},
	{"https://git.example/acme/.git", "git.example/acme/.git"},
	{"./ledger", "./ledger"},
	{"apps/Ledger", "apps/Ledger"},
	/* package URLs */
	{"pkg:oci/ledger@sha256:244f?repository_url=ghcr.io/acme/ledger#sub", "pkg:oci/ledger"},
	{"pkg:OCI/Ledger", "pkg:oci/Ledger"},
	{"PKG://oci/ledger/", "pkg:oci/ledger"},
	{"pkg:npm/@acme/ledger@1.2", "pkg:npm/@acme/ledger"},
	{"pkg:npm/%40acme/ledger@1.2", "pkg:npm/%40acme/ledger"},
	{"pkg:generic/ledger@feature/x", "pkg:generic/ledger"},
	{"pkg:golang/git.example/Acme/ledger@v1#cmd/x", "pkg:golang/git.example/Acme/ledger"},
	{"pkg:github/Acme/Ledger@v1", "github.com/acme/ledger"},
	{"pkg:gitlab/acme/ledger?x=y", "gitlab.com/acme/ledger"},
	{"pkg:bitbucket/acme/ledger.git", "bitbucket.org/acme/ledger"},
	{"pkg:oci", "pkg:oci"},
	{"pkg:oci/", "pkg:oci/"},
	{"pkg:oci@v1/x", "pkg:oci@v1/x"},
	{"pkg:", "pkg:"},
	/* references */
	{"service/ledger", "ledger"},
	{"services/Ledger", "Ledger"},
	{"component:default/ledger", "ledger"},
	{"Component:Default/ledger", "ledger"},
	{"component:ledger", "ledger"},
	{"system:ledger", "ledger"},
	{"system:default/ledger", "ledger"},
	{"component:payments/ledger", "component:payments/ledger"},
	{"service/a/b", "service/a/b"},
	{"service/", "service/"},
	{"component:default/", "component:default/"},
	{"component:", "component:"},
	{"api:ledger", "api:ledger"},
	/* nothing of all that */
	{"ledger", "ledger"},
	{"Ledger.API_v2-x", "Ledger.API_v2-x"},
	{"Konto B\xc3\x9c"
	 "CHER",
	 "Konto B\xc3\x9c"
	 "CHER"},
	{"", ""},
	{"/", "/"},
	{"\x1b[31m/x", "\x1b[31m/x"},
};

static void expect_normal(const char *name, const char *normal)
{
	struct arena arena = {0};
	const char *found = service_name_normal(name, &arena);

	if (strcmp(found, normal) != 0)
		fail_msg("'%s' gives '%s', not '%s'", name, found, normal);
	found = service_name_normal(normal, &arena);
	if (strcmp(found, normal) != 0)
		fail_msg("'%s' gives '%s' the second time", normal, found);
	arena_release(&arena);
}

static void test_table(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++)
		expect_normal(table[i].name, table[i].normal);
}

/* Words that forms are made of, put together without sense. */
static void test_anything_is_normal_once(void **state)
{
	static const char *const words[] = {
		"git+",	  "https://", "http://",    "ssh://",	 "git://", "pkg:",   "github/",
		"oci/",	  "gitlab",   "service/",   "system:",	 "git@",   ":",	     "/",
		"//",	  "@",	      "#",	    "?",	 ".git",   "GitHub", ".com",
		"ledger", ":22",      "component:", "default/",	 "[::1]",  ".",	     "\xc3\xa4",
		"80",	  ":80",      "bitbucket/", "services/", "\t",	   "A",	     "sha256",
	};
	uint64_t seed = 7;

	(void)state;
	for (size_t round = 0; round < 200000; round++) {
		struct arena arena = {0};
		const char *normal, *again;
		char name[256] = "";

		for (size_t n = 1 + random_next(&seed) % 8; n > 0; n--)
			strcat(name,
			       words[random_next(&seed) % (sizeof(words) / sizeof(*words))]);
		normal = service_name_normal(name, &arena);
		again = service_name_normal(normal, &arena);
		if (strcmp(normal, again) != 0)
			fail_msg("'%s': '%s', then '%s'", name, normal, again);
		assert_true(strlen(normal) <= strlen(name));
		assert_true(*normal || !*name);
		arena_release(&arena);
	}
}

/* The longest names that a history holds take no time worth telling. */
static void test_long_names(void **state)
{
	static const char *const repeated[] = {
		"service/", "https://", ".git", "@", "/", ":", "git@a:", "pkg:", "pkg:github/"};

	(void)state;
	for (size_t i = 0; i < sizeof(repeated) / sizeof(*repeated); i++) {
		struct arena arena = {0};
		struct buffer name;
		const char *normal;

		buffer_init(&name);
		buffer_add_string(&name, "https://git.example/");
		while (name.length_bytes < 65536)
			buffer_add_string(&name, repeated[i]);
		for (size_t skip = 0; skip <= 20; skip += 20) {
			normal = service_name_normal(name.bytes + skip, &arena);
			assert_string_equal(service_name_normal(normal, &arena), normal);
		}
		buffer_release(&name);
		arena_release(&arena);
	}
}

/* -- whose a name is ---------------------------------------------------------------------- */

static const char *const ledger_aliases[] = {"https://github.com/acme/ledger", "service/books",
					     "pkg:oci/ledger"};
static const char *const old_aliases[] = {"component:ledger", "pkg:oci/ledger@sha256:1"};
static const struct service services[] = {
	{.id = "ledger", .aliases = ledger_aliases, .alias_count = 3},
	{.id = "ledger-old", .aliases = old_aliases, .alias_count = 2},
	{.id = "portal"},
};
static const struct catalog catalog = {.services = services, .service_count = 3};

static struct service_match find(const char *name, struct arena *arena)
{
	struct service_names names;

	service_names_init(&names, &catalog, arena);
	return service_names_find(&names, name, arena);
}

static void expect_service(const char *name, const struct service *service)
{
	struct arena arena = {0};
	struct service_match match = find(name, &arena);

	if (match.service != service)
		fail_msg("'%s' belongs to %s", name,
			 match.service ? match.service->id : "none");
	assert_int_equal(match.sharer_count, 0);
	arena_release(&arena);
}

static void test_whose(void **state)
{
	(void)state;
	expect_service("portal", &services[2]);
	expect_service("service/portal", &services[2]);
	expect_service("git@github.com:Acme/ledger.git", &services[0]);
	expect_service("pkg:github/acme/ledger@v3", &services[0]);
	expect_service("books", &services[0]);
	expect_service("component:default/books", &services[0]);
	expect_service("Portal", NULL);
	expect_service("github.com/acme/portal", NULL);
	expect_service("", NULL);
}

/* Exactly is exactly, even where the normal form is shared; else it is nobody's. */
static void test_shared(void **state)
{
	struct arena arena = {0};
	struct service_match match;

	(void)state;
	expect_service("ledger", &services[0]);
	expect_service("component:ledger", &services[1]);
	expect_service("pkg:oci/ledger", &services[0]);
	expect_service("pkg:oci/ledger@sha256:1", &services[1]);
	match = find("service/ledger", &arena);
	assert_null(match.service);
	assert_int_equal(match.sharer_count, 2);
	assert_ptr_equal(match.sharers[0].service, &services[0]);
	assert_ptr_equal(match.sharers[1].service, &services[1]);
	assert_string_equal(match.sharers[0].name, "ledger");
	assert_int_equal(find("pkg:oci/ledger@sha256:2", &arena).sharer_count, 2);
	arena_release(&arena);
}

/* Two names of one service with one normal form share it with nobody. */
static void test_own_names_are_not_shared(void **state)
{
	static const char *const aliases[] = {"service/a", "component:a", "a", "service/a"};
	static const struct service only = {.id = "a", .aliases = aliases, .alias_count = 4};
	static const struct catalog one = {.services = &only, .service_count = 1};
	static const struct catalog none;
	struct arena arena = {0};
	struct service_names names;

	(void)state;
	service_names_init(&names, &one, &arena);
	assert_ptr_equal(service_names_find(&names, "system:a", &arena).service, &only);
	service_names_init(&names, &none, &arena);
	assert_null(service_names_find(&names, "a", &arena).service);
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_table),
		cmocka_unit_test(test_anything_is_normal_once),
		cmocka_unit_test(test_long_names),
		cmocka_unit_test(test_whose),
		cmocka_unit_test(test_shared),
		cmocka_unit_test(test_own_names_are_not_shared),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
