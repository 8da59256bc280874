/*
 * The form that adds to the history, shared by its files: add_form.c acts, add_form_event.c
 * makes an event of what stands in the fields, add_form_draw.c draws.
 *
 * Rule: what is said below the fields is what Enter records. What was typed stays until it is
 * recorded or left.
 */
#ifndef APLOMB_UI_SCREENS_ADD_FORM_H
#define APLOMB_UI_SCREENS_ADD_FORM_H

#include "ui/screens/screen.h"
#include "ui/widgets/hits.h"
#include "ui/widgets/list.h"
#include "ui/widgets/prompt.h"

/* What is added, in the order of the choices. */
enum add_kind {
	ADD_NOTE,
	ADD_NEED,
	ADD_CONCERN,
	ADD_LESSON,
	ADD_ACTED_ON, /* closes an open concern or lesson */
	ADD_MET,      /* closes an open need */
	ADD_MEETING,
	ADD_KIND_COUNT,
};

enum add_field {
	ADD_FIELD_KIND,
	ADD_FIELD_TEXT,
	ADD_FIELD_WHICH, /* of those that are open */
	ADD_FIELD_TEAM,	 /* of a meeting: teams */
	ADD_FIELD_WHEN,
	ADD_FIELD_CAPACITY, /* that a note is about */
	ADD_FIELD_FROM,	    /* what went right, or not */
	ADD_FIELD_COUNT,
};

enum add_from {
	ADD_FROM_UNSAID,
	ADD_FROM_RIGHT,
	ADD_FROM_OTHER,
	ADD_FROM_COUNT,
};

/* Events read from the history, until something that they depend on changes. */
struct add_events {
	bool is_read;
	struct arena arena;
	struct event *events; /* oldest first */
	size_t count, capacity;
	struct error error; /* ERROR_NONE where they could be read */
};

struct add_form {
	struct screen screen;
	enum add_kind kind;
	enum add_field field;
	struct prompt text, team, when;
	char *capacity; /* id; "": none in particular */
	enum add_from from;
	struct add_events open; /* what the kind closes, of the team */
	struct add_events met;	/* meetings of the day */
	int64_t met_day;
	struct list which;	/* of the open ones */
	struct add_events held; /* across a reload: the one that was selected */
	bool is_gone;		/* and that is not open any more, or not as it was */
	char said[2048];	/* why the last Enter could not; "" */
	struct hits hits;	/* item: field; part: choice, or which */
};

/* What Enter would record. */
struct add_change {
	bool is_ready;
	const struct event *was; /* NULL: it is new */
	struct event is;
	const char *sentence; /* what that is; or what is missing */
	enum add_field field; /* where it is missing */
};

bool add_form_has(const struct add_form *form, enum add_field field);
/* The text of a field that is typed; NULL: it is chosen. */
struct prompt *add_form_prompt(struct add_form *form, enum add_field field);
/* Reads what is open, if it is not read. */
void add_form_read_open(struct add_form *form, const struct view *view);
void add_events_forget(struct add_events *events);
/* Forgets what was read, but which of the open ones is selected: read anew, it is again. */
void add_form_forget_read(struct add_form *form);
/* Texts lie in the view's arena, those of `was` in the form. */
void add_form_make(struct add_form *form, struct view *view, struct add_change *change);

/* The capacities of the team that a note may be about, the first NULL: none in particular. */
size_t add_form_capacities(const struct add_form *form, struct view *view,
			   const struct capacity *const **capacities, size_t *chosen);

void add_form_draw(struct add_form *form, struct view *view, struct canvas *canvas,
		   struct area area);

#endif
