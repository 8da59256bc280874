/* Filters of teams: which words hold of which team, and what a word can become. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "report/group_words.h"
#include "tests/support/organization.h"
#include "ui/screens/teams_filter.h"

struct fixture {
	struct organization organization;
	const struct scorecard *scorecard;
	struct arena arena;
};

static void begin(struct fixture *fixture)
{
	const char *notice;
	struct error error;

	organization_make(&fixture->organization);
	assert_true(fixture->organization.source.load(&fixture->organization, 84,
						      &fixture->scorecard, &notice, &error));
	arena_init(&fixture->arena);
}

static void end(struct fixture *fixture)
{
	arena_release(&fixture->arena);
	organization_release(&fixture->organization);
}

/* The ids of the teams that pass, in order. */
static const char *passing(struct fixture *fixture, const char *filter)
{
	bool passes[16];
	const char *ids = "";

	filter_teams(filter, fixture->scorecard, passes);
	for (size_t i = 0; i < fixture->scorecard->team_count; i++)
		if (passes[i])
			ids = arena_printf(&fixture->arena, "%s%s%s", ids, *ids ? " " : "",
					   fixture->scorecard->teams[i].team->id);
	return ids;
}

static void test_words_must_all_hold(void **state)
{
	static const char all[] = "payments checkout loyalty edge identity naming hostile";
	struct fixture fixture;

	(void)state;
	begin(&fixture);
	assert_string_equal(passing(&fixture, ""), all);
	assert_string_equal(passing(&fixture, "   "), all);
	assert_string_equal(passing(&fixture, "tag:"), all);
	assert_string_equal(passing(&fixture, "tag:customer"), "payments checkout");
	assert_string_equal(passing(&fixture, "tag:customer TAG:PCI"), "payments");
	assert_string_equal(passing(&fixture, "tag:pci tag:none"), "");
	/* A group is also the teams of the groups within it; its id or its name. */
	assert_string_equal(passing(&fixture, "group:platform"), "edge identity");
	assert_string_equal(passing(&fixture, "group:runtime"), "edge identity");
	assert_string_equal(passing(&fixture, "group:commerce lind"), "checkout");
	/* Names, services, champion, tags and groups without a field. */
	assert_string_equal(passing(&fixture, "ledger"), "payments");
	assert_string_equal(passing(&fixture, "noor"), "identity");
	assert_string_equal(passing(&fixture, "commerce"), "payments checkout loyalty");
	assert_string_equal(passing(&fixture, "pci"), "payments");
	assert_string_equal(passing(&fixture, "命名"), "naming");
	assert_string_equal(passing(&fixture, "nowhere"), "");
	/* No field of that name: a word like another. */
	assert_string_equal(passing(&fixture, "team:payments"), "");
	end(&fixture);
}

static void test_states(void **state)
{
	struct fixture fixture;

	(void)state;
	begin(&fixture);
	assert_string_equal(passing(&fixture, "is:growing"), "payments");
	assert_string_equal(passing(&fixture, "is:gr"), "payments");
	assert_string_equal(passing(&fixture, "is:quiet"), "identity");
	assert_string_equal(passing(&fixture, "is:uncollected"), "loyalty naming hostile");
	assert_string_equal(passing(&fixture, "is:conversation"), "checkout naming");
	assert_string_equal(passing(&fixture, "is:conversation is:uncollected"), "naming");
	assert_string_equal(passing(&fixture, "is:other"), "");
	/* Without a field only the whole word: "st" is in too many names. */
	assert_string_equal(passing(&fixture, "Quiet"), "identity");
	assert_string_equal(passing(&fixture, "quie"), "");
	end(&fixture);
}

/* As many words as a line of typing holds. */
static void test_many_words(void **state)
{
	struct fixture fixture;
	char filter[256] = "";

	(void)state;
	begin(&fixture);
	for (int i = 0; i < 120; i++)
		strcat(filter, "e ");
	strcat(filter, "pci");
	assert_string_equal(passing(&fixture, filter), "payments");
	end(&fixture);
}

static const char *suggested(struct fixture *fixture, const char *filter)
{
	const char *suggestions[FILTER_SUGGESTIONS_MAX];
	const char *text = "";
	size_t count = filter_suggest(filter, &fixture->organization.catalog, &fixture->arena,
				      suggestions);

	for (size_t i = 0; i < count; i++)
		text = arena_printf(&fixture->arena, "%s%s%s", text, *text ? " " : "",
				    suggestions[i]);
	return text;
}

static void test_suggestions(void **state)
{
	struct fixture fixture;

	(void)state;
	begin(&fixture);
	assert_string_equal(suggested(&fixture, ""), "tag: group: is:");
	assert_string_equal(suggested(&fixture, "pci "), "tag: group: is:");
	assert_string_equal(suggested(&fixture, "tag:"), "tag:customer-facing tag:pci");
	assert_string_equal(suggested(&fixture, "is:q"), "is:quiet");
	assert_string_equal(suggested(&fixture, "is:quiet"), "");
	assert_string_equal(suggested(&fixture, "group:"),
			    "group:commerce group:platform group:runtime");
	/* Of a word without a field the values that begin with it, and the fields. */
	assert_string_equal(suggested(&fixture, "x g"), "group: is:growing is:gathering");
	assert_string_equal(suggested(&fixture, "PC"), "tag:pci");
	assert_string_equal(suggested(&fixture, "zz"), "");
	assert_string_equal(filter_complete("x g", "group:", &fixture.arena), "x group:");
	assert_string_equal(filter_complete("is:q", "is:quiet", &fixture.arena), "is:quiet ");
	end(&fixture);
}

static const char *taken(struct fixture *fixture, struct buffer *buffer)
{
	const char *text = arena_copy_string(&fixture->arena, buffer->bytes);

	buffer_clear(buffer);
	return text;
}

static void test_words(void **state)
{
	struct fixture fixture;
	struct buffer buffer;

	(void)state;
	arena_init(&fixture.arena);
	buffer_init(&buffer);
	wording_add_teams(&buffer, 3, 3);
	assert_string_equal(taken(&fixture, &buffer), "3 teams");
	wording_add_teams(&buffer, 1, 1);
	assert_string_equal(taken(&fixture, &buffer), "1 team");
	wording_add_teams(&buffer, 1, 3);
	assert_string_equal(taken(&fixture, &buffer), "1 of 3 teams");
	wording_add_teams_of(&buffer, 3, 3);
	assert_string_equal(taken(&fixture, &buffer), "3 of 3 teams");
	wording_add_group(&buffer, 1, 0);
	assert_string_equal(taken(&fixture, &buffer), "1 team");
	wording_add_group(&buffer, 2, 1);
	assert_string_equal(taken(&fixture, &buffer), "2 teams with 1 service");
	wording_add_filter_way_out(&buffer, 12);
	assert_string_equal(taken(&fixture, &buffer), "Esc shows all 12 teams again.");
	wording_add_filter_way_out(&buffer, 1);
	assert_string_equal(taken(&fixture, &buffer), "Esc shows the 1 team again.");
	buffer_release(&buffer);
	arena_release(&fixture.arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words_must_all_hold),
		cmocka_unit_test(test_states),
		cmocka_unit_test(test_many_words),
		cmocka_unit_test(test_suggestions),
		cmocka_unit_test(test_words),
	};

	return cmocka_run_group_tests_name("teams_filter", tests, NULL, NULL);
}
