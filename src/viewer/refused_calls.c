#include "viewer/refused_calls.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <linux/sockios.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__) && !defined(__ILP32__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

#ifdef ARCHITECTURE

/*
 * Of newer kernels than the headers that this may be built with. What is newer than that list
 * is not there, as an older kernel would say; so are the calls of x32, which begin far above.
 */
#define CALL_FCHMODAT2 452     /* Linux 6.6 */
#define CALL_FIRST_UNKNOWN 463 /* setxattrat, Linux 6.13 */

static const uint16_t refused[] = {
	/* programs, and a hand in other processes */
	SYS_execve,
	SYS_execveat,
	SYS_process_vm_readv,
	SYS_process_vm_writev,
	SYS_pidfd_getfd,
	SYS_pidfd_send_signal,
	SYS_tkill,
	SYS_rt_sigqueueinfo,
	SYS_rt_tgsigqueueinfo,
	SYS_setpgid, /* kill() is left to its own group */
	SYS_kcmp,
#ifndef CONFINEMENT_READS /* a build that is checked looks for leaks with it */
	SYS_ptrace,
#endif
	/* sockets, and other ways to talk */
	SYS_socket,
	SYS_socketpair,
	SYS_connect,
	SYS_bind,
	SYS_listen,
	SYS_accept,
	SYS_accept4,
	SYS_msgget,
	SYS_semget,
	SYS_shmget,
	SYS_mq_open,
	/* what does in its own way what is refused here */
	SYS_io_uring_setup,
	SYS_io_uring_enter,
	SYS_io_uring_register,
	/* files by other ways than their paths, and what Landlock does not guard of them */
	SYS_open_by_handle_at,
	SYS_openat2,
	SYS_mknodat,
	SYS_truncate,
	SYS_fchmod,
	SYS_fchmodat,
	CALL_FCHMODAT2,
	SYS_fchownat,
	SYS_utimensat,
	SYS_setxattr,
	SYS_lsetxattr,
	SYS_fsetxattr,
	SYS_removexattr,
	SYS_lremovexattr,
	SYS_fremovexattr,
#ifdef __x86_64__
	SYS_creat,
	SYS_mknod,
	SYS_chmod,
	SYS_chown,
	SYS_lchown,
	SYS_utime,
	SYS_utimes,
	SYS_futimesat,
#endif
	/* other views of the system */
	SYS_mount,
	SYS_umount2,
	SYS_move_mount,
	SYS_open_tree,
	SYS_mount_setattr,
	SYS_fsopen,
	SYS_fspick,
	SYS_fsconfig,
	SYS_fsmount,
	SYS_pivot_root,
	SYS_chroot,
	SYS_setns,
	SYS_unshare,
	/* the kernel itself */
	SYS_bpf,
	SYS_perf_event_open,
	SYS_userfaultfd,
	SYS_keyctl,
	SYS_add_key,
	SYS_request_key,
	SYS_kexec_load,
	SYS_kexec_file_load,
	SYS_init_module,
	SYS_finit_module,
	SYS_delete_module,
	SYS_reboot,
	SYS_swapon,
	SYS_swapoff,
	SYS_quotactl,
	SYS_fanotify_init,
#ifdef __x86_64__
	SYS_iopl,
	SYS_ioperm,
	SYS_modify_ldt,
#endif
};

/* What types into a terminal, or for it: a shell would read it. */
static const uint16_t refused_of_ioctl[] = {TIOCSTI, TIOCLINUX, FIOSETOWN, SIOCSPGRP};

/* What has the kernel send signals to others in our name; so do the last two of ioctl. */
static const uint16_t refused_of_fcntl[] = {F_SETOWN, F_SETOWN_EX, F_SETSIG};

#define LENGTH(array) (sizeof(array) / sizeof(*(array)))
#define LOAD(field) \
	BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (uint32_t)offsetof(struct seccomp_data, field))
#define ARGUMENT(number) ((uint32_t)offsetof(struct seccomp_data, args[number]))
#define REFUSE(number) BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (uint32_t)(number))
#define SKIP_UNLESS(test, value) BPF_JUMP(BPF_JMP | (test) | BPF_K, value, 0, 1)

struct program {
	struct sock_filter steps[64 + 2 * (LENGTH(refused) + LENGTH(refused_of_ioctl) +
					   LENGTH(refused_of_fcntl))];
	unsigned short count;
};

