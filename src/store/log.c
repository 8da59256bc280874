/*
 * The log beside a history: whether it is damaged where that loses what was acknowledged, and
 * what it holds.
 *
 * Rule: it is only read, as https://www.sqlite.org/fileformat2.html#walformat says it lies
 * there. SQLite takes frames up to the first that does not sum up, and silently none of those
 * behind it. Such a frame is ordinary at the end of what was written when a writer was killed
 * or the power went; of the log as it is now hardly a transaction follows it then, as each is
 * on disk before the next begins. Frames of the log as it was before its last reset bear other
 * salt.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/database.h"

#define HEADER_BYTES 32
#define SUMMED_BYTES 24 /* of it; its last two words are their sum */
#define FRAME_HEADER_BYTES 24
#define FRAME_SUMMED_BYTES 8
/* Or one more, where words are summed with their first byte as the highest. */
#define MAGIC 0x377f0682
#define PAGE_BYTES_MIN 512
#define PAGE_BYTES_MAX 65536

struct log_reading {
	int file;
	unsigned char header[HEADER_BYTES];
	bool is_header_sound;
	bool sums_high_first;
	size_t frame_bytes;
	uint32_t sums[2];
};

/* What one look found. */
struct log_look {
	unsigned char header[HEADER_BYTES];
	bool is_whole;
	int64_t unsound; /* the first frame that does not sum up */
	size_t commits;	 /* from there on */
};

static uint32_t word_high_first(const unsigned char *bytes)
{
	return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 |
	       bytes[3];
}

static uint32_t word_low_first(const unsigned char *bytes)
{
	return (uint32_t)bytes[3] << 24 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[1] << 8 |
	       bytes[0];
}

static void sum_up(struct log_reading *reading, const unsigned char *bytes, size_t count)
{
	uint32_t (*word)(const unsigned char *) =
		reading->sums_high_first ? word_high_first : word_low_first;

	for (size_t i = 0; i < count; i += 8) {
		reading->sums[0] += word(bytes + i) + reading->sums[1];
		reading->sums[1] += word(bytes + i + 4) + reading->sums[0];
	}
}

static bool sums_are(const struct log_reading *reading, const unsigned char *expected)
{
	return reading->sums[0] == word_high_first(expected) &&
	       reading->sums[1] == word_high_first(expected + 4);
}

static bool is_page_size(uint32_t bytes)
{
	return bytes >= PAGE_BYTES_MIN && bytes <= PAGE_BYTES_MAX && (bytes & (bytes - 1)) == 0;
}

static bool read_header(struct log_reading *reading)
{
	uint32_t magic, page_bytes;

	if (pread(reading->file, reading->header, HEADER_BYTES, 0) != HEADER_BYTES)
		return false;
	magic = word_high_first(reading->header);
	page_bytes = word_high_first(reading->header + 8);
	reading->sums_high_first = magic & 1;
	sum_up(reading, reading->header, SUMMED_BYTES);
	reading->is_header_sound = (magic & ~UINT32_C(1)) == MAGIC &&
				   is_page_size(page_bytes) &&
				   sums_are(reading, reading->header + SUMMED_BYTES);
	reading->frame_bytes =
		FRAME_HEADER_BYTES + (reading->is_header_sound
					      ? page_bytes
					      : HISTORY_PAGE_BYTES); /* where it does not say */
	return true;
}

/* Of the log as it is now; by a header that is not sound, half of the salt tells as well. */
static bool is_of_this_log(const struct log_reading *reading, const unsigned char *frame)
{
	bool is_first = memcmp(frame + 8, reading->header + 16, 4) == 0;
	bool is_second = memcmp(frame + 12, reading->header + 20, 4) == 0;

	return reading->is_header_sound ? is_first && is_second : is_first || is_second;
}

static bool is_frame_sound(struct log_reading *reading, const unsigned char *frame)
{
	sum_up(reading, frame, FRAME_SUMMED_BYTES);
	sum_up(reading, frame + FRAME_HEADER_BYTES, reading->frame_bytes - FRAME_HEADER_BYTES);
	return word_high_first(frame) != 0 && is_of_this_log(reading, frame) &&
	       sums_are(reading, frame + 16);
}

static bool read_frame(const struct log_reading *reading, int64_t index, unsigned char *frame)
{
	return pread(reading->file, frame, reading->frame_bytes,
		     HEADER_BYTES + index * (int64_t)reading->frame_bytes) ==
	       (ssize_t)reading->frame_bytes;
}

