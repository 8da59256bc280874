/* aplomb doctor: terminal, locale, colours, versions, paths: for bug reports. */
#include "command/doctor.h"

#include <langinfo.h>
#include <locale.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>
#ifdef __GLIBC__
#include <gnu/libc-version.h>
#endif

#include "base/statistics.h"
#include "base/text.h"
#include "invocation/version.h"
#include "viewer/confinement.h"
#include "viewer/refused_calls.h"
#include "viewer/screens.h"
#include "yaml/yaml_reader.h"

#define COLUMNS 80
#define LABEL_CELLS 18
#define FACT_COLUMN (2 + LABEL_CELLS)

void doctor_title(struct doctor *doctor, const char *title)
{
	buffer_addf(&doctor->out, "\n%s\n", title);
}

/* Wherever a path begins with the home directory, it begins with ~. */
static void add_without_home(struct buffer *buffer, const char *text)
{
	const char *home = getenv("HOME");
	size_t length = home ? strlen(home) : 0;
	const char *found;

	while (length && home[length - 1] == '/')
		length--;
	while (length && (found = memmem(text, strlen(text), home, length))) {
		bool is_whole = found[length] == '/' || !found[length] ||
				strchr(" '\",:;", found[length]);

		text_add_visible(buffer, text, (size_t)(found - text));
		if (is_whole)
			buffer_add_char(buffer, '~');
		else
			text_add_visible(buffer, found, length);
		text = found + length;
	}
	text_add_visible(buffer, text, strlen(text));
}

/* In lines of 80 columns, broken at spaces alone: a path stays whole. */
static void add_wrapped(struct buffer *out, const char *text)
{
	int column = FACT_COLUMN;
	struct buffer word;

	buffer_init(&word);
	while (*text) {
		size_t length = strcspn(text, " ");

		buffer_clear(&word);
		buffer_add(&word, text, length);
		if (column > FACT_COLUMN) {
			bool fits = column + 1 + text_width_cells(word.bytes) <= COLUMNS;

			buffer_add_char(out, fits ? ' ' : '\n');
			buffer_add_repeated(out, ' ', fits ? 0 : FACT_COLUMN);
			column = fits ? column + 1 : FACT_COLUMN;
		}
		buffer_add_string(out, word.bytes);
		column += text_width_cells(word.bytes);
		text += length + strspn(text + length, " ");
	}
	buffer_release(&word);
}

void doctor_say(struct doctor *doctor, const char *label, const char *format, ...)
{
	char text[4096];
	va_list arguments;
	struct buffer visible;

	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	buffer_init(&visible);
	add_without_home(&visible, text);
	buffer_addf(&doctor->out, "  %-*s", LABEL_CELLS, label);
	add_wrapped(&doctor->out, visible.bytes);
	buffer_add_char(&doctor->out, '\n');
	buffer_release(&visible);
}

/* -- versions ------------------------------------------------------------------------------ */

static void say_system(struct doctor *doctor)
{
	struct utsname system;

#ifdef __GLIBC__
	doctor_say(doctor, "C library", "glibc %s", gnu_get_libc_version());
#endif
	if (uname(&system) == 0)
		doctor_say(doctor, "system", "%s %s, %s", system.sysname, system.release,
			   system.machine);
}

static void say_versions(struct doctor *doctor)
{
	int unicode = text_library_version();

	doctor_title(doctor, "Versions");
	doctor_say(doctor, "aplomb", "%s", APLOMB_VERSION);
	doctor_say(doctor, "history", "%s, schema %d", store_engine(), store_schema_version());
	doctor_say(doctor, "terminal", "%s", terminal_library());
	doctor_say(doctor, "YAML", "libyaml %s", yaml_library_version());
	doctor_say(doctor, "text", "libunistring %d.%d.%d", unicode >> 16, unicode >> 8 & 0xff,
		   unicode & 0xff);
	doctor_say(doctor, "statistics", "R math library %s", statistics_library_version());
	say_system(doctor);
}

