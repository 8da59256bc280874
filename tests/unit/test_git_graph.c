/* The graph of commits: who is delivered when, and who is whose ancestor; instants in names. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "intake/git_graph.h"
#include "intake/git_tags.h"
#include "tests/support/random_event.h"

#define HISTORY_COMMITS 60

static struct git_graph graph;
static struct error error;

/* "07" is a commit whose id ends in 07. */
static void add_id(struct buffer *text, size_t number)
{
	buffer_addf(text, " %038d%02zx", 0, number);
}

static uint32_t find(size_t number)
{
	char hex[48];

	snprintf(hex, sizeof(hex), "%038d%02zx", 0, number);
	return git_graph_find(&graph, hex);
}

static bool read_text(const char *text)
{
	FILE *file = fmemopen((void *)(uintptr_t)text, strlen(text), "r");
	bool is_read;

	assert_non_null(file);
	git_graph_init(&graph);
	is_read = git_graph_read(&graph, file, &error);
	fclose(file);
	return is_read;
}

/*
 *  5 --- 4 --- 2 --- 1     1 is the root; 4 is a merge of 2 and 3
 *         \--- 3 ---/
 */
static void read_small(void)
{
	struct buffer text;

	buffer_init(&text);
	buffer_add_string(&text, "50");
	add_id(&text, 5);
	add_id(&text, 4);
	buffer_add_string(&text, "\n40");
	add_id(&text, 4);
	add_id(&text, 2);
	add_id(&text, 3);
	buffer_add_string(&text, "\n20");
	add_id(&text, 2);
	add_id(&text, 1);
	buffer_add_string(&text, "\n20");
	add_id(&text, 3);
	add_id(&text, 1);
	buffer_add_string(&text, "\n10");
	add_id(&text, 1);
	buffer_add_string(&text, "\n");
	assert_true(read_text(text.bytes));
	buffer_release(&text);
}

static void test_delivering(void **state)
{
	const uint32_t *delivered;
	char hex[GIT_HEX_BYTES];

	(void)state;
	read_small();
	assert_int_equal(graph.count, 5);
	assert_int_equal(graph.id_bytes, 20);
	assert_int_equal(graph.commits[find(3)].committed_at, 20);
	assert_int_equal(find(9), GIT_NO_COMMIT);
	assert_int_equal(git_graph_find(&graph, "xyz"), GIT_NO_COMMIT);
	assert_string_equal(git_graph_hex(&graph, find(3), hex),
			    "0000000000000000000000000000000000000003");
	assert_int_equal(git_graph_deliver(&graph, find(2), &delivered), 2);
	assert_int_equal(delivered[0], find(1));
	assert_int_equal(delivered[1], find(2));
	/* The merge itself is no change, what it brings in is. */
	assert_int_equal(git_graph_deliver(&graph, find(4), &delivered), 1);
	assert_int_equal(delivered[0], find(3));
	assert_int_equal(git_graph_deliver(&graph, find(4), &delivered), 0);
	assert_int_equal(git_graph_deliver(&graph, find(1), &delivered), 0);
	assert_int_equal(git_graph_deliver(&graph, find(5), &delivered), 1);
	git_graph_release(&graph);
}

static void test_changes_come_oldest_first_then_by_id(void **state)
{
	const uint32_t *delivered;

	(void)state;
	read_small();
	assert_int_equal(git_graph_deliver(&graph, find(5), &delivered), 4);
	assert_int_equal(delivered[0], find(1));
	assert_int_equal(delivered[1], find(2));
	assert_int_equal(delivered[2], find(3));
	assert_int_equal(delivered[3], find(5));
	git_graph_release(&graph);
}

static void test_strict_ancestors(void **state)
{
	(void)state;
	read_small();
	assert_true(git_graph_is_strict_ancestor(&graph, find(1), find(5)));
	assert_true(git_graph_is_strict_ancestor(&graph, find(3), find(4)));
	assert_false(git_graph_is_strict_ancestor(&graph, find(4), find(3)));
	assert_false(git_graph_is_strict_ancestor(&graph, find(2), find(3)));
	assert_false(git_graph_is_strict_ancestor(&graph, find(5), find(5)));
	git_graph_release(&graph);
}

static void test_dates_out_of_bounds_are_not_known(void **state)
{
	(void)state;
	assert_true(read_text("-5 0000000000000000000000000000000000000001\n"
			      "253402300800 0000000000000000000000000000000000000002\n"));
	assert_int_equal(graph.commits[find(1)].committed_at, INSTANT_NONE);
	assert_int_equal(graph.commits[find(2)].committed_at, INSTANT_NONE);
	git_graph_release(&graph);
}

static void test_sha256(void **state)
{
	char hex[GIT_HEX_BYTES];
	const char *id = "00000000000000000000000000000000000000000000000000000000000000ab";

	(void)state;
	assert_true(read_text(
		"1 00000000000000000000000000000000000000000000000000000000000000ab\n"));
	assert_string_equal(git_graph_hex(&graph, git_graph_find(&graph, id), hex), id);
	git_graph_release(&graph);
}

