#include "intake/git_process.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define ARGUMENTS_MAX 32
#define PATIENCE_SECONDS 10
#define MEMORY_GIB 1
#define WAIT_MS 500 /* between looks at whether git works */

/* In front of every command. Configuration on the command line wins over the repository's. */
static const char *const safe_arguments[] = {
	"git",
	"--no-pager",
	"--no-replace-objects",
	"-c",
	"safe.directory=*",
	"-c",
	"core.fsmonitor=false",
	"-c",
	"core.hooksPath=/dev/null",
	"-c",
	"log.showSignature=false",
	"-c",
	"protocol.allow=never",
};

/* -- where the repository is -------------------------------------------------------------- */

static bool path_exists(const char *directory, const char *name)
{
	char path[PATH_MAX];
	int length = snprintf(path, sizeof(path), "%s/%s", directory, name);

	return length > 0 && (size_t)length < sizeof(path) && !access(path, F_OK);
}

static bool is_git_directory(const char *path)
{
	return path_exists(path, "HEAD") &&
	       (path_exists(path, "commondir") ||
		(path_exists(path, "objects") && path_exists(path, "refs")));
}

/* Where a .git file ("gitdir: PATH", of a linked work tree or a submodule) points; or NULL. */
static const char *read_git_file(const char *directory, const char *path, struct arena *arena)
{
	static const char key[] = "gitdir: ";
	char line[PATH_MAX + sizeof(key)];
	FILE *file = fopen(path, "re");
	const char *target = NULL;

	if (!file)
		return NULL;
	if (fgets(line, sizeof(line), file) && !strncmp(line, key, sizeof(key) - 1)) {
		line[strcspn(line, "\r\n")] = '\0';
		target = line + sizeof(key) - 1;
		target = *target == '/' ? arena_copy_string(arena, target)
					: arena_printf(arena, "%s/%s", directory, target);
	}
	fclose(file);
	return target && is_git_directory(target) ? target : NULL;
}

/* The repository of just this directory; NULL where it has none. */
static const char *repository_of(const char *directory, struct arena *arena)
{
	const char *inside = arena_printf(arena, "%s/.git", directory);
	struct stat about;

	if (!stat(inside, &about)) {
		if (S_ISREG(about.st_mode))
			return read_git_file(directory, inside, arena);
		if (S_ISDIR(about.st_mode) && is_git_directory(inside))
			return inside;
	}
	return is_git_directory(directory) ? directory : NULL;
}

bool git_directory_find(const char *directory, struct arena *arena, const char **git_directory,
			struct error *error)
{
	char path[PATH_MAX];

	if (!realpath(directory, path))
		return error_set(error, ERROR_IO, "%s cannot be opened: %s", directory,
				 strerror(errno));
	for (;;) {
		const char *found = repository_of(path, arena);
		char *slash = strrchr(path, '/');

		if (found) {
			*git_directory = arena_copy_string(arena, found);
			return true;
		}
		if (slash == path && !path[1])
			break;
		slash[slash == path] = '\0'; /* the root keeps its slash */
	}
	return error_set(error, ERROR_IO,
			 "%s is not in a git repository; name one with --repo DIR", directory);
}

/* -- running git -------------------------------------------------------------------------- */

/*
 * Everything git may know of its surroundings. No user's or system's configuration, no
 * questions, no locks, nothing fetched (a partial clone would run what its remote names), the
 * history as it was committed. GIT_WORK_TREE keeps core.worktree from being visited.
 */
static char **make_environment(const char *git_directory, struct arena *arena)
{
	static const char *const fixed[] = {
		"PATH=/usr/local/bin:/usr/bin:/bin",
		"LC_ALL=C",
		"HOME=/nonexistent",
		"GIT_CONFIG_NOSYSTEM=1",
		"GIT_CONFIG_GLOBAL=/dev/null",
		"GIT_ATTR_NOSYSTEM=1",
		"GIT_TERMINAL_PROMPT=0",
		"GIT_OPTIONAL_LOCKS=0",
		"GIT_NO_LAZY_FETCH=1",
		"GIT_ALLOW_PROTOCOL=",
		"GIT_NO_REPLACE_OBJECTS=1",
		"GIT_GRAFT_FILE=/dev/null",
	};
	const size_t count = sizeof(fixed) / sizeof(*fixed);
	char **environment = ARENA_ARRAY(arena, count + 3, char *);

	for (size_t i = 0; i < count; i++)
		environment[i] = arena_copy_string(arena, fixed[i]);
	environment[count] = arena_printf(arena, "GIT_DIR=%s", git_directory);
	environment[count + 1] = arena_printf(arena, "GIT_WORK_TREE=%s", git_directory);
	return environment;
}

