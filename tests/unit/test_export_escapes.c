/* Foreign text in CSV, Markdown and HTML: shown, never obeyed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/text.h"
#include "capacity/registry.h"
#include "export/csv.h"
#include "export/html.h"
#include "export/markdown.h"

#define READINGS_MAX 24

static struct buffer out;

static int buffer_make(void **state)
{
	(void)state;
	buffer_init(&out);
	return 0;
}

static int buffer_drop(void **state)
{
	(void)state;
	buffer_release(&out);
	return 0;
}

/* What people and programs may put into a name. */
static const char *const hostile[] = {
	"",
	"plain",
	"=1+1",
	"=cmd|' /C calc'!A0",
	"+1",
	"-1",
	"@SUM(A1)",
	"\t=1",
	"\r=1",
	"a,b",
	"a\"b",
	"a\r\nb",
	"'=1",
	"</script><script>alert(1)</script>",
	"</style><style>*{}",
	"\"><img src=x onerror=alert(1)>",
	"' onmouseover='x",
	"<!-- ",
	"]]>",
	"&lt;b&gt; &#60; &amp;",
	"a | b || c",
	"|",
	"\\|",
	"\\",
	"a\\",
	"`code`",
	"```",
	"`@a|b`\\",
	"*bold* _it_ **b** __b__",
	"~~gone~~",
	"[link](javascript:alert(1))",
	"![image](//host/x.png)",
	"[^1]: note",
	"<https://host>",
	"https://host/path",
	"see www.host.org",
	"mail@host.org",
	"@everyone",
	"#12",
	"$x^2$",
	":smile: :+1: :100:",
	"- item",
	"1. item",
	"1) item",
	"+ item",
	"=====",
	"---",
	"# head",
	"> quote",
	"    code",
	" @ ",
	"a<br/>b",
	"line\nbreak",
	"\x1b[31mred\x1b[0m",
	"\x07\x08\x7f",
	"\xc2\x9b"
	"31m",
	"\xe2\x80\xae"
	"evil",
	"zero\xe2\x80\x8bwidth",
	"\xf3\xa0\x81\x81tag",
	"\xef\xbf\xbe",
	"\xff\xfe bytes",
	"\xe6\x94\xaf\xe6\x89\x95 \xf0\x9f\x92\xb6",
};
#define HOSTILE_COUNT (sizeof(hostile) / sizeof(hostile[0]))

static void assert_csv(const char *text, const char *expected)
{
	buffer_clear(&out);
	csv_add_text(&out, text);
	assert_string_equal(out.bytes, expected);
}

static void test_csv_cells(void **state)
{
	(void)state;
	assert_csv(NULL, "");
	assert_csv("plain text", "plain text");
	assert_csv("=1+1", "'=1+1");
	assert_csv("\uff1d1+1", "'\uff1d1+1");
	assert_csv("+1", "'+1");
	assert_csv("-1", "'-1");
	assert_csv("@SUM(A1)", "'@SUM(A1)");
	assert_csv("\t=1", "'<U+0009>=1");
	assert_csv("\r=1", "'<U+000D>=1");
	assert_csv("=HYPERLINK(\"x\",1)", "\"'=HYPERLINK(\"\"x\"\",1)\"");
	assert_csv("a,b", "\"a,b\"");
	assert_csv("a\"b", "\"a\"\"b\"");
	assert_csv("a\r\nb", "a<U+000D><U+000A>b");
	assert_csv("1=1", "1=1");
}

static void assert_markdown(const char *text, const char *expected)
{
	buffer_clear(&out);
	markdown_add_text(&out, text);
	assert_string_equal(out.bytes, expected);
}

static void test_markdown_text(void **state)
{
	(void)state;
	assert_markdown("", "");
	assert_markdown("5.8 a week, 90 %", "5.8 a week, 90 %");
	assert_markdown("a | b", "a &#124; b");
	assert_markdown("\\|", "\\\\&#124;");
	assert_markdown("<b>&amp;", "&lt;b&gt;&amp;amp;");
	assert_markdown("*a* _b_ `c`", "\\*a\\* \\_b\\_ \\`c\\`");
	assert_markdown("![x](y)", "\\!\\[x\\](y)");
	assert_markdown("- item", "\\- item");
	assert_markdown("1. item", "1\\. item");
	assert_markdown("12) item", "12\\) item");
	assert_markdown("1.5 items", "1.5 items");
	assert_markdown("===", "\\===");
	assert_markdown("    code", "&#32;   code");
}