/* -- the terminal -------------------------------------------------------------------------- */

static const char *value_or(const char *variable, const char *otherwise)
{
	const char *value = getenv(variable);

	return value && *value ? value : otherwise;
}

static void say_size(struct doctor *doctor)
{
	struct winsize size;

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 &&
	    ioctl(STDIN_FILENO, TIOCGWINSZ, &size) != 0) {
		doctor_say(doctor, "size", "not known: this is no terminal");
		return;
	}
	doctor_say(doctor, "size", "%d columns, %d rows%s", size.ws_col, size.ws_row,
		   size.ws_col < 40 || size.ws_row < 12
			   ? "; 40 columns and 12 rows are needed to be of use"
			   : "");
}

static void say_abilities(struct doctor *doctor, const char *name)
{
	struct terminal_facts facts;
	struct error error;

	terminal_describe(name, &facts);
	doctor_say(doctor, "TERM", "%s, %s", name ? name : "not set",
		   facts.is_known ? "known to terminfo" : "not known to terminfo");
	if (facts.is_known)
		doctor_say(doctor, "it can", "%s, %s, %s, %s, %d colours",
			   facts.places_cursor ? "place its cursor" : "not place its cursor",
			   facts.clears_screen ? "clear" : "not clear",
			   facts.has_alternate_screen ? "show another screen"
						      : "not show another screen",
			   facts.has_mouse ? "tell of the mouse" : "not tell of the mouse",
			   facts.colors);
	if (!terminal_is_capable(name, &error))
		doctor_say(doctor, "screens", "%s", error.message);
	else if (screens_are_possible(doctor->invocation))
		doctor_say(doctor, "screens", "can be drawn here");
	else
		doctor_say(doctor, "screens",
			   "not here: input or output is no terminal, or text was asked for");
}

static void say_confinement(struct doctor *doctor)
{
	struct invocation *invocation = doctor->invocation;
	struct confinement confinement = {0};
	int version = confinement_version();

	confinement_set_writable(&confinement, invocation_db_path(invocation),
				 &invocation->arena);
	if (version)
		doctor_say(doctor, "confined to",
			   "reading the directories of team files and history; writes %s%s%s "
			   "(Landlock, version %d)",
			   confinement.writable ? "in " : "nowhere",
			   confinement.writable ? confinement.writable : "",
			   confinement.writable ? " and below" : "", version);
	else
		doctor_say(doctor, "confined to",
			   "no directory: this kernel has no Landlock, so screens read and "
			   "write what you may");
	doctor_say(doctor, "refused", "%s",
		   confinement_refusals(version, refused_calls_are_possible()));
}

static const char *multiplexer(void)
{
	if (getenv("TMUX"))
		return "tmux";
	return getenv("STY") ? "screen" : "neither tmux nor screen";
}

static void say_terminal(struct doctor *doctor)
{
	doctor_title(doctor, "Terminal");
	doctor_say(doctor, "standard input", "%s",
		   isatty(STDIN_FILENO) ? "a terminal" : "no terminal");
	doctor_say(doctor, "standard output", "%s",
		   isatty(STDOUT_FILENO) ? "a terminal" : "no terminal");
	say_abilities(doctor, getenv("TERM"));
	say_confinement(doctor);
	say_size(doctor);
	doctor_say(doctor, "inside", "%s%s, TERM_PROGRAM %s", multiplexer(),
		   getenv("SSH_CONNECTION") ? ", over SSH" : "",
		   value_or("TERM_PROGRAM", "not set"));
}

static void say_colors(struct doctor *doctor)
{
	struct terminal_settings settings = screens_settings(doctor->invocation);
	const char *color = doctor->invocation->values[OPTION_COLOR];

	doctor_title(doctor, "Colours and mouse");
	doctor_say(doctor, "--color", "%s", color ? color : "auto");
	doctor_say(doctor, "NO_COLOR", "%s", value_or("NO_COLOR", "not set"));
	doctor_say(doctor, "colours", "%s",
		   settings.has_colors ? "used, as far as the terminal has them" : "not used");
	doctor_say(doctor, "background", "%s (COLORFGBG %s)",
		   settings.background_is_light ? "light" : "taken to be dark",
		   value_or("COLORFGBG", "not set"));
	doctor_say(doctor, "mouse", "%s", settings.has_mouse ? "used" : "left to the terminal");
}

