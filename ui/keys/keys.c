#include "ui/keys/keys.h"

#include <stdio.h>

#define NARROW KEY_SCREEN_TEAMS_NARROW
#define WIDE KEY_SCREEN_TEAMS_WIDE
#define TABLE (KEY_SCREEN_TEAMS | WIDE)
#define GROUP KEY_SCREEN_TEAMS_GROUP
#define TREE (TABLE | GROUP)
#define TEAMS (TREE | NARROW)
#define FILTER KEY_SCREEN_FILTER
#define NONE KEY_SCREEN_TEAMS_NONE
#define CARD KEY_SCREEN_CARD
#define CARDS (KEY_SCREEN_SCORECARD | CARD)
#define SHORT KEY_SCREEN_CAPACITY_SHORT
#define CAPACITY (KEY_SCREEN_CAPACITY | SHORT)
#define HELP KEY_SCREEN_HELP
#define THEN KEY_SCREEN_THEN
#define AGENDA KEY_SCREEN_AGENDA
#define INVEST KEY_SCREEN_INVEST
#define COLLECTED KEY_SCREEN_COLLECTED
#define LISTED (KEY_SCREEN_EVENTS | KEY_SCREEN_EVENTS_CALENDAR)
#define CALENDAR KEY_SCREEN_CALENDAR
#define RECORD KEY_SCREEN_RECORD
#define EVENTS (LISTED | CALENDAR)
#define PRACTICES KEY_SCREEN_PRACTICES
#define PRACTISED KEY_SCREEN_PRACTICES_TEAM
#define BY_MONTH (PRACTICES | PRACTISED)
#define GOALS KEY_SCREEN_GOALS
#define BROWSED (CARDS | CAPACITY)
/* Where one moves by lines and pages. */
#define ALL                                                                            \
	(TEAMS | BROWSED | HELP | LISTED | RECORD | THEN | BY_MONTH | GOALS | AGENDA | \
	 INVEST | COLLECTED)
#define INSIDE (BROWSED | THEN)
#define GONE KEY_SCREEN_GONE
#define PALETTE KEY_SCREEN_PALETTE
#define CHOICES KEY_SCREEN_EXPORT
#define NAMING KEY_SCREEN_EXPORT_FILE
#define EXPORT (CHOICES | NAMING)
#define ADD KEY_SCREEN_ADD

