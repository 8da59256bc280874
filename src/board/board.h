/*
 * What a reading command looks at, and what it prints of it.
 *
 * Rule: cards are made when they are asked for, each out of the history of its team alone.
 */
#ifndef APLOMB_BOARD_BOARD_H
#define APLOMB_BOARD_BOARD_H

#include "invocation/invocation.h"
#include "model/agenda.h"
#include "model/comparison.h"
#include "model/scorecard.h"
#include "model/team_practices.h"
#include "report/topic.h"

/* What a reading command looks at: catalog, history and scorecards for one period. */
struct board {
	struct catalog catalog;
	struct store *store;	    /* NULL: no history yet */
	struct scorecard scorecard; /* teams have their readings once they are asked for */
	size_t made_count;	    /* teams that have */
	struct period period;
	bool is_demo;
	struct card_work *work; /* of the card that is in the making; NULL: none is */
	struct error unread;	/* why events or practices are missing; kind 0: none are */
};

/*
 * Opens it as the invocation says, no team having its readings yet; is_demo: the organisation
 * inside the binary.
 */
bool board_open(struct board *board, struct invocation *invocation, bool is_demo,
		struct error *error);
void board_close(struct board *board);
/* False with the error where something of what was asked for could not be read. */
bool board_is_whole(const struct board *board, struct error *error);
/*
 * Begins the scorecards anew, for board->period; those before stand if it fails. Of the same
 * window as before, the cards stay to be shown until each is made anew.
 */
bool board_begin_again(struct board *board, struct error *error);
/*
 * The same as of now, out of the history as it is opened again; the catalog stays, which its
 * files still say.
 */
bool board_read_again(struct board *board, struct invocation *invocation, struct error *error);
/* Makes the readings of a team, or of all, unless they are made. */
bool board_make_card(struct board *board, const struct team *team, struct error *error);
bool board_make_all(struct board *board, struct error *error);

/*
 * card_work.c: takes a step of a few milliseconds towards the readings of a team, *is_made once
 * they are. What was begun of another team is thrown away.
 */
bool board_work(struct board *board, const struct team *team, bool *is_made,
		struct error *error);
void board_drop_work(struct board *board);
/* board.c: what a card of the board's period is made of. */
struct history_wanted board_wanted(const struct board *board, const struct team *team);
/* board.c: a card was put among the scorecards. */
void board_note_made(struct board *board, size_t count);
/*
 * The events behind a reading of a team (service NULL) or of one of its services, as
 * scorecard_evidence(), read from the history now; none, and board->unread set, where that
 * fails. Memory from the arena.
 */
const struct evidence *board_evidence(struct board *board, const struct team *team,
				      const struct service *service,
				      const struct capacity *capacity, struct arena *arena,
				      size_t *count);
/*
 * What a team did of each practice, as team_practices_make(), read from the history now; as
 * with evidence where that fails.
 */
const struct team_practices *board_practices(struct board *board, const struct team *team,
					     struct arena *arena);

/*
 * The cards of the teams among the arguments, made, in the order of the catalog; of all where
 * there are none. Memory in the invocation's arena.
 */
bool board_cards(struct invocation *invocation, struct board *board,
		 const struct team_card *const **cards, size_t *count, struct error *error);

/*
 * board_comparison.c: the team at `then`, which lies before the board's instant, and now, with
 * what its history says of the time in between. comparison_release() gives it back.
 */
bool board_compare(struct board *board, const struct team *team, instant then,
		   struct comparison *comparison, struct error *error);
/* Appends the same in words. */
bool board_add_comparison(const struct invocation *invocation, struct board *board,
			  const struct team *team, instant then, struct buffer *out,
			  struct error *error);

/*
 * board_agenda.c: what to talk about when the champions meet, of a team or (NULL) of all, whose
 * cards are those, since an instant or (INSTANT_NONE) since they last met. agenda_release()
 * gives it back.
 */
bool board_make_agenda(struct board *board, const struct team *team,
		       const struct team_card *const *cards, size_t count, instant since,
		       struct agenda *agenda, struct error *error);
/* The same of a team or of all (NULL), since they last met; makes the cards that are not. */
bool board_agenda(struct board *board, const struct team *team, struct agenda *agenda,
		  struct error *error);
/* Appends an agenda in words. */
void agenda_add_text(const struct invocation *invocation, const struct agenda *agenda,
		     struct buffer *out);
/* The two in one: makes it and appends it in words. */
bool board_add_agenda(const struct invocation *invocation, struct board *board,
		      const struct team *team, struct buffer *out, struct error *error);

/* board_text.c: appends all teams in words; all cards are made. */
void board_add_overview(const struct invocation *invocation, const struct board *board,
			struct buffer *out);
/* Appends the organisation's goals alone, as the overview begins with them; all cards are made.
 */
void board_add_goals(const struct invocation *invocation, const struct board *board,
		     struct buffer *out);
/* Appends a team whose card is made, or one capacity (NULL: all) of it. */
void board_add_team(const struct invocation *invocation, struct board *board,
		    const struct team *team, const struct capacity *capacity,
		    struct buffer *out);
/* Appends a topic of that team. */
void board_add_topic(const struct invocation *invocation, const struct board *board,
		     const struct team *team, const struct topic *topic, struct buffer *out);

/*
 * board_snapshot.c: the formats of snapshots, NULL at the end. The first is the one that is
 * written where none is asked for.
 */
extern const char *const snapshot_formats[];
/* How the name of a file of that format ends: "md". */
const char *snapshot_ending(size_t format);
/* The place of the format of that name (NULL: the first); else ERROR_USAGE. */
bool snapshot_format_find(const char *asked, size_t *format, struct error *error);
/*
 * Appends cards, which are made, in that format. False with the error where something of them
 * could not be read.
 */
bool board_add_cards(const struct invocation *invocation, struct board *board, size_t format,
		     const struct team_card *const *cards, size_t count, struct buffer *out,
		     struct error *error);
/* Appends teams, in the board's order, in the format of that name; makes their cards. */
bool board_add_snapshot(const struct invocation *invocation, struct board *board,
			const char *format, const struct team *const *teams, size_t team_count,
			struct buffer *out, struct error *error);

#endif
