/*
 * A damaged history in memory, to be read where SQLite reads it no longer.
 *
 * Rule: its file, and over it every transaction that its log still holds whole. Neither is
 * changed: what is put in a page stays with this process.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/database.h"

/* Room for all pages, and the file's own where it begins; MAP_FAILED and errno. */
static void *map_pages(int file, size_t file_bytes, size_t length_bytes)
{
	unsigned char *room = mmap(NULL, length_bytes, PROT_READ | PROT_WRITE,
				   MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	if (room == MAP_FAILED || mmap(room, file_bytes, PROT_READ | PROT_WRITE,
				       MAP_PRIVATE | MAP_FIXED, file, 0) != MAP_FAILED)
		return room;
	munmap(room, length_bytes);
	return MAP_FAILED;
}

/* SQLite takes no log for what lies in memory: the header must not ask for one. */
static void ask_for_no_log(unsigned char *first)
{
	first[18] = first[19] = 1;
}

/* How many pages the history has with its log, which adds no more than it holds. */
static size_t count_pages(size_t file_pages, const struct log_content *log)
{
	size_t most = file_pages + (size_t)log->frames;
	size_t pages = log->pages < most ? log->pages : most;

	return pages > file_pages ? pages : file_pages;
}

static bool map_file(const char *path, int file, const struct log_content *log,
		     unsigned char **bytes, size_t *length_bytes, struct error *error)
{
	void *mapping = MAP_FAILED;
	struct stat status;

	if (file >= 0 && fstat(file, &status) == 0) {
		size_t file_pages = (size_t)status.st_size / HISTORY_PAGE_BYTES;

		if (file_pages == 0)
			return error_set(error, ERROR_INVALID, "%s: not one page", path);
		*length_bytes = count_pages(file_pages, log) * HISTORY_PAGE_BYTES;
		mapping = map_pages(file, file_pages * HISTORY_PAGE_BYTES, *length_bytes);
	}
	*bytes = mapping;
	return mapping != MAP_FAILED ||
	       error_set(error, ERROR_IO, "%s: cannot be read: %s", path, strerror(errno));
}

bool image_map(const char *path, unsigned char **bytes, size_t *length_bytes,
	       bool *is_log_unread, struct error *error)
{
	struct log_content log;
	bool has_log = log_content_open(&log, path, HISTORY_PAGE_BYTES);
	int file = open(path, O_RDONLY | O_CLOEXEC);
	bool is_mapped = map_file(path, file, &log, bytes, length_bytes, error);

	if (file >= 0)
		close(file);
	if (is_mapped && has_log)
		log_content_put(&log, *bytes, *length_bytes, HISTORY_PAGE_BYTES);
	if (has_log)
		log_content_close(&log);
	if (!is_mapped) {
		*bytes = NULL;
		return false;
	}
	ask_for_no_log(*bytes);
	*is_log_unread = !has_log && store_has_log(path);
	return true;
}
