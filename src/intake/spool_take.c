/*
 * Taking in what waits in the spool.
 *
 * Rule: a file is read under the writers' lock and removed after the commit, before the lock is
 * let go: so one that is taken in twice changes nothing, and none is taken in after something
 * newer.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "intake/event_json.h"
#include "intake/spool.h"
#include "intake/spool_directory.h"

#define SLICE_COUNT 1000 /* in one transaction */

enum fate {
	FATE_LEFT,
	FATE_TAKEN,
	FATE_SET_ASIDE,
};

struct waiting {
	const char *name;
	enum fate fate;
	const char *reason; /* why it is set aside */
};

struct taking {
	struct store *store;
	struct spool_directory directory;
	struct event_json *reader;
	spool_listener *listener;
	void *context;
	struct arena arena;
	struct spool_account account;
};

static void tell(struct taking *taking, const char *format, va_list arguments)
	__attribute__((format(printf, 2, 0)));

static void tell(struct taking *taking, const char *format, va_list arguments)
{
	char sentence[2048];

	vsnprintf(sentence, sizeof(sentence), format, arguments);
	taking->listener(taking->context, sentence);
}

static void say(struct taking *taking, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static void say(struct taking *taking, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	tell(taking, format, arguments);
	va_end(arguments);
}

/* Says why something still waits. */
static void leave(struct taking *taking, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static void leave(struct taking *taking, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	tell(taking, format, arguments);
	va_end(arguments);
	taking->account.is_left = true;
}

/* -- reading a file ----------------------------------------------------------------------- */

static void set_aside_for(struct taking *taking, struct waiting *waiting, const char *reason)
{
	waiting->fate = FATE_SET_ASIDE;
	waiting->reason = arena_copy_string(&taking->arena, reason);
}

/* It still waits, if it is there: another may have taken it in. */
static int leave_for(struct taking *taking, const struct waiting *waiting, const char *what)
{
	if (errno != ENOENT)
		leave(taking, "%s/%s still waits: it cannot be %s: %s", taking->directory.path,
		      waiting->name, what, strerror(errno));
	return -1;
}

/* A descriptor of a file of sound size, or -1: its fate is told then. */
static int open_file(struct taking *taking, struct waiting *waiting)
{
	int directory = taking->directory.descriptor, file;
	struct stat status;

	/* Looked at first: to open a device may do something. */
	if (fstatat(directory, waiting->name, &status, AT_SYMLINK_NOFOLLOW) != 0)
		return leave_for(taking, waiting, "looked at");
	if (!S_ISREG(status.st_mode)) {
		set_aside_for(taking, waiting, "it is no file");
		return -1;
	}
	file = openat(directory, waiting->name,
		      O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (file < 0)
		return leave_for(taking, waiting, "opened");
	if (fstat(file, &status) != 0)
		leave_for(taking, waiting, "looked at");
	else if (S_ISREG(status.st_mode) && (uintmax_t)status.st_size <= EVENT_JSON_BYTES_MAX)
		return file;
	else
		set_aside_for(taking, waiting, "it is longer than 16 MiB");
	close(file);
	return -1;
}

static bool read_file(struct taking *taking, struct waiting *waiting, struct buffer *bytes)
{
	int file = open_file(taking, waiting);
	char piece[16 * 1024];
	ssize_t count = 1;

	if (file < 0)
		return false;
	while (count && bytes->length_bytes <= EVENT_JSON_BYTES_MAX) {
		count = read(file, piece, sizeof(piece));
		if (count < 0 && errno != EINTR) {
			leave_for(taking, waiting, "read");
			close(file);
			return false;
		}
		buffer_add(bytes, piece, count > 0 ? (size_t)count : 0);
	}
	close(file);
	return true;
}

static bool is_replacing(const char *name)
{
	size_t length = strlen(name), ending = sizeof(SPOOL_REPLACING) - 1;

	return length > ending && strcmp(name + length - ending, SPOOL_REPLACING) == 0;
}

static bool put_event(struct taking *taking, struct waiting *waiting, const struct event *event,
		      struct error *error)
{
	enum put_outcome outcome;
	struct error conflict;
	bool is_refused;

	if (!store_try_put(taking->store, event, is_replacing(waiting->name), &is_refused,
			   &outcome, &conflict, error))
		return false;
	waiting->fate = FATE_TAKEN;
	if (!is_refused && outcome != PUT_CONTRADICTED)
		return true;
	if (!is_refused)
		error_prefix(&conflict, "a value differs from what is known");
	set_aside_for(taking, waiting, conflict.message);
	return true;
}

/* Fails only where the history cannot be written. */
static bool take_file(struct taking *taking, struct waiting *waiting, struct error *error)
{
	struct buffer bytes;
	struct arena arena;
	struct event event;
	struct error refusal;
	bool is_kept = true;

	waiting->fate = FATE_LEFT;
	arena_init(&arena);
	buffer_init(&bytes);
	if (!read_file(taking, waiting, &bytes))
		;
	else if (!event_json_read(taking->reader, bytes.bytes, bytes.length_bytes, NULL, &arena,
				  &event, &refusal))
		set_aside_for(taking, waiting, refusal.message);
	else
		is_kept = put_event(taking, waiting, &event, error);
	buffer_release(&bytes);
	arena_release(&arena);
	return is_kept;
}

/* -- after the commit --------------------------------------------------------------------- */

static void set_aside(struct taking *taking, const struct waiting *waiting)
{
	const char *name = arena_printf(&taking->arena, "%s" SPOOL_SET_ASIDE, waiting->name);
	int directory = taking->directory.descriptor;
	char random[SPOOL_RANDOM_BYTES];

	/* A name that is too long, or taken, gives way to one that is neither. */
	if (renameat2(directory, waiting->name, directory, name, RENAME_NOREPLACE) != 0) {
		if (errno == ENOENT || !spool_random(random))
			return;
		name = arena_printf(&taking->arena, "%s" SPOOL_SET_ASIDE, random);
		if (renameat(directory, waiting->name, directory, name) != 0) {
			leave(taking, "%s/%s still waits: %s; it cannot be set aside: %s",
			      taking->directory.path, waiting->name, waiting->reason,
			      strerror(errno));
			return;
		}
	}
	taking->account.set_aside++;
	say(taking, "%s/%s: %s; it is set aside as %s", taking->directory.path, waiting->name,
	    waiting->reason, name);
}

static void settle(struct taking *taking, struct waiting *slice, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (slice[i].fate == FATE_SET_ASIDE)
			set_aside(taking, &slice[i]);
		if (slice[i].fate != FATE_TAKEN)
			continue;
		taking->account.taken++;
		if (unlinkat(taking->directory.descriptor, slice[i].name, 0) != 0 &&
		    errno != ENOENT)
			say(taking, "%s/%s is in the history and cannot be removed: %s",
			    taking->directory.path, slice[i].name, strerror(errno));
	}
	/* What comes back after a power cut would come after what is written now. */
	fsync(taking->directory.descriptor);
}

/* -- all of it ---------------------------------------------------------------------------- */

static bool take_slice(struct taking *taking, struct waiting *slice, size_t count,
		       struct error *error)
{
	if (!store_begin(taking->store, error))
		return false;
	for (size_t i = 0; i < count; i++)
		if (!take_file(taking, &slice[i], error)) {
			store_rollback(taking->store);
			return false;
		}
	if (!store_commit_holding(taking->store, error))
		return false;
	settle(taking, slice, count);
	store_let_write(taking->store);
	return true;
}

static bool take_names(struct taking *taking, const struct spool_names *names,
		       struct error *error)
{
	struct waiting *slice = ARENA_ARRAY(&taking->arena, SLICE_COUNT, struct waiting);

	for (size_t done = 0, count; done < names->count; done += count) {
		count = names->count - done < SLICE_COUNT ? names->count - done : SLICE_COUNT;
		for (size_t i = 0; i < count; i++)
			slice[i] = (struct waiting){.name = names->names[done + i]};
		if (!take_slice(taking, slice, count, error))
			return false;
	}
	return true;
}

/* Fails as the history does; what is wrong with the spool alone is told. */
static bool take_all(struct taking *taking, struct error *error)
{
	struct spool_names waiting, set_aside_before;
	struct error problem;
	bool is_taken;

	if (!spool_directory_list(&taking->directory, &taking->arena, &waiting,
				  &set_aside_before, &problem)) {
		leave(taking, "%s", problem.message);
		return true;
	}
	if (!waiting.count)
		return true;
	if (faccessat(taking->directory.descriptor, ".", W_OK | X_OK, AT_EACCESS) != 0) {
		leave(taking,
		      "%s: %zu event%s still wait%s; to take them in needs permission to "
		      "write there",
		      taking->directory.path, waiting.count, waiting.count == 1 ? "" : "s",
		      waiting.count == 1 ? "s" : "");
		return true;
	}
	if (!event_json_open(&taking->reader, error))
		return false;
	is_taken = take_names(taking, &waiting, error);
	event_json_close(taking->reader);
	return is_taken;
}

bool spool_take_in(struct store *store, const char *history, spool_listener *listener,
		   void *context, struct spool_account *account, struct error *error)
{
	struct taking taking = {.store = store, .listener = listener, .context = context};
	struct error problem;
	bool is_taken = true;

	arena_init(&taking.arena);
	if (!spool_directory_open(&taking.directory, history, false, &taking.arena, &problem))
		leave(&taking, "%s", problem.message);
	else if (taking.directory.descriptor >= 0)
		is_taken = take_all(&taking, error);
	spool_directory_close(&taking.directory);
	arena_release(&taking.arena);
	*account = taking.account;
	return is_taken;
}
