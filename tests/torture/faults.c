/*
 * faults: runs a program and lets chosen calls of it fail, or writes down what it does to
 * files.
 *
 *   faults [-b] [-o REPORT] -f CLASS:N[+][:ERROR] PROGRAM ...   the N-th call fails ("+": and
 * all after it; N 0: they are only counted) faults [-o REPORT] -r DIRECTORY -l LOG PROGRAM ...
 * its changes below DIRECTORY
 *
 * CLASS is one of the table below, or alloc or close, which preload.so beside this program sees
 * to; ERROR an errno of the other table, or SHORT. -b says on stderr where an allocation
 * failed. Ends with the program's status, 128 + the number of the signal that ended it, or 124
 * where it took longer than 30 seconds. REPORT gets "COUNT HITS LAST", LAST being the last call
 * that was made to fail and its descriptor.
 *
 * Its way: a seccomp filter hands those system calls to this process before they are done, the
 * calls that the C library makes inside itself too; no register is touched, so that it works on
 * any processor. Only the program itself is hurt, not what it starts (git).
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "faults.h"

#define PATIENCE_SECONDS 30 /* the program itself waits 10 for a lock, twice at worst */
#define CALLS_MAX 64

/* Older processors' calls, which newer ones have not, stand for no call. */
#ifndef SYS_open
#define SYS_open (-1)
#define SYS_creat (-1)
#define SYS_pipe (-1)
#define SYS_rename (-1)
#define SYS_link (-1)
#define SYS_unlink (-1)
#define SYS_mkdir (-1)
#define SYS_stat (-1)
#define SYS_lstat (-1)
#define SYS_access (-1)
#define SYS_readlink (-1)
#define SYS_poll (-1)
#define SYS_fork (-1)
#define SYS_vfork (-1)
#define SYS_chmod (-1)
#endif

#define CALLS(...)                   \
	{                            \
		__VA_ARGS__, INT_MAX \
	}
static const struct {
	const char *name;
	int calls[20];
} classes[] = {
	{"open", CALLS(SYS_open, SYS_openat, SYS_creat, SYS_pipe, SYS_pipe2, SYS_memfd_create,
		       SYS_inotify_init1, SYS_timerfd_create, SYS_dup, SYS_dup3, SYS_socket)},
	{"read", CALLS(SYS_read, SYS_pread64, SYS_readv, SYS_getdents64)},
	{"write", CALLS(SYS_write, SYS_pwrite64, SYS_writev)},
	{"sync", CALLS(SYS_fsync, SYS_fdatasync)},
	{"rename", CALLS(SYS_rename, SYS_renameat, SYS_renameat2, SYS_link, SYS_linkat)},
	{"truncate", CALLS(SYS_ftruncate, SYS_truncate, SYS_fallocate)},
	{"unlink", CALLS(SYS_unlink, SYS_unlinkat)},
	{"mmap", CALLS(SYS_mmap, SYS_mremap)},
	{"stat", CALLS(SYS_stat, SYS_lstat, SYS_fstat, SYS_newfstatat, SYS_statx, SYS_access,
		       SYS_faccessat, SYS_faccessat2, SYS_readlink, SYS_readlinkat, SYS_getcwd,
		       SYS_lseek)},
	{"make",
	 CALLS(SYS_mkdir, SYS_mkdirat, SYS_chmod, SYS_fchmod, SYS_fchmodat, SYS_fchown)},
	{"lock", CALLS(SYS_flock, SYS_fcntl)},
	{"spawn", CALLS(SYS_fork, SYS_vfork, SYS_clone, SYS_clone3, SYS_wait4, SYS_waitid)},
	{"wait", CALLS(SYS_poll, SYS_ppoll, SYS_pselect6, SYS_nanosleep, SYS_clock_nanosleep,
		       SYS_timer_create)},
};

#define CLASS_COUNT (sizeof(classes) / sizeof(*classes))

