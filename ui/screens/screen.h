/*
 * What a screen is: one vtable. Adding a screen is adding a file with one of these.
 *
 * Rule: a screen draws on a canvas, keeps ids (never pointers into a scorecard, which a reload
 * replaces) and says what should happen next; the session does it.
 */
#ifndef APLOMB_UI_SCREENS_SCREEN_H
#define APLOMB_UI_SCREENS_SCREEN_H

#include "report/wording.h"
#include "ui/canvas/canvas.h"
#include "ui/keys/keys.h"
#include "ui/screens/source.h"
#include "ui/screens/state.h"
#include "ui/widgets/prompt.h"
#include "ui/widgets/words.h"

/* Below this many columns a screen shows one team, and its capacities as lines. */
#define SCREEN_NARROW_COLUMNS 60
/* From this many on, the selected scorecard stands beside the list. */
#define SCREEN_WIDE_COLUMNS 160

/* Teams of which one frame may ask for readings: more rows no terminal has. */
#define VIEW_WANTED_MAX 256

/* What screens look at. The session keeps it and fills it anew for each frame and key. */
struct view {
	const struct session_source *source;
	const struct scorecard *scorecard;
	struct wording wording;
	bool shows_values; /* `v`: values instead of sparklines */
	const char *query; /* what `/` looks for; "" */
	bool is_finding;   /* it is being typed */
	int rows, columns; /* of the whole canvas */
	/* Teams that were drawn and whose readings are still to be made: by index. */
	size_t wanted[VIEW_WANTED_MAX];
	size_t wanted_count;
	struct words words; /* strings of this frame */
};

struct screen;

/* What should happen next. */
struct request {
	struct screen *open; /* the session takes it */
	bool goes_back;
	struct screen *above; /* to go back to where only all teams are; the session takes it */
	const char *notice;   /* a sentence to show; copied */
	/* What was changed in the history, to be read again and to be taken back; copied. */
	const struct event *was, *is;
	enum action then; /* to be done where one is then */
};

#define TITLE_CRUMBS_MAX 5

/* The first line: where one is, and for what time. */
struct title {
	const char *crumbs[TITLE_CRUMBS_MAX]; /* "Commerce", "Payments", "Restore time" */
	int crumb_count;
	const char *aside; /* after the period; NULL: nothing */
	/* In place of the period, whole and short; NULL: the period. */
	const char *windows, *windows_short;
	bool is_timeless; /* no period is shown */
};

/* One step of `/`. */
enum find_step {
	FIND_BEGIN,    /* remember where the search began */
	FIND_TYPED,    /* the first match from there on */
	FIND_NEXT,     /* the next one after the selection */
	FIND_PREVIOUS, /* the one before it */
	FIND_CANCEL,   /* back to where it began */
};

/* A line that is being typed, which stands in the place of the keys. */
struct typing {
	const struct prompt *prompt;
	const char *sign; /* before it: "filter: " */
	const char *hint; /* behind it, dim */
	const char *none; /* before that, where it finds nothing; NULL: nothing to say */
};

struct screen_type {
	bool takes_text; /* what is bound to no action is ACTION_TYPE */
	/* Whether a line is being typed, and which; it takes text then. NULL: never. */
	bool (*typing)(struct screen *screen, struct view *view, struct typing *typing);
	/* Which keys hold now. */
	enum key_screen (*keys)(const struct screen *screen, const struct view *view);
	void (*title)(struct screen *screen, struct view *view, struct title *title);
	void (*draw)(struct screen *screen, struct view *view, struct canvas *canvas,
		     struct area area);
	void (*act)(struct screen *screen, struct view *view, enum action action,
		    const struct input *input, struct request *request);
	/* Whether anything was found; NULL: nothing to find here. */
	bool (*find)(struct screen *screen, struct view *view, enum find_step step);
	/* Where it looks: "its name, services or champion"; and that nothing there has it. */
	const char *find_where, *find_none;
	/* The team that it is about or has selected, by id; NULL: none. */
	const char *(*team)(const struct screen *screen, const struct view *view);
	/* The capacity that it is about or has selected, by id; NULL: none. */
	const char *(*capacity)(const struct screen *screen, const struct view *view);
	/*
	 * Appends what one looks at, as text to be copied. *note: a sentence that says what
	 * else is to be known of it, static, or NULL. NULL: there is nothing to copy.
	 */
	bool (*text)(struct screen *screen, struct view *view, struct buffer *out,
		     const char **note, struct error *error);
	/* The dialog that writes what one looks at to a file. NULL: the team's snapshot. */
	struct screen *(*exports)(const struct screen *screen, const struct view *view);
	/* The scorecards are others now: forget what came from the old ones. NULL: nothing. */
	void (*reloaded)(struct screen *screen);
	void (*free)(struct screen *screen);
};

/* The first member of every screen. */
struct screen {
	const struct screen_type *type;
};

/* Each gives a new screen, the receiver's to free. Ids are copied. */
struct screen *teams_screen_new(void);
/* As it was left: what of it is still there. */
void teams_screen_set_state(struct screen *screen, const struct view *view,
			    const struct session_state *state);