/* clang-format off */
const struct key_binding key_bindings[] = {
	{ACTION_LEFT, {INPUT_LEFT, 'h'}, TABLE, 3, "move", "one column to the left; from the first to the group"},
	{ACTION_LEFT, {INPUT_LEFT, 'h'}, GROUP, 3, "move", "fold; once folded, to the group around it"},
	{ACTION_LEFT, {INPUT_LEFT, 'h'}, NARROW, 3, "move", "the team before"},
	{ACTION_LEFT, {INPUT_LEFT, 'h'}, LISTED, 5, "kind", "the kind of events before; from the first one back"},
	{ACTION_RIGHT, {INPUT_RIGHT, 'l'}, LISTED, 5, "kind", "the next kind of events"},
	{ACTION_LEFT, {INPUT_LEFT, 'h'}, PRACTICES, 5, "practice", "the practice before; from the first one back"},
	{ACTION_RIGHT, {INPUT_RIGHT, 'l'}, PRACTICES, 5, "practice", "the next practice"},
	{ACTION_PANE, {INPUT_TAB}, PRACTICES, 0, NULL, "the next practice, around"},
	{ACTION_LEFT, {INPUT_LEFT, 'h'}, CALENDAR, 3, "move", "a week back"},
	{ACTION_DOWN, {INPUT_DOWN, 'j'}, CALENDAR, 3, "move", "the next day"},
	{ACTION_UP, {INPUT_UP, 'k'}, CALENDAR, 3, "move", "the day before"},
	{ACTION_RIGHT, {INPUT_RIGHT, 'l'}, CALENDAR, 3, "move", "a week on"},
	{ACTION_PAGE_DOWN, {INPUT_PAGE_DOWN}, CALENDAR, 0, NULL, "four weeks on"},
	{ACTION_PAGE_UP, {INPUT_PAGE_UP}, CALENDAR, 0, NULL, "four weeks back"},
	{ACTION_FIRST, {INPUT_HOME, 'g'}, CALENDAR, 0, NULL, "to the first day"},
	{ACTION_LAST, {INPUT_END, 'G'}, CALENDAR, 0, NULL, "to the last day"},
	{ACTION_DOWN, {INPUT_DOWN, 'j'}, ALL, 3, "move", "one line down"},
	{ACTION_UP, {INPUT_UP, 'k'}, ALL, 3, "move", "one line up"},
	{ACTION_RIGHT, {INPUT_RIGHT, 'l'}, TABLE, 3, "move", "one column to the right"},
	{ACTION_RIGHT, {INPUT_RIGHT, 'l'}, GROUP, 3, "move", "unfold; once open, to the first inside"},
	{ACTION_RIGHT, {INPUT_RIGHT, 'l'}, NARROW, 3, "move", "the next team"},
	{ACTION_PAGE_DOWN, {INPUT_PAGE_DOWN}, ALL, 0, NULL, "one page down"},
	{ACTION_PAGE_UP, {INPUT_PAGE_UP}, ALL, 0, NULL, "one page up"},
	{ACTION_FIRST, {INPUT_HOME, 'g'}, ALL, 0, NULL, "to the first"},
	{ACTION_LAST, {INPUT_END, 'G'}, ALL, 0, NULL, "to the last"},
	{ACTION_DOWN, {INPUT_DOWN}, PALETTE, 3, "move", "one line down"},
	{ACTION_UP, {INPUT_UP}, PALETTE, 3, "move", "one line up"},
	{ACTION_LEFT, {INPUT_LEFT}, CHOICES | ADD, 6, "choose", "the choice before"},
	{ACTION_RIGHT, {INPUT_RIGHT}, CHOICES | ADD, 6, "choose", "the next choice"},
	{ACTION_DOWN, {INPUT_DOWN}, EXPORT | ADD, 7, "field", "the next field"},
	{ACTION_UP, {INPUT_UP}, EXPORT | ADD, 7, "field", "the field before"},
	{ACTION_PANE, {INPUT_TAB}, EXPORT | ADD, 0, NULL, "the next field, around"},
	{ACTION_PAGE_DOWN, {INPUT_PAGE_DOWN}, PALETTE | EXPORT | ADD, 0, NULL, "one page down"},
	{ACTION_PAGE_UP, {INPUT_PAGE_UP}, PALETTE | EXPORT | ADD, 0, NULL, "one page up"},
	{ACTION_FIRST, {INPUT_HOME}, EXPORT, 0, NULL, "to the first line"},
	{ACTION_LAST, {INPUT_END}, EXPORT, 0, NULL, "to the last line"},
	{ACTION_OPEN, {INPUT_ENTER}, EXPORT, 4, "write", "write the file"},
	{ACTION_OPEN, {INPUT_ENTER}, ADD, 4, "record", "record it"},
	{ACTION_BACK, {INPUT_ESCAPE}, EXPORT | ADD, 5, "back", "back to where you were"},
	{ACTION_OPEN, {INPUT_ENTER}, PALETTE, 4, "do it", "do what is selected"},
	{ACTION_BACK, {INPUT_ESCAPE}, PALETTE, 5, "back", "back to where you were"},
	{ACTION_DOWN, {INPUT_DOWN}, FILTER, 0, NULL, "one line down"},
	{ACTION_UP, {INPUT_UP}, FILTER, 0, NULL, "one line up"},
	{ACTION_PANE, {INPUT_TAB}, FILTER, 0, NULL, "complete the word"},
	{ACTION_OPEN, {INPUT_ENTER}, FILTER, 0, NULL, "keep the filter"},
	{ACTION_BACK, {INPUT_ESCAPE}, FILTER, 0, NULL, "all teams again"},
	{ACTION_OPEN, {INPUT_ENTER}, TABLE | NARROW, 4, "open", "open what is selected"},
	{ACTION_OPEN, {INPUT_ENTER}, GROUP, 4, "fold", "fold or unfold the group"},
	{ACTION_FOLD, {INPUT_SPACE}, GROUP, 0, NULL, "fold or unfold the group"},
	{ACTION_FOLD, {INPUT_SPACE}, TABLE, 11, "fold", "fold the group of the team"},
	{ACTION_FOLD_ALL, {'-'}, TREE, 0, NULL, "fold all groups"},
	{ACTION_UNFOLD_ALL, {'+', '='}, TREE, 0, NULL, "unfold all groups"},
	{ACTION_OPEN, {INPUT_ENTER, INPUT_RIGHT, 'l'}, CARDS | THEN | AGENDA, 4, "open", "open what is selected"},
	{ACTION_OPEN, {INPUT_ENTER}, CAPACITY, 5, "open", "the history, at the event selected"},
	{ACTION_OPEN, {INPUT_ENTER}, PRACTICES, 4, "open", "all practices of the team selected"},
	{ACTION_OPEN, {INPUT_ENTER, INPUT_RIGHT, 'l'}, PRACTISED, 4, "open", "what is behind the practice selected"},
	{ACTION_BACK, {INPUT_ESCAPE}, PRACTICES, 7, "back", "back to where you were"},
	{ACTION_ALL_TEAMS, {'t'}, PRACTISED, 6, "all teams", "this practice of all teams"},
	{ACTION_OPEN, {INPUT_ENTER}, LISTED, 4, "open", "the whole of an event, or the samples of a day"},
	{ACTION_OPEN, {INPUT_ENTER}, CALENDAR, 0, NULL, "to the events of that day"},
	{ACTION_BACK, {INPUT_ESCAPE}, LISTED, 9, "back", "back to where you were"},
	{ACTION_BACK, {INPUT_ESCAPE}, CALENDAR, 0, NULL, "to the events of that day"},
	/* Where there is more to do, q says in a narrow footer how to leave. */
	{ACTION_BACK, {INPUT_ESCAPE, INPUT_LEFT, 'h'}, INSIDE | AGENDA, 12, "back", "back to where you were"},
	{ACTION_BACK, {INPUT_ESCAPE, INPUT_LEFT, 'h'}, INVEST | COLLECTED | RECORD | PRACTISED | GOALS | GONE, 8, "back", "back to where you were"},
	{ACTION_BACK, {INPUT_ESCAPE, INPUT_LEFT, 'h'}, HELP, 5, "back", "back to where you were"},
	{ACTION_BACK, {'?', INPUT_F1}, HELP, 0, NULL, "the same key closes it"},
	{ACTION_PANE, {INPUT_TAB}, WIDE | CARD, 6, "pane", "to the list or to the scorecard"},
	{ACTION_PANE, {INPUT_TAB}, SHORT, 4, "pane", "to the events or to the chart"},
	{ACTION_PANE, {INPUT_TAB}, KEY_SCREEN_EVENTS_CALENDAR, 6, "days", "to the calendar: choose a day"},
	{ACTION_PANE, {INPUT_TAB}, CALENDAR, 6, "list", "to the events of that day"},
	{ACTION_FIND, {'/'}, LISTED, 6, "find", "find by a service, an id or a text"},
	{ACTION_FIND_NEXT, {'n'}, LISTED, 0, NULL, "the next one found, further back"},
	{ACTION_FIND_PREVIOUS, {'N'}, LISTED, 0, NULL, "the one found before"},
	{ACTION_FILTER, {'s'}, LISTED, 9, "service", "only the service of the one selected, or all"},
	{ACTION_ALL_TEAMS, {'t'}, LISTED, 9, "one or all", "events of all teams, or of this one"},
	{ACTION_ALL_TEAMS, {'t'}, AGENDA, 6, "one or all", "what all teams could talk about, or this one"},
	{ACTION_FIND, {'/'}, TEAMS, 6, "find", "find a group, a team, a service or a champion"},
	{ACTION_FIND_NEXT, {'n'}, TEAMS, 0, NULL, "the next one found"},
	{ACTION_FIND_PREVIOUS, {'N'}, TEAMS, 0, NULL, "the one found before"},
	{ACTION_FILTER, {'f'}, TEAMS | NONE, 10, "filter", "show only teams with a tag, group, state or name"},
	{ACTION_BACK, {INPUT_ESCAPE}, NONE, 3, "all teams", "all teams again"},
	{ACTION_BACK, {INPUT_ESCAPE}, TEAMS, 0, NULL, "all teams again, where a filter is set"},
	{ACTION_VALUES, {'v'}, TEAMS, 9, "values", "values or sparklines"},
	{ACTION_WHY, {'w'}, TABLE | NARROW, 0, NULL, "why this number, once one is selected"},
	{ACTION_WHY, {'w'}, INSIDE, 6, "why", "why this number: the rule and the arithmetic"},
	{ACTION_THEN_SPAN, {'c'}, THEN, 5, "then", "then: the window before, half a year, a year earlier"},
	{ACTION_EARLIER, {'['}, THEN, 5, "then", "then: a window earlier"},
	{ACTION_LATER, {']'}, THEN, 5, "then", "then: a window later"},
	{ACTION_PRACTICES, {'P'}, TEAMS | INSIDE | AGENDA | INVEST, 12, "practices", "practices by month: of all teams, or of this one"},
	{ACTION_GOALS, {'o'}, TEAMS | NONE, 13, "goals", "the organisation's goals: how many teams have met each"},
	{ACTION_THEN, {'c'}, GROUP, 0, NULL, "then and now, once a team is selected"},
	{ACTION_THEN, {'c'}, TABLE | NARROW | AGENDA | INVEST | PRACTISED, 10, "then", "then and now: the team and its own past"},
	{ACTION_THEN, {'c'}, BROWSED, 8, "then", "then and now: the team and its own past"},
	{ACTION_EVENTS, {'E'}, TEAMS | NONE | BROWSED | BY_MONTH, 10, "events", "the events: the history of this team"},
	{ACTION_INVEST, {'i'}, GROUP, 0, NULL, "where to invest next, once a team is selected"},
	{ACTION_INVEST, {'i'}, TABLE | NARROW | INSIDE | AGENDA | COLLECTED, 0, NULL, "where to invest next, and why"},
	{ACTION_COLLECTED, {'C'}, GROUP, 0, NULL, "what is collected, once a team is selected"},
	{ACTION_COLLECTED, {'C'}, TABLE | NARROW | INSIDE | AGENDA | INVEST, 0, NULL, "what is collected, and how the rest begins"},
	{ACTION_AGENDA, {'m'}, TEAMS | INSIDE, 12, "meeting", "the champions' meeting: what to talk about"},
	{ACTION_PERIOD, {'p'}, TEAMS | NONE | INVEST | GOALS, 8, "period", "the next period: 4, 12, 26 weeks, 1 year"},
	{ACTION_PERIOD, {'p'}, INSIDE | EVENTS | AGENDA, 10, "period", "the next period: 4, 12, 26 weeks, 1 year"},
	{ACTION_EXPORT, {'e'}, TEAMS | INSIDE, 8, "export", "write a snapshot to a file"},
	{ACTION_EXPORT, {'e'}, BY_MONTH | GOALS | INVEST | COLLECTED, 10, "export", "write a snapshot to a file"},
	{ACTION_EXPORT, {'e'}, AGENDA, 11, "export", "write what to talk about to a file"},
	{ACTION_EXPORT, {'e'}, EVENTS | RECORD, 8, "export", "write these events to a file"},
	{ACTION_ADD, {'a'}, GROUP, 0, NULL, "add to the history, once a team is selected"},
	{ACTION_ADD, {'a'}, TABLE | NARROW, 12, "add", "add a note, a need or a concern to the history"},
	{ACTION_ADD, {'a'}, INSIDE | EVENTS | AGENDA | INVEST | COLLECTED | BY_MONTH, 9, "add", "add a note, a need or a concern to the history"},
	{ACTION_UNDO, {'u'}, TEAMS | NONE | INSIDE | EVENTS | AGENDA | INVEST | COLLECTED | BY_MONTH, 0, NULL, "take back what was added last"},
	{ACTION_COPY, {'y'}, TABLE | NARROW | INSIDE, 0, NULL, "copy as text, for a clipboard"},
	{ACTION_COPY, {'y'}, GROUP, 0, NULL, "copy as text, once a team is selected"},
	{ACTION_COPY, {'y'}, INVEST | COLLECTED | BY_MONTH | GOALS, 11, "copy", "copy as text, for a clipboard"},
	{ACTION_COPY, {'y'}, AGENDA, 8, "copy", "copy as text, for a clipboard"},
	{ACTION_COPY, {'y'}, EVENTS, 10, "copy", "copy these events as text, for a clipboard"},
	{ACTION_COPY, {'y'}, RECORD, 10, "copy", "copy it as text, for a clipboard"},
	{ACTION_RELOAD, {'r'}, TEAMS | NONE | INSIDE | EVENTS | AGENDA | INVEST | COLLECTED | BY_MONTH | GOALS | RECORD | GONE, 0, NULL, "read teams and history again"},
	{ACTION_REDRAW, {INPUT_CONTROL('L')}, ALL | CALENDAR | GONE | PALETTE | EXPORT | ADD | FILTER | NONE, 0, NULL, "draw the screen again"},
	{ACTION_PALETTE, {':'}, TEAMS | NONE | INSIDE | EVENTS | AGENDA | INVEST | COLLECTED | BY_MONTH | GOALS | RECORD | HELP | GONE, 7, "commands", "find anything that can be done"},
	{ACTION_HELP, {'?', INPUT_F1}, TEAMS | NONE | INSIDE | EVENTS | AGENDA | INVEST | COLLECTED | BY_MONTH | GOALS | RECORD | GONE | CHOICES, 1, "help", "this help"},
	/* Where text is typed, a question mark is text. */
	{ACTION_HELP, {INPUT_F1}, NAMING | PALETTE | FILTER | ADD, 1, "help", "this help"},
	{ACTION_LEAVE, {'q'}, TEAMS | NONE, 2, "quit", "leave aplomb"},
	{ACTION_LEAVE, {'q'}, INSIDE | EVENTS | AGENDA | INVEST | COLLECTED | BY_MONTH | GOALS | RECORD | HELP | GONE, 2, "up", "up one level"},
	{ACTION_CLICK, {INPUT_CLICK}, TEAMS | INSIDE | EVENTS | AGENDA | BY_MONTH | PALETTE | EXPORT | ADD, 0, NULL, "select; again: open"},
	{ACTION_WHEEL_UP, {INPUT_WHEEL_UP}, ALL | CALENDAR | PALETTE | EXPORT | ADD | FILTER, 0, NULL, NULL},
	{ACTION_WHEEL_DOWN, {INPUT_WHEEL_DOWN}, ALL | CALENDAR | PALETTE | EXPORT | ADD | FILTER, 0, NULL, NULL},
};
/* clang-format on */
const size_t key_binding_count = sizeof(key_bindings) / sizeof(key_bindings[0]);

