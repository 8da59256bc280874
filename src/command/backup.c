/* aplomb backup FILE: a whole copy of the history, while others write, read back at once. */
#include <stdio.h>

#include "base/text.h"
#include "command/copying.h"

static bool take_file(const struct invocation *invocation, const char **file,
		      struct error *error)
{
	if (invocation->argument_count < 1)
		return error_set(
			error, ERROR_USAGE,
			"'aplomb backup' needs the file to write: 'aplomb backup FILE'");
	if (invocation->argument_count > 1)
		return error_set(error, ERROR_USAGE,
				 "'%s' is one too many: 'aplomb backup FILE'",
				 invocation->arguments[1]);
	*file = invocation->arguments[0];
	return true;
}

static bool refuse_absent(const char *path, struct error *error)
{
	return error_set(error, ERROR_IO,
			 "there is no history at %s to back up; name another with -d", path);
}

static bool back_up(struct copying *copying, struct store_summary *copied, struct error *error)
{
	struct store *store;
	bool is_done;

	if (!invocation_store(copying->invocation, STORE_READ, &store, error))
		return false;
	if (!store) /* gone since it was looked for */
		return refuse_absent(invocation_db_path(copying->invocation), error);
	is_done = copying_fill(copying, store, copied, error);
	store_close(store);
	return is_done;
}

static void say_done(struct invocation *invocation, const char *file,
		     const struct store_summary *copied)
{
	size_t total = summary_total(copied);

	remark(invocation, "Backed up %zu event%s to %s (%s), and read %s back.", total,
	       total == 1 ? "" : "s", file, size_of_file(invocation, file),
	       total == 1 ? "it" : "them");
}

static int run(struct invocation *invocation)
{
	const char *from = invocation_db_path(invocation);
	struct store_summary copied;
	struct copying copying;
	const char *file;
	struct error error;
	bool is_done;

	if (!take_file(invocation, &file, &error) ||
	    (store_is_absent(from) && !refuse_absent(from, &error)))
		return report_error(&error);
	is_done = copying_begin(&copying, invocation, from, file, "backing up", &error) &&
		  back_up(&copying, &copied, &error);
	copying_end(&copying);
	if (!is_done)
		return report_error(&error);
	say_done(invocation, file, &copied);
	return 0;
}

const struct command command_backup = {
	.name = "backup",
	.synopsis = "backup FILE",
	.summary = "Copy the history whole, while others record, and read the copy back",
	.run = run,
};
