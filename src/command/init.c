/* aplomb init [DIR]: a commented starter teams.yaml and an empty history; overwrites nothing.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/embedded.h"
#include "base/text.h"
#include "command/command.h"
#include "export/output.h"

static bool path_is_directory(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

/* Makes a directory and those above it, as far as they are not there. */
static bool directory_make(struct arena *arena, const char *directory, struct error *error)
{
	char *path = arena_copy_string(arena, directory);

	for (char *slash = *path ? strchr(path + 1, '/') : NULL; slash;
	     slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		(void)mkdir(path, 0777); /* what does not work shows below */
		*slash = '/';
	}
	if (mkdir(path, 0777) == 0 || path_is_directory(path))
		return true;
	return error_set(error, ERROR_IO, "%s: this directory cannot be made: %s", directory,
			 strerror(errno == EEXIST ? ENOTDIR : errno));
}

/* Whole or not at all; *is_made false where a file of that name was there already. */
static bool starter_write(const char *path, bool *is_made, struct error *error)
{
	struct stat status;
	bool exists = lstat(path, &status) == 0; /* a link that leads nowhere, too */

	if (!exists && !output_write_new_file(path, embedded_starter, strlen(embedded_starter),
					      &exists, error))
		return false;
	*is_made = !exists;
	return true;
}

static bool teams_make(struct invocation *invocation, const char *prefix, struct error *error)
{
	struct arena *arena = &invocation->arena;
	const char *path = arena_printf(arena, "%steams.yaml", prefix);
	const char *directory = arena_printf(arena, "%steams", prefix);
	bool is_made;

	/* A teams.yaml would be read instead of the directory. */
	if (path_is_directory(directory)) {
		printf("%s is there already and stays as it is.\n",
		       text_visible(arena, directory));
		return true;
	}
	if (!starter_write(path, &is_made, error))
		return false;
	if (is_made)
		printf("Made %s, with one team and one service to rename.\n",
		       text_visible(arena, path));
	else
		printf("%s is there already and stays as it is.\n", text_visible(arena, path));
	return true;
}

static bool history_make(struct invocation *invocation, const char *prefix, struct error *error)
{
	struct arena *arena = &invocation->arena;
	const char *path = arena_printf(arena, "%saplomb.db", prefix);
	struct store *store;
	struct stat status;

	if (lstat(path, &status) == 0) {
		printf("%s is there already and stays as it is.\n", text_visible(arena, path));
		return true;
	}
	if (!store_open(&store, path, STORE_WRITE, error))
		return false;
	store_close(store);
	printf("Made %s, an empty history.\n", text_visible(arena, path));
	return true;
}

static void say_next(struct invocation *invocation, const char *directory)
{
	if (directory)
		printf("Next, in %s:\n", text_visible(&invocation->arena, directory));
	else
		puts("Next:");
	puts("  aplomb import git --service first-service --repo PATH-OF-A-REPOSITORY\n"
	     "  aplomb check\n"
	     "  aplomb\n"
	     "aplomb-tutorial(7) goes on from here.");
}

static int run(struct invocation *invocation)
{
	const char *directory = invocation->argument_count ? invocation->arguments[0] : NULL;
	const char *prefix = "";
	struct error error;

	if (invocation->argument_count > 1) {
		error_set(&error, ERROR_USAGE,
			  "'aplomb init' takes one directory; '%.*s' is one too many",
			  TEXT_CUT(invocation->arguments[1], 80));
		return report_error(&error);
	}
	if (!invocation_may_write(invocation, &error))
		return report_error(&error);
	if (directory) {
		size_t length = strlen(directory);

		if (!directory_make(&invocation->arena, directory, &error))
			return report_error(&error);
		prefix = arena_printf(&invocation->arena, "%s%s", directory,
				      length && directory[length - 1] == '/' ? "" : "/");
	}
	if (!teams_make(invocation, prefix, &error) ||
	    !history_make(invocation, prefix, &error))
		return report_error(&error);
	say_next(invocation, directory);
	return 0;
}

const struct command command_init = {
	.name = "init",
	.synopsis = "init [DIR]",
	.summary = "A commented starter teams.yaml and an empty history; overwrites nothing",
	.run = run,
};
