/* What people read of a reading, word by word. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "capacity/registry.h"
#include "report/wording.h"

#define MINUTE 60.0
#define HOUR 3600.0
#define DAY 86400.0

/* Chicago in summer; a zone of one offset, so that dates are not those of UTC. */
static const int32_t offset_seconds[] = {-5 * 3600};
static const struct zone zone = {"America/Chicago", NULL, offset_seconds, 0};

/* 2026-10-01T00:00:00 in that zone: the end of 30 September. */
static const struct wording wording = {
	.zone = &zone,
	.period = {.as_of = 1790830800, .window_days = 84, .bands = BAND_EDITION_2019},
};

static struct buffer words;

static int words_init(void **state)
{
	(void)state;
	buffer_init(&words);
	return 0;
}

static int words_release(void **state)
{
	(void)state;
	buffer_release(&words);
	return 0;
}

static void assert_words(const char *expected)
{
	assert_string_equal(words.bytes, expected);
	buffer_clear(&words);
}

static instant local(int year, int month, int day, int hour)
{
	return civil_day_number(year, month, day) * SECONDS_PER_DAY +
	       (hour + 5) * SECONDS_PER_HOUR;
}

static struct reading reading_of(const char *capacity, double value, double hits, size_t n)
{
	struct reading reading = {
		.capacity = capacity_find(capacity),
		.state = READING_MEASURED,
		.value = value,
		.hits = hits,
		.n = n,
		.covered_until = INSTANT_NONE,
		.previous = {.value = VALUE_NONE},
		.test_p = VALUE_NONE,
	};

	return reading;
}

static struct reading restores(void)
{
	return reading_of("restore_time", 21 * MINUTE, 0, 12);
}

static struct reading share(double hits, size_t n)
{
	return reading_of("change_success", hits / (double)n, hits, n);
}

static void add_detail(struct reading *reading, const char *name, double value)
{
	reading->details[reading->detail_count].name = name;
	reading->details[reading->detail_count++].value = value;
}

/* -- values -------------------------------------------------------------------------------- */

