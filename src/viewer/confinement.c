#include "viewer/confinement.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/landlock.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Of newer kernels than the headers that this may be built with. */
#define ACCESS_TRUNCATE (UINT64_C(1) << 14) /* version 3 */
#define ACCESS_DEVICES (UINT64_C(1) << 15)  /* version 5 */
#define ACCESS_TCP UINT64_C(3)		    /* version 4: bind and connect */
#define SCOPE_ABSTRACT_SOCKETS UINT64_C(1)  /* version 6 */

struct ruleset_attributes {
	uint64_t files, network, scope;
};

#define ACCESS_READ (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
#define ACCESS_WRITE (LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_MAKE_REG)

/* Read by libraries as they need it, whoever runs them. */
static const char *const system_directories[] = {
	"/usr/share",
	"/etc/localtime",
#ifdef CONFINEMENT_READS /* where a build that is checked looks at itself */
	CONFINEMENT_READS,
#endif
};

int confinement_version(void)
{
	long version =
		syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);

	return version > 0 ? (int)version : 0;
}

const char *confinement_refusals(int version, bool calls_are_refused)
{
	if (calls_are_refused)
		return "programs, sockets, signals to other processes and the memory of these "
		       "(by a list of system calls)";
	if (version >= 4)
		return "programs and TCP connections (Landlock); other sockets are not, as "
		       "system calls cannot be filtered here";
	if (version)
		return "programs (Landlock); sockets are not, as system calls cannot be "
		       "filtered here";
	return "nothing: system calls cannot be filtered here";
}

/* All that a kernel of that version can forbid, so that what is not allowed is forbidden. */
static struct ruleset_attributes all_of(int version)
{
	struct ruleset_attributes all = {
		.files = LANDLOCK_ACCESS_FS_EXECUTE | ACCESS_READ | ACCESS_WRITE |
			 LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE |
			 LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_DIR |
			 LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO |
			 LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SYM,
	};

	if (version >= 2)
		all.files |= LANDLOCK_ACCESS_FS_REFER;
	if (version >= 3)
		all.files |= ACCESS_TRUNCATE;
	if (version >= 5)
		all.files |= ACCESS_DEVICES;
	if (version >= 4)
		all.network = ACCESS_TCP;
	if (version >= 6)
		all.scope = SCOPE_ABSTRACT_SOCKETS;
	return all;
}

static size_t attributes_bytes(int version)
{
	if (version >= 6)
		return sizeof(struct ruleset_attributes);
	return version >= 4 ? 2 * sizeof(uint64_t) : sizeof(uint64_t);
}

/* Where the path is not there, there is nothing to allow. */
static bool allow(int ruleset, const char *path, uint64_t access)
{
	struct landlock_path_beneath_attr below = {.allowed_access = access};
	struct stat status;
	bool is_added;

	below.parent_fd = open(path, O_PATH | O_CLOEXEC);
	if (below.parent_fd < 0)
		return errno == ENOENT || errno == ENOTDIR || errno == EACCES;
	if (fstat(below.parent_fd, &status) == 0 && !S_ISDIR(status.st_mode))
		below.allowed_access &=
			~(uint64_t)(LANDLOCK_ACCESS_FS_READ_DIR | LANDLOCK_ACCESS_FS_MAKE_REG);
	is_added = syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &below,
			   0) == 0;
	close(below.parent_fd);
	return is_added;
}

static bool allow_all(int ruleset, const struct confinement *confinement, uint64_t files)
{
	const char *zones = getenv("TZDIR");
	bool all = !zones || allow(ruleset, zones, ACCESS_READ);

	for (size_t i = 0; i < sizeof(system_directories) / sizeof(*system_directories); i++)
		all = all && allow(ruleset, system_directories[i], ACCESS_READ);
	for (size_t i = 0; i < confinement->readable_count; i++)
		all = all && allow(ruleset, confinement->readable[i], ACCESS_READ);
#ifdef CONFINEMENT_WRITES /* where a build that is measured leaves its counts */
	all = all && allow(ruleset, CONFINEMENT_WRITES, (ACCESS_READ | ACCESS_WRITE) & files);
#endif
	if (confinement->writable)
		all = all && allow(ruleset, confinement->writable,
				   (ACCESS_READ | ACCESS_WRITE | ACCESS_TRUNCATE) & files);
	return all;
}

static bool restrict_files(const struct confinement *confinement)
{
	int version = confinement_version();
	struct ruleset_attributes all = all_of(version);
	bool is_entered;
	int ruleset;

	if (!version)
		return false;
	ruleset = (int)syscall(SYS_landlock_create_ruleset, &all, attributes_bytes(version), 0);
	if (ruleset < 0)
		return false;
	is_entered = allow_all(ruleset, confinement, all.files) &&
		     syscall(SYS_landlock_restrict_self, ruleset, 0) == 0;
	close(ruleset);
	return is_entered;
}

bool confinement_enter(const struct confinement *confinement)
{
	bool files_are_restricted;

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		return false;
	files_are_restricted = restrict_files(confinement);
	/* The log that SQLite may begin here is for those whom the history is for. Rights
	 * cannot be mended afterwards any more, and only root is not its owner anyway. */
	umask(0);
	refused_calls_enter(confinement->writable && geteuid() == 0 ? &confinement->owner
								    : NULL);
	return files_are_restricted;
}

/* -- directories ---------------------------------------------------------------------------
 */

/* The directory of a file, links in its path resolved; NULL: it is not there. */
static const char *directory_of(const char *path, struct arena *arena)
{
	const char *slash = strrchr(path, '/');
	char directory[PATH_MAX];

	if (slash)
		path = arena_copy(arena, path, (size_t)(slash - path) + 1);
	return realpath(slash ? path : ".", directory) ? arena_copy_string(arena, directory)
						       : NULL;
}

static void add(struct confinement *confinement, const char *directory, struct arena *arena)
{
	if (!directory)
		return;
	confinement->readable =
		arena_grow(arena, confinement->readable, confinement->readable_count,
			   &confinement->readable_capacity, sizeof(const char *));
	confinement->readable[confinement->readable_count++] = directory;
}

void confinement_add_readable(struct confinement *confinement, const char *path,
			      struct arena *arena)
{
	char target[PATH_MAX];
	struct stat status;

	if (stat(path, &status) == 0 && S_ISDIR(status.st_mode)) {
		add(confinement, arena_copy_string(arena, path), arena);
		return;
	}
	add(confinement, directory_of(path, arena), arena);
	if (realpath(path, target))
		add(confinement, directory_of(target, arena), arena);
}

void confinement_set_writable(struct confinement *confinement, const char *path,
			      struct arena *arena)
{
	char target[PATH_MAX];
	struct stat status;

	confinement->writable = directory_of(realpath(path, target) ? target : path, arena);
	/* Where there is no history yet, it will be the directory's owner's. */
	if (confinement->writable &&
	    (stat(path, &status) == 0 || stat(confinement->writable, &status) == 0))
		confinement->owner = (struct file_owner){status.st_uid, status.st_gid};
}