/* What a host takes up stands as code, whole, with its pipes between the spans. */
static void test_markdown_code(void **state)
{
	(void)state;
	assert_markdown("@team", "`@team`");
	assert_markdown("https://host/a_b", "`https://host/a_b`");
	assert_markdown("see WWW.host.org", "`see WWW.host.org`");
	assert_markdown("#12", "`#12`");
	assert_markdown(":smile:", "`:smile:`");
	assert_markdown("at 00:00:00 sharp", "at 00:00:00 sharp");
	assert_markdown("a@b|c\\", "`a@b`&#124;`c\\`");
	assert_markdown("|@", "&#124;`@`");
	assert_markdown("`@`", "`` `@` ``");
	assert_markdown(" @ ", "`  @  `");
}

/* Bars that divide cells: all but those in entities, which hold none. */
static size_t bars(const char *text)
{
	size_t count = 0;

	for (; *text; text++)
		count += *text == '|';
	return count;
}

/* The text without its code spans. */
static void remove_code(const char *text, struct buffer *rest)
{
	buffer_clear(rest);
	while (*text) {
		size_t fence = strspn(text, "`");
		const char *end = text + fence;

		if (*text == '\\' && text[1]) {
			buffer_add(rest, text, 2);
			text += 2;
			continue;
		}
		if (!fence) {
			buffer_add_char(rest, *text++);
			continue;
		}
		while (strspn(end, "`") != fence) {
			assert_true(*end != '\0');
			end += *end == '`' ? strspn(end, "`") : 1;
		}
		text = end + fence;
	}
}

static void test_markdown_obeys_nothing(void **state)
{
	struct buffer visible;
	struct buffer rest;

	(void)state;
	buffer_init(&visible);
	buffer_init(&rest);
	for (size_t i = 0; i < HOSTILE_COUNT; i++) {
		buffer_clear(&visible);
		buffer_clear(&out);
		text_add_visible(&visible, hostile[i], strlen(hostile[i]));
		markdown_add_text(&out, visible.length_bytes ? visible.bytes : "");
		if (!out.length_bytes)
			continue;
		assert_int_equal(bars(out.bytes), 0);
		remove_code(out.bytes, &rest);
		assert_null(strpbrk(rest.length_bytes ? rest.bytes : "", "<>@$~^"));
		assert_null(strstr(rest.length_bytes ? rest.bytes : "", "://"));
	}
	buffer_release(&visible);
	buffer_release(&rest);
}

static void test_html_text(void **state)
{
	(void)state;
	html_add_text(&out, "\"><img src=x onerror='a&b'>");
	assert_string_equal(out.bytes, "&quot;&gt;&lt;img src=x onerror=&#39;a&amp;b&#39;&gt;");
	buffer_clear(&out);
	html_add_text(&out, " 90 % of  it % ");
	assert_string_equal(out.bytes, " 90&#160;% of  it&#160;% ");
}

/* -- whole snapshots with hostile text in every place of it -------------------------------- */

static const int32_t no_offset[] = {0};

struct hostile_world {
	struct group group;
	struct slo slo;
	struct service service;
	const struct service *services[1];
	struct team team;
	struct catalog catalog;
	struct slo_reading slo_reading;
	struct component_reading component;
	struct reading readings[READINGS_MAX];
	struct evidence evidence;
	struct note notes[2];
	struct service_card service_card;
	struct team_card card;
	struct scorecard scorecard;
};

static const double weekly[] = {2, VALUE_NONE, 3};

