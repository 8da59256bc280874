#include "viewer/writing_helper_serve.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "export/output.h"
#include "intake/event_json.h"
#include "recording/recorder.h"
#include "recording/spooling.h"
#include "ui/terminal/terminal_clipboard.h"
#include "viewer/message.h"
#include "viewer/remembered.h"

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

/* Of what was named, not of the directory that a home is kept in. */
static bool is_below_hidden(const char *path)
{
	for (const char *name = path; name; name = strchr(name, '/')) {
		name += *name == '/';
		if (is_hidden(name))
			return true;
	}
	return false;
}

static bool is_program(const char *path)
{
	struct stat standing;

	return lstat(path, &standing) == 0 && S_ISREG(standing.st_mode) &&
	       standing.st_mode & (S_IXUSR | S_IXGRP | S_IXOTH);
}

const char *writing_helper_may_save(const char *path, struct arena *arena, struct error *error)
{
	const char *expanded = expand_home(path, arena);

	if (!is_below_hidden(path) && !is_program(expanded))
		return expanded;
	error_set(error, ERROR_IO,
		  is_below_hidden(path)
			  ? "'%s' is hidden; name a file that can be seen, or use 'aplomb "
			    "export -o'"
			  : "'%s' is a program; name another file",
		  path);
	return NULL;
}

static bool save(struct invocation *invocation, const struct buffer *request, bool replaces,
		 bool *exists, struct error *error)
{
	const char *end = request->bytes + request->length_bytes;
	const char *bytes = memchr(request->bytes, '\0', request->length_bytes);
	const char *path;
	struct arena arena;
	bool is_saved = false;

	if (!bytes)
		return error_set(error, ERROR_IO, "no file is named");
	bytes++;
	arena_init(&arena);
	path = writing_helper_may_save(request->bytes, &arena, error);
	if (path && invocation_check_is_no_team_file(invocation, path, error))
		is_saved =
			replaces ? output_write_file(path, bytes, (size_t)(end - bytes), error)
				 : output_write_new_file(path, bytes, (size_t)(end - bytes),
							 exists, error);
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

static bool obey(struct invocation *invocation, uint32_t what, const struct buffer *request,
		 bool *exists, struct error *error)
{
	switch (what) {
	case REQUEST_SAVE:
	case REQUEST_SAVE_NEW:
		return save(invocation, request, what == REQUEST_SAVE, exists, error);
	case REQUEST_CHANGE:
		return change(invocation, request, error);
	case REQUEST_COPY:
		return copy(request, error);
	case REQUEST_REMEMBER:
		remembered_keep(invocation, request);
		return true;
	default:
		return error_set(error, ERROR_IO, "nothing of the kind is done here");
	}
}

void writing_helper_serve(struct invocation *invocation, int channel)
{
	struct buffer request;
	uint32_t what;
	bool goes_on = true;

	buffer_init(&request);
	while (goes_on && message_receive(channel, &what, &request)) {
		struct error error;
		bool exists = false;

		if (!obey(invocation, what, &request, &exists, &error))
			goes_on = message_send(channel, error.kind, error.message,
					       strlen(error.message));
		else
			goes_on = message_send(channel, exists ? ANSWER_EXISTS : ERROR_NONE, "",
					       0);
	}
	buffer_release(&request);
}
