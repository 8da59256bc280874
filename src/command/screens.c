/* The board on a terminal: where screens get their scorecards, and what the terminal is told.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command/command.h"
#include "command/watch.h"
#include "scorecard/scorecard_make.h"
#include "ui/application.h"

/* Two boards: a reload opens the spare one, and what is shown stands until that is done. */
struct screens {
	struct invocation *invocation;
	struct board *current, *spare;
	bool is_begun; /* the first scorecards were given out */
	struct watch watch;
};

/* The same teams and history over another window: nothing is read again. */
static void make_again(struct board *board, int window_days)
{
	board->period.window_days = window_days;
	scorecard_release(&board->scorecard);
	scorecard_make(&board->scorecard, &board->catalog, &board->history, &board->period);
}

static bool open_again(struct screens *screens, int window_days, struct error *error)
{
	struct board *opened = screens->spare;

	if (!board_open(opened, screens->invocation, screens->current->is_demo, error))
		return false;
	if (opened->period.window_days != window_days)
		make_again(opened, window_days);
	board_close(screens->current);
	screens->spare = screens->current;
	screens->current = opened;
	return true;
}

static const char *notice_of(const struct board *board)
{
	if (!board->store)
		return "There is no history yet: 'aplomb import git' or 'aplomb record' begins "
		       "it.";
	return store_notice(board->store);
}

static bool load(void *context, int window_days, const struct scorecard **scorecard,
		 const char **notice, struct error *error)
{
	struct screens *screens = context;
	if (!screens->is_begun)
		*notice = notice_of(screens->current);
	else if (window_days != screens->current->period.window_days)
		make_again(screens->current, window_days);
	else if (!open_again(screens, window_days, error))
		return false;
	screens->is_begun = true;
	*scorecard = &screens->current->scorecard;
	return true;
}

static const struct evidence *evidence(void *context, const struct team *team,
				       const struct service *service,
				       const struct capacity *capacity, struct arena *arena,
				       size_t *count)
{
	struct screens *screens = context;

	return scorecard_evidence(&screens->current->scorecard, &screens->current->history,
				  team, service, capacity, arena, count);
}

static bool has_changed(void *context)
{
	struct screens *screens = context;

	return watch_has_changed(&screens->watch, screens->current->store,
				 &screens->current->catalog);
}

/* -- what the environment says of the terminal ----------------------------------------------
 */

static bool is_set(const char *name)
{
	const char *value = getenv(name);

	return value && *value;
}

static bool wants_colors(const struct invocation *invocation)
{
	const char *option = invocation->values[OPTION_COLOR];

	if (option && strcmp(option, "auto") != 0)
		return strcmp(option, "always") == 0;
	return !is_set("NO_COLOR");
}

/* "15;0", "0;default;15": the last number is the background; 7 and 9 to 15 are light. */
static bool background_is_light(void)
{
	const char *hint = getenv("COLORFGBG");
	const char *last = hint ? strrchr(hint, ';') : NULL;
	int color = last && last[1] ? atoi(last + 1) : 0;

	return color == 7 || (color >= 9 && color <= 15);
}

static struct terminal_settings settings_of(const struct invocation *invocation)
{
	return (struct terminal_settings){
		.name = getenv("TERM"),
		.has_colors = wants_colors(invocation),
		.background_is_light = background_is_light(),
		.has_mouse = !invocation_has(invocation, OPTION_NO_MOUSE),
	};
}

bool screens_are_possible(const struct invocation *invocation)
{
	struct error error;

	if (invocation_has(invocation, OPTION_OUTPUT) || !isatty(STDIN_FILENO) ||
	    !isatty(STDOUT_FILENO))
		return false;
	if (terminal_is_capable(getenv("TERM"), &error))
		return true;
	remark(invocation, "aplomb: %s", error.message);
	return false;
}

int screens_run(struct invocation *invocation, struct board *board)
{
	struct board second;
	struct screens screens = {.invocation = invocation, .current = board, .spare = &second};
	struct session_source source = {
		.context = &screens,
		.load = load,
		.evidence = evidence,
		.watched_fd = -1,
		.has_changed = has_changed,
	};
	struct session_options options = {
		.window_days = board->period.window_days,
		.team = invocation->argument_count ? invocation->arguments[0] : NULL,
		.is_ascii = invocation_is_ascii(invocation),
	};
	struct terminal_settings settings = settings_of(invocation);
	struct error error;
	bool is_done;

	memset(&second, 0, sizeof(second));
	/* A remark would be written across the screen; the session says what there is to say.
	 */
	invocation->values[OPTION_QUIET] = "";
	/* The demo cannot change. */
	if (!board->is_demo) {
		watch_begin(&screens.watch, invocation_db_path(invocation), board->store,
			    &board->catalog);
		source.watched_fd = screens.watch.fd;
	}
	is_done = application_run(&source, &options, &settings, &error);
	if (!board->is_demo)
		watch_end(&screens.watch);
	board_close(&second);
	return is_done ? 0 : report_error(&error);
}