static void world_fill(struct hostile_world *world, const char *text)
{
	struct reading *reading = world->readings;
	size_t count = 0;

	memset(world, 0, sizeof(*world));
	world->group = (struct group){.id = text, .name = text, .parent = CATALOG_NO_GROUP};
	world->slo = (struct slo){.id = text, .name = text, .target = {999, 1000}};
	world->service = (struct service){.id = text, .name = text, .owner_count = 1};
	world->services[0] = &world->service;
	world->team = (struct team){.id = text,
				    .name = text,
				    .purpose = text,
				    .champion = text,
				    .services = world->services,
				    .service_count = 1};
	world->catalog = (struct catalog){.organization = text,
					  .zone = {"UTC", NULL, no_offset, 0},
					  .groups = &world->group,
					  .group_count = 1,
					  .teams = &world->team,
					  .team_count = 1};
	for (; capacity_registry[count]; count++)
		reading[count] = (struct reading){.capacity = capacity_registry[count],
						  .state = READING_MEASURED,
						  .value = 0.5,
						  .hits = 6,
						  .n = 12,
						  .test_p = VALUE_NONE,
						  .previous.value = VALUE_NONE,
						  .covered_until = INSTANT_NONE,
						  .weekly = weekly,
						  .week_count = 3};
	world->slo_reading = (struct slo_reading){.service = &world->service,
						  .slo = &world->slo,
						  .has_data = true,
						  .attained = 0.9995,
						  .budget_left = 0.5,
						  .is_kept = true};
	world->component = (struct component_reading){.service = &world->service,
						      .component = text,
						      .running = text,
						      .pending = text};
	for (size_t i = 0; i < count; i++) {
		if (strcmp(reading[i].capacity->id, "slo_attainment") == 0) {
			reading[i].slos = &world->slo_reading;
			reading[i].slo_count = 1;
		} else if (strcmp(reading[i].capacity->id, "patch_freshness") == 0) {
			reading[i].components = &world->component;
			reading[i].component_count = 1;
		}
	}
	world->evidence = (struct evidence){.service = &world->service,
					    .at = 1790000000,
					    .value = 1,
					    .id = text,
					    .text = text};
	world->notes[0] = (struct note){text, 1790000000, text, text};
	world->notes[1] = (struct note){text, 1790000000, text, ""};
	world->service_card = (struct service_card){&world->service, reading, 1};
	world->card = (struct team_card){.team = &world->team,
					 .readings = reading,
					 .reading_count = count,
					 .services = &world->service_card,
					 .service_count = 1};
	world->scorecard = (struct scorecard){
		.catalog = &world->catalog,
		.period = {.as_of = 1790812800, .window_days = 84, .bands = BAND_EDITION_2019},
		.teams = &world->card,
		.team_count = 1,
		.notes = {world->notes, 2}};
}

static const struct evidence *find_evidence(void *context, const struct team *team,
					    const struct capacity *capacity,
					    struct arena *arena, size_t *count)
{
	struct hostile_world *world = context;

	(void)team;
	(void)capacity;
	(void)arena;
	*count = 1;
	return &world->evidence;
}

static void write_html(struct hostile_world *world)
{
	const struct team_card *const cards[] = {&world->card, &world->card};
	struct evidence_source source = {find_evidence, world};

	buffer_clear(&out);
	html_write_snapshot(&out, &world->scorecard, cards, 2, &source, "9.9.9");
}

static void write_markdown(struct hostile_world *world, bool is_ascii)
{
	const struct team_card *const cards[] = {&world->card};

	buffer_clear(&out);
	markdown_write_snapshot(&out, &world->scorecard, cards, 1, "9.9.9", is_ascii);
}

static void write_csv(struct hostile_world *world)
{
	const struct team_card *const cards[] = {&world->card};

	buffer_clear(&out);
	csv_write_snapshot(&out, &world->scorecard, cards, 1, "9.9.9");
}

/* Only line ends of our own; nothing that text_add_visible() would mark. */
static void assert_visible(void)
{
	struct buffer line;
	struct buffer shown;
	const char *text = out.bytes;

	buffer_init(&line);
	buffer_init(&shown);
	for (; *text; text += strspn(text, "\r\n\t")) {
		buffer_clear(&line);
		buffer_clear(&shown);
		buffer_add(&line, text, strcspn(text, "\r\n\t"));
		text_add_visible(&shown, line.bytes, line.length_bytes);
		assert_int_equal(shown.length_bytes, line.length_bytes);
		text += line.length_bytes;
	}
	assert_int_equal(strlen(out.bytes), out.length_bytes);
	buffer_release(&line);
	buffer_release(&shown);
}

/* The elements that the page is made of; any other was foreign. */
static bool is_ours(const char *tag)
{
	static const char *const names[] = {
		"!DOCTYPE", "html",   "head",	 "meta", "title", "style", "body",    "a",
		"header",   "nav",    "main",	 "div",	 "p",	  "h1",	   "h2",      "h3",
		"h4",	    "dl",     "dt",	 "dd",	 "ul",	  "li",	   "section", "article",
		"strong",   "span",   "svg",	 "desc", "line",  "rect",  "path",    "circle",
		"text",	    "table",  "caption", "tr",	 "th",	  "td",	   "thead",   "tbody",
		"details",  "footer", "summary",
	};
	size_t length;

	tag += *tag == '/';
	length = strcspn(tag, " />\n");
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strlen(names[i]) == length && memcmp(names[i], tag, length) == 0)
			return true;
	return false;
}