enum action keys_action(enum key_screen screen, uint32_t code)
{
	for (size_t i = 0; i < key_binding_count; i++) {
		const struct key_binding *binding = &key_bindings[i];

		if (!(binding->screens & screen))
			continue;
		for (size_t j = 0; j < BINDING_INPUTS_MAX && binding->inputs[j]; j++)
			if (binding->inputs[j] == code)
				return binding->action;
	}
	return ACTION_NONE;
}

uint32_t key_binding_input(const struct key_binding *binding, bool is_ascii)
{
	uint32_t first = binding->inputs[0];
	bool is_arrow = first == INPUT_LEFT || first == INPUT_DOWN || first == INPUT_UP ||
			first == INPUT_RIGHT;

	return is_ascii && is_arrow && binding->inputs[1] ? binding->inputs[1] : first;
}

static const struct {
	uint32_t code;
	const char *name, *ascii;
} input_names[] = {
	{INPUT_SPACE, "Space", "Space"},
	{INPUT_TAB, "Tab", "Tab"},
	{INPUT_ENTER, "Enter", "Enter"},
	{INPUT_ESCAPE, "Esc", "Esc"},
	{INPUT_BACKSPACE, "Backspace", "Backspace"},
	{INPUT_UP, "↑", "Up"},
	{INPUT_DOWN, "↓", "Down"},
	{INPUT_LEFT, "←", "Left"},
	{INPUT_RIGHT, "→", "Right"},
	{INPUT_PAGE_UP, "PgUp", "PgUp"},
	{INPUT_PAGE_DOWN, "PgDn", "PgDn"},
	{INPUT_HOME, "Home", "Home"},
	{INPUT_END, "End", "End"},
	{INPUT_F1, "F1", "F1"},
	{INPUT_CLICK, "click", "click"},
	{INPUT_WHEEL_UP, "wheel", "wheel"},
	{INPUT_WHEEL_DOWN, "wheel", "wheel"},
};

const char *input_name(uint32_t code, bool is_ascii, char name[INPUT_NAME_BYTES])
{
	for (size_t i = 0; i < sizeof(input_names) / sizeof(input_names[0]); i++)
		if (input_names[i].code == code) {
			snprintf(name, INPUT_NAME_BYTES, "%s",
				 is_ascii ? input_names[i].ascii : input_names[i].name);
			return name;
		}
	if (code < ' ')
		snprintf(name, INPUT_NAME_BYTES, "Ctrl-%c", (char)(code + '@'));
	else
		snprintf(name, INPUT_NAME_BYTES, "%c", code < 0x7f ? (char)code : '?');
	return name;
}