static const struct {
	const char *name;
	int value;
} errors[] = {
	{"ENOMEM", ENOMEM}, {"EIO", EIO},	{"ENOSPC", ENOSPC}, {"EMFILE", EMFILE},
	{"EINTR", EINTR},   {"EACCES", EACCES}, {"EPERM", EPERM},   {"EAGAIN", EAGAIN},
	{"ENOLCK", ENOLCK}, {"EDQUOT", EDQUOT}, {"EROFS", EROFS},   {"SHORT", FAULT_SHORT},
};

/* What is written down for a replay; see crash.py. */
static const int changes[] = {SYS_open,	    SYS_openat,	   SYS_creat,	  SYS_write,
			      SYS_pwrite64, SYS_ftruncate, SYS_fsync,	  SYS_fdatasync,
			      SYS_rename,   SYS_renameat,  SYS_renameat2, SYS_unlink,
			      SYS_unlinkat, SYS_mkdir,	   SYS_mkdirat};

static struct faults *shared;
static pid_t program;
static int listener = -1;
static const char *report_path, *root;
static FILE *record;
static int wanted[CALLS_MAX];
static size_t wanted_count;
static bool counts_every;
static long class_counts[CLASS_COUNT];
static const char *last_call = "-";
static long last_descriptor = -1;

static _Noreturn void fail(const char *what)
{
	fprintf(stderr, "faults: %s: %s\n", what, strerror(errno));
	exit(125);
}

/* -- the command line --------------------------------------------------------------------- */

static void want(const int *calls, size_t count)
{
	for (size_t i = 0; i < count && calls[i] != INT_MAX; i++)
		if (calls[i] >= 0)
			wanted[wanted_count++] = calls[i];
}

static int error_named(const char *name)
{
	for (size_t i = 0; i < sizeof(errors) / sizeof(*errors); i++)
		if (strcmp(errors[i].name, name) == 0)
			return errors[i].value;
	errno = EINVAL;
	fail(name);
}

static void take_fault(char *text)
{
	char *at = strchr(text, ':');
	char *error = at ? strchr(at + 1, ':') : NULL;

	if (!at) {
		errno = EINVAL;
		fail(text);
	}
	*at++ = '\0';
	shared->error = error ? error_named(error + 1) : EIO;
	shared->at = strtol(at, &at, 10);
	shared->is_sticky = *at == '+';
	if (strcmp(text, "alloc") == 0) {
		shared->place = FAULT_IN_ALLOCATION;
		return;
	}
	if (strcmp(text, "close") == 0) {
		shared->place = FAULT_IN_CLOSE;
		return;
	}
	counts_every = strcmp(text, "every") == 0;
	if (counts_every)
		shared->place = FAULT_NOWHERE;
	for (size_t i = 0; i < CLASS_COUNT; i++)
		if (counts_every || strcmp(classes[i].name, text) == 0) {
			want(classes[i].calls, 20);
			last_call = classes[i].name;
		}
	if (wanted_count)
		return;
	errno = EINVAL;
	fail(text);
}

/* -- the program's side ------------------------------------------------------------------- */