/* -- locale and time ----------------------------------------------------------------------- */

static void say_locale(struct doctor *doctor)
{
	const char *in_use = setlocale(LC_CTYPE, NULL);

	doctor_title(doctor, "Locale");
	doctor_say(doctor, "LC_ALL", "%s", value_or("LC_ALL", "not set"));
	doctor_say(doctor, "LC_CTYPE", "%s", value_or("LC_CTYPE", "not set"));
	doctor_say(doctor, "LANG", "%s", value_or("LANG", "not set"));
	doctor_say(doctor, "in use", "%s, %s", in_use ? in_use : "none", nl_langinfo(CODESET));
	if (!invocation_is_ascii(doctor->invocation))
		doctor_say(doctor, "characters", "UTF-8");
	else if (invocation_has(doctor->invocation, OPTION_ASCII))
		doctor_say(doctor, "characters", "ASCII only: --ascii asks for it");
	else
		doctor_say(doctor, "characters",
			   "ASCII only: the locale is not UTF-8 (LANG=C.UTF-8 would be)");
}

static void say_time(struct doctor *doctor)
{
	char now[INSTANT_TEXT_BYTES];
	struct arena arena;
	struct zone zone;
	struct error error;

	arena_init(&arena);
	doctor_title(doctor, "Time");
	doctor_say(doctor, "clock", "%s", instant_format(time(NULL), now));
	doctor_say(doctor, "TZ", "%s", value_or("TZ", "not set"));
	if (zone_load(&zone, "America/Chicago", &arena, &error))
		doctor_say(doctor, "time zones", "found");
	else
		doctor_say(doctor, "time zones",
			   "none but UTC: install tzdata, or name its directory in TZDIR");
	arena_release(&arena);
}

/* -- all of it ----------------------------------------------------------------------------- */

static void examine(struct doctor *doctor)
{
	buffer_add_string(&doctor->out,
			  "For a bug report. Names of teams, services and people are not in "
			  "it; paths are,\nwith the home directory as ~: look through them "
			  "before you pass it on.\n");
	say_versions(doctor);
	say_terminal(doctor);
	say_colors(doctor);
	say_locale(doctor);
	say_time(doctor);
	doctor_teams(doctor);
	doctor_history(doctor);
	doctor_directories(doctor);
}

static bool print(struct doctor *doctor, struct error *error)
{
	struct buffer ascii;
	bool is_printed;

	if (!invocation_is_ascii(doctor->invocation))
		return invocation_write(doctor->invocation, &doctor->out, error);
	buffer_init(&ascii);
	text_add_ascii(&ascii, doctor->out.bytes, doctor->out.length_bytes);
	is_printed = invocation_write(doctor->invocation, &ascii, error);
	buffer_release(&ascii);
	return is_printed;
}

static int run(struct invocation *invocation)
{
	struct doctor doctor = {.invocation = invocation};
	struct error error;
	bool is_printed;

	if (invocation->argument_count) {
		error_set(&error, ERROR_USAGE,
			  "'aplomb doctor' takes no word; '%.*s' is not "
			  "expected",
			  TEXT_CUT(invocation->arguments[0], 80));
		return report_error(&error);
	}
	/* What a remark would say is said on standard output, at its place. */
	invocation->values[OPTION_QUIET] = "";
	buffer_init(&doctor.out);
	examine(&doctor);
	is_printed = print(&doctor, &error);
	buffer_release(&doctor.out);
	return is_printed ? 0 : report_error(&error);
}

const struct command command_doctor = {
	.name = "doctor",
	.synopsis = "doctor [-o FILE]",
	.summary = "Terminal, locale, colours, versions, paths: for bug reports",
	.run = run,
};
