/*
 * Linked into a coverage build alone: a process that ends by _exit() or by a signal it raises
 * writes down its counts as others do at their end; and where calls are made to fail
 * (tests/torture), those that write down counts are spared.
 */
#include <dlfcn.h>
#include <gcov.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

/* What the linker makes of the calls to _exit() and raise(), and what they were (--wrap). */
_Noreturn void __wrap__exit(int status);
_Noreturn void __real__exit(int status);
int __wrap_raise(int number);
int __real_raise(int number);

static void (*faults_end)(void);

static void end_faults(void)
{
	if (faults_end)
		faults_end();
}

__attribute__((constructor)) static void begin(void)
{
	void *found = dlsym(RTLD_DEFAULT, "faults_end");

	*(void **)&faults_end = found;
	atexit(end_faults);
}

_Noreturn void __wrap__exit(int status)
{
	end_faults();
	__gcov_dump();
	__real__exit(status);
}

int __wrap_raise(int number)
{
	end_faults();
	__gcov_dump();
	__gcov_reset();
	return __real_raise(number);
}