static char **make_arguments(const char *const *arguments, struct arena *arena)
{
	const size_t safe_count = sizeof(safe_arguments) / sizeof(*safe_arguments);
	char **all = ARENA_ARRAY(arena, ARGUMENTS_MAX, char *);
	size_t count = 0;

	while (count < safe_count) {
		all[count] = arena_copy_string(arena, safe_arguments[count]);
		count++;
	}
	for (; *arguments && count + 1 < ARGUMENTS_MAX; arguments++)
		all[count++] = arena_copy_string(arena, *arguments);
	return all;
}

/*
 * git reads a tag or a commit as a whole, whatever its size, and some files, which may be
 * devices that never end. A million commits take it 0.2 GB. Packs do not count: they are mapped
 * to be read, which is no data. Where the limit cannot be set it goes without.
 */
static void limit_memory(pid_t id)
{
	const rlim_t most = (rlim_t)MEMORY_GIB << 30;
	struct rlimit limit;

	if (prlimit(id, RLIMIT_DATA, NULL, &limit) != 0 || limit.rlim_cur <= most)
		return;
	limit.rlim_cur = most;
	prlimit(id, RLIMIT_DATA, &limit, NULL);
}

/* Starts git between these descriptors. Returns an errno, 0 when it runs. */
static int spawn(struct git_process *process, const char *git_directory,
		 const char *const *arguments, int input, int output)
{
	posix_spawn_file_actions_t actions;
	struct arena arena;
	int status = posix_spawn_file_actions_init(&actions);

	if (status)
		return status;
	arena_init(&arena);
	if (input >= 0)
		status = posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
	else
		status = posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null",
							  O_RDONLY, 0);
	if (!status)
		status = posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
	if (!status)
		status = posix_spawn_file_actions_adddup2(&actions, fileno(process->complaints),
							  STDERR_FILENO);
	if (!status)
		status = posix_spawnp(&process->id, "git", &actions, NULL,
				      make_arguments(arguments, &arena),
				      make_environment(git_directory, &arena));
	if (!status)
		limit_memory(process->id);
	posix_spawn_file_actions_destroy(&actions);
	arena_release(&arena);
	return status;
}

/* -- waiting for git ---------------------------------------------------------------------- */

/*
 * git opens what lies in the repository, and what its configuration includes: a pipe among
 * that, and it waits for ever. One that works has much to read, and may be long in saying a
 * word; so who neither says anything nor uses processor time is taken to wait in vain.
 */
struct patience {
	pid_t id;
	bool counts_work; /* using processor time is as good as an answer */
	struct timespec used;
	int waited_ms; /* since it last did something */
};

/* What stands behind the FILE of its output. */
struct git_answer {
	struct patience patience;
	int descriptor;
	bool is_silent; /* it was waited for in vain */
};

static struct timespec processor_time(pid_t id)
{
	struct timespec used = {0};
	clockid_t clock;

	if (!clock_getcpuclockid(id, &clock))
		clock_gettime(clock, &used);
	return used;
}

/* Whether it is at its end, now that git was waited for once more without an answer. */
static bool patience_ends(struct patience *patience, int waited_ms)
{
	struct timespec used = processor_time(patience->id);

	patience->waited_ms += waited_ms;
	if (patience->counts_work &&
	    (used.tv_sec != patience->used.tv_sec || used.tv_nsec != patience->used.tv_nsec))
		patience->waited_ms = 0;
	patience->used = used;
	return patience->waited_ms >= PATIENCE_SECONDS * 1000;
}

static ssize_t answer_read(void *cookie, char *bytes, size_t size_bytes)
{
	struct git_answer *answer = cookie;
	struct pollfd output = {.fd = answer->descriptor, .events = POLLIN};

	answer->patience.waited_ms = 0;
	for (;;) {
		int ready = poll(&output, 1, WAIT_MS);

		if (ready > 0)
			return read(answer->descriptor, bytes, size_bytes);
		if (ready < 0 && errno != EINTR)
			return -1;
		if (!ready && patience_ends(&answer->patience, WAIT_MS)) {
			answer->is_silent = true;
			errno = ETIMEDOUT;
			return -1;
		}
	}
}

static int answer_close(void *cookie)
{
	struct git_answer *answer = cookie;
	int status = close(answer->descriptor);

	free(answer);
	return status;
}

/* NULL where there is no memory; the descriptor stays the caller's then. */
static FILE *open_answer(struct git_process *process, int descriptor)
{
	static const cookie_io_functions_t functions = {
		.read = answer_read,
		.close = answer_close,
	};
	FILE *output;

	process->answer = memory_resize(NULL, 1, sizeof(*process->answer));
	*process->answer = (struct git_answer){
		.patience = {.id = process->id, .counts_work = true},
		.descriptor = descriptor,
	};
	output = fopencookie(process->answer, "r", functions);
	if (!output)
		free(process->answer);
	return output;
}

/* It only reads, so that nothing is lost with it. */
static int end_process(pid_t id)
{
	int status = 0;

	kill(id, SIGKILL);
	while (waitpid(id, &status, 0) < 0 && errno == EINTR)
		;
	return status;
}

