/*
 * The keys: one table of key, action, help text and the screens where it holds.
 *
 * Rule: the dispatcher, the footer and the help screen all read this table and nothing else, so
 * no key is shown that does nothing and none works that is not shown.
 */
#ifndef APLOMB_UI_KEYS_KEYS_H
#define APLOMB_UI_KEYS_KEYS_H

#include <stddef.h>

#include "ui/keys/input.h"

enum action {
	ACTION_NONE,
	ACTION_LEFT,
	ACTION_DOWN,
	ACTION_UP,
	ACTION_RIGHT,
	ACTION_PAGE_UP,
	ACTION_PAGE_DOWN,
	ACTION_FIRST,
	ACTION_LAST,
	ACTION_OPEN,
	ACTION_BACK,
	ACTION_PANE,
	ACTION_FIND,
	ACTION_FIND_NEXT,
	ACTION_FIND_PREVIOUS,
	ACTION_VALUES,
	ACTION_WHY,
	ACTION_PERIOD,
	ACTION_RELOAD,
	ACTION_REDRAW,
	ACTION_EVENTS,
	ACTION_PRACTICES,
	ACTION_GOALS,
	ACTION_THEN,
	ACTION_THEN_SPAN, /* what then is */
	ACTION_EARLIER,	  /* then a window earlier */
	ACTION_LATER,	  /* and later again */
	ACTION_AGENDA,	  /* what to talk about when the champions meet */
	ACTION_INVEST,	  /* where to invest next, and why */
	ACTION_COLLECTED, /* what is collected, and how the rest begins */
	ACTION_EXPORT,
	ACTION_ADD,  /* to the history: a form */
	ACTION_UNDO, /* what was added last */
	ACTION_COPY,
	ACTION_FOLD,
	ACTION_FOLD_ALL,
	ACTION_UNFOLD_ALL,
	ACTION_FILTER,
	ACTION_ALL_TEAMS, /* or again the one at hand */
	ACTION_PALETTE,
	ACTION_HELP,
	ACTION_LEAVE,
	ACTION_CLICK,
	ACTION_WHEEL_UP,
	ACTION_WHEEL_DOWN,
	ACTION_TYPE, /* a character, where text is typed */
};

/* Where a key holds; bits. */
enum key_screen {
	KEY_SCREEN_TEAMS = 1 << 0,
	KEY_SCREEN_TEAMS_NARROW = 1 << 1, /* one team at a time */
	KEY_SCREEN_TEAMS_WIDE = 1 << 2,	  /* with a scorecard beside the list */
	KEY_SCREEN_TEAMS_GROUP = 1 << 3,  /* a group of teams is selected */
	KEY_SCREEN_TEAMS_NONE = 1 << 4,	  /* no team passes the filter */
	KEY_SCREEN_FILTER = 1 << 5,	  /* a filter is being typed */
	KEY_SCREEN_CARD = 1 << 6,	  /* the scorecard beside the list */
	KEY_SCREEN_SCORECARD = 1 << 7,
	KEY_SCREEN_CAPACITY = 1 << 8,
	KEY_SCREEN_CAPACITY_SHORT = 1 << 9,  /* chart and events take turns */
	KEY_SCREEN_THEN = 1 << 10,	     /* then and now */
	KEY_SCREEN_INVEST = 1 << 11,	     /* where to invest next */
	KEY_SCREEN_AGENDA = 1 << 12,	     /* a champions' meeting */
	KEY_SCREEN_PRACTICES = 1 << 13,	     /* one practice by month, of all teams */
	KEY_SCREEN_PRACTICES_TEAM = 1 << 14, /* all practices by month, of one team */
	KEY_SCREEN_GOALS = 1 << 15,
	KEY_SCREEN_EVENTS = 1 << 16,
	KEY_SCREEN_EVENTS_CALENDAR = 1 << 17, /* with a calendar beside the list */
	KEY_SCREEN_CALENDAR = 1 << 18,	      /* that calendar */
	KEY_SCREEN_RECORD = 1 << 19,	      /* one event, whole */
	KEY_SCREEN_EXPORT = 1 << 20,	      /* a dialog: what is chosen */
	KEY_SCREEN_EXPORT_FILE = 1 << 21,     /* its file's name is typed */
	KEY_SCREEN_ADD = 1 << 22,	      /* the form that adds to the history */
	KEY_SCREEN_PALETTE = 1 << 23,
	KEY_SCREEN_HELP = 1 << 24,
	KEY_SCREEN_COLLECTED = 1 << 25, /* what is collected of a team */
	KEY_SCREEN_GONE = 1 << 26,	/* what the screen is about is not there any more */
	KEY_SCREEN_END = 1 << 27,	/* beyond the last */
};

#define BINDING_INPUTS_MAX 3

struct key_binding {
	enum action action;
	uint32_t inputs[BINDING_INPUTS_MAX]; /* 0: no more */
	unsigned screens;
	int footer_rank;   /* 1: the last to leave a narrow footer; 0: not in it */
	const char *label; /* its word in the footer; neighbours with the same share it */
	const char *help;  /* what it does, in a few words; NULL: not in the help */
};

/* In the order in which footer and help show them. */
extern const struct key_binding key_bindings[];
extern const size_t key_binding_count;

/* The input that names a binding in a footer: in ASCII, where an arrow is a word, a letter. */
uint32_t key_binding_input(const struct key_binding *binding, bool is_ascii);

/* ACTION_NONE where the key does nothing on that screen. */
enum action keys_action(enum key_screen screen, uint32_t code);

#endif
