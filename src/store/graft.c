/*
 * The schema of a damaged history, from a new one.
 *
 * Rule: it tells where each table begins, so without it nothing can be read. A history that was
 * made by this program has it in the same pages as every other, as long as nobody packed the
 * file anew (VACUUM) or changed the schema. Only where most of those pages are the same, byte
 * by byte, do they stand for the ones that are not.
 */
#include <string.h>

#include "store/database.h"

#define PAGES_MAX 1024

/* A new history: its bytes, and which pages are the schema's. */
struct stock {
	unsigned char *bytes; /* sqlite3_free */
	size_t pages;
	bool is_of_tables[PAGES_MAX + 1]; /* page n, from 1: a table or an index begins there */
};

static bool stock_find_tables(struct stock *stock, struct store *fresh, struct error *error)
{
	sqlite3_stmt *statement;
	bool has_row, is_ok;

	if (!store_prepare(fresh, "SELECT rootpage FROM sqlite_schema WHERE rootpage > 1",
			   &statement, error))
		return false;
	while ((is_ok = store_step(fresh, statement, &has_row, error)) && has_row) {
		int64_t page = sqlite3_column_int64(statement, 0);

		if (page <= PAGES_MAX)
			stock->is_of_tables[page] = true;
	}
	sqlite3_finalize(statement);
	return is_ok;
}

static bool stock_make(struct stock *stock, struct error *error)
{
	sqlite3_int64 length_bytes = 0;
	struct store *fresh;
	bool is_made;

	memset(stock, 0, sizeof(*stock));
	if (!store_open_scratch(&fresh, "", error))
		return false;
	stock->bytes = sqlite3_serialize(fresh->db, "main", &length_bytes, 0);
	stock->pages = (size_t)length_bytes / HISTORY_PAGE_BYTES;
	is_made = stock->bytes && stock->pages <= PAGES_MAX &&
		  stock_find_tables(stock, fresh, error);
	store_close(fresh);
	return is_made;
}

/* Whether most pages of the schema are those of the new history; the first one says too much
 * of its own. */
static bool is_same_schema(const struct stock *stock, const unsigned char *bytes)
{
	size_t same = 0, all = 0;

	for (size_t page = 2; page <= stock->pages; page++) {
		size_t offset = (page - 1) * HISTORY_PAGE_BYTES;

		if (stock->is_of_tables[page])
			continue;
		all++;
		same += memcmp(bytes + offset, stock->bytes + offset, HISTORY_PAGE_BYTES) == 0;
	}
	return same * 2 > all;
}

/* The first page says how many there are. */
static void put_page_count(unsigned char *first, size_t pages)
{
	for (int i = 0; i < 4; i++)
		first[28 + i] = (unsigned char)(pages >> (24 - 8 * i));
	memcpy(first + 92, first + 24, 4); /* and that this is so */
}

static void put_schema(const struct stock *stock, unsigned char *bytes, size_t length_bytes)
{
	for (size_t page = 1; page <= stock->pages; page++)
		if (!stock->is_of_tables[page])
			memcpy(bytes + (page - 1) * HISTORY_PAGE_BYTES,
			       stock->bytes + (page - 1) * HISTORY_PAGE_BYTES,
			       HISTORY_PAGE_BYTES);
	put_page_count(bytes, length_bytes / HISTORY_PAGE_BYTES);
}

bool graft_schema(unsigned char *bytes, size_t length_bytes)
{
	struct error error;
	struct stock stock;
	bool is_same = stock_make(&stock, &error) &&
		       length_bytes >= stock.pages * HISTORY_PAGE_BYTES &&
		       is_same_schema(&stock, bytes);

	if (is_same)
		put_schema(&stock, bytes, length_bytes);
	sqlite3_free(stock.bytes);
	return is_same;
}
