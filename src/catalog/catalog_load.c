#include "catalog/catalog_load.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "catalog/draft.h"
#include "catalog/formats.h"
#include "yaml/yaml_bytes.h"
#include "yaml/yaml_reader.h"

/* `file` must outlive the draft. */
static bool text_read_all(struct draft *draft, const char *file, const char *text,
			  size_t length_bytes, struct error *error)
{
	const struct node *document;
	struct yaml_reader *reader;
	struct arena tree;
	bool is_read;

	if (!yaml_reader_open(&reader, file, text, length_bytes, error))
		return false;
	do {
		document = NULL;
		arena_init(&tree);
		is_read = yaml_reader_next(reader, &tree, &document, error) &&
			  (!document || document_read(document, draft, error));
		arena_release(&tree);
	} while (is_read && document);
	yaml_reader_close(reader);
	return is_read;
}

/* -- files and directories ---------------------------------------------------------------- */

static bool io_refuse(struct error *error, const char *path, int number)
{
	return error_set(error, ERROR_IO, "%s: cannot be read: %s", path, strerror(number));
}

/*
 * Reads all of a descriptor, up to one byte more than a file may have (that is then refused).
 * *bytes is to be freed, after a failure too; false with errno set.
 */
static bool descriptor_read(int descriptor, char **bytes, size_t *length_bytes)
{
	size_t room = 0;

	*length_bytes = 0;
	for (;;) {
		ssize_t got;

		if (*length_bytes == room) {
			room = room ? room * 2 : (size_t)64 * 1024;
			if (room > YAML_FILE_BYTES_MAX + 1)
				room = YAML_FILE_BYTES_MAX + 1;
			*bytes = memory_resize(*bytes, room, 1);
		}
		got = read(descriptor, *bytes + *length_bytes, room - *length_bytes);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return got == 0;
		*length_bytes += (size_t)got;
		if (*length_bytes > YAML_FILE_BYTES_MAX)
			return true;
	}
}

static bool file_read(struct draft *draft, const char *path, struct error *error)
{
	int descriptor = open(path, O_RDONLY | O_CLOEXEC);
	char *bytes = NULL;
	size_t length_bytes;
	bool is_read;

	if (descriptor < 0)
		return io_refuse(error, path, errno);
	draft_add_path(draft, path);
	is_read = descriptor_read(descriptor, &bytes, &length_bytes);
	if (!is_read)
		io_refuse(error, path, errno);
	close(descriptor);
	is_read = is_read && text_read_all(draft, arena_copy_string(draft->arena, path), bytes,
					   length_bytes, error);
	free(bytes);
	return is_read;
}

static bool name_is_yaml(const char *name)
{
	const char *dot = strrchr(name, '.');

	return name[0] != '.' && dot && (strcmp(dot, ".yaml") == 0 || strcmp(dot, ".yml") == 0);
}

static int paths_compare(const void *a, const void *b)
{
	const char *const *one = a;
	const char *const *other = b;

	return strcmp(*one, *other);
}

static bool path_is_directory(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

/* The YAML files of a directory, in no order. A pipe among them would be waited for. */
static bool directory_list(const char *directory, struct arena *arena, const char ***paths,
			   size_t *count, struct error *error)
{
	size_t length = strlen(directory), capacity = 0;
	const char *separator = length && directory[length - 1] == '/' ? "" : "/";
	DIR *opened = opendir(directory);
	const struct dirent *entry;
	struct stat status;
	int number;

	if (!opened)
		return io_refuse(error, directory, errno);
	*paths = NULL;
	*count = 0;
	for (errno = 0; (entry = readdir(opened)); errno = 0) {
		const char *path;

		if (!name_is_yaml(entry->d_name))
			continue;
		path = arena_printf(arena, "%s%s%s", directory, separator, entry->d_name);
		/* What cannot be looked at is refused when it is read, with its name. */
		if (stat(path, &status) == 0 && !S_ISREG(status.st_mode)) {
			if (S_ISDIR(status.st_mode))
				continue;
			closedir(opened);
			return error_set(error, ERROR_IO,
					 "%s: a pipe or a device is not read within a "
					 "directory; name it by itself",
					 path);
		}
		*paths = arena_grow(arena, *paths, *count, &capacity, sizeof(**paths));
		(*paths)[(*count)++] = path;
	}
	number = errno;
	closedir(opened);
	return number == 0 || io_refuse(error, directory, number);
}

static bool directory_read(struct draft *draft, const char *directory, struct error *error)
{
	const char **paths = NULL;
	size_t count = 0;

	if (!directory_list(directory, &draft->scratch, &paths, &count, error))
		return false;
	if (count == 0)
		return error_set(error, ERROR_IO,
				 "%s: there is no *.yaml or *.yml file in this directory",
				 directory);
	draft_add_path(draft, directory);
	qsort(paths, count, sizeof(*paths), paths_compare);
	for (size_t i = 0; i < count; i++)
		if (!file_read(draft, paths[i], error))
			return false;
	return true;
}

/* -- the contract ------------------------------------------------------------------------- */

/* Makes the catalog of a draft that was read; gives the draft back, the arena too if not. */
static bool draft_close(struct draft *draft, bool is_read, struct arena *arena,
			struct catalog *catalog, struct error *error)
{
	struct catalog finished = {0};

	is_read = is_read && draft_finish(draft, &finished, error);
	draft_release(draft);
	if (!is_read) {
		arena_release(arena);
		return false;
	}
	*catalog = finished;
	catalog->arena = *arena;
	return true;
}

bool catalog_load(struct catalog *catalog, const char *const *paths, size_t path_count,
		  const struct capacity *const *capacities, struct error *error)
{
	struct arena arena;
	struct draft draft;
	bool is_read = true;

	if (path_count == 0)
		return error_set(error, ERROR_IO,
				 "there are no team definitions; name a YAML file or directory "
				 "with --teams, or begin with 'aplomb init'");
	arena_init(&arena);
	draft_init(&draft, &arena, capacities);
	for (size_t i = 0; i < path_count && is_read; i++)
		is_read = path_is_directory(paths[i]) ? directory_read(&draft, paths[i], error)
						      : file_read(&draft, paths[i], error);
	return draft_close(&draft, is_read, &arena, catalog, error);
}

bool catalog_load_text(struct catalog *catalog, const char *name, const char *text,
		       size_t length_bytes, const struct capacity *const *capacities,
		       struct error *error)
{
	struct arena arena;
	struct draft draft;
	bool is_read;

	arena_init(&arena);
	draft_init(&draft, &arena, capacities);
	is_read = text_read_all(&draft, arena_copy_string(&arena, name), text, length_bytes,
				error);
	return draft_close(&draft, is_read, &arena, catalog, error);
}
