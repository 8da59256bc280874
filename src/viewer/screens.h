/* The board on a terminal, until the user leaves. */
#ifndef APLOMB_VIEWER_SCREENS_H
#define APLOMB_VIEWER_SCREENS_H

#include "board/board.h"
#include "ui/terminal/terminal.h"

struct session_state;
struct writing_helper;

/*
 * Whether the board can be shown as screens: standard input and output are terminals
 * that can, and nothing else was asked for. Where only the terminal cannot, a remark says so.
 */
bool screens_are_possible(const struct invocation *invocation);
/* What the screens are told of the terminal. */
struct terminal_settings screens_settings(const struct invocation *invocation);
/*
 * How the history was looked at the last time; NULL: nothing is remembered, or there will be no
 * screens. Its window stands in for --window where that is not given, so that the board is made
 * for it.
 */
const struct session_state *screens_recall(struct invocation *invocation);
/*
 * Shows the board as screens, until the user leaves; recalled: how, or NULL. From the first
 * screen on the process is confined (confinement.h), and the helper writes for it.
 */
int screens_run(struct invocation *invocation, struct board *board,
		struct writing_helper *helper, const struct session_state *recalled);

#endif