/* Every < opens an element of ours, with quotes in pairs before its >. */
static void assert_only_our_markup(void)
{
	for (const char *open = out.bytes; (open = strchr(open, '<')) != NULL; open++) {
		const char *end = open + 1;
		bool is_quoted = false;

		assert_true(is_ours(open + 1));
		for (; *end && (is_quoted || *end != '>'); end++) {
			is_quoted ^= *end == '"';
			assert_true(*end != '<');
		}
		assert_true(*end == '>');
	}
}

static void test_hostile_html(void **state)
{
	struct hostile_world world;

	(void)state;
	for (size_t i = 0; i < HOSTILE_COUNT; i++) {
		world_fill(&world, hostile[i]);
		write_html(&world);
		assert_visible();
		assert_only_our_markup();
	}
}

static void test_hostile_markdown(void **state)
{
	struct hostile_world world;

	(void)state;
	for (size_t i = 0; i < 2 * HOSTILE_COUNT; i++) {
		size_t cells = 0;

		world_fill(&world, hostile[i / 2]);
		write_markdown(&world, i % 2);
		assert_visible();
		for (const char *line = out.bytes; *line; line += strcspn(line, "\n") + 1) {
			size_t now = 0;

			for (size_t j = 0; line[j] != '\n'; j++) {
				now += line[j] == '|';
				assert_true(!(i % 2) || (line[j] >= ' ' && line[j] <= '~'));
			}
			/* A table's rows are alike; outside of them no bar stands. */
			assert_true(now == 0 || (*line == '|' && (cells == 0 || now == cells)));
			cells = now;
		}
	}
}

static void test_hostile_csv(void **state)
{
	struct hostile_world world;

	(void)state;
	for (size_t i = 0; i < HOSTILE_COUNT; i++) {
		size_t columns = 0;
		size_t now = 1;
		bool is_quoted = false;
		bool is_start = true;

		world_fill(&world, hostile[i]);
		write_csv(&world);
		assert_visible();
		for (const char *c = out.bytes; *c; c++) {
			if (is_start)
				assert_false(text_is_formula(*c == '"' ? c + 1 : c) &&
					     strncmp(c, "\r\n", 2) != 0);
			is_start = !is_quoted && *c == ',';
			is_quoted ^= *c == '"';
			now += is_start;
			if (*c != '\n')
				continue;
			assert_true(!is_quoted && c[-1] == '\r');
			assert_true(columns == 0 || now == columns);
			columns = now;
			now = 1;
			is_start = c[1] != '\0';
		}
	}
}

/* The same facts, the same bytes. */
static void test_same_bytes_twice(void **state)
{
	struct hostile_world world;
	struct buffer first;

	(void)state;
	buffer_init(&first);
	world_fill(&world, "Payments");
	for (int format = 0; format < 3; format++) {
		for (int again = 0; again < 2; again++) {
			format == 0   ? write_html(&world)
			: format == 1 ? write_markdown(&world, false)
				      : write_csv(&world);
			if (again) {
				assert_string_equal(first.bytes, out.bytes);
				continue;
			}
			buffer_clear(&first);
			buffer_add(&first, out.bytes, out.length_bytes);
		}
	}
	buffer_release(&first);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_csv_cells, buffer_make, buffer_drop),
		cmocka_unit_test_setup_teardown(test_markdown_text, buffer_make, buffer_drop),
		cmocka_unit_test_setup_teardown(test_markdown_code, buffer_make, buffer_drop),
		cmocka_unit_test_setup_teardown(test_markdown_obeys_nothing, buffer_make,
						buffer_drop),
		cmocka_unit_test_setup_teardown(test_html_text, buffer_make, buffer_drop),
		cmocka_unit_test_setup_teardown(test_hostile_html, buffer_make, buffer_drop),
		cmocka_unit_test_setup_teardown(test_hostile_markdown, buffer_make,
						buffer_drop),
		cmocka_unit_test_setup_teardown(test_hostile_csv, buffer_make, buffer_drop),
		cmocka_unit_test_setup_teardown(test_same_bytes_twice, buffer_make,
						buffer_drop),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
