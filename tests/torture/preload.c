/*
 * preload.so: lets the N-th allocation or close() fail, inside the program and its libraries.
 *
 * What it is to do stands in a page of memory that faults.c made. A program that was not
 * started by that one runs as ever; so do the programs that it starts.
 */
#include <errno.h>
#include <execinfo.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "faults.h"

/* The names under which glibc keeps its own. */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *memory, size_t size);

static struct faults *shared;
static pid_t program;

__attribute__((constructor)) static void begin(void)
{
	void *frames[1];
	void *page = mmap(NULL, sizeof(struct faults), PROT_READ | PROT_WRITE, MAP_SHARED,
			  FAULTS_DESCRIPTOR, 0);

	unsetenv("LD_PRELOAD");
	if (page == MAP_FAILED)
		return;
	syscall(SYS_close, FAULTS_DESCRIPTOR);
	/* The first backtrace() loads a library. */
	backtrace(frames, 1);
	shared = page;
	program = getpid();
	shared->is_started = true;
}

/* Nothing fails from here on, in a program or in its child; see tests/assurance/counts.c. */
void faults_end(void);
void faults_end(void)
{
	if (shared && getpid() == program)
		shared->is_started = false;
	shared = NULL;
}

static bool strikes(enum fault_place place)
{
	void *frames[32];

	if (shared && shared->place == FAULT_NOWHERE)
		++*(place == FAULT_IN_CLOSE ? &shared->closes : &shared->allocations);
	if (!shared || shared->place != place || !faults_strike(shared))
		return false;
	if (shared->shows_where) {
		shared->shows_where = false;
		backtrace_symbols_fd(frames, backtrace(frames, 32), STDERR_FILENO);
	}
	errno = shared->error;
	return true;
}

void *malloc(size_t size)
{
	return strikes(FAULT_IN_ALLOCATION) ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
	return strikes(FAULT_IN_ALLOCATION) ? NULL : __libc_calloc(count, size);
}

void *realloc(void *memory, size_t size)
{
	return strikes(FAULT_IN_ALLOCATION) ? NULL : __libc_realloc(memory, size);
}

/* As Linux does it: the descriptor is gone whatever the answer. */
int close(int descriptor)
{
	int result = (int)syscall(SYS_close, descriptor);

	return strikes(FAULT_IN_CLOSE) ? -1 : result;
}
