#include "viewer/remembered.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"
#include "export/output.h"

#define FORMAT_LINE "aplomb-view 1"
#define DIRECTORY_MODE 0700 /* as the XDG Base Directory Specification asks for */

/* -- the text -------------------------------------------------------------------------------
 */

/* Text of one line: nothing in it that would end or disturb it. */
static bool is_line(const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if ((unsigned char)text[i] < ' ' || text[i] == 0x7f)
			return false;
	return text_is_utf8(text, length);
}

static int window_of(const char *value)
{
	char *end;
	long days = strtol(value, &end, 10);

	return *value >= '1' && *value <= '9' && !*end && days <= WINDOW_DAYS_MAX ? (int)days
										  : 0;
}

/* What is being put together from the lines. */
struct recalling {
	struct arena *arena;
	struct session_state state;
	const char **folded;
	size_t folded_capacity;
	bool is_of_history;
};

static void add_folded(struct recalling *recalling, const char *id)
{
	recalling->folded =
		arena_grow(recalling->arena, recalling->folded, recalling->state.folded_count,
			   &recalling->folded_capacity, sizeof(const char *));
	recalling->folded[recalling->state.folded_count++] = id;
}

static void take_line(struct recalling *recalling, const char *key, const char *value,
		      const char *history)
{
	struct session_state *state = &recalling->state;

	if (strcmp(key, "history") == 0)
		recalling->is_of_history = strcmp(value, history) == 0;
	else if (strcmp(key, "window") == 0)
		state->window_days = window_of(value);
	else if (strcmp(key, "values") == 0)
		state->shows_values = strcmp(value, "yes") == 0;
	else if (strcmp(key, "column") == 0)
		state->capacity = value;
	else if (strcmp(key, "filter") == 0)
		state->filter = value;
	else if (strcmp(key, "folded") == 0)
		add_folded(recalling, value);
	else if (strcmp(key, "team") == 0 || strcmp(key, "group") == 0) {
		state->selected = value;
		state->is_on_group = key[0] == 'g';
	}
}

bool remembered_parse(const char *bytes, size_t length_bytes, const char *history,
		      struct arena *arena, struct session_state *state)
{
	struct recalling recalling = {.arena = arena};
	const char *end = bytes + length_bytes, *line_end;
	bool is_first = true;

	for (; (line_end = memchr(bytes, '\n', (size_t)(end - bytes)));
	     bytes = line_end + 1, is_first = false) {
		size_t length = (size_t)(line_end - bytes);
		char *line = arena_copy(arena, bytes, length);
		char *space;

		if (is_first && strcmp(line, FORMAT_LINE) != 0)
			return false;
		if (is_first || !is_line(line, length))
			continue;
		space = strchr(line, ' ');
		if (space)
			*space = '\0';
		take_line(&recalling, line, space ? space + 1 : "", history);
	}
	if (!recalling.is_of_history)
		return false;
	recalling.state.folded = recalling.folded;
	*state = recalling.state;
	return true;
}

static void add_value(struct buffer *buffer, const char *key, const char *value)
{
	if (value && is_line(value, strlen(value)))
		buffer_addf(buffer, "%s%s%s\n", key, *value ? " " : "", value);
}

void remembered_add(struct buffer *buffer, const char *history,
		    const struct session_state *state)
{
	buffer_add_string(buffer, FORMAT_LINE "\n");
	add_value(buffer, "history", history);
	if (state->window_days)
		buffer_addf(buffer, "window %d\n", state->window_days);
	add_value(buffer, "values", state->shows_values ? "yes" : "no");
	add_value(buffer, state->is_on_group ? "group" : "team", state->selected);
	add_value(buffer, "column", state->capacity);
	if (state->filter && *state->filter)
		add_value(buffer, "filter", state->filter);
	for (size_t i = 0; i < state->folded_count; i++)
		add_value(buffer, "folded", state->folded[i]);
}

/* -- the file -------------------------------------------------------------------------------
 */

/* The history's path, the same wherever it is named from; NULL: its directory is not there. */
static const char *history_of(struct invocation *invocation)
{
	const char *path = invocation_db_path(invocation);
	const char *slash = strrchr(path, '/');
	const char *directory =
		slash ? arena_copy(&invocation->arena, path, (size_t)(slash - path) + 1) : ".";
	char resolved[PATH_MAX];

	if (realpath(path, resolved))
		return arena_copy_string(&invocation->arena, resolved);
	if (!realpath(directory, resolved))
		return NULL;
	return arena_printf(&invocation->arena, "%s/%s",
			    strcmp(resolved, "/") == 0 ? "" : resolved,
			    slash ? slash + 1 : path);
}

/* FNV-1a, of 64 bits: a file of its own for each history; which it is of stands in it. */
static uint64_t hash_of(const char *text)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325);

	for (; *text; text++)
		hash = (hash ^ (unsigned char)*text) * UINT64_C(0x100000001b3);
	return hash;
}

static const char *path_of(struct invocation *invocation, const char *history)
{
	return xdg_path(invocation, "XDG_STATE_HOME", ".local/state",
			arena_printf(&invocation->arena, "view-%016" PRIx64, hash_of(history)));
}

/* Empty where there is no such file, or one that can be none of ours. */
static void read_file(const char *path, struct buffer *buffer)
{
	int file = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	struct stat status;
	char bytes[4096];
	ssize_t count;

	if (file < 0)
		return;
	if (fstat(file, &status) == 0 && S_ISREG(status.st_mode) &&
	    status.st_size <= REMEMBERED_BYTES_MAX)
		while ((count = read(file, bytes, sizeof(bytes))) > 0 &&
		       buffer->length_bytes <= REMEMBERED_BYTES_MAX)
			buffer_add(buffer, bytes, (size_t)count);
	close(file);
}

const struct session_state *remembered_read(struct invocation *invocation)
{
	const char *history = history_of(invocation);
	const char *path = history ? path_of(invocation, history) : NULL;
	struct session_state *state = ARENA_NEW(&invocation->arena, struct session_state);
	struct buffer buffer;
	bool is_known;

	if (!path)
		return NULL;
	buffer_init(&buffer);
	read_file(path, &buffer);
	is_known = buffer.length_bytes && remembered_parse(buffer.bytes, buffer.length_bytes,
							   history, &invocation->arena, state);
	buffer_release(&buffer);
	return is_known ? state : NULL;
}

/* The directories above a path, those that are not there yet. */
static bool make_directories(struct arena *arena, const char *path)
{
	char *made = arena_copy_string(arena, path);

	for (char *slash = strchr(made + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		if (mkdir(made, DIRECTORY_MODE) != 0 && errno != EEXIST)
			return false;
		*slash = '/';
	}
	return true;
}

bool remembered_text(struct invocation *invocation, const struct session_state *state,
		     struct buffer *text)
{
	const char *history = history_of(invocation);

	if (history)
		remembered_add(text, history, state);
	return history;
}

void remembered_keep(struct invocation *invocation, const struct buffer *text)
{
	const char *history = history_of(invocation);
	const char *path = history ? path_of(invocation, history) : NULL;
	struct buffer standing;
	struct error error;

	if (!path || text->length_bytes > REMEMBERED_BYTES_MAX)
		return;
	buffer_init(&standing);
	read_file(path, &standing);
	if ((text->length_bytes != standing.length_bytes ||
	     memcmp(text->bytes, standing.bytes, text->length_bytes) != 0) &&
	    make_directories(&invocation->arena, path))
		output_write_file(path, text->bytes, text->length_bytes, &error);
	buffer_release(&standing);
}
