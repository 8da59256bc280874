/*
 * The export dialog's own state, shared by its files: export_dialog.c acts,
 * export_dialog_draw.c draws, export_dialog_preview.c makes what would be written.
 *
 * Rule: what is shown below the fields is what Enter writes, to the byte. Of many teams it is
 * the same made of the first few, so that each key is answered at once however many there are;
 * and a page of HTML is shown as its text.
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

/* What would be written; made anew when a choice or the scorecards change. */
struct export_preview {
	bool is_made;	     /* what follows holds */
	struct error error;  /* ERROR_NONE where it could be made */
	bool is_of_first;    /* of the first teams only: there are many */
	struct buffer bytes; /* to be written, unless is_of_first */
	struct buffer text;  /* what a page of HTML says; empty for other formats */
	size_t line_count;   /* of what is shown: the text, or else the bytes */
};

struct export_dialog {
	struct screen screen;
	char *team;		 /* at hand; "": none */
	bool is_of_team;	 /* else of all */
	int format;		 /* index into the source's */
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
/* NULL where the source has none. */
const struct snapshot_format *export_dialog_format(const struct export_dialog *dialog,
						   const struct view *view);
/* Of so many teams the preview is made. */
#define EXPORT_PREVIEW_TEAMS 4

/* Makes what is written. */
bool export_dialog_snapshot(const struct export_dialog *dialog, const struct view *view,
			    size_t team_count_max, struct buffer *bytes, struct error *error);
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
