/* What a confined process may and may not, each tried in a process of its own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "viewer/confinement.h"
#include "viewer/refused_calls.h"

#define OWNER 61001
#define GROUP 61002

static char directory[] = "/tmp/aplomb-confinement-XXXXXX";

static const char *path_of(const char *name)
{
	static char path[128];

	snprintf(path, sizeof(path), "%s/%s", directory, name);
	return path;
}

static int directories_make(void **state)
{
	(void)state;
	return !mkdtemp(directory) || mkdir(path_of("teams"), 0700) != 0 ||
	       mkdir(path_of("history"), 0700) != 0 ||
	       (chown(path_of("history"), OWNER, GROUP) != 0 && geteuid() == 0) ||
	       mkdir(path_of("other"), 0700) != 0 ||
	       close(open(path_of("other/far.yaml"), O_CREAT | O_WRONLY, 0600)) != 0 ||
	       close(open(path_of("other/secret"), O_CREAT | O_WRONLY, 0600)) != 0 ||
	       close(open(path_of("teams/teams.yaml"), O_CREAT | O_WRONLY, 0600)) != 0;
}

static int directories_remove(void **state)
{
	(void)state;
	unlink(path_of("history/new"));
	unlink(path_of("history/program"));
	unlink(path_of("other/far.yaml"));
	unlink(path_of("other/secret"));
	unlink(path_of("teams/teams.yaml"));
	return rmdir(path_of("teams")) || rmdir(path_of("history")) ||
	       rmdir(path_of("other")) || rmdir(directory);
}

static bool opens(const char *name, int flags)
{
	int descriptor = open(path_of(name), flags, 0600);

	if (descriptor >= 0)
		close(descriptor);
	return descriptor >= 0;
}

static bool runs_a_program(void)
{
	pid_t process = fork();
	int status;

	if (process == 0) {
		execl("/bin/true", "true", (char *)NULL);
		_exit(127);
	}
	return waitpid(process, &status, 0) == process && WIFEXITED(status) &&
	       WEXITSTATUS(status) == 0;
}

/* Nobody listens there: refused is not forbidden. */
static bool may_connect(void)
{
	struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(1)};
	int descriptor = socket(AF_INET, SOCK_STREAM, 0);
	bool may;

	if (descriptor < 0)
		return false;
	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	may = connect(descriptor, (struct sockaddr *)&address, sizeof(address)) == 0 ||
	      errno != EACCES;
	close(descriptor);
	return may;
}

static bool may_open_socket(int family, int type)
{
	int descriptor = socket(family, type, 0);

	if (descriptor >= 0)
		close(descriptor);
	return descriptor >= 0;
}

static bool may_open_sockets(void)
{
	int pair[2];

	if (may_open_socket(AF_UNIX, SOCK_STREAM) || may_open_socket(AF_INET, SOCK_DGRAM) ||
	    may_open_socket(AF_INET, SOCK_STREAM))
		return true;
	return socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0;
}

/* By what calls one would get around the rest; with nonsense, so that none does any harm. */
static const long ways_around[] = {
	SYS_execve,
	SYS_execveat,
	SYS_connect,
	SYS_bind,
	SYS_mount,
	SYS_io_uring_setup,
	SYS_open_by_handle_at,
	SYS_bpf,
	SYS_keyctl,
	SYS_truncate,
	SYS_fchmodat,
	SYS_process_vm_writev,
	SYS_setns,
	SYS_kexec_load,
	SYS_perf_event_open,
	452 /* fchmodat2 */,
	SYS_fchmod,
	SYS_fchown,
	SYS_openat2,
	SYS_mknodat,
	SYS_rt_sigqueueinfo,
	SYS_pidfd_send_signal,
	SYS_setpgid,
};

/* The number of the first that is not refused; 0: all are. */
static int way_around(void)
{
	for (size_t i = 0; i < sizeof(ways_around) / sizeof(*ways_around); i++)
		if (syscall(ways_around[i], -1L, -1L, -1L, -1L, -1L, -1L) != -1 ||
		    errno != EPERM)
			return (int)i + 1;
	return 0;
}