static void test_values(void **state)
{
	const struct {
		struct reading reading;
		const char *line, *cell, *prose;
	} rows[] = {
		{reading_of("deploy_cadence", 5.41666667, 0, 65), "5.4 a week", "5.4/wk",
		 "5.4 a week"},
		{reading_of("lead_time", 9.1 * HOUR, 0, 88), "9.1 h", "9.1 h", "9.1 hours"},
		{restores(), "21 min", "21 min", "21 minutes"},
		{reading_of("lead_time", 3.2 * DAY, 0, 88), "3.2 days", "3.2 days", "3.2 days"},
		{share(47, 50), "47 of 50", "47/50", "47 of 50"},
		{share(0, 5), "0 of 5", "0/5", "0 of 5"},
		{reading_of("patch_freshness", 136.0 / 148, 136, 148), "136 of 148", "136/148",
		 "136 of 148"},
		{reading_of("patch_freshness", 0.999, 1234, 1235), "1,234 of 1,235",
		 "1,234/1,235", "1,234 of 1,235"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		wording_add_value(&words, &wording, &rows[i].reading, WORDING_LINE);
		assert_words(rows[i].line);
		wording_add_value(&words, &wording, &rows[i].reading, WORDING_CELL);
		assert_words(rows[i].cell);
		wording_add_value(&words, &wording, &rows[i].reading, WORDING_PROSE);
		assert_words(rows[i].prose);
	}
}

static void test_open_items_are_marked(void **state)
{
	struct reading reading = reading_of("restore_time", 3.2 * HOUR, 0, 7);

	(void)state;
	reading.at_least = true;
	wording_add_value(&words, &wording, &reading, WORDING_LINE);
	assert_words("at least 3.2 h");
	wording_add_value(&words, &wording, &reading, WORDING_CELL);
	assert_words("3.2+ h");
}

/* No data is never a number: neither zero nor the best. */
static void test_states_without_a_value(void **state)
{
	struct reading reading = reading_of("restore_time", VALUE_NONE, 0, 0);

	(void)state;
	reading.state = READING_UNCOLLECTED;
	wording_add_value(&words, &wording, &reading, WORDING_LINE);
	assert_words("not collected yet");
	wording_add_value(&words, &wording, &reading, WORDING_CELL);
	assert_words("not collected");
	reading.covered_until = local(2026, 5, 3, 9);
	wording_add_value(&words, &wording, &reading, WORDING_LINE);
	assert_words("not collected since 3 May");
	reading.covered_until = local(2025, 5, 3, 9);
	wording_add_value(&words, &wording, &reading, WORDING_LINE);
	assert_words("not collected since 3 May 2025");

	reading = reading_of("deploy_cadence", 0, 0, 0);
	reading.state = READING_QUIET;
	wording_add_value(&words, &wording, &reading, WORDING_LINE);
	assert_words("nothing happened in 12 weeks");
	wording_add_value(&words, &wording, &reading, WORDING_CELL);
	assert_words("quiet 12 weeks");
}

static void test_cells_fit_their_column(void **state)
{
	const struct reading rows[] = {
		reading_of("deploy_cadence", 0.042, 0, 1),
		reading_of("deploy_cadence", 1234, 0, 99999),
		reading_of("lead_time", 900 * DAY, 0, 88),
		reading_of("patch_freshness", 0.9, 1234, 1235),
		share(47, 50),
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct reading reading = rows[i];

		reading.at_least = reading.capacity->less_is_better;
		wording_add_value(&words, &wording, &reading, WORDING_CELL);
		assert_true(text_width_cells(words.bytes) <= 14);
		buffer_clear(&words);
	}
}

static void test_previous(void **state)
{
	struct reading reading = share(47, 50);

	(void)state;
	reading.previous.state = READING_MEASURED;
	reading.previous.value = 0.75;
	reading.previous.hits = 30;
	reading.previous.n = 40;
	wording_add_previous(&words, &reading, WORDING_LINE);
	assert_words("30 of 40");
	reading.previous.state = READING_QUIET;
	wording_add_previous(&words, &reading, WORDING_LINE);
	assert_words("nothing happened");
	reading.previous.state = READING_UNCOLLECTED;
	wording_add_previous(&words, &reading, WORDING_LINE);
	assert_words("not collected");
}

static void test_n_in_the_right_number(void **state)
{
	static const struct {
		const char *capacity;
		size_t n;
		const char *words;
	} rows[] = {
		{"restore_time", 12, "12 restores"},   {"restore_time", 1, "1 restore"},
		{"lead_time", 88, "88 changes"},       {"lead_time", 1, "1 change"},
		{"deploy_cadence", 1, "1 deployment"}, {"slo_attainment", 1, "1 SLO"},
		{"slo_attainment", 6, "6 SLOs"},       {"patch_freshness", 0, "0 components"},
		{"ownership", 1, "1 service"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct reading reading = reading_of(rows[i].capacity, 1, 1, rows[i].n);

		wording_add_n(&words, &reading);
		assert_words(rows[i].words);
	}
}

static void test_intervals(void **state)
{
	struct reading reading = reading_of("deploy_cadence", 5.4, 0, 65);

	(void)state;
	wording_add_interval(&words, &reading);
	assert_words("");
	reading.has_interval = true;
	reading.interval = (struct interval){4.18, 6.65};
	wording_add_interval(&words, &reading);
	assert_words("likely between 4.2 and 6.7 a week");

	reading = restores();
	reading.has_interval = true;
	reading.interval = (struct interval){14 * MINUTE, 40 * MINUTE};
	wording_add_interval(&words, &reading);
	assert_words("likely between 14 and 40 min");
	reading.interval.high = 14 * MINUTE;
	wording_add_interval(&words, &reading);
	assert_words("likely about 14 min");

	/* A share is a count here too, never a percentage. */
	reading = share(47, 50);
	reading.has_interval = true;
	reading.interval = (struct interval){0.838, 0.979};
	wording_add_interval(&words, &reading);
	assert_words("likely between 42 and 49 of 50");
}

static void test_usual_ranges(void **state)
{
	struct reading reading = restores();

	(void)state;
	wording_add_usual(&words, &reading, WORDING_LINE);
	assert_words("");
	reading.has_usual = true;
	reading.usual = (struct process_limits){26 * MINUTE, 40 * MINUTE, 60 * MINUTE};
	wording_add_usual(&words, &reading, WORDING_LINE);
	assert_words("26 to 60 min");
	reading = reading_of("deploy_cadence", 5.4, 0, 65);
	reading.has_usual = true;
	reading.usual = (struct process_limits){-1.5, 2, 5.5};
	wording_add_usual(&words, &reading, WORDING_LINE);
	assert_words("0 to 5.5 a week");
	reading = share(50, 50);
	reading.has_usual = true;
	reading.usual = (struct process_limits){1, 1, 1};
	wording_add_usual(&words, &reading, WORDING_LINE);
	assert_words("about 50 of 50");
}

/* -- verdicts, goals, bands ---------------------------------------------------------------- */

static void test_verdicts(void **state)
{
	static const struct {
		enum verdict verdict;
		const char *word, *glyph;
	} rows[] = {
		{VERDICT_GROWING, "growing", "\xe2\x86\x97"},
		{VERDICT_STEADY, "steady", "\xc2\xb7"},
		{VERDICT_CONVERSATION, "worth a conversation", "\xe2\x97\x87"},
		{VERDICT_GATHERING, "gathering", "\xe2\x80\xa6"},
	};

	(void)state;
	for (size_t i = 0; i < VERDICT_COUNT; i++) {
		assert_string_equal(verdict_word(rows[i].verdict), rows[i].word);
		assert_string_equal(verdict_glyph(rows[i].verdict, false), rows[i].glyph);
		text_add_ascii(&words, rows[i].glyph, strlen(rows[i].glyph));
		/* An ellipsis in words is what was cut, and another sign. */
		assert_words(rows[i].verdict == VERDICT_GATHERING
				     ? "~"
				     : verdict_glyph(rows[i].verdict, true));
		assert_string_not_equal(verdict_glyph(rows[i].verdict, true), "~");
		assert_string_not_equal(verdict_glyph(rows[i].verdict, true),
					goal_met_glyph(GOAL_MET, true));
		for (size_t j = 0; j < i; j++)
			assert_string_not_equal(verdict_glyph(rows[i].verdict, true),
						verdict_glyph(rows[j].verdict, true));
	}
}

static void test_goals(void **state)
{
	struct goal cadence = {.value = 5};
	struct goal restore = {.value = HOUR};
	struct goal lead = {.value = DAY};
	struct goal patch = {.value = 0.9, .share = {90, 100}, .within_seconds = 30 * 86400};
	struct goal success = {.value = 0.995, .share = {995, 1000}};
	struct reading reading = reading_of("deploy_cadence", 5.4, 0, 65);
	struct wording ascii = wording;

	(void)state;
	wording_add_goal(&words, &wording, &reading);
	assert_words("");
	reading.goal = &cadence;
	reading.goal_met = GOAL_MET;
	wording_add_goal(&words, &wording, &reading);
	assert_words("5 a week \xe2\x9c\x93 met");
	ascii.is_ascii = true;
	wording_add_goal(&words, &ascii, &reading);
	assert_words("5 a week, met");
	cadence.value = 12.5;
	goal_add_value(&words, &reading, WORDING_LINE);
	assert_words("12.5 a week");
	reading = restores();
	reading.goal = &restore;
	reading.goal_met = GOAL_NOT_MET;
	wording_add_goal(&words, &wording, &reading);
	assert_words("1 h, room to grow");
	reading.goal_met = GOAL_UNKNOWN;
	wording_add_goal(&words, &wording, &reading);
	assert_words("1 h, not judged yet");
	reading = reading_of("lead_time", 9 * HOUR, 0, 88);
	reading.goal = &lead;
	goal_add_value(&words, &reading, WORDING_LINE);
	assert_words("1 day");
	reading = reading_of("patch_freshness", 0.9, 9, 10);
	reading.goal = &patch;
	goal_add_value(&words, &reading, WORDING_LINE);
	assert_words("90 % within 30 days");
	goal_add_value(&words, &reading, WORDING_CELL);
	assert_words("90 % in 30 days");
	reading = share(47, 50);
	reading.goal = &success;
	goal_add_value(&words, &reading, WORDING_LINE);
	assert_words("99.5 %");
}

static void test_review_date_is_as_written(void **state)
{
	struct goal goal = {.has_review = true, .review_day = civil_day_number(2026, 12, 1)};

	(void)state;
	goal_add_review(&words, &goal);
	assert_words("review by 1 Dec 2026");
}

static void test_bands(void **state)
{
	static const struct {
		enum band_edition edition;
		const char *capacity;
		double value;
		unsigned bands;
		const char *words;
	} rows[] = {
		{BAND_EDITION_2019, "deploy_cadence", 8, BAND_ELITE, "elite"},
		{BAND_EDITION_2019, "restore_time", 2 * HOUR, BAND_HIGH | BAND_MEDIUM,
		 "high and medium alike"},
		{BAND_EDITION_2019, "change_success", 0.9, BAND_ELITE | BAND_HIGH | BAND_MEDIUM,
		 "elite, high and medium alike"},
		{BAND_EDITION_2019, "change_success", 0.7, 0, "between medium and low"},
		{BAND_EDITION_2019, "change_success", 0.3, 0, "outside the published bands"},
		{BAND_EDITION_2019, "restore_time", 3 * DAY, 0, "between medium and low"},
		{BAND_EDITION_2019, "restore_time", 40 * DAY, 0, "outside the published bands"},
		{BAND_EDITION_2021, "lead_time", 3 * HOUR, 0, "between elite and high"},
		{BAND_EDITION_2021, "lead_time", 10 * DAY, 0, "between high and medium"},
		{BAND_EDITION_2021, "deploy_cadence", 3, 0, "between elite and high"},
		{BAND_EDITION_2021, "change_success", 0.6, 0, "outside the published bands"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct reading reading = reading_of(rows[i].capacity, rows[i].value, 0, 20);
		struct wording edition = wording;

		edition.period.bands = rows[i].edition;
		wording_add_bands(&words, &edition, &reading);
		assert_words("");
		reading.has_bands = true;
		reading.bands = rows[i].bands;
		wording_add_bands(&words, &edition, &reading);
		assert_words(rows[i].words);
	}
}

/* -- time ---------------------------------------------------------------------------------- */

static void test_windows(void **state)
{
	static const struct {
		int days;
		const char *words;
	} rows[] = {
		{84, "12 weeks"}, {7, "1 week"},    {30, "30 days"},  {1, "1 day"},
		{365, "1 year"},  {91, "13 weeks"}, {730, "2 years"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		wording_add_window(&words, rows[i].days);
		assert_words(rows[i].words);
	}
}

static void test_windows_with_an_article(void **state)
{
	static const struct {
		int days;
		const char *words;
	} rows[] = {
		{84, "the 12 weeks"}, {7, "the week"},	 {30, "the 30 days"},
		{1, "the day"},	      {365, "the year"}, {730, "the 2 years"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		wording_add_the_window(&words, rows[i].days);
		assert_words(rows[i].words);
	}
	wording_add_this_window(&words, 84);
	assert_words("these 12 weeks");
	wording_add_this_window(&words, 7);
	assert_words("this week");
}

static void test_period_names_its_last_day(void **state)
{
	struct wording later = wording;

	(void)state;
	wording_add_period(&words, &wording);
	assert_words("12 weeks to 30 Sep 2026");
	later.period.as_of += 1;
	wording_add_period(&words, &later);
	assert_words("12 weeks to 1 Oct 2026");
	/* Midnight in Chicago is five in the morning in Greenwich. */
	later.zone = &zone_utc;
	later.period.as_of = wording.period.as_of;
	wording_add_period(&words, &later);
	assert_words("12 weeks to 1 Oct 2026");
}

static void test_dates(void **state)
{
	(void)state;
	wording_add_date(&words, &wording, local(2026, 9, 18, 11), false);
	assert_words("18 Sep");
	wording_add_date(&words, &wording, local(2026, 9, 18, 11), true);
	assert_words("18 Sep 2026");
	wording_add_date(&words, &wording, local(2025, 12, 31, 23), false);
	assert_words("31 Dec 2025");
	wording_add_instant(&words, &wording, local(2026, 9, 2, 9) + 120);
	assert_words("02 Sep 09:02");
	wording_add_instant(&words, &wording, local(2025, 9, 2, 9));
	assert_words("02 Sep 2025 09:00");
}

/* What is known up to midnight is known for the day that it ends. */
static void test_coverage(void **state)
{
	struct reading reading = restores();

	(void)state;
	wording_add_coverage(&words, &wording, &reading);
	assert_words("");
	reading.covered_until = local(2026, 9, 14, 12);
	wording_add_coverage(&words, &wording, &reading);
	assert_words("known up to 14 Sep");
	reading.covered_until = local(2026, 9, 15, 0);
	wording_add_coverage(&words, &wording, &reading);
	assert_words("known up to 14 Sep");
	reading.state = READING_UNCOLLECTED;
	reading.covered_until = local(2026, 5, 3, 0);
	wording_add_coverage(&words, &wording, &reading);
	assert_words("not collected since 3 May");
}

/* -- sentences ----------------------------------------------------------------------------- */

static void test_sentences(void **state)
{
	struct reading reading = restores();

	(void)state;
	reading.has_usual = true;
	reading.usual = (struct process_limits){26 * MINUTE, 40 * MINUTE, 60 * MINUTE};
	wording_add_sentence(&words, &wording, &reading);
	assert_words("Half of 12 restores took 21 minutes or less; the usual here is 26 to 60 "
		     "minutes.");
	reading.has_usual = false;
	reading.at_least = true;
	add_detail(&reading, "open", 2);
	wording_add_sentence(&words, &wording, &reading);
	assert_words("The middle of 12 incidents is at least 21 minutes, with 2 still open.");

	reading = reading_of("restore_time", HOUR, 0, 1);
	reading.state = READING_FEW;
	wording_add_sentence(&words, &wording, &reading);
	assert_words("So far 1 restore took 60 minutes.");
	reading = reading_of("lead_time", 9.1 * HOUR, 0, 88);
	wording_add_sentence(&words, &wording, &reading);
	assert_words("Half of 88 changes took 9.1 hours or less from commit to production.");
	reading.state = READING_FEW;
	reading.n = 3;
	wording_add_sentence(&words, &wording, &reading);
	assert_words("So far half of 3 changes took 9.1 hours or less from commit to "
		     "production.");

	reading = reading_of("deploy_cadence", 5.41666667, 0, 65);
	add_detail(&reading, "deploy_days", 40);
	wording_add_sentence(&words, &wording, &reading);
	assert_words("65 deployments in 12 weeks on 40 days, 5.4 a week.");
	reading = share(47, 50);
	wording_add_sentence(&words, &wording, &reading);
	assert_words("47 of 50 changes landed well.");
	reading = reading_of("slo_attainment", 5.0 / 6, 5, 6);
	wording_add_sentence(&words, &wording, &reading);
	assert_words("5 of 6 SLOs were kept.");
	reading = reading_of("slo_attainment", 1, 1, 1);
	wording_add_sentence(&words, &wording, &reading);
	assert_words("1 of 1 SLO was kept.");
	reading = reading_of("slo_attainment", 0, 0, 1);
	wording_add_sentence(&words, &wording, &reading);
	assert_words("0 of 1 SLO was kept.");
	reading = reading_of("patch_freshness", 136.0 / 148, 136, 148);
	wording_add_sentence(&words, &wording, &reading);
	assert_words("136 of 148 components are current.");
	reading = reading_of("ownership", 1, 2, 2);
	wording_add_sentence(&words, &wording, &reading);
	assert_words("2 of 2 services have exactly one owner.");
}

static void test_sentences_without_a_value(void **state)
{
	struct reading reading = reading_of("restore_time", VALUE_NONE, 0, 0);

	(void)state;
	reading.state = READING_QUIET;
	wording_add_sentence(&words, &wording, &reading);
	assert_words("No incident was counted in these 12 weeks.");
	reading.covered_until = local(2026, 9, 14, 12);
	wording_add_sentence(&words, &wording, &reading);
	assert_words("No incident was counted in these 12 weeks. "
		     "Known up to 14 Sep.");
	reading.state = READING_UNCOLLECTED;
	wording_add_sentence(&words, &wording, &reading);
	assert_words("Not collected since 14 Sep.");
	reading.covered_until = INSTANT_NONE;
	wording_add_sentence(&words, &wording, &reading);
	assert_words("Not collected yet: recording incidents begins it.");
}

static void test_changes(void **state)
{
	struct reading reading = restores();

	(void)state;
	reading.change = VERDICT_GROWING;
	reading.previous.state = READING_MEASURED;
	reading.previous.value = 45 * MINUTE;
	reading.previous.n = 9;
	reading.test = "mann_whitney";
	reading.test_p = 0.00312;
	reading.test_n[0] = 9;
	reading.test_n[1] = 12;
	add_detail(&reading, "detectable_ratio", VALUE_NONE);
	wording_add_change(&words, &wording, &reading);
	assert_words("Growing: 21 min now, 45 min in the 12 weeks before (Mann-Whitney test on "
		     "9 and 12 restores, p = 0.0031).");
	reading.change = VERDICT_CONVERSATION;
	reading.test_p = 0.0000312;
	wording_add_change(&words, &wording, &reading);
	assert_words("Worth a conversation: 21 min now, 45 min in the 12 weeks before "
		     "(Mann-Whitney test on 9 and 12 restores, p under 0.001).");
	reading.change = VERDICT_STEADY;
	reading.test_p = 0.5;
	reading.details[0].value = 2.04;
	wording_add_change(&words, &wording, &reading);
	assert_words("Steady: 21 min now, 45 min in the 12 weeks before (Mann-Whitney test on "
		     "9 and 12 restores, p = 0.5). With 9 and 12 restores only a halving or a "
		     "doubling would show.");

	reading = share(47, 50);
	reading.previous.state = READING_MEASURED;
	reading.previous.value = 0.75;
	reading.previous.hits = 30;
	reading.previous.n = 40;
	reading.change = VERDICT_STEADY;
	reading.test = "fisher";
	reading.test_p = 0.014;
	reading.test_n[0] = 40;
	reading.test_n[1] = 50;
	wording_add_change(&words, &wording, &reading);
	assert_words("Steady: 47 of 50 now, 30 of 40 in the 12 weeks before (Fisher's exact "
		     "test on 40 and 50 changes, p = 0.014).");
}

static void test_changes_without_a_test(void **state)
{
	struct reading reading = restores();

	(void)state;
	reading.previous.state = READING_FEW;
	reading.previous.value = 45 * MINUTE;
	reading.test_n[0] = 3;
	reading.test_n[1] = 12;
	add_detail(&reading, "detectable_ratio", 3.3);
	wording_add_change(&words, &wording, &reading);
	assert_words("Gathering: too little to tell yet; 21 min now, 45 min in the 12 weeks "
		     "before. With 3 and 12 restores only a time 3.3 times as long, or as "
		     "short, would show.");
	reading = reading_of("restore_time", VALUE_NONE, 0, 0);
	reading.state = READING_QUIET;
	reading.previous.state = READING_QUIET;
	wording_add_change(&words, &wording, &reading);
	assert_words("Gathering: nothing happened in 12 weeks; nothing happened in the 12 "
		     "weeks before.");
	reading = reading_of("slo_attainment", 5.0 / 6, 5, 6);
	reading.previous.state = READING_MEASURED;
	reading.previous.value = 1;
	reading.previous.hits = 1;
	reading.previous.n = 1;
	reading.change = VERDICT_STEADY;
	reading.test = "net_change";
	reading.test_n[0] = reading.test_n[1] = 1;
	wording_add_change(&words, &wording, &reading);
	assert_words("Steady: 5 of 6 now, 12 weeks ago 1 of 1 (net change among the "
		     "1 SLO known at both times).");
	reading = reading_of("ownership", 1, 2, 2);
	wording_add_change(&words, &wording, &reading);
	assert_words("Not compared: this is read from the YAML as it is now.");
}

/* A p under the level of the test never reads as the level itself. */
static void test_p_is_cut(void **state)
{
	static const struct {
		double p;
		const char *words;
	} rows[] = {
		{0.00999, "p = 0.0099"},    {0.01, "p = 0.01"},	    {0.0104, "p = 0.01"},
		{0.061, "p = 0.061"},	    {0.999, "p = 0.99"},    {1, "p = 1"},
		{0.00099, "p under 0.001"}, {0.0031, "p = 0.0031"},
	};
	struct reading reading = restores();

	(void)state;
	reading.test = "mann_whitney";
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char expected[32];

		reading.test_p = rows[i].p;
		wording_add_change(&words, &wording, &reading);
		snprintf(expected, sizeof(expected), ", %s)", rows[i].words);
		assert_non_null(strstr(words.bytes, expected));
		buffer_clear(&words);
	}
}

static void shift_since_14_july(struct reading *reading, int side, double median)
{
	reading->shift = (struct reading_shift){
		.side = side,
		.begin = local(2026, 7, 14, 0),
		.week_count = 10,
		.median = median,
	};
}

static void test_shifts(void **state)
{
	struct reading reading = restores();

	(void)state;
	wording_add_shift(&words, &wording, &reading);
	assert_words("");
	shift_since_14_july(&reading, -1, 18 * MINUTE);
	wording_add_shift(&words, &wording, &reading);
	assert_words("Since 14 Jul all 10 weekly values are quicker than the middle of the "
		     "usual range.");
	wording_add_shift_mark(&words, &wording, &reading);
	assert_words("from 14 Jul");
	shift_since_14_july(&reading, 1, 90 * MINUTE);
	wording_add_shift(&words, &wording, &reading);
	assert_words("Since 14 Jul all 10 weekly values are slower than the middle of the "
		     "usual range.");
	reading = share(47, 50);
	shift_since_14_july(&reading, -1, 0.9);
	wording_add_shift(&words, &wording, &reading);
	assert_words("Since 14 Jul all 10 weekly values are below the middle of the usual "
		     "range.");
}

/* The range since a shift where it has limits, else only the middle; and what was usual. */
static void test_sentences_with_shifts(void **state)
{
	struct reading reading = restores();

	(void)state;
	reading.has_usual = true;
	reading.usual = (struct process_limits){26 * MINUTE, 40 * MINUTE, 60 * MINUTE};
	shift_since_14_july(&reading, -1, 18 * MINUTE);
	wording_add_sentence(&words, &wording, &reading);
	assert_words("Half of 12 restores took 21 minutes or less. Since 14 Jul about "
		     "18 minutes; before, 26 to 60 minutes.");
	reading.shift.has_usual = true;
	reading.shift.usual = (struct process_limits){12 * MINUTE, 22 * MINUTE, 40 * MINUTE};
	wording_add_sentence(&words, &wording, &reading);
	assert_words("Half of 12 restores took 21 minutes or less. Since 14 Jul the usual is "
		     "12 to 40 minutes; before, 26 to 60 minutes.");
	/* Two ranges that read alike are one. */
	reading.shift.usual = reading.usual;
	wording_add_sentence(&words, &wording, &reading);
	assert_words("Half of 12 restores took 21 minutes or less; the usual here is 26 to 60 "
		     "minutes.");
	reading = share(47, 50);
	reading.has_usual = true;
	reading.usual = (struct process_limits){0.7, 0.75, 0.8};
	shift_since_14_july(&reading, 1, 0.94);
	wording_add_sentence(&words, &wording, &reading);
	assert_words("47 of 50 changes landed well. Since 14 Jul about 94 %; before, "
		     "35 to 40 of 50.");
}

static void test_arithmetic(void **state)
{
	struct reading reading = reading_of("deploy_cadence", 65.0 / 12, 0, 65);
	struct wording month = wording;

	(void)state;
	wording_add_arithmetic(&words, &wording, &reading);
	assert_words("65 deployments in 12 weeks: 65 / 12 = 5.42 a week.");
	month.period.window_days = 30;
	reading.value = 65.0 / 30 * 7;
	wording_add_arithmetic(&words, &month, &reading);
	assert_words("65 deployments in 30 days: 65 / 30 x 7 = 15.2 a week.");

	reading = restores();
	wording_add_arithmetic(&words, &wording, &reading);
	assert_words("12 restores in order of time taken; the median is the mean of the 6th "
		     "and the 7th: 21 min (1260 s).");
	reading = reading_of("restore_time", HOUR, 0, 23);
	reading.at_least = true;
	wording_add_arithmetic(&words, &wording, &reading);
	assert_words("23 restores in order of time taken; the median is the 12th: at least 60 "
		     "min (3600 s).");

	reading = share(47, 50);
	add_detail(&reading, "declared", 2);
	add_detail(&reading, "inferred", 1);
	wording_add_arithmetic(&words, &wording, &reading);
	assert_words("47 of 50 changes landed well, 3 were remedied later (2 declared, 1 "
		     "inferred): 47 / 50 = 0.940.");
	reading.state = READING_QUIET;
	wording_add_arithmetic(&words, &wording, &reading);
	assert_words("");
}

/* -- what stands behind -------------------------------------------------------------------- */

static void test_exclusions(void **state)
{
	struct reading reading = restores();

	(void)state;
	wording_add_excluded(&words, &reading);
	assert_words("");
	reading.excluded[0] = (struct exclusion){"planned", 1};
	reading.excluded_count = 1;
	wording_add_excluded(&words, &reading);
	assert_words("1 left out: planned maintenance");
	reading = reading_of("deploy_cadence", 5, 0, 65);
	reading.excluded[0] = (struct exclusion){"rollback", 2};
	reading.excluded[1] = (struct exclusion){"failed", 1};
	reading.excluded_count = 2;
	wording_add_excluded(&words, &reading);
	assert_words("3 left out: 2 rollbacks, 1 not completed");
}

static void test_evidence(void **state)
{
	struct evidence evidence = {.value = 14 * MINUTE};
	const struct capacity *restore = capacity_find("restore_time");

	(void)state;
	wording_add_evidence(&words, restore, &evidence);
	assert_words("14 min");
	evidence.is_open = true;
	wording_add_evidence(&words, restore, &evidence);
	assert_words("open 14 min so far");
	evidence.reason = "planned";
	wording_add_evidence(&words, restore, &evidence);
	assert_words("left out: planned maintenance");
	evidence = (struct evidence){.value = 1};
	wording_add_evidence(&words, capacity_find("change_success"), &evidence);
	assert_words("landed well");
	wording_add_evidence(&words, capacity_find("deploy_cadence"), &evidence);
	assert_words("counted");
	evidence.value = 0;
	wording_add_evidence(&words, capacity_find("change_success"), &evidence);
	assert_words("remedied later");
	wording_add_evidence(&words, capacity_find("patch_freshness"), &evidence);
	assert_words("up to date");
	evidence = (struct evidence){.value = 12 * DAY, .is_open = true};
	wording_add_evidence(&words, capacity_find("patch_freshness"), &evidence);
	assert_words("update out for 12 days");
}

static void test_slos(void **state)
{
	struct slo slo = {.target = {999, 1000}};
	struct slo_reading reading = {
		.slo = &slo,
		.has_data = true,
		.attained = 0.9995,
		.budget_left = 0.5,
		.is_kept = true,
	};

	(void)state;
	slo_add_standing(&words, &reading);
	assert_words("kept: 99.95 %, target 99.9 %, 50 % of error budget left");
	reading.attained = 0.99899999;
	reading.budget_left = -0.00001;
	reading.is_kept = false;
	slo_add_standing(&words, &reading);
	assert_words("room to grow: 99.89 %, target 99.9 %, error budget spent");
	reading.budget_left = 0.004;
	slo_add_standing(&words, &reading);
	assert_words("room to grow: 99.89 %, target 99.9 %, under 1 % of error budget left");
	slo.target = (struct share){1, 1};
	reading.attained = 1;
	reading.budget_left = VALUE_NONE;
	reading.is_kept = true;
	slo_add_standing(&words, &reading);
	assert_words("kept: 100 %, target 100 %");
	reading.has_data = false;
	reading.reason = "no traffic in its window";
	slo_add_standing(&words, &reading);
	assert_words("left out: no traffic in its window");
}

static void test_components(void **state)
{
	struct component_reading reading = {.is_current = true};

	(void)state;
	component_add_standing(&words, &reading);
	assert_words("up to date");
	reading.pending = "1.2.4";
	reading.lag_seconds = 12 * DAY;
	component_add_standing(&words, &reading);
	assert_words("current: update out for 12 days");
	reading.is_current = false;
	reading.lag_seconds = 45 * DAY;
	component_add_standing(&words, &reading);
	assert_words("room to grow: update out for 45 days");
	reading.reason = "date unknown";
	component_add_standing(&words, &reading);
	assert_words("left out: date unknown");
}

static void test_details(void **state)
{
	static const struct {
		const char *name;
		double value;
		const char *words;
		bool at_least;
	} rows[] = {
		{"p90", 14 * HOUR, "one in ten takes at least 14 h", true},
		{"geometric_mean", 14 * HOUR, "geometric mean at least 14 h", true},
		{"p90", 14 * HOUR, "nine in ten took at most 14 h", false},
		{"geometric_mean", 8.2 * HOUR, "geometric mean 8.2 h", false},
		{"open", 0, "", false},
		{"open", 2, "2 still open", false},
		{"within_goal", 11, "11 of 12 within the goal", false},
		{"deploy_days", 1, "deployed on 1 day", false},
		{"budget_left", 0.29, "29 % of security budget left", false},
		{"budget_left", -0.4, "security budget spent", false},
		{"libyears", 12.34, "12 libyears behind in all", false},
		{"libyears", 1, "1 libyear behind in all", false},
		{"components", 5, "", false},
		{"detectable_ratio", 2, "", false},
		{"p90", VALUE_NONE, "", false},
		{"days_to_security", 3.5, "days to security 3.5", false},
	};
	struct reading reading = restores();

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct detail detail = {rows[i].name, rows[i].value, rows[i].at_least};

		wording_add_detail(&words, &reading, &detail);
		assert_words(rows[i].words);
	}
	reading = reading_of("patch_freshness", 0.9, 9, 10);
	add_detail(&reading, "adoption_median", 6.2 * DAY);
	add_detail(&reading, "adoption_n", 40);
	wording_add_detail(&words, &reading, &reading.details[0]);
	assert_words("updates run 6.2 days after their release (median of 40)");
	wording_add_detail(&words, &reading, &reading.details[1]);
	assert_words("");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_open_items_are_marked),
		cmocka_unit_test(test_states_without_a_value),
		cmocka_unit_test(test_cells_fit_their_column),
		cmocka_unit_test(test_previous),
		cmocka_unit_test(test_n_in_the_right_number),
		cmocka_unit_test(test_intervals),
		cmocka_unit_test(test_usual_ranges),
		cmocka_unit_test(test_verdicts),
		cmocka_unit_test(test_goals),
		cmocka_unit_test(test_review_date_is_as_written),
		cmocka_unit_test(test_bands),
		cmocka_unit_test(test_windows),
		cmocka_unit_test(test_windows_with_an_article),
		cmocka_unit_test(test_period_names_its_last_day),
		cmocka_unit_test(test_dates),
		cmocka_unit_test(test_coverage),
		cmocka_unit_test(test_sentences),
		cmocka_unit_test(test_sentences_without_a_value),
		cmocka_unit_test(test_changes),
		cmocka_unit_test(test_changes_without_a_test),
		cmocka_unit_test(test_p_is_cut),
		cmocka_unit_test(test_shifts),
		cmocka_unit_test(test_sentences_with_shifts),
		cmocka_unit_test(test_arithmetic),
		cmocka_unit_test(test_exclusions),
		cmocka_unit_test(test_evidence),
		cmocka_unit_test(test_slos),
		cmocka_unit_test(test_components),
		cmocka_unit_test(test_details),
	};

	return cmocka_run_group_tests(tests, words_init, words_release);
}