static int filter_install(void)
{
	struct sock_filter code[CALLS_MAX + 4];
	struct sock_fprog filter = {0, code};
	unsigned short n = 0;

	code[n++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
						 offsetof(struct seccomp_data, nr));
	for (size_t i = 0; i < wanted_count; i++)
		code[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K,
							 (unsigned)wanted[i],
							 (unsigned char)(wanted_count - i), 0);
	code[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
	code[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF);
	filter.len = n;
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		return -1;
	return (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER,
			    SECCOMP_FILTER_FLAG_NEW_LISTENER, &filter);
}

union descriptor_message {
	char bytes[CMSG_SPACE(sizeof(int))];
	struct cmsghdr header;
};

static void descriptor_send(int channel, int descriptor)
{
	union descriptor_message message;
	char byte = 0;
	struct iovec part = {&byte, 1};
	struct msghdr header = {.msg_iov = &part,
				.msg_iovlen = 1,
				.msg_control = &message,
				.msg_controllen = sizeof(message)};

	memset(&message, 0, sizeof(message));
	message.header.cmsg_level = SOL_SOCKET;
	message.header.cmsg_type = SCM_RIGHTS;
	message.header.cmsg_len = CMSG_LEN(sizeof(int));
	memcpy(CMSG_DATA(&message.header), &descriptor, sizeof(int));
	if (sendmsg(channel, &header, 0) < 0)
		_exit(125);
}

static int descriptor_receive(int channel)
{
	union descriptor_message message;
	char byte;
	struct iovec part = {&byte, 1};
	struct msghdr header = {.msg_iov = &part,
				.msg_iovlen = 1,
				.msg_control = &message,
				.msg_controllen = sizeof(message)};
	int descriptor;

	if (recvmsg(channel, &header, MSG_CMSG_CLOEXEC) <= 0 || !CMSG_FIRSTHDR(&header))
		fail("no seccomp listener");
	memcpy(&descriptor, CMSG_DATA(&message.header), sizeof(int));
	return descriptor;
}

static void program_start(char **arguments, int page)
{
	int channel[2];
	char preload[PATH_MAX];
	ssize_t length = readlink("/proc/self/exe", preload, sizeof(preload) - 16);

	if (length < 0 || socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, channel) != 0)
		fail("socketpair");
	preload[length] = '\0';
	strcpy(strrchr(preload, '/') + 1, "preload.so");
	program = fork();
	if (program < 0)
		fail("fork");
	if (program == 0) {
		setenv("LD_PRELOAD", preload, 1);
		if (dup2(page, FAULTS_DESCRIPTOR) < 0)
			_exit(125);
		if (wanted_count)
			descriptor_send(channel[1], filter_install());
		execvp(arguments[0], arguments);
		_exit(127);
	}
	if (wanted_count)
		listener = descriptor_receive(channel[0]);
}

/* -- memory and descriptors of the program ------------------------------------------------ */

static bool memory_read(pid_t pid, uint64_t address, void *bytes, size_t length)
{
	struct iovec here = {bytes, length}, there = {(void *)(uintptr_t)address, length};

	return process_vm_readv(pid, &here, 1, &there, 1, 0) == (ssize_t)length;
}

static bool memory_write(pid_t pid, uint64_t address, void *bytes, size_t length)
{
	struct iovec here = {bytes, length}, there = {(void *)(uintptr_t)address, length};

	return process_vm_writev(pid, &here, 1, &there, 1, 0) == (ssize_t)length;
}

static int descriptor_borrow(int descriptor)
{
	int process = (int)syscall(SYS_pidfd_open, program, 0);
	int borrowed = (int)syscall(SYS_pidfd_getfd, process, descriptor, 0);

	close(process);
	return borrowed;
}

/* Half of a read or write is done for the program; false where it is another call. */
static bool do_half(const struct seccomp_notif *call, struct seccomp_notif_resp *answer)
{
	const __u64 *arguments = call->data.args;
	size_t length = (size_t)(arguments[2] / 2);
	int number = call->data.nr, descriptor;
	bool is_write = number == SYS_write || number == SYS_pwrite64;
	struct pollfd ready;
	char *bytes;
	ssize_t done = -1;

	if (!is_write && number != SYS_read && number != SYS_pread64)
		return false;
	if (!length || length > (1 << 26))
		return false;
	descriptor = descriptor_borrow((int)arguments[0]);
	if (descriptor < 0)
		return false;
	ready = (struct pollfd){.fd = descriptor, .events = is_write ? POLLOUT : POLLIN};
	/* Never wait here: what is waited for may wait for this process. */
	if (poll(&ready, 1, 0) <= 0) {
		close(descriptor);
		return false;
	}
	bytes = malloc(length);
	if (is_write && memory_read((pid_t)call->pid, arguments[1], bytes, length))
		done = number == SYS_write
			       ? write(descriptor, bytes, length)
			       : pwrite(descriptor, bytes, length, (off_t)arguments[3]);
	else if (!is_write)
		done = number == SYS_read
			       ? read(descriptor, bytes, length)
			       : pread(descriptor, bytes, length, (off_t)arguments[3]);
	if (done < 0)
		answer->error = -errno;
	else if (!is_write &&
		 !memory_write((pid_t)call->pid, arguments[1], bytes, (size_t)done))
		answer->error = -EFAULT;
	answer->val = done < 0 ? 0 : done;
	free(bytes);
	close(descriptor);
	return true;
}