static void add(struct program *program, struct sock_filter step)
{
	program->steps[program->count++] = step;
}

static void refuse_each(struct program *program, const uint16_t *values, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		add(program, (struct sock_filter)SKIP_UNLESS(BPF_JEQ, values[i]));
		add(program, (struct sock_filter)REFUSE(EPERM));
	}
}

/*
 * Of one call, what is added until call_end() looks at the argument and ends. Those that are
 * looked at have 32 bits, whatever stands above them.
 */
static unsigned short call_begin(struct program *program, uint32_t call)
{
	add(program, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, call, 0, 0));
	return program->count;
}

static void call_end(struct program *program, unsigned short begin)
{
	add(program, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
	program->steps[begin - 1].jf = (uint8_t)(program->count - begin);
}

static void refuse_commands(struct program *program, uint32_t call, const uint16_t *values,
			    size_t count)
{
	unsigned short begin = call_begin(program, call);

	add(program, (struct sock_filter)LOAD(args[1]));
	refuse_each(program, values, count);
	call_end(program, begin);
}

static void refuse_unless(struct program *program, uint32_t argument, uint32_t value)
{
	add(program, (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, argument));
	add(program, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 1, 0));
	add(program, (struct sock_filter)REFUSE(EPERM));
}

/* Without the owner nobody may: root alone can give files away. */
static void refuse_giving_away(struct program *program, const struct file_owner *owner)
{
	unsigned short begin = call_begin(program, SYS_fchown);

	if (owner) {
		refuse_unless(program, ARGUMENT(1), owner->user);
		refuse_unless(program, ARGUMENT(2), owner->group);
	} else {
		add(program, (struct sock_filter)REFUSE(EPERM));
	}
	call_end(program, begin);
}

/* raise() and abort() are of this process; a key stops all that were started with it. */
static void refuse_signals(struct program *program)
{
	unsigned short begin = call_begin(program, SYS_tgkill);

	refuse_unless(program, ARGUMENT(0), (uint32_t)getpid());
	call_end(program, begin);
	begin = call_begin(program, SYS_kill);
	refuse_unless(program, ARGUMENT(0), 0);
	refuse_unless(program, ARGUMENT(1), SIGTSTP);
	call_end(program, begin);
}

/* What opens a file may make one: none that runs as its owner, or its group. */
static void refuse_set_id(struct program *program, uint32_t call, uint32_t mode)
{
	unsigned short begin = call_begin(program, call);

	add(program, (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, mode));
	add(program, (struct sock_filter)SKIP_UNLESS(BPF_JSET, S_ISUID | S_ISGID));
	add(program, (struct sock_filter)REFUSE(EPERM));
	call_end(program, begin);
}

static void write_program(struct program *program, const struct file_owner *owner)
{
	program->count = 0;
	add(program, (struct sock_filter)LOAD(arch));
	add(program,
	    (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 1, 0));
	add(program, (struct sock_filter)REFUSE(EPERM));
	add(program, (struct sock_filter)LOAD(nr));
	add(program, (struct sock_filter)SKIP_UNLESS(BPF_JGE, CALL_FIRST_UNKNOWN));
	add(program, (struct sock_filter)REFUSE(ENOSYS));
	refuse_each(program, refused, LENGTH(refused));
	refuse_commands(program, SYS_ioctl, refused_of_ioctl, LENGTH(refused_of_ioctl));
	refuse_commands(program, SYS_fcntl, refused_of_fcntl, LENGTH(refused_of_fcntl));
	refuse_signals(program);
	refuse_giving_away(program, owner);
	refuse_set_id(program, SYS_openat, ARGUMENT(3));
#ifdef __x86_64__
	refuse_set_id(program, SYS_open, ARGUMENT(2));
#endif
	add(program, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
}

bool refused_calls_are_possible(void)
{
	uint32_t action = SECCOMP_RET_ERRNO;

	return syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) == 0;
}

/* Of all threads that there are; what they start takes it with it. */
bool refused_calls_enter(const struct file_owner *owner)
{
	struct program program;
	struct sock_fprog filter = {.filter = program.steps};

	write_program(&program, owner);
	filter.len = program.count;
	return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC,
		       &filter) == 0;
}

#else

bool refused_calls_are_possible(void)
{
	return false;
}

bool refused_calls_enter(const struct file_owner *owner)
{
	(void)owner;
	return false;
}

#endif