/* The first frame from there on that was ever written; the same where nobody can tell. */
static int64_t next_written(const struct log_reading *reading, int64_t index)
{
	off_t offset = HEADER_BYTES + index * (off_t)reading->frame_bytes;
	off_t data = lseek(reading->file, offset, SEEK_DATA);

	if (data < 0 && errno == ENXIO) /* none: at the end of the file */
		data = lseek(reading->file, 0, SEEK_END);
	return data <= offset ? index
			      : (int64_t)((data - HEADER_BYTES) / (off_t)reading->frame_bytes);
}

/* The size of the file after a transaction, in pages: in its last frame; else 0. */
static uint32_t pages_after(const unsigned char *frame)
{
	return word_high_first(frame + 4);
}

static void look_at_frames(struct log_reading *reading, struct log_look *look)
{
	unsigned char *frame = memory_resize(NULL, 1, reading->frame_bytes);

	look->is_whole = reading->is_header_sound;
	look->unsound = 0;
	look->commits = 0;
	for (int64_t i = 0; read_frame(reading, i, frame); i = next_written(reading, i + 1)) {
		if (look->is_whole && !is_frame_sound(reading, frame)) {
			look->is_whole = false;
			look->unsound = i;
		}
		if (!look->is_whole && is_of_this_log(reading, frame) && pages_after(frame))
			look->commits++;
	}
	free(frame);
}

/*
 * A transaction may be one that nobody was told is kept, of a writer that was killed as it came
 * on disk. Shorter ones may since have been written over its begin, and one of these may have
 * ended so, too: a few are no sign of damage.
 */
#define UNTOLD_TRANSACTIONS 3

static bool look_at(int file, struct log_look *look)
{
	struct log_reading reading = {.file = file};

	if (!read_header(&reading))
		return false;
	look_at_frames(&reading, look);
	memcpy(look->header, reading.header, HEADER_BYTES);
	return !look->is_whole &&
	       look->commits > (reading.is_header_sound ? UNTOLD_TRANSACTIONS : 0);
}

/* A descriptor, or -1. SQLite keeps the log beside the file, not beside links to it. */
static int open_log(const char *path)
{
	char resolved[PATH_MAX];
	struct buffer name;
	int file;

	buffer_init(&name);
	buffer_addf(&name, "%s-wal", realpath(path, resolved) ? resolved : path);
	file = open(name.bytes, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	buffer_release(&name);
	return file;
}

/* Others may write it meanwhile: what they were at is done at a second look. */
bool log_is_damaged(const char *path)
{
	struct log_look first, second;
	int file = open_log(path);
	bool is_damaged;

	if (file < 0)
		return false;
	is_damaged = look_at(file, &first) && look_at(file, &second) &&
		     memcmp(first.header, second.header, HEADER_BYTES) == 0 &&
		     first.unsound == second.unsound;
	close(file);
	return is_damaged;
}

/* -- what it holds ---------------------------------------------------------------------- */

static void count_committed(struct log_reading *reading, struct log_content *content)
{
	unsigned char *frame = memory_resize(NULL, 1, reading->frame_bytes);
	size_t last = 0;

	for (int64_t i = 0; read_frame(reading, i, frame) && is_frame_sound(reading, frame);
	     i++) {
		size_t page = word_high_first(frame), pages = pages_after(frame);

		last = page > last ? page : last;
		if (pages) {
			content->frames = i + 1;
			content->pages = pages < last ? pages : last;
		}
	}
	free(frame);
}

bool log_content_open(struct log_content *content, const char *path, size_t page_bytes)
{
	struct log_reading reading = {.file = open_log(path)};

	*content = (struct log_content){.file = reading.file};
	if (reading.file < 0)
		return false;
	if (read_header(&reading) && reading.is_header_sound &&
	    reading.frame_bytes == FRAME_HEADER_BYTES + page_bytes)
		count_committed(&reading, content);
	if (content->frames > 0)
		return true;
	close(content->file);
	return false;
}

void log_content_put(const struct log_content *content, unsigned char *bytes,
		     size_t length_bytes, size_t page_bytes)
{
	struct log_reading reading = {.file = content->file,
				      .frame_bytes = FRAME_HEADER_BYTES + page_bytes};
	unsigned char *frame = memory_resize(NULL, 1, reading.frame_bytes);

	for (int64_t i = 0; i < content->frames && read_frame(&reading, i, frame); i++) {
		size_t page = word_high_first(frame);

		if (page > 0 && page <= length_bytes / page_bytes)
			memcpy(bytes + (page - 1) * page_bytes, frame + FRAME_HEADER_BYTES,
			       page_bytes);
	}
	free(frame);
}

void log_content_close(struct log_content *content)
{
	close(content->file);
}