/* -- writing down ------------------------------------------------------------------------- */

static bool path_of_descriptor(pid_t pid, long descriptor, char *path)
{
	char name[64];
	ssize_t length;

	snprintf(name, sizeof(name),
		 descriptor == AT_FDCWD ? "/proc/%d/cwd" : "/proc/%d/fd/%ld", (int)pid,
		 descriptor);
	length = readlink(name, path, PATH_MAX - 1);
	path[length < 0 ? 0 : length] = '\0';
	return length > 0;
}

/* An argument that is a path, made absolute. */
static bool path_of_argument(pid_t pid, long directory, uint64_t address, char *path)
{
	char given[PATH_MAX] = "";
	char place[PATH_MAX] = "";
	size_t i = 0;

	while (i < sizeof(given) - 1 && memory_read(pid, address + i, given + i, 1) && given[i])
		i++;
	given[i] = '\0';
	if (*given != '/' && !path_of_descriptor(pid, directory, place))
		return false;
	while (strncmp(given, "./", 2) == 0)
		memmove(given, given + 2, strlen(given + 2) + 1);
	return snprintf(path, PATH_MAX, "%s%s%s", place, *place ? "/" : "", given) < PATH_MAX;
}

static bool is_below_root(const char *path)
{
	size_t length = strlen(root);

	return strncmp(path, root, length) == 0 && path[length] == '/';
}

/* Where a plain write() begins. */
static long long position_of(pid_t pid, long descriptor, const char *path)
{
	char name[64];
	long long position = 0;
	unsigned flags = 0;
	struct stat status;
	FILE *info;

	snprintf(name, sizeof(name), "/proc/%d/fdinfo/%ld", (int)pid, descriptor);
	info = fopen(name, "r");
	if (!info || fscanf(info, "pos: %lld flags: %o", &position, &flags) != 2)
		position = 0;
	if (info)
		fclose(info);
	return flags & O_APPEND && stat(path, &status) == 0 ? (long long)status.st_size
							    : position;
}

/* "W OFFSET LENGTH PATH" and the bytes; "A ..." is a write to stdout, an acknowledgement. */
static void record_write(const struct seccomp_notif *call)
{
	pid_t pid = (pid_t)call->pid;
	long descriptor = (long)call->data.args[0];
	size_t length = (size_t)call->data.args[2];
	bool is_said = descriptor == STDOUT_FILENO;
	long long offset = (long long)call->data.args[3];
	char path[PATH_MAX], *bytes;

	if (!path_of_descriptor(pid, descriptor, path) || (!is_said && !is_below_root(path)))
		return;
	if (call->data.nr == SYS_write)
		offset = position_of(pid, descriptor, path);
	bytes = malloc(length + 1);
	if (memory_read(pid, call->data.args[1], bytes, length)) {
		fprintf(record, "%c %lld %zu %s\n", is_said ? 'A' : 'W', offset, length, path);
		fwrite(bytes, 1, length, record);
		putc('\n', record);
	}
	free(bytes);
}

static void record_path(char what, pid_t pid, long directory, uint64_t address)
{
	char path[PATH_MAX];

	if (path_of_argument(pid, directory, address, path) && is_below_root(path))
		fprintf(record, "%c 0 0 %s\n", what, path);
}