static bool has_no_way_around(void)
{
	int way = way_around();

	if (way)
		fprintf(stderr, "call %ld is not refused\n", ways_around[way - 1]);
	return !way;
}

/* As SQLite begins a log, with the rights of the history: whatever the umask was. */
static bool begins_files_as_asked(void)
{
	int file = open(path_of("history/new"), O_RDWR | O_CREAT | O_EXCL, 0660);
	struct stat begun;
	bool is_as_asked =
		file >= 0 && fstat(file, &begun) == 0 && (begun.st_mode & 07777) == 0660;

	close(file);
	return is_as_asked;
}

static bool may_make_set_id(void)
{
	return open(path_of("history/program"), O_RDWR | O_CREAT, 04755) >= 0 ||
	       syscall(SYS_openat, AT_FDCWD, path_of("history/program"), O_RDWR | O_CREAT,
		       02755) >= 0;
}

/* Only root can, and has to: whose the history is could not write the log else. */
static bool gives_to_the_owner_alone(void)
{
	int file = open(path_of("history/new"), O_RDWR);
	bool gives = fchown(file, OWNER, GROUP) == 0;
	bool gives_to_others = fchown(file, OWNER, GROUP + 1) == 0 ||
			       fchown(file, OWNER + 1, GROUP) == 0 || errno != EPERM;

	close(file);
	return file >= 0 && gives == (geteuid() == 0) && !gives_to_others;
}

/* A terminal alone knows it; it is refused before anybody looks what is asked. */
static bool may_type_for_others(void)
{
	int ends[2];
	bool may;

	if (pipe(ends) != 0)
		return true;
	may = ioctl(ends[0], TIOCSTI, "x") == 0 || errno != EPERM;
	if (ioctl(ends[0], FIONREAD, &(int){0}) != 0)
		may = true;
	close(ends[0]);
	close(ends[1]);
	return may;
}

/* Asked without a signal, whether one could be sent; or owed to whoever reads a pipe. */
static bool may_signal_others(void)
{
	pid_t other = getppid();
	int ends[2];
	bool may = kill(other, 0) == 0 || kill(-1, 0) == 0 || kill(0, 0) == 0 ||
		   syscall(SYS_tgkill, other, other, 0) == 0 ||
		   syscall(SYS_tkill, other, 0) == 0;

	if (pipe(ends) != 0)
		return true;
	may = may || fcntl(ends[0], F_SETOWN, other) == 0 ||
	      fcntl(ends[0], F_SETSIG, SIGKILL) == 0 ||
	      ioctl(ends[0], FIOSETOWN, &other) == 0 || errno != EPERM;
	close(ends[0]);
	close(ends[1]);
	return may;
}

/* Itself, to end as its own; and those that are stopped with it by a key. */
static bool may_signal_itself(void)
{
	signal(SIGTSTP, SIG_IGN);
	signal(SIGTERM, SIG_IGN);
	return raise(SIGTERM) == 0 && kill(0, SIGTSTP) == 0;
}

/* A call that is newer than the list, and one of another way to call: not there. */
static bool knows_newer_calls(void)
{
	return syscall(463L, -1L, 0L, 0L, 0L, 0L, 0L) != -1 || errno != ENOSYS ||
	       syscall(0x40000000L + 41, AF_UNIX, SOCK_STREAM, 0L) != -1 || errno != ENOSYS;
}

static void *look_from_a_thread(void *is_held)
{
	*(bool *)is_held = !may_open_sockets();
	return NULL;
}

/* Scorecards are made in threads, which begin later. */
static bool holds_in_threads(void)
{
	pthread_t thread;
	bool is_held = false;

	return pthread_create(&thread, NULL, look_from_a_thread, &is_held) == 0 &&
	       pthread_join(thread, NULL) == 0 && is_held;
}

