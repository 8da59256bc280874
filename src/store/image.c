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

#define READ_BYTES ((size_t)1 << 20)

/* SQLite takes no log for what lies in memory: the header must not ask for one. */
static void ask_for_no_log(unsigned char *first)
{
	first[18] = first[19] = 1;
}

static bool read_all(int file, unsigned char *bytes, size_t length_bytes, off_t offset)
{
	while (length_bytes > 0) {
		ssize_t count = pread(file, bytes, length_bytes, offset);

		if (count < 0 && errno == EINTR)
			continue;
		if (count <= 0)
			return false;
		bytes += count;
		length_bytes -= (size_t)count;
		offset += count;
	}
	return true;
}

/*
 * A page that the disk does not give stays zero, which the walk finds. So the file is not
 * mapped, which would end the process there. What was never written is passed over.
 */
static void read_pages(int file, unsigned char *bytes, size_t length_bytes)
{
	off_t at = 0, end = (off_t)length_bytes;

	while (at < end) {
		off_t data = lseek(file, at, SEEK_DATA);
		size_t count = READ_BYTES;

		if (data < 0 && errno == ENXIO)
			return;
		if (data > at)
			at = data - data % HISTORY_PAGE_BYTES;
		if (at >= end)
			return;
		if (count > (size_t)(end - at))
			count = (size_t)(end - at);
		if (!read_all(file, bytes + at, count, at))
			for (size_t i = 0; i < count; i += HISTORY_PAGE_BYTES)
				if (!read_all(file, bytes + at + i, HISTORY_PAGE_BYTES,
					      at + (off_t)i))
					memset(bytes + at + i, 0, HISTORY_PAGE_BYTES);
		at += (off_t)count;
	}
}

/* Room for all pages, which takes memory only where something is put. */
static bool make_room(const char *path, size_t pages, unsigned char **bytes,
		      size_t *length_bytes, struct error *error)
{
	void *room;

	*length_bytes = pages * HISTORY_PAGE_BYTES;
	room = mmap(NULL, *length_bytes, PROT_READ | PROT_WRITE,
		    MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (room == MAP_FAILED)
		return error_set(error, ERROR_IO, "%s: cannot be read: %s", path,
				 strerror(errno));
	*bytes = room;
	return true;
}

static bool fill(const char *path, int file, const struct log_content *log,
		 unsigned char **bytes, size_t *length_bytes, struct error *error)
{
	struct stat status;
	size_t file_pages, pages;

	if (file < 0 || fstat(file, &status) != 0)
		return error_set(error, ERROR_IO, "%s: cannot be read: %s", path,
				 strerror(errno));
	file_pages = (size_t)status.st_size / HISTORY_PAGE_BYTES;
	pages = file_pages > log->pages ? file_pages : log->pages;
	if (pages == 0)
		return error_set(error, ERROR_INVALID, "%s: not one page", path);
	if (!make_room(path, pages, bytes, length_bytes, error))
		return false;
	read_pages(file, *bytes, file_pages * HISTORY_PAGE_BYTES);
	return true;
}

bool image_make(const char *path, unsigned char **bytes, size_t *length_bytes,
		bool *is_log_unread, struct error *error)
{
	struct log_content log;
	bool has_log = log_content_open(&log, path, HISTORY_PAGE_BYTES);
	int file = open(path, O_RDONLY | O_CLOEXEC);
	bool is_made = fill(path, file, &log, bytes, length_bytes, error);

	if (file >= 0)
		close(file);
	if (is_made && has_log)
		log_content_put(&log, *bytes, *length_bytes, HISTORY_PAGE_BYTES);
	if (is_made)
		ask_for_no_log(*bytes);
	if (has_log)
		log_content_close(&log);
	*is_log_unread = !has_log && store_has_log(path);
	return is_made;
}
