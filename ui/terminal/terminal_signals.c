#include "ui/terminal/terminal_signals.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/arena.h"

static const int noted_signals[] = {SIGTERM, SIGINT,  SIGHUP,  SIGQUIT,
				    SIGTSTP, SIGCONT, SIGWINCH};
static const int crash_signals[] = {SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL};
#define NOTED_COUNT (sizeof(noted_signals) / sizeof(noted_signals[0]))
#define CRASH_COUNT (sizeof(crash_signals) / sizeof(crash_signals[0]))
#define ALTERNATE_STACK_BYTES ((size_t)64 * 1024)

static volatile sig_atomic_t ending, resized, stopped, continued;
static int wake_pipe[2] = {-1, -1};
static struct sigaction noted_before[NOTED_COUNT], crash_before[CRASH_COUNT];
static stack_t stack_before;
static char *alternate_stack;
static struct termios modes_before;
static bool has_modes;
static char restoring_bytes[512];
static volatile size_t restoring_length;

static void note_signal(int number)
{
	int kept_errno = errno;

	if (number == SIGWINCH)
		resized = 1;
	else if (number == SIGTSTP)
		stopped = 1;
	else if (number == SIGCONT)
		continued = 1;
	else if (!ending)
		ending = number;
	if (write(wake_pipe[1], "", 1) < 0) {
		/* The pipe is full: the sleeper will wake all the same. */
	}
	errno = kept_errno;
}

/* Only async-signal-safe calls; used by the crash handler and when memory is exhausted. */
static void restore_at_once(void)
{
	if (write(STDOUT_FILENO, restoring_bytes, restoring_length) < 0) {
		/* The terminal is gone: nothing left to put right. */
	}
	if (has_modes)
		tcsetattr(STDIN_FILENO, TCSANOW, &modes_before);
}

static void crash(int number)
{
	restore_at_once();
	for (size_t i = 0; i < CRASH_COUNT; i++)
		if (crash_signals[i] == number)
			sigaction(number, &crash_before[i], NULL);
	raise(number);
}

static void take_crashes(void)
{
	struct sigaction action;
	stack_t stack;

	alternate_stack = memory_resize(NULL, ALTERNATE_STACK_BYTES, 1);
	memset(&stack, 0, sizeof(stack));
	stack.ss_sp = alternate_stack;
	stack.ss_size = ALTERNATE_STACK_BYTES;
	sigaltstack(&stack, &stack_before);
	memset(&action, 0, sizeof(action));
	action.sa_handler = crash;
	action.sa_flags = SA_ONSTACK;
	sigemptyset(&action.sa_mask);
	for (size_t i = 0; i < CRASH_COUNT; i++)
		sigaction(crash_signals[i], &action, &crash_before[i]);
}

/* Short of memory, curses ends the program itself: the terminal comes first all the same. */
static void leave(void)
{
	if (memory_exhausted_hook)
		memory_exhausted();
}

bool signals_take(void)
{
	static bool sees_leaving;
	struct sigaction action;

	if (!sees_leaving && atexit(leave) != 0)
		return false;
	sees_leaving = true;

	if (pipe2(wake_pipe, O_CLOEXEC | O_NONBLOCK) != 0)
		return false;
	ending = resized = stopped = continued = 0;
	restoring_length = 0;
	has_modes = tcgetattr(STDIN_FILENO, &modes_before) == 0;
	memset(&action, 0, sizeof(action));
	action.sa_handler = note_signal;
	action.sa_flags = SA_RESTART;
	sigemptyset(&action.sa_mask);
	for (size_t i = 0; i < NOTED_COUNT; i++) {
		sigaction(noted_signals[i], NULL, &noted_before[i]);
		/* What a parent told us to ignore (nohup) stays ignored. */
		if (noted_before[i].sa_handler != SIG_IGN)
			sigaction(noted_signals[i], &action, NULL);
	}
	take_crashes();
	memory_exhausted_hook = restore_at_once;
	return true;
}

void signals_set_restoring_bytes(const char *bytes, size_t length_bytes)
{
	if (length_bytes > sizeof(restoring_bytes))
		length_bytes = sizeof(restoring_bytes);
	memcpy(restoring_bytes, bytes, length_bytes);
	restoring_length = length_bytes;
}

void signals_give_back(void)
{
	memory_exhausted_hook = NULL;
	for (size_t i = 0; i < CRASH_COUNT; i++)
		sigaction(crash_signals[i], &crash_before[i], NULL);
	stack_before.ss_flags &= SS_DISABLE;
	sigaltstack(&stack_before, NULL);
	free(alternate_stack);
	alternate_stack = NULL;
	for (size_t i = 0; i < NOTED_COUNT; i++)
		sigaction(noted_signals[i], &noted_before[i], NULL);
	close(wake_pipe[0]);
	close(wake_pipe[1]);
	wake_pipe[0] = wake_pipe[1] = -1;
}

int signals_wake_fd(void)
{
	return wake_pipe[0];
}

int signals_ending(void)
{
	return ending;
}

static bool take_flag(volatile sig_atomic_t *flag)
{
	bool was_set = *flag != 0;

	*flag = 0;
	return was_set;
}

struct signals_noted signals_take_noted(void)
{
	struct signals_noted noted;
	char bytes[64];

	while (read(wake_pipe[0], bytes, sizeof(bytes)) > 0)
		;
	noted.ending = ending;
	noted.resized = take_flag(&resized);
	noted.stopped = take_flag(&stopped);
	noted.continued = take_flag(&continued);
	return noted;
}

void signals_stop(void)
{
	struct sigaction ours, by_default;

	memset(&by_default, 0, sizeof(by_default));
	by_default.sa_handler = SIG_DFL;
	sigemptyset(&by_default.sa_mask);
	sigaction(SIGTSTP, &by_default, &ours);
	kill(0, SIGTSTP);
	sigaction(SIGTSTP, &ours, NULL);
}
