#include "viewer/writing_helper_serve.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "board/board.h"
#include "board/event_writer.h"
#include "export/output.h"
#include "intake/event_json.h"
#include "recording/recorder.h"
#include "recording/spooling.h"
#include "ui/terminal/terminal_clipboard.h"
#include "viewer/message.h"
#include "viewer/remembered.h"

/* A file that was written here: as long as nobody changes it, it may be written again. */
struct written {
	dev_t device;
	ino_t inode;
	struct timespec changed;
};

struct helper {
	struct invocation *invocation;
	struct arena arena; /* of what was written */
	struct written *written;
	size_t written_count, written_capacity;
};

/* -- where a file may be put ----------------------------------------------------------------
 */

/* A name that begins with a point, but for "." and "..": where programs keep what they obey. */
static bool is_hidden(const char *name)
{
	size_t length = strcspn(name, "/");

	return name[0] == '.' && length > 1 && !(length == 2 && name[1] == '.');
}

/* As a shell would: what is asked of a path is asked of the one that is written to. */
static const char *expand_home(const char *path, struct arena *arena)
{
	const char *home = getenv("HOME");

	if (strncmp(path, "~/", 2) == 0 && home && *home)
		return arena_printf(arena, "%s%s", home, path + 1);
	return path;
}

static bool is_below_hidden(const char *path)
{
	for (const char *name = path; name; name = strchr(name, '/')) {
		name += *name == '/';
		if (is_hidden(name))
			return true;
	}
	return false;
}

/*
 * Where an open directory is, whatever links and names led to it; false: it cannot be told, as
 * it is gone, or of another view of the file system.
 */
static bool find_place(int directory, char place[PATH_MAX])
{
	struct stat opened, found;
	char link[64];
	ssize_t length;

	snprintf(link, sizeof(link), "/proc/self/fd/%d", directory);
	length = readlink(link, place, PATH_MAX - 1);
	if (length < 0)
		return false;
	place[length] = '\0';
	return fstat(directory, &opened) == 0 && stat(place, &found) == 0 &&
	       opened.st_dev == found.st_dev && opened.st_ino == found.st_ino;
}

/* Whether a place is below a directory, and nothing hidden lies between. */
static bool is_seen_from(const char *directory, const char *place)
{
	char above[PATH_MAX];
	size_t length;

	if (!directory || !realpath(directory, above))
		return false;
	length = strcmp(above, "/") == 0 ? 0 : strlen(above);
	return strncmp(place, above, length) == 0 && (place[length] == '/' || !place[length]) &&
	       !is_below_hidden(place + length);
}

/* A home, and the directory where the screens were begun, may themselves be below a hidden
 * one. */
static bool check_is_seen(const struct replacement *replacement, const char *named,
			  struct error *error)
{
	char place[PATH_MAX];

	if (!find_place(replacement->directory, place))
		return error_set(error, ERROR_IO,
				 "where '%s' is cannot be told; name another file, or use "
				 "'aplomb export -o'",
				 named);
	if (!is_hidden(replacement->name) &&
	    (is_seen_from("/", place) || is_seen_from(".", place) ||
	     is_seen_from(getenv("HOME"), place)))
		return true;
	return error_set(error, ERROR_IO,
			 "'%s' is hidden, or below a hidden directory; name a file that can be "
			 "seen, or use 'aplomb export -o'",
			 named);
}

/* -- what may be replaced -------------------------------------------------------------------
 */

static bool ends_as_an_export(const char *name)
{
	const char *ending = strrchr(name, '.');

	for (size_t i = 0; ending && snapshot_formats[i]; i++)
		if (strcasecmp(ending + 1, snapshot_ending(i)) == 0)
			return true;
	for (size_t i = 0; ending && event_formats[i]; i++)
		if (strcasecmp(ending + 1, event_ending(event_formats[i])) == 0)
			return true;
	return false;
}

static bool was_written_here(const struct helper *helper, const struct stat *standing)
{
	for (size_t i = 0; i < helper->written_count; i++) {
		const struct written *written = &helper->written[i];

		if (written->device == standing->st_dev && written->inode == standing->st_ino &&
		    written->changed.tv_sec == standing->st_ctim.tv_sec &&
		    written->changed.tv_nsec == standing->st_ctim.tv_nsec)
			return true;
	}
	return false;
}

static void note_written(struct helper *helper, const struct replacement *replacement)
{
	struct stat is;

	if (fstatat(replacement->directory, replacement->name, &is, AT_SYMLINK_NOFOLLOW) != 0)
		return;
	helper->written = arena_grow(&helper->arena, helper->written, helper->written_count,
				     &helper->written_capacity, sizeof(*helper->written));
	helper->written[helper->written_count++] =
		(struct written){is.st_dev, is.st_ino, is.st_ctim};
}

