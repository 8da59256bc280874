#include "command/copying.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/history_name.h"

/* -- interrupts -----------------------------------------------------------------------------
 */

static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
static struct sigaction actions_before[sizeof(signals) / sizeof(signals[0])];
static volatile sig_atomic_t stopped_by;

static void stop(int signal_number)
{
	stopped_by = signal_number;
}

static void take_signals(void)
{
	struct sigaction action = {.sa_handler = stop};

	sigemptyset(&action.sa_mask);
	stopped_by = 0;
	for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]); i++) {
		sigaction(signals[i], NULL, &actions_before[i]);
		/* What the caller had ignored (nohup) stays so. */
		if (actions_before[i].sa_handler != SIG_IGN)
			sigaction(signals[i], &action, NULL);
	}
}

static void give_signals_back(void)
{
	for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]); i++)
		sigaction(signals[i], &actions_before[i], NULL);
	if (stopped_by)
		raise(stopped_by);
}

static bool go_on(void *context, double part_done)
{
	struct copying *copying = context;

	if (progress_is_due(&copying->progress, copying->invocation)) {
		if (part_done < 1)
			fprintf(stderr, "\r%s: %2.0f %% ...", copying->doing, part_done * 100);
		else
			fprintf(stderr, "\r%s: reading it back ...", copying->doing);
	}
	return !stopped_by;
}

/* -- the place ------------------------------------------------------------------------------
 */

/* That history need not be there yet. */
static bool check_name(const char *to, struct error *error)
{
	const char *ending = history_name_ending(to);

	return !ending || error_set(error, ERROR_USAGE,
				    "'%s': a name that ends in '%s' would be taken for a part "
				    "of another history; name the file otherwise",
				    to, ending);
}

/* A log that holds something would be taken for the new file's. */
static bool check_is_alone(const struct copying *copying, struct error *error)
{
	static const char *const endings[] = {"-wal", "-journal"};

	for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
		const char *name = arena_printf(&copying->invocation->arena, "%s%s",
						copying->replacement.name, endings[i]);
		struct stat status;

		if (fstatat(copying->replacement.directory, name, &status,
			    AT_SYMLINK_NOFOLLOW) == 0 &&
		    status.st_size > 0)
			return error_set(error, ERROR_IO,
					 "'%s%s' is there and would be taken for a part of "
					 "'%s'; name another file",
					 copying->to, endings[i], copying->to);
	}
	return true;
}

static bool check_place(const struct copying *copying, const struct stat *standing,
			struct error *error)
{
	if (!standing->st_mode)
		return check_is_alone(copying, error);
	if (standing->st_dev == copying->source.st_dev &&
	    standing->st_ino == copying->source.st_ino)
		return error_set(error, ERROR_USAGE,
				 "'%s' is the history itself; name another file", copying->to);
	return error_set(error, ERROR_IO, "'%s' is there already; name a new file",
			 copying->to);
}

bool copying_begin(struct copying *copying, struct invocation *invocation, const char *from,
		   const char *to, const char *doing, struct error *error)
{
	struct stat standing;

	*copying = (struct copying){
		.invocation = invocation, .from = from, .to = to, .doing = doing};
	copying->work = (struct store_work){go_on, copying};
	copying->replacement.directory = -1;
	progress_begin(&copying->progress);
	take_signals();
	if (!check_name(to, error))
		return false;
	if (stat(from, &copying->source) != 0)
		return error_set(error, ERROR_IO, "%s: cannot be opened: %s", from,
				 strerror(errno));
	if (!replacement_begin(&copying->replacement, to, &standing, error)) {
		copying->replacement.directory = -1;
		return false;
	}
	return check_place(copying, &standing, error);
}

bool copying_fill(struct copying *copying, struct store *store, struct store_summary *copied,
		  struct error *error)
{
	struct buffer path;
	bool is_filled;

	if (!replacement_make(&copying->replacement, error))
		return false;
	buffer_init(&path);
	replacement_add_path(&copying->replacement, &path);
	is_filled =
		store_backup(store, path.bytes, copying->to, &copying->work, copied, error) &&
		check_is_alone(copying, error) &&
		replacement_finish(&copying->replacement, &copying->source, error);
	buffer_release(&path);
	return is_filled;
}

void copying_end(struct copying *copying)
{
	progress_end(&copying->progress);
	if (copying->replacement.directory >= 0)
		replacement_drop(&copying->replacement);
	give_signals_back();
}

/* -- in words -------------------------------------------------------------------------------
 */

size_t summary_total(const struct store_summary *summary)
{
	size_t total = 0;

	for (size_t i = 0; i < EVENT_KIND_COUNT; i++)
		total += summary->events[i];
	return total;
}

const char *size_of_file(struct invocation *invocation, const char *path)
{
	static const char *const units[] = {"bytes", "KiB", "MiB", "GiB", "TiB"};
	struct stat status;
	size_t unit = 0;
	double size;

	if (stat(path, &status) != 0)
		return "size unknown";
	for (size = (double)status.st_size; size >= 1024 && unit < 4; unit++)
		size /= 1024;
	return arena_printf(&invocation->arena, size < 10 && unit ? "%.1f %s" : "%.0f %s", size,
			    units[unit]);
}