static void record_rename(pid_t pid, long from_directory, uint64_t from, long to_directory,
			  uint64_t to)
{
	char path[PATH_MAX], target[PATH_MAX];

	if (path_of_argument(pid, from_directory, from, path) &&
	    path_of_argument(pid, to_directory, to, target) && is_below_root(target))
		fprintf(record, "N 0 %zu %s\n%s\n", strlen(target), path, target);
}

static void record_open(pid_t pid, long directory, uint64_t address, uint64_t flags)
{
	if (flags & O_CREAT)
		record_path('C', pid, directory, address);
	if (flags & O_TRUNC)
		record_path('T', pid, directory, address);
}

static void record_call(const struct seccomp_notif *call)
{
	const __u64 *a = call->data.args;
	pid_t pid = (pid_t)call->pid;
	int number = call->data.nr;
	char path[PATH_MAX];

	if (number == SYS_write || number == SYS_pwrite64)
		record_write(call);
	else if (number == SYS_openat)
		record_open(pid, (int)a[0], a[1], a[2]);
	else if (number == SYS_open)
		record_open(pid, AT_FDCWD, a[0], a[1]);
	else if (number == SYS_creat)
		record_open(pid, AT_FDCWD, a[0], O_CREAT | O_TRUNC);
	else if (number == SYS_unlink)
		record_path('U', pid, AT_FDCWD, a[0]);
	else if (number == SYS_unlinkat)
		record_path('U', pid, (int)a[0], a[1]);
	else if (number == SYS_mkdir)
		record_path('D', pid, AT_FDCWD, a[0]);
	else if (number == SYS_mkdirat)
		record_path('D', pid, (int)a[0], a[1]);
	else if (number == SYS_rename)
		record_rename(pid, AT_FDCWD, a[0], AT_FDCWD, a[1]);
	else if (number == SYS_renameat || number == SYS_renameat2)
		record_rename(pid, (int)a[0], a[1], (int)a[2], a[3]);
	else if (path_of_descriptor(pid, (long)a[0], path) &&
		 (is_below_root(path) || strcmp(path, root) == 0))
		fprintf(record, "%c %lld 0 %s\n", number == SYS_ftruncate ? 'L' : 'S',
			number == SYS_ftruncate ? (long long)a[1] : 0, path);
}

/* -- the supervisor ----------------------------------------------------------------------- */

/* A thread of the program, not a program that it started. */
static bool is_ours(pid_t thread)
{
	char path[64];

	if (thread == program)
		return true;
	snprintf(path, sizeof(path), "/proc/%d/task/%d", (int)program, (int)thread);
	return access(path, F_OK) == 0;
}

/* What may fail as its class does: taking locks, not giving them back. */
static bool concerns(pid_t thread, const struct seccomp_data *data)
{
	struct flock lock = {0};

	if (data->nr == SYS_flock)
		return (data->args[1] & LOCK_UN) == 0;
	if (data->nr == SYS_fcntl)
		return (data->args[1] == F_SETLK || data->args[1] == F_SETLKW) &&
		       memory_read(thread, data->args[2], &lock, sizeof(lock)) &&
		       lock.l_type != F_UNLCK;
	return data->nr != SYS_openat || shared->error != ENOSPC ||
	       (data->args[2] & (O_CREAT | O_TRUNC)) != 0;
}

static void count_call(int number)
{
	for (size_t i = 0; i < CLASS_COUNT; i++)
		for (size_t j = 0; classes[i].calls[j] != INT_MAX; j++)
			class_counts[i] += classes[i].calls[j] == number;
}