static void test_what_is_no_list_of_commits(void **state)
{
	static const char *const texts[] = {
		"\n",
		"hello\n",
		"10\n",
		"10 00\n",
		"10 000000000000000000000000000000000000000g\n",
		"10 0000000000000000000000000000000000000001 02\n",
		"10  0000000000000000000000000000000000000001\n",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		assert_false(read_text(texts[i]));
		assert_int_equal(error.kind, ERROR_INVALID);
		git_graph_release(&graph);
	}
}

/* -- against a plain reckoning ------------------------------------------------------------ */

struct history {
	bool reaches[HISTORY_COMMITS][HISTORY_COMMITS]; /* itself too */
	size_t parents[HISTORY_COMMITS];		/* how many */
};

/* A made-up history: commit i has parents below i. */
static void make_history(struct history *history, uint64_t *seed, struct buffer *text)
{
	memset(history, 0, sizeof(*history));
	for (size_t i = 0; i < HISTORY_COMMITS; i++)
		history->reaches[i][i] = true;
	for (size_t i = HISTORY_COMMITS; i-- > 0;) {
		buffer_addf(text, "%zu", 1000 + i);
		add_id(text, i);
		history->parents[i] =
			i && random_next(seed) % 8 ? random_next(seed) % 3 + 1 : 0;
		if (history->parents[i] > i)
			history->parents[i] = i;
		for (size_t j = 0; j < history->parents[i]; j++) {
			/* Different ones, mostly close by. */
			size_t parent = i - 1 - j - random_next(seed) % (i - j) / 4;

			add_id(text, parent);
			history->reaches[i][parent] = true;
		}
		buffer_add_char(text, '\n');
	}
	for (size_t i = 0; i < HISTORY_COMMITS; i++)
		for (size_t j = 0; j < i; j++)
			for (size_t k = 0; history->reaches[i][j] && k < j; k++)
				history->reaches[i][k] |= history->reaches[j][k];
}

static size_t parents_known(const struct history *history, size_t number)
{
	uint32_t commit = find(number);

	assert_int_equal(graph.commits[commit].parent_count, history->parents[number]);
	return history->parents[number];
}

static void check_history(const struct history *history, uint64_t *seed)
{
	bool is_delivered[HISTORY_COMMITS] = {false};

	for (size_t i = 0; i < HISTORY_COMMITS; i++)
		for (size_t j = 0; j < HISTORY_COMMITS; j++)
			assert_int_equal(git_graph_is_strict_ancestor(&graph, find(j), find(i)),
					 i != j && history->reaches[i][j]);
	for (size_t tag = 0; tag < 20; tag++) {
		size_t tip = random_next(seed) % HISTORY_COMMITS;
		const uint32_t *delivered;
		size_t expected = 0, count;

		for (size_t j = 0; j < HISTORY_COMMITS; j++) {
			if (!history->reaches[tip][j] || is_delivered[j])
				continue;
			is_delivered[j] = true;
			expected += parents_known(history, j) < 2;
		}
		count = git_graph_deliver(&graph, find(tip), &delivered);
		assert_int_equal(count, expected);
	}
}

static void test_made_up_histories(void **state)
{
	uint64_t seed = 99;

	(void)state;
	for (int i = 0; i < 40; i++) {
		struct history history;
		struct buffer text;

		buffer_init(&text);
		make_history(&history, &seed, &text);
		assert_true(read_text(text.bytes));
		check_history(&history, &seed);
		git_graph_release(&graph);
		buffer_release(&text);
	}
}

/* -- names -------------------------------------------------------------------------------- */

static void test_instants_in_names(void **state)
{
	(void)state;
	assert_int_equal(git_tag_name_instant("2024-08-29T204118"), 1724964078);
	assert_int_equal(git_tag_name_instant("release-2024-08-29T204118-rc1"), 1724964078);
	assert_int_equal(git_tag_name_instant("12024-08-29T204118"), 1724964078);
	assert_int_equal(git_tag_name_instant("1970-01-01T000000"), 0);
	assert_int_equal(git_tag_name_instant("v1.2.0"), INSTANT_NONE);
	assert_int_equal(git_tag_name_instant("2024-02-30T204118"), INSTANT_NONE);
	assert_int_equal(git_tag_name_instant("2024-08-29T244118"), INSTANT_NONE);
	assert_int_equal(git_tag_name_instant("2024-08-29T2041"), INSTANT_NONE);
	assert_int_equal(git_tag_name_instant("1969-08-29T204118"), INSTANT_NONE);
	assert_int_equal(git_tag_name_instant(""), INSTANT_NONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_delivering),
		cmocka_unit_test(test_changes_come_oldest_first_then_by_id),
		cmocka_unit_test(test_strict_ancestors),
		cmocka_unit_test(test_dates_out_of_bounds_are_not_known),
		cmocka_unit_test(test_sha256),
		cmocka_unit_test(test_what_is_no_list_of_commits),
		cmocka_unit_test(test_made_up_histories),
		cmocka_unit_test(test_instants_in_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
