/*
 * The manner of all words: over a grid of readings, whatever is said names what went right,
 * never says a refused word, puts nouns in the right number and ends as a sentence does.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <ctype.h>
#include <math.h>
#include <string.h>
#include <strings.h>

#include "capacity/registry.h"
#include "report/facts.h"
#include "tests/support/manner.h"

static struct wording wording = {
	.zone = &zone_utc,
	.period = {.as_of = 1790812800, .window_days = 84, .bands = BAND_EDITION_2019},
};

static const char *const nouns[][2] = {
	{"week", "weeks"},
	{"day", "days"},
	{"year", "years"},
	{"minute", "minutes"},
	{"hour", "hours"},
	{"second", "seconds"},
	{"restore", "restores"},
	{"change", "changes"},
	{"deployment", "deployments"},
	{"SLO", "SLOs"},
	{"component", "components"},
	{"service", "services"},
	{"libyear", "libyears"},
	{"observation", "observations"},
	{"check", "checks"},
	{"message", "messages"},
	{"exercise", "exercises"},
	{"need", "needs"},
	{"concern", "concerns"},
	{"lesson", "lessons"},
	{"visit", "visits"},
	{"meeting", "meetings"},
	{"rule", "rules"},
	{"walkaround", "walkarounds"},
};

/* "1 restores" and "12 restore" are refused; "0.1" is not "1". */
static void assert_right_number(const char *text)
{
	const char *c = text;

	while (*c) {
		size_t digits = strspn(c, "0123456789.,");
		size_t letters;
		bool is_one;

		if (!digits) {
			c++;
			continue;
		}
		is_one = digits == 1 && *c == '1';
		c += digits;
		if (*c != ' ')
			continue;
		letters = strspn(c + 1, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
		for (size_t i = 0; i < sizeof(nouns) / sizeof(nouns[0]); i++)
			if (manner_word_is(c + 1, letters, nouns[i][is_one]))
				fail_msg("'%s' puts '%s' in the wrong number", text,
					 nouns[i][is_one]);
	}
}

/* A zero that is none: "0.0", "0.00". */
static void assert_no_rounded_zero(const char *text)
{
	for (const char *c = strstr(text, "0.0"); c; c = strstr(c + 1, "0.0"))
		if ((c == text || !isdigit((unsigned char)c[-1])) &&
		    strspn(c, "0.") == strspn(c, "0123456789."))
			fail_msg("'%s' rounds to zero", text);
}

static void assert_well_said(const struct buffer *words)
{
	const char *text = words->bytes;

	manner_assert(text);
	assert_right_number(text);
	assert_no_rounded_zero(text);
	assert_null(strstr(text, "  "));
	assert_null(strstr(text, "%s"));
	assert_null(strchr(text, '{'));
	assert_null(strchr(text, '\n'));
}

static void assert_sentence(const struct buffer *words, const char *endings)
{
	assert_well_said(words);
	if (!words->length_bytes)
		return;
	assert_true(isupper((unsigned char)words->bytes[0]) ||
		    isdigit((unsigned char)words->bytes[0]));
	assert_non_null(strchr(endings, words->bytes[words->length_bytes - 1]));
}

/* -- the grid ------------------------------------------------------------------------------ */

typedef void words_of(struct buffer *words, const struct reading *reading);

static void value_line(struct buffer *words, const struct reading *reading)
{
	wording_add_value(words, &wording, reading, WORDING_LINE);
}

static void value_cell(struct buffer *words, const struct reading *reading)
{
	wording_add_value(words, &wording, reading, WORDING_CELL);
}

static void previous_line(struct buffer *words, const struct reading *reading)
{
	wording_add_previous(words, reading, WORDING_LINE);
}

static void usual_line(struct buffer *words, const struct reading *reading)
{
	wording_add_usual(words, reading, WORDING_LINE);
}

static void goal_line(struct buffer *words, const struct reading *reading)
{
	wording_add_goal(words, &wording, reading);
}

static void bands_line(struct buffer *words, const struct reading *reading)
{
	wording_add_bands(words, &wording, reading);
}

static void shift(struct buffer *words, const struct reading *reading)
{
	wording_add_shift(words, &wording, reading);
}

static void coverage_line(struct buffer *words, const struct reading *reading)
{
	wording_add_coverage(words, &wording, reading);
}

static void details_line(struct buffer *words, const struct reading *reading)
{
	for (size_t i = 0; i < reading->detail_count; i++) {
		buffer_clear(words);
		wording_add_detail(words, reading, &reading->details[i]);
		assert_well_said(words);
	}
}

static void sentence(struct buffer *words, const struct reading *reading)
{
	wording_add_sentence(words, &wording, reading);
}

static void change(struct buffer *words, const struct reading *reading)
{
	wording_add_change(words, &wording, reading);
}

static void arithmetic(struct buffer *words, const struct reading *reading)
{
	wording_add_arithmetic(words, &wording, reading);
}

static void rule(struct buffer *words, const struct reading *reading)
{
	buffer_add_string(words, capacity_rule(reading->capacity));
}

static void question(struct buffer *words, const struct reading *reading)
{
	reading_add_question(words, &wording, reading);
}

static void chart(struct buffer *words, const struct reading *reading)
{
	chart_add_description(words, &wording, reading);
}

static void read_fact(void *context, const struct fact *fact)
{
	struct buffer *words = context;

	buffer_clear(words);
	buffer_add_string(words, fact->text);
	assert_true(words->length_bytes > 0 && *fact->label);
	assert_well_said(words);
}

static void facts(struct buffer *words, const struct reading *reading)
{
	struct fact_reader reader = {read_fact, words};

	for (enum facts_depth depth = FACTS_BRIEF; depth <= FACTS_WHY; depth++)
		reading_each_fact(&wording, reading, depth, &reader);
}

static void assert_reading_well_said(const struct reading *reading)
{
	static words_of *const phrases[] = {
		value_line,
		value_cell,
		previous_line,
		usual_line,
		goal_line,
		bands_line,
		details_line,
		coverage_line,
		wording_add_interval,
		wording_add_n,
		wording_add_excluded,
		wording_add_counted,
		facts,
	};
	static words_of *const sentences[] = {
		sentence, change, arithmetic, rule, chart, shift,
	};
	struct buffer words;

	buffer_init(&words);
	for (size_t i = 0; i < sizeof(phrases) / sizeof(phrases[0]); i++) {
		buffer_clear(&words);
		phrases[i](&words, reading);
		assert_well_said(&words);
	}
	for (size_t i = 0; i < sizeof(sentences) / sizeof(sentences[0]); i++) {
		buffer_clear(&words);
		sentences[i](&words, reading);
		assert_sentence(&words, ".");
	}
	buffer_clear(&words);
	question(&words, reading);
	assert_sentence(&words, "?");
	buffer_release(&words);
}

/* Every reason that a capacity of the registry leaves something out for. */
static const char *const reasons[] = {
	"rollback",
	"failed",
	"not production",
	"no commit time",
	"committed after it was deployed",
	"delivered before",
	"remediation not collected",
	"restored before it started",
	"planned",
	"less than half of its window is covered",
	"no traffic in its window",
	"date unknown",
	"never applied",
};
#define REASON_COUNT (sizeof(reasons) / sizeof(reasons[0]))

/* The value of a ratio is its hits of n; of the others, one of some magnitudes. */
static void set_value(struct reading *reading, size_t n, size_t magnitude)
{
	static const double seconds[] = {0, 1, 59.6, 3600, 86400, 172800, 4e7};
	static const double rates[] = {0.02, 0.25, 1, 1, 5.4, 12.5, 1234};

	reading->n = n;
	if (reading->capacity->unit == UNIT_RATIO) {
		reading->hits = floor((double)n * (double)magnitude / 6);
		reading->value = reading->hits / (double)n;
	} else if (reading->capacity->unit == UNIT_SECONDS) {
		reading->value = seconds[magnitude];
	} else {
		reading->value = rates[magnitude];
	}
	reading->has_interval = reading->has_usual = magnitude % 2;
	reading->interval = (struct interval){reading->value / 3, reading->value};
	reading->usual =
		(struct process_limits){-reading->value, reading->value, reading->value * 2};
}

static const char *const details[] = {
	"deploy_days", "p90",	   "geometric_mean", "detectable_ratio", "open",
	"within_goal", "declared", "inferred",	     "budget_left",	 "libyears",
};

/* Sets what explains a value, differently for each `turn`. */
static void set_facts(struct reading *reading, unsigned turn)
{
	static const char *const tests[] = {NULL, "mann_whitney", "fisher", "net_change"};

	reading->at_least = reading->capacity->less_is_better && turn % 2;
	reading->change = (enum verdict)(turn % VERDICT_COUNT);
	reading->previous.state = (enum reading_state)(turn / 2 % READING_STATE_COUNT);
	reading->previous.value = turn % 3 ? reading->value : VALUE_NONE;
	reading->previous.hits = 1;
	reading->previous.n = 1;
	reading->test = tests[turn % 4];
	reading->test_p =
		reading->test && turn % 4 != 3 ? 0.0004 * (1 << turn % 12) : VALUE_NONE;
	reading->test_n[0] = turn % 5;
	reading->test_n[1] = turn % 3;
	reading->shift = (struct reading_shift){
		.side = (int)(turn % 3) - 1,
		.begin = wording.period.as_of - 8 * SECONDS_PER_WEEK,
		.week_count = 8 + turn % 5,
		.median = 0.5,
		.has_usual = turn % 2,
		.usual = {0.1, 0.5, 1.5},
	};
	reading->has_bands = turn % 2;
	reading->bands = turn % 16;
	reading->covered_until = turn % 4 ? INSTANT_NONE : wording.period.as_of - 864000;
	reading->detail_count = sizeof(details) / sizeof(details[0]);
	for (size_t i = 0; i < reading->detail_count; i++) {
		reading->details[i].name = details[i];
		reading->details[i].value = turn % 7 == 6 ? VALUE_NONE : (double)(turn % 3);
	}
	reading->excluded_count = turn % 3;
	for (size_t i = 0; i < reading->excluded_count; i++) {
		reading->excluded[i].reason = reasons[(turn + i) % REASON_COUNT];
		reading->excluded[i].count = 1 + turn % 2;
	}
}

static void test_every_reading_is_well_said(void **state)
{
	static const struct goal goals[] = {
		{.value = 0.95, .share = {95, 100}, .within_seconds = 86400},
		{.value = 1, .share = {999, 1000}},
	};
	static const size_t counts[] = {1, 2, 4, 12, 1200};
	static const struct capacity unknown = {.id = "new_here", .unit = UNIT_RATIO};
	unsigned turn = 0;

	(void)state;
	for (size_t c = 0; c == 0 || capacity_registry[c - 1]; c++) {
		for (unsigned i = 0; i < 5 * 7 * 40; i++, turn++) {
			struct reading reading = {
				.capacity =
					capacity_registry[c] ? capacity_registry[c] : &unknown,
				.state = (enum reading_state)(turn % READING_STATE_COUNT),
				.goal = turn % 3 == 2 ? NULL : &goals[turn % 3],
				.goal_met = (enum goal_met)(turn / 3 % 3),
			};

			if (reading.state == READING_FEW || reading.state == READING_MEASURED)
				set_value(&reading, counts[i % 5], i / 5 % 7);
			else
				reading.value = VALUE_NONE;
			set_facts(&reading, turn);
			assert_reading_well_said(&reading);
		}
	}
}

static void test_every_reason_and_event_is_well_said(void **state)
{
	struct buffer words;

	(void)state;
	buffer_init(&words);
	for (size_t c = 0; capacity_registry[c]; c++) {
		for (size_t i = 0; i < REASON_COUNT + 6; i++) {
			struct evidence evidence = {
				.value = i < 3 ? (double)i : VALUE_NONE,
				.is_open = i % 2,
				.reason = i < 6 ? NULL : reasons[i - 6],
			};

			buffer_clear(&words);
			wording_add_evidence(&words, capacity_registry[c], &evidence);
			assert_true(words.length_bytes > 0);
			assert_well_said(&words);
		}
	}
	buffer_release(&words);
}

/* -- questions ----------------------------------------------------------------------------- */

static struct team_card card_of(const struct team *team, enum invest_mode mode,
				const struct reading *readings,
				const struct capacity *const *because)
{
	struct team_card card = {
		.team = team,
		.readings = readings,
		.reading_count = 1,
		.invest = mode,
		.because = because,
		.because_count = because ? 1 : 0,
	};

	return card;
}

static void test_every_scorecard_ends_in_a_question(void **state)
{
	static const char *const names[] = {"payments", "web", "search"};
	struct wording then = wording;
	struct buffer words;

	(void)state;
	buffer_init(&words);
	for (size_t c = 0; capacity_registry[c]; c++) {
		struct reading reading = {
			.capacity = capacity_registry[c],
			.state = (enum reading_state)(c % READING_STATE_COUNT),
			.hits = 47,
			.n = 50,
		};

		for (int turn = 0; turn < 12 * INVEST_MODE_COUNT; turn++) {
			struct team team = {.id = names[turn % 3]};
			enum invest_mode mode = (enum invest_mode)(turn % INVEST_MODE_COUNT);
			bool has_reason = mode == INVEST_GENERAL || mode == INVEST_ENHANCE;
			struct team_card card =
				card_of(&team, mode, &reading,
					has_reason ? &capacity_registry[c] : NULL);

			then.period.as_of = (instant)turn * 13 * SECONDS_PER_WEEK;
			buffer_clear(&words);
			invest_add_question(&words, &then, &card);
			assert_true(words.length_bytes > 0);
			assert_sentence(&words, "?");
			manner_assert(invest_mode_words(mode));
		}
	}
	buffer_release(&words);
}

static void test_words_of_a_page(void **state)
{
	static const struct team team = {.id = "payments"};
	struct buffer words;

	(void)state;
	buffer_init(&words);
	buffer_add_string(&words, chart_legend());
	assert_sentence(&words, ".");
	for (enum verdict verdict = VERDICT_GATHERING; verdict < VERDICT_COUNT; verdict++) {
		buffer_clear(&words);
		buffer_add_string(&words, verdict_meaning(verdict));
		assert_well_said(&words);
	}
	buffer_clear(&words);
	wording_add_cut(&words, &wording, 50, 1117, &team, capacity_find("lead_time"));
	assert_string_equal(words.bytes,
			    "50 of 1,117 stand here; 'aplomb show payments lead_time' lists "
			    "all.");
	buffer_release(&words);
}

/* A week of which nothing is known is not one in which nothing happened. */
static void test_weeks_one_by_one(void **state)
{
	static const double weeks[] = {0, 2, VALUE_NONE};
	struct reading reading = {.capacity = capacity_find("deploy_cadence"),
				  .weekly = weeks,
				  .week_count = 3,
				  .before = weeks,
				  .before_count = 3,
				  .covered_until = INSTANT_NONE};
	static const char *const expected[] = {"0 a week", "2 a week", "nothing counted"};
	struct buffer words;

	(void)state;
	buffer_init(&words);
	for (size_t i = 0; i < 3; i++) {
		buffer_clear(&words);
		wording_add_week(&words, &wording, &reading, i);
		assert_string_equal(words.bytes, expected[i]);
		buffer_clear(&words);
		wording_add_week_before(&words, &reading, i);
		assert_string_equal(words.bytes, expected[i]);
	}
	reading.covered_until = wording.period.as_of - 2 * SECONDS_PER_WEEK;
	buffer_clear(&words);
	wording_add_week(&words, &wording, &reading, 1);
	assert_string_equal(words.bytes, "not collected");
	buffer_release(&words);
}

/* The same card asks the same thing; another quarter asks another. */
static void test_questions_are_chosen_the_same_way(void **state)
{
	struct reading reading = {.capacity = capacity_find("patch_freshness"),
				  .state = READING_MEASURED};
	struct team team = {.id = "payments"};
	const struct capacity *because = reading.capacity;
	struct team_card card = card_of(&team, INVEST_ENHANCE, &reading, &because);
	struct wording later = wording;
	struct buffer first, again, other;

	(void)state;
	buffer_init(&first);
	buffer_init(&again);
	buffer_init(&other);
	invest_add_question(&first, &wording, &card);
	later.period.as_of += 1;
	invest_add_question(&again, &later, &card);
	later.period.as_of += 13 * SECONDS_PER_WEEK;
	invest_add_question(&other, &later, &card);
	assert_string_equal(first.bytes, again.bytes);
	assert_string_not_equal(first.bytes, other.bytes);
	buffer_release(&first);
	buffer_release(&again);
	buffer_release(&other);
}

static void test_question_names_what_went_well(void **state)
{
	struct reading reading = {
		.capacity = capacity_find("change_success"),
		.state = READING_MEASURED,
		.hits = 47,
		.n = 50,
	};
	struct team team = {.id = "payments"};
	const struct capacity *because = reading.capacity;
	struct team_card card = card_of(&team, INVEST_GENERAL, &reading, &because);
	struct wording then = wording;
	struct buffer words;
	bool was_asked = false;

	(void)state;
	buffer_init(&words);
	for (int quarter = 0; quarter < 3; quarter++) {
		then.period.as_of += 13 * SECONDS_PER_WEEK;
		buffer_clear(&words);
		invest_add_question(&words, &then, &card);
		was_asked |= strcmp(words.bytes, "What would help the last changes land as "
						 "well as the 47?") == 0;
	}
	assert_true(was_asked);
	buffer_release(&words);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_reading_is_well_said),
		cmocka_unit_test(test_every_reason_and_event_is_well_said),
		cmocka_unit_test(test_every_scorecard_ends_in_a_question),
		cmocka_unit_test(test_words_of_a_page),
		cmocka_unit_test(test_weeks_one_by_one),
		cmocka_unit_test(test_questions_are_chosen_the_same_way),
		cmocka_unit_test(test_question_names_what_went_well),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