/* False where it had to be ended. It can be closed and not gone: its end has no other sign. */
static bool await_end(struct patience *patience, int *status)
{
	int pause_ms = 1;

	*status = 0;
	patience->waited_ms = 0;
	for (;;) {
		const struct timespec pause = {.tv_nsec = pause_ms * 1000000L};
		pid_t ended = waitpid(patience->id, status, WNOHANG);

		if (ended == patience->id || (ended < 0 && errno != EINTR))
			return true;
		nanosleep(&pause, NULL);
		if (patience_ends(patience, pause_ms)) {
			end_process(patience->id);
			return false;
		}
		if (pause_ms < WAIT_MS / 2)
			pause_ms *= 2;
	}
}

/* -- from start to end -------------------------------------------------------------------- */

bool git_start(struct git_process *process, const char *git_directory,
	       const char *const *arguments, FILE *input, struct error *error)
{
	struct git_process started = {.git_directory = git_directory, .complaints = tmpfile()};
	int ends[2] = {-1, -1};
	int status = 0;

	if (!started.complaints || pipe2(ends, O_CLOEXEC))
		status = errno;
	/* git shares the position in the file with us. */
	if (!status && input &&
	    (fflush(input) || ferror(input) || lseek(fileno(input), 0, SEEK_SET) < 0))
		status = errno ? errno : EIO;
	if (!status)
		status = spawn(&started, git_directory, arguments, input ? fileno(input) : -1,
			       ends[1]);
	if (ends[1] >= 0)
		close(ends[1]);
	if (!status && (started.output = open_answer(&started, ends[0]))) {
		*process = started;
		return true;
	}
	if (!status) {
		status = errno;
		end_process(started.id);
	}
	if (ends[0] >= 0)
		close(ends[0]);
	if (started.complaints)
		fclose(started.complaints);
	return error_set(error, ERROR_IO, "git cannot be started: %s%s", strerror(status),
			 status == ENOENT ? "; is it installed?" : "");
}

bool git_next_line(FILE *output, char **line, size_t *capacity_bytes)
{
	if (getline(line, capacity_bytes, output) > 0)
		return true;
	/* Short of memory it ends without a word; that is not the end of what git says. */
	if (!feof(output) && !ferror(output))
		memory_exhausted();
	return false;
}

/* The first line of what it complains of, or the last where none is an error. */
static void read_complaint(FILE *complaints, char *complaint, size_t size_bytes)
{
	*complaint = '\0';
	rewind(complaints);
	while (fgets(complaint, (int)size_bytes, complaints)) {
		complaint[strcspn(complaint, "\r\n")] = '\0';
		if (!strncmp(complaint, "fatal: ", 7) || !strncmp(complaint, "error: ", 7))
			break;
	}
}

bool git_finish(struct git_process *process, bool is_read, struct error *error)
{
	static const char out_of_memory[] = ": Out of memory"; /* behind "fatal" or "error" */
	struct patience patience = process->answer->patience;
	bool is_silent = process->answer->is_silent;
	bool has_failed = ferror(process->output) != 0;
	char complaint[512];
	int status = 0;

	fclose(process->output);
	if (is_silent || !is_read)
		end_process(process->id);
	else
		is_silent = !await_end(&patience, &status);
	read_complaint(process->complaints, complaint, sizeof(complaint));
	fclose(process->complaints);
	if (is_silent)
		return error_set(error, ERROR_IO,
				 "%s: git did not answer for %d seconds; is everything in it a "
				 "file, and everything that its 'config' includes?",
				 process->git_directory, PATIENCE_SECONDS);
	if (!is_read)
		return false;
	if (has_failed)
		return error_set(error, ERROR_IO, "what git says cannot be read");
	if (!status)
		return true;
	if (WIFSIGNALED(status))
		return error_set(error, ERROR_IO, "git was ended by signal %d",
				 WTERMSIG(status));
	if (!strncmp(complaint + strcspn(complaint, ":"), out_of_memory,
		     sizeof(out_of_memory) - 1))
		return error_set(error, ERROR_IO,
				 "%s: git ran out of memory, of which it may have %d GiB; is a "
				 "tag or a commit that large?",
				 process->git_directory, MEMORY_GIB);
	return error_set(error, ERROR_IO, "git says: %s", complaint);
}

bool git_is_shallow(const char *git_directory, bool *is_shallow, struct error *error)
{
	static const char *const arguments[] = {"rev-parse", "--is-shallow-repository", NULL};
	struct git_process process;
	char answer[16] = "";

	if (!git_start(&process, git_directory, arguments, NULL, error))
		return false;
	/* It is asked for little: who works long at that is kept busy by the configuration. */
	process.answer->patience.counts_work = false;
	if (!fgets(answer, sizeof(answer), process.output))
		answer[0] = '\0';
	if (!git_finish(&process, true, error))
		return false;
	*is_shallow = !strcmp(answer, "true\n");
	return true;
}
