/* Foreign text is shown, never obeyed; every text takes the cells that a terminal gives it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/arena.h"
#include "base/text.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
/* A literal with its length: it may hold NULs. */
#define BYTES(literal) (literal), sizeof(literal) - 1

/* Deterministic numbers for the properties (Steele et al. 2014, splitmix64). */
static uint64_t random_next(uint64_t *state)
{
	uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

/* Text that tries to be obeyed, hidden or drawn elsewhere, and how it is shown. */
static const struct {
	const char *bytes;
	size_t length_bytes;
	const char *visible;
} hostile[] = {
	{BYTES(""), ""},
	{BYTES("Payments"), "Payments"},
	{BYTES("Zoë · Größe 東京 Ünï"), "Zoë · Größe 東京 Ünï"},
	{BYTES("שלום مرحبا"), "שלום مرحبا"},
	/* C0, DEL */
	{BYTES("a\0b"), "a<U+0000>b"},
	{BYTES("\a\b"), "<U+0007><U+0008>"},
	{BYTES("one\ttwo\nthree\r"), "one<U+0009>two<U+000A>three<U+000D>"},
	{BYTES("\x1b[31mred\x1b[0m"), "<U+001B>[31mred<U+001B>[0m"},
	{BYTES("\x1b]0;title\a"), "<U+001B>]0;title<U+0007>"},
	{BYTES("\x1bP\x1b\\"), "<U+001B>P<U+001B>\\"},
	{BYTES("\x7f"), "<U+007F>"},
	/* C1, as characters and as bytes */
	{BYTES("\xc2\x9b"
	       "31m"),
	 "<U+009B>31m"},
	{BYTES("\xc2\x80\xc2\x85\xc2\x9f"), "<U+0080><U+0085><U+009F>"},
	{BYTES("\x9b"
	       "31m"),
	 "<0x9B>31m"},
	/* not UTF-8: lone, overlong, cut off, surrogates, beyond U+10FFFF, Latin-1 */
	{BYTES("\x80\xbf"), "<0x80><0xBF>"},
	{BYTES("\xc0\xaf"), "<0xC0><0xAF>"},
	{BYTES("\xe0\x80\xaf"), "<0xE0><0x80><0xAF>"},
	{BYTES("\xf0\x80\x80\x9b"), "<0xF0><0x80><0x80><0x9B>"},
	{BYTES("x\xe2\x82"), "x<0xE2><0x82>"},
	{BYTES("\xe2\x82"
	       "A"),
	 "<0xE2><0x82>A"},
	{BYTES("\xed\xa0\x80"), "<0xED><0xA0><0x80>"},
	{BYTES("\xf4\x90\x80\x80"), "<0xF4><0x90><0x80><0x80>"},
	{BYTES("\xff\xfe"), "<0xFF><0xFE>"},
	{BYTES("Zo\xeb!"), "Zo<0xEB>!"},
	/* bidi controls */
	{BYTES("\u061c\u200e\u200f"), "<U+061C><U+200E><U+200F>"},
	{BYTES("\u202a\u202b\u202c\u202d\u202e"), "<U+202A><U+202B><U+202C><U+202D><U+202E>"},
	{BYTES("\u2066\u2067\u2068\u2069"), "<U+2066><U+2067><U+2068><U+2069>"},
	/* nothing to see */
	{BYTES("a\u200bb\u200cc\u200dd"), "a<U+200B>b<U+200C>c<U+200D>d"},
	{BYTES("\u2060\u2061\u2062\u2063\u2064"), "<U+2060><U+2061><U+2062><U+2063><U+2064>"},
	{BYTES("\ufeffpay\u00adments"), "<U+FEFF>pay<U+00AD>ments"},
	{BYTES("\u2764\ufe0f\ufe00\U000e0100"), "❤<U+FE0F><U+FE00><U+E0100>"},
	{BYTES("\U000e0001\U000e0041\U000e007f"), "<U+E0001><U+E0041><U+E007F>"},
	{BYTES("\u180e\u034f\u115f\u1160\u3164\uffa0"),
	 "<U+180E><U+034F><U+115F><U+1160><U+3164><U+FFA0>"},
	{BYTES("\U0001f468\u200d\U0001f469"), "\U0001f468<U+200D>\U0001f469"},
	{BYTES("\U0001d173\U0001bca0"), "<U+1D173><U+1BCA0>"},
	/* separators, annotation, private, unassigned, noncharacters */
	{BYTES("\u2028\u2029"), "<U+2028><U+2029>"},
	{BYTES("\ufff9\ufffa\ufffb"), "<U+FFF9><U+FFFA><U+FFFB>"},
	{BYTES("\ue000\uf8ff\U000f0000\U0010fffd"), "<U+E000><U+F8FF><U+F0000><U+10FFFD>"},
	{BYTES("\u0378\U000e0080"), "<U+0378><U+E0080>"},
	{BYTES("\ufdd0\ufffe\uffff\U0010ffff"), "<U+FDD0><U+FFFE><U+FFFF><U+10FFFF>"},
	/* a format character that would join with what follows */
	{BYTES("\u0600a"), "<U+0600>a"},
	/* marks: with nothing to stand on, after a token, too many */
	{BYTES("\u0301a"), "<U+0301>a"},
	{BYTES("\u0903a\u0903"), "<U+0903>a\u0903"},
	{BYTES("\n\u0301\u0301"), "<U+000A><U+0301><U+0301>"},
	{BYTES("e\u0323\u0302"), "e\u0323\u0302"},
	{BYTES("Z\u0300\u0301\u0302\u0303\u0304\u0305\u0306g\u0300"),
	 "Z\u0300\u0301\u0302\u0303<U+0304><U+0305><U+0306>g\u0300"},
	{BYTES("a\u20dd"), "a\u20dd"},
	/* Hangul vowels and finals take no cell: only after a consonant */
	{BYTES("\u1100\u1161\u11a8"), "\u1100\u1161\u11a8"},
	{BYTES("a\u1161"), "a<U+1161>"},
	/* a token in the text stays what it is */
	{BYTES("<U+001B> <0x9B>"), "<U+001B> <0x9B>"},
};

/* What must hold of everything that was made visible. */
static void assert_harmless(const struct buffer *visible)
{
	struct buffer again;

	assert_true(text_is_utf8(visible->bytes, visible->length_bytes));
	for (size_t i = 0; i < visible->length_bytes; i++) {
		unsigned char byte = (unsigned char)visible->bytes[i];

		assert_true(byte >= 0x20 && byte != 0x7f);
		/* C1 is U+0080..U+009F: C2 80..9F in valid UTF-8. */
		if (byte == 0xc2)
			assert_true((unsigned char)visible->bytes[i + 1] >= 0xa0);
	}
	buffer_init(&again);
	text_add_visible(&again, visible->bytes, visible->length_bytes);
	assert_string_equal(again.bytes, visible->bytes);
	buffer_release(&again);
}

static void assert_ascii(const struct buffer *ascii)
{
	for (size_t i = 0; i < ascii->length_bytes; i++)
		assert_true((ascii->bytes[i] >= 0x20 && ascii->bytes[i] < 0x7f) ||
			    ascii->bytes[i] == '\n');
}

static void test_visible(void **state)
{
	struct buffer visible;

	(void)state;
	buffer_init(&visible);
	for (size_t i = 0; i < COUNT(hostile); i++) {
		buffer_clear(&visible);
		text_add_visible(&visible, hostile[i].bytes, hostile[i].length_bytes);
		assert_string_equal(visible.bytes, hostile[i].visible);
		assert_int_equal(strlen(visible.bytes), visible.length_bytes);
		assert_harmless(&visible);
	}
	buffer_clear(&visible);
	buffer_add_string(&visible, "name: ");
	text_add_visible(&visible, BYTES("\x1b"));
	assert_string_equal(visible.bytes, "name: <U+001B>");
	buffer_release(&visible);
}

static void test_visible_string(void **state)
{
	struct arena arena;

	(void)state;
	arena_init(&arena);
	assert_string_equal(text_visible(&arena, "a\tb\xff"), "a<U+0009>b<0xFF>");
	assert_string_equal(text_visible(&arena, ""), "");
	arena_release(&arena);
}

/* Every character there is: each is shown or a token, none is lost, none is obeyed. */
static void test_visible_every_character(void **state)
{
	struct buffer visible;
	struct buffer ascii;

	(void)state;
	buffer_init(&visible);
	buffer_init(&ascii);
	for (uint32_t c = 0; c < 0x110000; c++) {
		const char bytes[] = {
			(char)(0xf0 | (c >> 18)), (char)(0x80 | ((c >> 12) & 0x3f)),
			(char)(0x80 | ((c >> 6) & 0x3f)), (char)(0x80 | (c & 0x3f))};
		const char three[] = {(char)(0xe0 | (c >> 12)), bytes[2], bytes[3]};
		const char two[] = {(char)(0xc0 | (c >> 6)), bytes[3]};
		const char one[] = {(char)c};
		const char *text = c < 0x80	 ? one
				   : c < 0x800	 ? two
				   : c < 0x10000 ? three
						 : bytes;
		size_t length = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;

		buffer_clear(&visible);
		text_add_visible(&visible, text, length);
		assert_harmless(&visible);
		assert_true(visible.bytes[0] != '\0');
		assert_true(text_width_cells(visible.bytes) >= 1);
		buffer_clear(&ascii);
		text_add_ascii(&ascii, visible.bytes, visible.length_bytes);
		assert_ascii(&ascii);
		assert_int_equal(ascii.length_bytes, text_width_cells(visible.bytes));
	}
	buffer_release(&visible);
	buffer_release(&ascii);
}

/* Random bytes and random characters from a nasty set: the properties hold for all. */
static void test_properties(void **state)
{
	static const char *const pieces[] = {
		"a",	      "é",	"e\u0301", "\u0301", "東",	   "\U0001f44d",
		"\U0001f3fd", "\u200d", "\ufe0f",  "\x1b",   "\xc2\x9b",   "\x9b",
		"\xe2",	      "\u0903", "\u1100",  "\u1161", "\U0001f1e9", "\u202e",
		"\n",	      "─",	"…",	   "\u0e33", "\U000e0041", "\u3000",
	};
	uint64_t seed = 7;
	struct buffer bytes, visible, ascii;

	(void)state;
	buffer_init(&bytes);
	buffer_init(&visible);
	buffer_init(&ascii);
	for (int round = 0; round < 20000; round++) {
		size_t count = random_next(&seed) % 24;
		bool is_noise = round % 4 == 0;

		buffer_clear(&bytes);
		buffer_clear(&visible);
		buffer_clear(&ascii);
		while (count--) {
			uint64_t number = random_next(&seed);

			if (is_noise)
				buffer_add_char(&bytes, (char)(number & 0xff));
			else
				buffer_add_string(&bytes, pieces[number % COUNT(pieces)]);
		}
		text_add_visible(&visible, bytes.bytes, bytes.length_bytes);
		assert_harmless(&visible);
		text_add_ascii(&ascii, visible.bytes, visible.length_bytes);
		assert_ascii(&ascii);
		assert_int_equal(ascii.length_bytes, text_width_cells(visible.bytes));
		buffer_clear(&ascii);
		text_add_ascii(&ascii, bytes.bytes, bytes.length_bytes);
		assert_ascii(&ascii);
		for (int cells = 0; cells < 8; cells++) {
			size_t prefix = text_prefix_bytes(visible.bytes, cells);

			assert_true(text_is_utf8(visible.bytes, prefix));
			visible.bytes[prefix] = '\0';
			assert_true(text_width_cells(visible.bytes) <= cells);
			buffer_clear(&visible);
			text_add_visible(&visible, bytes.bytes, bytes.length_bytes);
		}
	}
	buffer_release(&bytes);
	buffer_release(&visible);
	buffer_release(&ascii);
}

static void test_is_utf8(void **state)
{
	(void)state;
	assert_true(text_is_utf8("", 0));
	assert_true(text_is_utf8(BYTES("a\0é東\U0010ffff")));
	assert_false(text_is_utf8(BYTES("\x80")));
	assert_false(text_is_utf8(BYTES("\xc0\x80")));
	assert_false(text_is_utf8(BYTES("\xed\xbf\xbf")));
	assert_false(text_is_utf8(BYTES("\xf4\x90\x80\x80")));
	assert_false(text_is_utf8("é", 1));
}

static void test_ascii(void **state)
{
	static const struct {
		const char *text, *ascii;
	} cases[] = {
		{"", ""},
		{"plain ~ text\n", "plain ~ text\n"},
		{"Zoë Ångström Đặng Łódź", "Zoe Angstrom Dang Lodz"},
		{"e\u0301\u0323", "e"},
		{"Straße Ærø ıs", "Strase Aro is"},
		{"↗ · ◇ …", "+ - ? ~"},
		{"▁▂▃▄▅▆▇█", "_.-=+*#@"},
		{"├───●───┤ •│┄", "+---o---+ *|."},
		{"▸ a › b ✓ 1 – 2 — 3 × 4", "> a > b * 1 - 2 - 3 x 4"},
		{"‘it’s’ “so”", "'it's' \"so\""},
		{"← → ↑ ↓ −1", "< > ^ v -1"},
		{"a\u00a0b\u3000c", "a b  c"},
		{"東京", "????"},
		{"ＡＢ", "A B "},
		{"\U0001d400\u212b", "AA"},
		{"m² ½ ①", "m? ? ?"},
		{"Ελλάδα", "??????"},
		{"\U0001f469\u200d\U0001f4bb.", "??."},
		{"\t\x1b\xff\u202e\r\n", "?????\n"},
	};
	struct buffer ascii;

	(void)state;
	buffer_init(&ascii);
	for (size_t i = 0; i < COUNT(cases); i++) {
		buffer_clear(&ascii);
		text_add_ascii(&ascii, cases[i].text, strlen(cases[i].text));
		assert_string_equal(ascii.bytes, cases[i].ascii);
	}
	buffer_clear(&ascii);
	text_add_ascii(&ascii, BYTES("a\0b\xe6\x9d"));
	assert_string_equal(ascii.bytes, "a?b??");
	buffer_release(&ascii);
}

static void test_clusters(void **state)
{
	static const struct {
		const char *text; /* its first cluster takes `bytes` and `cells` */
		size_t bytes;
		int cells;
	} cases[] = {
		{"", 0, 0},
		{"ab", 1, 1},
		{" ", 1, 1},
		{"é", 2, 1},
		{"e\u0301x", 3, 1},
		{"e\u0301\u0323\u0302", 7, 1},
		{"東京", 3, 2},
		{"Ａ", 3, 2},
		{"─│", 3, 1},
		{"▁▂", 3, 1},
		{"…a", 3, 1},
		{"·", 2, 1},
		{"\u0301a", 2, 0},
		{"\x1b[", 1, 0},
		{"\r\n", 2, 0},
		{"\U0001f44d", 4, 2},
		/* joined: a family, a woman at a computer, a skin tone, a flag, a heart */
		{"\U0001f468\u200d\U0001f469\u200d\U0001f467x", 18, 2},
		{"\U0001f469\U0001f3fd\u200d\U0001f4bbx", 15, 2},
		{"\U0001f44d\U0001f3fdx", 8, 2},
		{"\U0001f1e9\U0001f1ea\U0001f1eb\U0001f1f7", 8, 2},
		{"\u2764\ufe0fx", 6, 1},
		/* a joiner joins pictures only; a second skin tone stands alone */
		{"a\u200d\U0001f469", 4, 1},
		{"\U0001f44d\U0001f3fd\U0001f3fd", 8, 2},
		{"a\U0001f3fd", 1, 1},
		/* Hangul in parts, Thai and Devanagari vowels with cells of their own */
		{"\u1100\u1161\u11a8x", 9, 2},
		{"\u0e19\u0e49\u0e33x", 9, 2},
		{"\u0915\u093f\u0937", 6, 2},
		{"\u1000\u103b\u1031x", 6, 2},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		int cells = -1;

		assert_int_equal(text_next_cluster(cases[i].text, &cells), cases[i].bytes);
		assert_int_equal(cells, cases[i].cells);
	}
}

/* However many marks a caller lets through, a cluster has an end. */
static void test_cluster_is_bounded(void **state)
{
	struct buffer text;
	size_t seen = 0;
	size_t length;
	int cells;

	(void)state;
	buffer_init(&text);
	buffer_add_char(&text, 'Z');
	for (int i = 0; i < 1000; i++)
		buffer_add_string(&text, "\u0301");
	for (; (length = text_next_cluster(text.bytes + seen, &cells)) > 0; seen += length)
		assert_true(length <= TEXT_CLUSTER_BYTES_MAX);
	assert_int_equal(seen, text.length_bytes);
	assert_int_equal(text_width_cells(text.bytes), 1);
	buffer_release(&text);
	/* Not UTF-8: a caller's mistake ends all the same. */
	assert_int_equal(text_next_cluster("\xff", &cells), 1);
}

static void test_width(void **state)
{
	(void)state;
	assert_int_equal(text_width_cells(""), 0);
	assert_int_equal(text_width_cells("5.4/wk ▃▃▄▆▇ ↗"), 14);
	assert_int_equal(text_width_cells("東京 Zoë"), 8);
	assert_int_equal(text_width_cells("\U0001f468\u200d\U0001f469\u200d\U0001f467"), 2);
	assert_int_equal(text_width_cells("\u0e19\u0e49\u0e33"), 2);
	assert_int_equal(text_width_cells("\u1000\u103b\u1031\u102c"), 4);
}

static void test_cut(void **state)
{
	(void)state;
	assert_int_equal(text_cut_bytes("Payments", 3), 3);
	assert_int_equal(text_cut_bytes("Payments", 8), 8);
	assert_int_equal(text_cut_bytes("Payments", 99), 8);
	assert_int_equal(text_cut_bytes("", 5), 0);
	assert_int_equal(text_cut_bytes("a\u00e9b", 1), 1);
	assert_int_equal(text_cut_bytes("a\u00e9b", 2), 1);
	assert_int_equal(text_cut_bytes("a\u00e9b", 3), 3);
	assert_int_equal(text_cut_bytes("a\U0001f600", 4), 1);
	assert_int_equal(text_cut_bytes("a\U0001f600", 5), 5);
	assert_int_equal(text_cut_bytes("\u00e9", 1), 0);
	/* No character is cut where there is none. */
	assert_int_equal(text_cut_bytes("\x80\x80\x80\x80\x80\x80\x80", 5), 5);
	assert_int_equal(text_cut_bytes("\x80\x80", 1), 1);
	assert_int_equal(text_cut_bytes("a\x80", 1), 1);
}

static void test_prefix(void **state)
{
	(void)state;
	assert_int_equal(text_prefix_bytes("Payments", 3), 3);
	assert_int_equal(text_prefix_bytes("Payments", 99), 8);
	assert_int_equal(text_prefix_bytes("Payments", 0), 0);
	assert_int_equal(text_prefix_bytes("Payments", -1), 0);
	assert_int_equal(text_prefix_bytes("", 5), 0);
	assert_int_equal(text_prefix_bytes("東京", 1), 0);
	assert_int_equal(text_prefix_bytes("東京", 3), 3);
	assert_int_equal(text_prefix_bytes("e\u0301e", 1), 3);
}

static void test_blank(void **state)
{
	(void)state;
	assert_true(text_is_blank(""));
	assert_true(text_is_blank(" \t\n\xc2\xa0\xe3\x80\x80\xe2\xa0\x80"));
	assert_false(text_is_blank(" a "));
	assert_false(text_is_blank("\xe2\x80\x8b")); /* shown as a token */
	assert_false(text_is_blank(" \xff"));
}

static void test_nearest(void **state)
{
	static const char *const keys[] = {"services", "champion", "name", "tags",
					   "goals",    "group",	   "id",   "collects"};

	(void)state;
	assert_string_equal(text_nearest("servces", keys, COUNT(keys)), "services");
	assert_string_equal(text_nearest("serivces", keys, COUNT(keys)), "services");
	assert_string_equal(text_nearest("Services", keys, COUNT(keys)), "services");
	assert_string_equal(text_nearest("CHAMPIONS", keys, COUNT(keys)), "champion");
	assert_string_equal(text_nearest("nmae", keys, COUNT(keys)), "name");
	assert_string_equal(text_nearest("tag", keys, COUNT(keys)), "tags");
	assert_string_equal(text_nearest("di", keys, COUNT(keys)), "id");
	assert_string_equal(text_nearest("colects", keys, COUNT(keys)), "collects");
	/* the first of equals: one edit from both */
	assert_string_equal(text_nearest("goup", (const char *const[]){"soup", "group"}, 2),
			    "soup");
	/* a part of one alone, its beginning before its middle */
	assert_string_equal(text_nearest("serv", keys, COUNT(keys)), "services");
	assert_string_equal(text_nearest("CHAMP", keys, COUNT(keys)), "champion");
	assert_string_equal(text_nearest("pion", keys, COUNT(keys)), "champion");
	assert_string_equal(
		text_nearest("rest", (const char *const[]){"the_rest", "restoring"}, 2),
		"restoring");
	assert_null(text_nearest("rest", (const char *const[]){"restoring", "restarts"}, 2));
	assert_null(text_nearest("ch", keys, COUNT(keys)));
	assert_null(text_nearest("owner", keys, COUNT(keys)));
	assert_null(text_nearest("goblins", keys, COUNT(keys)));
	assert_null(text_nearest("x", keys, COUNT(keys)));
	assert_null(text_nearest("", keys, COUNT(keys)));
	assert_null(text_nearest("name", keys, 0));
	assert_null(text_nearest("a", (const char *const[]){"b", ""}, 2));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_visible),
		cmocka_unit_test(test_visible_string),
		cmocka_unit_test(test_visible_every_character),
		cmocka_unit_test(test_properties),
		cmocka_unit_test(test_is_utf8),
		cmocka_unit_test(test_ascii),
		cmocka_unit_test(test_clusters),
		cmocka_unit_test(test_cluster_is_bounded),
		cmocka_unit_test(test_width),
		cmocka_unit_test(test_prefix),
		cmocka_unit_test(test_cut),
		cmocka_unit_test(test_blank),
		cmocka_unit_test(test_nearest),
	};

	return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
