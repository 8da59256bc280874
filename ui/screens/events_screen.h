/*
 * The events screen's own state, shared by its files: events.c acts, events_data.c counts days,
 * events_pages.c reads what is seen, events_find.c finds, events_draw.c and events_calendar.c
 * draw, and record.c shows one event whole.
 *
 * Rule: how many events each day has is known of the whole period; the events themselves are
 * read in pages, where they are looked at. So any day of any history is a page away.
 */
#ifndef APLOMB_UI_SCREENS_EVENTS_SCREEN_H
#define APLOMB_UI_SCREENS_EVENTS_SCREEN_H

#include "report/event_brief.h"
#include "report/event_summary.h"
#include "ui/screens/screen.h"
#include "ui/widgets/hits.h"
#include "ui/widgets/list.h"

#define EVENT_PAGE_ITEMS 64
#define EVENT_PAGES 4 /* kept; more than any canvas shows */

/* Kinds of which there are many a day; where all kinds are shown each is one line. */
#define EVENT_FOLDS_MAX 2
extern const enum event_kind events_folded_kinds[EVENT_FOLDS_MAX];

/* All events of one kind on one day. */
struct events_fold {
	enum event_kind kind;
	size_t count;
	/* What they are of; read where they are seen, unless there are too many. */
	const char *service, *slo; /* NULL: several, or not known */
	size_t slo_count;	   /* 0: not known */
	size_t passed;		   /* of checks that were looked at */
	bool is_known;
};

/*
 * A day with something to show. Items are its events, newest first, then its folds; lines are
 * these with a heading above, but for a day of one fold alone, which stands beside its heading.
 */
struct events_day {
	int64_t day;
	int event_count; /* items that are events */
	int fold_count;
	struct events_fold folds[EVENT_FOLDS_MAX];
	int first_item, first_line;
};

/* Items from a multiple of EVENT_PAGE_ITEMS on. */
struct event_page {
	bool is_read;
	int first_item;
	unsigned used; /* when it was last */
	struct arena arena;
	const struct event *events[EVENT_PAGE_ITEMS]; /* NULL: a fold */
};

/* What is known of the history; forgotten on a reload. */
struct events_data {
	bool is_counted, is_listed;
	struct error error; /* kind ERROR_NONE: nothing went wrong */
	int64_t first_day;  /* of the period */
	size_t day_count;
	size_t (*counts)[EVENT_KIND_COUNT]; /* by day, oldest first */
	size_t group_counts[EVENT_GROUP_COUNT];
	size_t *day_totals;	    /* of the group shown */
	instant last;		    /* of the newest event ever, where the period has none */
	struct arena arena;	    /* of `days`, their texts and the names */
	struct service_names names; /* which service a name in the history is of */
	struct events_day *days;    /* newest first */
	int days_shown, item_count, line_count;
	unsigned clock;
	struct event_page pages[EVENT_PAGES];
};

struct events_screen {
	struct screen screen;
	char *team;	/* "": all */
	char *service;	/* "": all */
	bool shows_all; /* of all teams, though there is one */
	int group;	/* which of event_groups */
	bool in_calendar;
	int64_t calendar_day; /* selected there, or in the list */
	bool has_day;	      /* one was */
	struct list list;     /* of items */
	int settled_top;      /* its first line, as keys left it: a resize does not move it */
	bool is_settled;
	struct hits hits;
	struct events_data data;
	/* The event selected, kept while the data is read anew; and where finding began. */
	struct arena kept;
	struct event kept_event;
	bool has_kept;
	int find_origin;
	char *find_none; /* a query that nothing has, nor what begins with it; "" */
};

/* NULL: none, or it is all teams. */
const struct team *events_team(const struct events_screen *screen, const struct view *view);
/* Names as the YAML has them, once the data is synchronised. */
struct event_names events_names(const struct events_screen *screen, const struct view *view);
/* Whether the YAML still names what it is about. */
bool events_are_there(const struct events_screen *screen, const struct view *view);

/* What it shows, whatever of it is folded. Ids: the screen's. */
struct events_choice events_choice_of(const struct events_screen *screen);

/* -- what is read (events_data.c counts, events_pages.c reads) ------------------------------
 */

/* The filter of what is shown, without the kinds that are folded. */
struct event_filter events_filter(const struct events_screen *screen, const struct view *view);
/* Counts and lists, if that was not done; selects the event that was kept. */
void events_synchronise(struct events_screen *screen, struct view *view);
/* Something else is to be shown: the selection is kept, as near as there is one. */
void events_forget_counts(struct events_screen *screen);
void events_forget_list(struct events_screen *screen);
void events_data_release(struct events_data *data);

/* The day of an item; there is one. */
struct events_day *events_day_of(struct events_data *data, int item);
/* The first shown day that is not after a day; the oldest where all are. There is one. */
struct events_day *events_day_near(struct events_data *data, int64_t day);
int events_day_items(const struct events_day *day);
/* Whether its only item stands beside its heading. */
bool events_day_is_one_line(const struct events_day *day);
/* Line of an item. */
int events_line_of(struct events_data *data, int item);
/* NULL where the item is an event. */
struct events_fold *events_fold_of(struct events_data *data, int item);
/* The event of an item; NULL: a fold, or it could not be read. */
const struct event *events_at(struct events_screen *screen, struct view *view, int item);
/* The item of an event, or of the one nearest to it, older where there is one. */
int events_locate(struct events_screen *screen, struct view *view, const struct event *event,
		  bool *is_exact);

/* -- the rest -------------------------------------------------------------------------------
 */

bool events_find(struct screen *base, struct view *view, enum find_step step);

/* Whether a calendar stands beside the list or above it. */
bool events_have_calendar(const struct view *view);
bool events_calendar_is_beside(const struct view *view);
/* Whether it is seen and keys go to it. */
bool events_in_calendar(const struct events_screen *screen, const struct view *view);
/* Draws it, and what there is to say of the day. */
void events_draw_calendar(struct events_screen *screen, struct view *view,
			  struct canvas *canvas, struct area area);
int events_calendar_rows(void);
/* Moves the day; the list follows. False where the action does not move it. */
bool events_calendar_act(struct events_screen *screen, enum action action);
void events_calendar_select(struct events_screen *screen, int64_t day);

void events_draw(struct events_screen *screen, struct view *view, struct canvas *canvas,
		 struct area area);
/* Parts of hits: an item, a group of events, a day of the calendar. */
enum events_part {
	EVENTS_PART_ITEM,
	EVENTS_PART_GROUP,
	EVENTS_PART_DAY,
};

/* One event whole, its place among those of its day, and what list it is from. All is copied.
 */
struct screen *record_screen_new(const struct event *event, const struct events_choice *list,
				 size_t place, size_t count);
/*
 * Draws its fields, and its place where count is not 0, as many lines as fit from `top` on;
 * returns how many there are.
 */
int record_draw_fields(struct view *view, struct canvas *canvas, struct area area,
		       const struct event *event, size_t place, size_t count, int top);

#endif