/* It is the screens that ask the user before something is replaced, and they may be misled. */
static bool check_may_be_replaced(const struct helper *helper,
				  const struct replacement *replacement,
				  const struct stat *standing, const char *named,
				  struct error *error)
{
	if (!standing->st_mode)
		return true;
	if (!S_ISREG(standing->st_mode))
		return error_set(error, ERROR_IO,
				 "'%s' is no file but a device or a pipe; name a file, or use "
				 "'aplomb export -o'",
				 named);
	if (standing->st_mode & (S_IXUSR | S_IXGRP | S_IXOTH))
		return error_set(error, ERROR_IO, "'%s' is a program; name another file",
				 named);
	return ends_as_an_export(replacement->name) || was_written_here(helper, standing) ||
	       error_set(error, ERROR_IO,
			 "'%s' is there, and its name does not end as an export's; name "
			 "another file, or use 'aplomb export -o'",
			 named);
}

/* -- what is asked --------------------------------------------------------------------------
 */

static bool save(struct helper *helper, const struct buffer *request, bool replaces,
		 bool *exists, struct error *error)
{
	const char *end = request->bytes + request->length_bytes;
	const char *bytes = memchr(request->bytes, '\0', request->length_bytes);
	const char *named = request->bytes;
	struct replacement replacement;
	struct stat standing;
	struct arena arena;
	bool is_saved = false;

	if (!bytes)
		return error_set(error, ERROR_IO, "no file is named");
	bytes++;
	arena_init(&arena);
	if (replacement_begin(&replacement, expand_home(named, &arena), &standing, error)) {
		replacement.is_new = !replaces;
		is_saved =
			check_is_seen(&replacement, named, error) &&
			invocation_check_is_no_team_file(helper->invocation, replacement.path,
							 error) &&
			check_may_be_replaced(helper, &replacement, &standing, named, error) &&
			replacement_write(&replacement, &standing, bytes, (size_t)(end - bytes),
					  error);
		*exists = is_saved && replacement.is_taken;
		if (is_saved && !*exists)
			note_written(helper, &replacement);
		replacement_drop(&replacement);
	}
	arena_release(&arena);
	return is_saved;
}

/* One line of the two; *event stays NULL where it is empty. */
static bool read_event(struct event_json *reader, const char **line, struct arena *arena,
		       struct event **event, struct error *error)
{
	size_t length = strcspn(*line, "\n");

	*event = NULL;
	if (length) {
		*event = ARENA_NEW(arena, struct event);
		if (!event_json_read(reader, *line, length, NULL, arena, *event, error))
			return false;
	}
	*line += length + ((*line)[length] == '\n');
	return true;
}

static bool read_events(const struct buffer *request, struct arena *arena, struct event **was,
			struct event **is, struct error *error)
{
	struct event_json *reader;
	const char *line = request->bytes;
	bool is_read;

	if (!event_json_open(&reader, error))
		return false;
	is_read = read_event(reader, &line, arena, was, error) &&
		  read_event(reader, &line, arena, is, error);
	event_json_close(reader);
	return is_read &&
	       (*was || *is || error_set(error, ERROR_INVALID, "there is no event to change"));
}

static bool change(struct invocation *invocation, const struct buffer *request,
		   struct error *error)
{
	struct event *was, *is;
	struct store *store;
	struct arena arena;
	bool is_done;

	arena_init(&arena);
	is_done = read_events(request, &arena, &was, &is, error) &&
		  spooling_open(invocation, &store, error);
	if (is_done) {
		is_done = recorder_change(store, was, is, error);
		store_close(store);
	}
	arena_release(&arena);
	return is_done;
}

static bool copy(const struct buffer *request, struct error *error)
{
	return clipboard_copy_by_tmux(NULL, request->bytes, request->length_bytes) ||
	       error_set(error, ERROR_IO, "tmux does not take it");
}

static bool obey(struct helper *helper, uint32_t what, const struct buffer *request,
		 bool *exists, struct error *error)
{
	switch (what) {
	case REQUEST_SAVE:
	case REQUEST_SAVE_NEW:
		return save(helper, request, what == REQUEST_SAVE, exists, error);
	case REQUEST_CHANGE:
		return change(helper->invocation, request, error);
	case REQUEST_COPY:
		return copy(request, error);
	case REQUEST_REMEMBER:
		remembered_keep(helper->invocation, request);
		return true;
	default:
		return error_set(error, ERROR_IO, "nothing of the kind is done here");
	}
}

void writing_helper_serve(struct invocation *invocation, int channel)
{
	struct helper helper = {.invocation = invocation};
	struct buffer request;
	uint32_t what;
	bool goes_on = true;

	arena_init(&helper.arena);
	buffer_init(&request);
	while (goes_on && message_receive(channel, &what, &request)) {
		struct error error;
		bool exists = false;

		if (!obey(&helper, what, &request, &exists, &error))
			goes_on = message_send(channel, error.kind, error.message,
					       strlen(error.message));
		else
			goes_on = message_send(channel, exists ? ANSWER_EXISTS : ERROR_NONE, "",
					       0);
	}
	buffer_release(&request);
	arena_release(&helper.arena);
}