/* The number of the first thing that is not as it should be; 0: all are. */
static int look(int version)
{
	const bool are_refused = refused_calls_are_possible();
	const bool is_as_it_should_be[] = {
		opens("teams/teams.yaml", O_RDONLY),
		!opens("teams/teams.yaml", O_WRONLY),
		!opens("teams/new", O_WRONLY | O_CREAT),
		begins_files_as_asked(),
		!are_refused || gives_to_the_owner_alone(),
		!are_refused || !may_make_set_id(),
		opens("history/new", O_RDWR | O_TRUNC),
		unlink(path_of("history/new")) != 0,
		mkdir(path_of("history/below"), 0700) != 0,
		!opens("other/secret", O_RDONLY),
		access("/usr/share", R_OK) == 0,
		!runs_a_program(),
		version < 4 || !may_connect(),
		!are_refused || !may_open_sockets(),
		!are_refused || has_no_way_around(),
		!are_refused || !may_type_for_others(),
		!are_refused || !may_signal_others(),
		may_signal_itself(),
		!are_refused || !knows_newer_calls(),
		!are_refused || holds_in_threads(),
	};

	for (size_t i = 0; i < sizeof(is_as_it_should_be) / sizeof(bool); i++)
		if (!is_as_it_should_be[i])
			return (int)i + 1;
	return 0;
}

static int enter_and_look(int version)
{
	struct confinement confinement = {0};
	struct arena arena;
	int status;

	umask(077);
	setpgid(0, 0);
	arena_init(&arena);
	confinement_add_readable(&confinement, path_of("teams/teams.yaml"), &arena);
	confinement_add_readable(&confinement, path_of("nowhere/teams.yaml"), &arena);
	confinement_set_writable(&confinement, path_of("history/aplomb.db"), &arena);
	status = confinement_enter(&confinement) ? look(version) : 100;
	arena_release(&arena);
	return status;
}

static void test_what_is_left(void **state)
{
	int version = confinement_version(), status;
	pid_t process;

	(void)state;
	if (!version)
		skip();
	assert_true(may_connect());
	assert_true(may_open_sockets());
	assert_int_equal(way_around(), 1);
	assert_true(may_type_for_others());
	process = fork();
	if (process == 0)
		_exit(enter_and_look(version));
	assert_int_equal(waitpid(process, &status, 0), process);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
	/* It holds for that process alone. */
	assert_true(opens("other/secret", O_RDONLY));
}

/* A team file may be a link into another directory, as deployments of configuration make them.
 */
static void test_a_link_leads_on(void **state)
{
	struct confinement confinement = {0};
	struct arena arena;
	char target[128];

	(void)state;
	arena_init(&arena);
	snprintf(target, sizeof(target), "%s", path_of("other/far.yaml"));
	assert_int_equal(symlink(target, path_of("teams/linked.yaml")), 0);
	confinement_add_readable(&confinement, path_of("teams/linked.yaml"), &arena);
	assert_int_equal(confinement.readable_count, 2);
	assert_string_equal(confinement.readable[0], path_of("teams"));
	assert_string_equal(confinement.readable[1], path_of("other"));
	confinement_set_writable(&confinement, path_of("teams/linked.yaml"), &arena);
	assert_string_equal(confinement.writable, path_of("other"));
	confinement_set_writable(&confinement, path_of("nowhere/aplomb.db"), &arena);
	assert_null(confinement.writable);
	assert_int_equal(unlink(path_of("teams/linked.yaml")), 0);
	arena_release(&arena);
}

static void test_what_is_said(void **state)
{
	(void)state;
	assert_non_null(strstr(confinement_refusals(7, true), "sockets"));
	assert_non_null(strstr(confinement_refusals(7, true), "signals"));
	assert_non_null(strstr(confinement_refusals(0, true), "sockets"));
	assert_non_null(strstr(confinement_refusals(4, false), "TCP connections"));
	assert_non_null(strstr(confinement_refusals(4, false), "other sockets are not"));
	assert_null(strstr(confinement_refusals(3, false), "TCP"));
	assert_non_null(strstr(confinement_refusals(0, false), "nothing"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_is_left),
		cmocka_unit_test(test_a_link_leads_on),
		cmocka_unit_test(test_what_is_said),
	};

	return cmocka_run_group_tests(tests, directories_make, directories_remove);
}
