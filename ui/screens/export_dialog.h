/*
 * The export dialog's own state, shared by its files: export_dialog.c acts,
 * export_dialog_what.c knows what there is to write, export_dialog_preview.c makes it,
 * export_dialog_draw.c draws.
 *
 * Rule: what is shown below the fields is what Enter writes, to the byte. Of many teams or
 * events it is the same made of the first few, so that each key is answered at once however
 * many there are; and a page of HTML is shown as its text.
 */
#ifndef APLOMB_UI_SCREENS_EXPORT_DIALOG_H
#define APLOMB_UI_SCREENS_EXPORT_DIALOG_H

#include "ui/screens/screen.h"
#include "ui/widgets/hits.h"
#include "ui/widgets/list.h"
#include "ui/widgets/prompt.h"

enum export_field {
	EXPORT_FIELD_WHAT,
	EXPORT_FIELD_FORMAT,
	EXPORT_FIELD_FILE,
	EXPORT_FIELD_COUNT,
};

/* In the order of the choices. */
enum export_what {
	EXPORT_SHOWN, /* the teams that pass a filter */
	EXPORT_ALL,
	EXPORT_TEAM,
	EXPORT_THEN, /* words: in no other format than the first, as is the next */
	EXPORT_MEETING,
	EXPORT_EVENT, /* one alone */
	EXPORT_EVENTS,
	EXPORT_WHAT_COUNT,
};

/* What would be written; made anew when a choice or the scorecards change. */
struct export_preview {
	bool is_made;	     /* what follows holds */
	struct error error;  /* ERROR_NONE where it could be made */
	bool is_of_first;    /* of the first teams or events only: there are many */
	struct buffer bytes; /* to be written, unless is_of_first */
	struct buffer text;  /* what a page of HTML says; empty for other formats */
	size_t line_count;   /* of what is shown: the text, or else the bytes */
};

struct export_dialog {
	struct screen screen;
	char *team;	   /* at hand; "": none */
	instant then;	   /* to compare the team with; INSTANT_NONE: none */
	char *filter;	   /* of teams; "": all are shown */
	bool has_meeting;  /* what to talk about can be chosen: */
	bool is_of_all;	   /* of all teams, not of the one at hand */
	bool is_of_events; /* of these, and of nothing else: */
	char *service;	   /* and `team` */
	int group;	   /* which of event_groups */
	bool has_event;
	struct arena arena; /* of that event */
	struct event event;
	enum export_what what;
	int format;		 /* index into those of what is chosen */
	enum export_field field; /* which one the arrows go to */
	struct prompt file;
	bool is_edited;	 /* the name is the user's; else it follows the choices */
	bool is_asking;	 /* whether to replace what is there */
	char said[2048]; /* below the fields: the question, or why it cannot be; "" */
	struct export_preview preview;
	struct list lines; /* of positions that the preview can be scrolled to */
	struct hits hits;  /* item: field; part: choice */
};

/* The team at hand; NULL where there is none, or none any more. */
const struct team *export_dialog_team(const struct export_dialog *dialog,
				      const struct view *view);
/* What can be chosen from, in order; returns how many. */
int export_dialog_offers(const struct export_dialog *dialog, const struct view *view,
			 enum export_what offers[EXPORT_WHAT_COUNT]);
/* "All teams", "3 of 13 teams", "Payments · Deployments". Memory: the frame's. */
const char *export_dialog_what_words(const struct export_dialog *dialog, struct view *view,
				     enum export_what what);
/* Those of what is chosen. */
const struct snapshot_format *export_dialog_formats(const struct export_dialog *dialog,
						    const struct view *view, int *count);
/* NULL where the source has none. */
const struct snapshot_format *export_dialog_format(const struct export_dialog *dialog,
						   const struct view *view);
/* The name that a file of what is chosen has, unless the user gives it one. */
const char *export_dialog_name(const struct export_dialog *dialog, struct view *view);
/* The teams of what is chosen, in the scorecards' order. Memory: the arena's. */
size_t export_dialog_teams(const struct export_dialog *dialog, const struct view *view,
			   struct arena *arena, const struct team *const **teams);
/* The events of what is chosen. False: the YAML does not name their team or service. */
bool export_dialog_filter(const struct export_dialog *dialog, const struct view *view,
			  struct event_filter *filter);
/* Of so many teams or events the preview is made. */
#define EXPORT_PREVIEW_TEAMS 4
#define EXPORT_PREVIEW_EVENTS 200

/* Makes what is written, or what is shown of it: of the first few. */
bool export_dialog_write(const struct export_dialog *dialog, const struct view *view,
			 bool is_of_first, struct buffer *bytes, struct error *error);
/* Makes the preview if it is not made. False where it cannot be: preview.error says why. */
bool export_dialog_make(struct export_dialog *dialog, const struct view *view);

void export_preview_forget(struct export_preview *preview);
void export_preview_release(struct export_preview *preview);
/* One line of what is shown, without its end, and where the next one begins; NULL: no more. */
const char *export_preview_next(const struct buffer *shown, const char *at, const char **line,
				size_t *length_bytes);
/* What is shown: the text of a page, or else the bytes. */
const struct buffer *export_preview_shown(const struct export_preview *preview);

void export_dialog_draw(struct export_dialog *dialog, struct view *view, struct canvas *canvas,
			struct area area);

#endif
