/*
 * The practices screen's own state, shared by its files: practices.c acts, practices_draw.c
 * draws.
 *
 * Rule: of all teams one practice is shown, of one team all of them; each row by month. Teams
 * stand in the order of the YAML, never by how much they did.
 */
#ifndef APLOMB_UI_SCREENS_PRACTICES_SCREEN_H
#define APLOMB_UI_SCREENS_PRACTICES_SCREEN_H

#include "report/practised_words.h"
#include "ui/screens/screen.h"
#include "ui/widgets/hits.h"
#include "ui/widgets/list.h"

struct practices_screen {
	struct screen screen;
	char *team;	/* that it was opened for; "": all */
	char *selected; /* the team selected where all are shown */
	bool shows_all; /* of all teams */
	enum practised practised;
	struct list list; /* of teams, or of practices */
	struct hits hits;
	/* As asked for since the last reload, by team of the catalog; NULL: not yet. */
	struct arena arena;
	const struct team_practices **made;
};

/* Parts of hits: a row, or a practice to be shown. */
enum practices_part {
	PRACTICES_PART_ROW,
	PRACTICES_PART_PRACTISED,
};

/* What a team did, from the source, once. */
const struct team_practices *practices_of(struct practices_screen *screen, struct view *view,
					  const struct team *team);
/* The team that the screen is about; NULL: the YAML does not name it, or it is all. */
const struct team *practices_team(const struct practices_screen *screen,
				  const struct view *view);
/* The reading that tells how a practice is known; NULL: there is none. */
const struct reading *practices_reading(const struct view *view, const struct team *team,
					enum practised practised);
void practices_draw(struct practices_screen *screen, struct view *view, struct canvas *canvas,
		    struct area area);

#endif