/* Fills in what is the screen's of a state; pointers hold until its next key. */
void teams_screen_get_state(const struct screen *screen, const struct view *view,
			    struct session_state *state);
struct screen *scorecard_screen_new(const char *team, const char *service);
struct screen *capacity_screen_new(const char *team, const char *service, const char *capacity,
				   bool shows_why);
/*
 * The history of a team, or of all (NULL, ""); of one service alone (or NULL), and of the kind
 * of events that a capacity (or NULL) rests on.
 */
struct screen *events_screen_new(const char *team, const char *service, const char *capacity);
/* Selects the first event at an instant or, where there is none, before it. */
void events_screen_select(struct screen *screen, instant at);
/* Selects a capacity on a scorecard. */
void scorecard_screen_select(struct screen *screen, const char *capacity);
/* Then and now of a team; capacity: selected at first, or NULL. */
struct screen *then_screen_new(const char *team, const char *capacity);
/*
 * Practices by month: of a team; or of all (NULL, ""), with `selected` at hand, or NULL.
 */
struct screen *practices_screen_new(const char *team, const char *selected);
/* Selects the practice that a capacity (or NULL) reads, where it reads one. */
void practices_screen_select(struct screen *screen, const char *capacity);
/* The organisation's goals, and how many teams have met each. */
struct screen *goals_screen_new(void);
/* Where the team could invest next, and why. */
struct screen *invest_screen_new(const char *team);
/* What is collected of the team, and how the rest begins. */
struct screen *collected_screen_new(const char *team);
/* What to talk about when the champions meet: of the team, or of all with it selected. */
struct screen *agenda_screen_new(const char *team, bool is_of_team);
/* The keys of the screen that holds these. */
struct screen *help_screen_new(enum key_screen about);

/* Everything that can be done, found by a few of its letters; team: at hand, or NULL. */
struct screen *palette_screen_new(enum key_screen about, const char *team);

/* What is at hand to be written as a snapshot. */
struct export_choice {
	const char *team;   /* NULL: none */
	bool is_of_team;    /* it is chosen at first, not all teams */
	instant then;	    /* to compare it with, chosen before it; INSTANT_NONE: none */
	const char *filter; /* whose teams are chosen at first; NULL, "": all are shown */
	bool is_of_meeting; /* what to talk about is chosen before it: of that team, or of all
			     */
};
struct screen *export_dialog_new(const struct export_choice *choice);

/* A part of the history, by ids; group: which of event_groups. */
struct events_choice {
	const char *team, *service; /* NULL, "": all */
	int group;
};
/* What of it lies in the period. False: the YAML does not name team or service any more. */
bool events_choice_filter(const struct events_choice *choice, const struct view *view,
			  struct event_filter *filter);
/* Writes events: one (NULL: none) chosen at first, or that part. Both are copied. */
struct screen *export_events_dialog_new(const struct events_choice *choice,
					const struct event *event);

/* Adds to the history, of that team; capacity: that a note is about at first, or NULL. */
struct screen *add_form_new(const char *team, const char *capacity);

/*
 * A scorecard that stands beside the list: of which team, which capacity the list points at
 * (NULL: none), and whether keys go to it.
 */
void scorecard_screen_stand_beside(struct screen *screen, const char *team,
				   const char *capacity, bool has_focus);

void screen_free(struct screen *screen);

/* Whether all teams have their readings. */
bool view_is_whole(const struct view *view);
/* Until then: "40 of 200 teams are read". */
void view_add_progress(const struct view *view, struct buffer *buffer);
/* Whether all teams have readings to show, be they those of an earlier instant. */
bool view_has_readings(const struct view *view);
/*
 * A card for a list. Where it is not made yet, the view notes it, and it has no readings or
 * those of an earlier instant.
 */
const struct team_card *view_card(struct view *view, size_t index);
/* A card that a screen is about: made now, should it not be yet. */
const struct team_card *view_made_card(const struct view *view, size_t index);
/* The same by the team's id; NULL: there is no such team, or it cannot be read. */
const struct team_card *view_team(const struct view *view, const char *team);

/* A group is selected, or nothing is. */
#define NEEDS_A_TEAM "Select a team first: this is about one."

/* As text() of a screen type, where there is none: false. */
bool screen_has_no_text(struct error *error);
/* As text() of a screen type: what `events` prints of that part, or of one event of it. */
bool screen_add_events(const struct view *view, const struct events_choice *choice,
		       const struct event *event, struct buffer *out, struct error *error);

/* As text() of a screen type, of a team (NULL: there is none): what `show` prints of a team, or
 * of one capacity (NULL: all). */
bool screen_add_text(const struct view *view, const char *team, const struct capacity *capacity,
		     struct buffer *out, struct error *error);

/* Says that what the screen is about is gone, or (not NULL) what else keeps it empty. */
void screen_draw_gone(struct canvas *canvas, struct area area, const char *instead);

/* Adds the crumbs of a team: its group, if it has one, and its name. */
void title_add_team(struct title *title, const struct view *view, const char *team);

#endif