static void answer_call(const struct seccomp_notif *call, struct seccomp_notif_resp *answer)
{
	answer->flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
	if (record) {
		record_call(call);
		return;
	}
	if (counts_every && shared->is_started && is_ours((pid_t)call->pid) &&
	    concerns((pid_t)call->pid, &call->data))
		count_call(call->data.nr);
	if (counts_every || !shared->is_started || !is_ours((pid_t)call->pid) ||
	    !concerns((pid_t)call->pid, &call->data) || !faults_strike(shared))
		return;
	last_descriptor = (long)call->data.args[0];
	if (shared->error != FAULT_SHORT) {
		answer->flags = 0;
		answer->error = -shared->error;
	} else if (do_half(call, answer)) {
		answer->flags = 0;
	}
	if (call->data.nr == SYS_write && last_descriptor == STDERR_FILENO)
		last_call = "stderr";
}

static void serve_call(void)
{
	static struct seccomp_notif call;
	static struct seccomp_notif_resp answer;

	memset(&call, 0, sizeof(call));
	if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &call) != 0)
		return;
	memset(&answer, 0, sizeof(answer));
	answer.id = call.id;
	answer_call(&call, &answer);
	ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &answer);
}

static long long milliseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

/* Until the program ends; its status as the shell would say it. */
static int supervise(void)
{
	struct pollfd polled[2] = {
		{.fd = (int)syscall(SYS_pidfd_open, program, 0), .events = POLLIN},
		{.fd = listener, .events = POLLIN}};
	long long until = milliseconds() + PATIENCE_SECONDS * 1000;
	bool is_hung = false;
	int status;

	while (true) {
		long long left = until - milliseconds();
		int ready = poll(polled, listener < 0 ? 1 : 2, left > 0 ? (int)left : 0);

		if (ready > 0 && polled[1].revents & POLLIN)
			serve_call();
		else if (ready > 0 && polled[0].revents)
			break;
		else if (ready == 0 && !is_hung) {
			is_hung = true;
			kill(program, SIGKILL);
			until += 1000;
		}
	}
	waitpid(program, &status, 0);
	if (is_hung)
		return 124;
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

static void report(void)
{
	FILE *file = report_path ? fopen(report_path, "w") : NULL;

	if (!file)
		return;
	if (counts_every) {
		fprintf(file, "alloc %ld close %ld", (long)shared->allocations,
			(long)shared->closes);
		for (size_t i = 0; i < CLASS_COUNT; i++)
			fprintf(file, " %s %ld", classes[i].name, class_counts[i]);
		fclose(file);
		return;
	}
	fprintf(file, "%ld %ld %s:%ld\n", (long)shared->count, (long)shared->hits, last_call,
		last_descriptor);
	fclose(file);
}

int main(int argument_count, char **arguments)
{
	int page = memfd_create("faults", MFD_CLOEXEC);
	int option, status;
	char *fault = NULL;

	if (page < 0 || ftruncate(page, 4096) != 0)
		fail("memfd_create");
	shared = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, page, 0);
	if (shared == MAP_FAILED)
		fail("mmap");
	while ((option = getopt(argument_count, arguments, "+bf:o:r:l:")) != -1) {
		if (option == 'b')
			shared->shows_where = true;
		else if (option == 'f')
			fault = optarg;
		else if (option == 'o')
			report_path = optarg;
		else if (option == 'r')
			root = optarg;
		else if (option == 'l')
			record = fopen(optarg, "ae");
		else
			return 125;
	}
	if (optind == argument_count || (!fault && !(root && record))) {
		fputs("usage: faults [-b] [-o REPORT] -f CLASS:N[+][:ERROR] PROGRAM ...\n"
		      "       faults -r DIRECTORY -l LOG PROGRAM ...\n",
		      stderr);
		return 125;
	}
	if (fault)
		take_fault(fault);
	else
		want(changes, sizeof(changes) / sizeof(*changes));
	program_start(arguments + optind, page);
	status = supervise();
	if (record) {
		fprintf(record, "E %d 0 %s\n", status, "-");
		fclose(record);
	}
	report();
	return status;
}
