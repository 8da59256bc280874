#include "ui/terminal/terminal_clipboard.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define LOOK_MILLISECONDS 5
#define TMUX_LOOKS 400 /* two seconds */
#define TMUX_SILENT (-1)

/* -- by the terminal ------------------------------------------------------------------------
 */

/* Three bytes are four letters (RFC 4648); '=' stands for what is not there. */
static void add_base64(struct buffer *buffer, const char *bytes, size_t length_bytes)
{
	static const char letters[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

	for (size_t i = 0; i < length_bytes; i += 3) {
		size_t count = length_bytes - i < 3 ? length_bytes - i : 3;
		unsigned bits = 0;

		for (size_t j = 0; j < 3; j++)
			bits = bits << 8 | (j < count ? (unsigned char)bytes[i + j] : 0);
		for (size_t j = 0; j < 4; j++)
			buffer_add_char(buffer,
					j <= count ? letters[bits >> (18 - 6 * j) & 63] : '=');
	}
}

void clipboard_add_osc52(struct buffer *buffer, const char *bytes, size_t length_bytes)
{
	buffer_add_string(buffer, "\033]52;c;");
	add_base64(buffer, bytes, length_bytes);
	buffer_add_char(buffer, '\a');
}

static bool write_whole(int descriptor, const char *bytes, size_t length_bytes)
{
	while (length_bytes) {
		ssize_t written = write(descriptor, bytes, length_bytes);

		if (written >= 0) {
			bytes += written;
			length_bytes -= (size_t)written;
		} else if (errno == EAGAIN) {
			struct pollfd ready = {.fd = descriptor, .events = POLLOUT};

			poll(&ready, 1, -1);
		} else if (errno != EINTR) {
			return false;
		}
	}
	return true;
}

static enum clipboard_way copy_by_osc52(int terminal_fd, const char *bytes, size_t length_bytes,
					struct error *error)
{
	struct buffer sequence;
	bool is_written;

	if (length_bytes > CLIPBOARD_OSC52_BYTES_MAX) {
		error_set(error, ERROR_IO,
			  "This is longer than what terminals take (%d bytes); e writes a "
			  "file.",
			  CLIPBOARD_OSC52_BYTES_MAX);
		return CLIPBOARD_NONE;
	}
	buffer_init(&sequence);
	clipboard_add_osc52(&sequence, bytes, length_bytes);
	is_written = write_whole(terminal_fd, sequence.bytes, sequence.length_bytes);
	if (!is_written)
		error_set(error, ERROR_IO, "cannot write to the terminal: %s", strerror(errno));
	buffer_release(&sequence);
	return is_written ? CLIPBOARD_OSC52 : CLIPBOARD_NONE;
}

/* -- by tmux --------------------------------------------------------------------------------
 */

/* A text as a file to be read from its beginning, in memory; -1: not to be had. */
static int text_file(const char *bytes, size_t length_bytes)
{
	int file = memfd_create("copy", MFD_CLOEXEC);

	if (file < 0)
		return -1;
	if (write_whole(file, bytes, length_bytes) && lseek(file, 0, SEEK_SET) == 0)
		return file;
	close(file);
	return -1;
}

/* Starts it with that file as its input, and its words unheard. */
static bool start(pid_t *process, char *const *arguments, int input)
{
	posix_spawn_file_actions_t actions;
	bool is_started;

	if (posix_spawn_file_actions_init(&actions) != 0)
		return false;
	is_started =
		posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO) == 0 &&
		posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY,
						 0) == 0 &&
		posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO) == 0 &&
		posix_spawnp(process, arguments[0], &actions, NULL, arguments, environ) == 0;
	posix_spawn_file_actions_destroy(&actions);
	return is_started;
}

/* Its exit status; TMUX_SILENT where it did not end by itself, in time. */
static int wait_for_end(pid_t process)
{
	const struct timespec rest = {0, LOOK_MILLISECONDS * 1000000L};
	int status = 0;

	for (int i = 0; i < TMUX_LOOKS; i++) {
		pid_t ended = waitpid(process, &status, WNOHANG);

		if (ended == process)
			return WIFEXITED(status) ? WEXITSTATUS(status) : TMUX_SILENT;
		if (ended < 0 && errno != EINTR)
			return TMUX_SILENT;
		nanosleep(&rest, NULL);
	}
	kill(process, SIGKILL);
	while (waitpid(process, &status, 0) < 0 && errno == EINTR)
		;
	return TMUX_SILENT;
}

static int run_tmux(char *const *arguments, const char *bytes, size_t length_bytes)
{
	int input = text_file(bytes, length_bytes);
	pid_t process;
	int status;

	if (input < 0)
		return TMUX_SILENT;
	status = start(&process, arguments, input) ? wait_for_end(process) : TMUX_SILENT;
	close(input);
	return status;
}

bool clipboard_copy_by_tmux(void *context, const char *bytes, size_t length_bytes)
{
	char name[] = "tmux", command[] = "load-buffer", passes_on[] = "-w", input[] = "-";
	char *const arguments[] = {name, command, passes_on, input, NULL};
	char *const older[] = {name, command, input, NULL};

	int status = run_tmux(arguments, bytes, length_bytes);

	(void)context;
	/* -w, which also tells the terminal outside, came with tmux 3.2. */
	if (status > 0)
		status = run_tmux(older, bytes, length_bytes);
	return status == 0;
}

enum clipboard_way clipboard_copy(int terminal_fd, const struct clipboard_tmux *tmux,
				  const char *bytes, size_t length_bytes, struct error *error)
{
	if (tmux->copy && tmux->copy(tmux->context, bytes, length_bytes))
		return CLIPBOARD_TMUX;
	return copy_by_osc52(terminal_fd, bytes, length_bytes, error);
}
