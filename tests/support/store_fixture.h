/* Histories in a temporary directory, and events from a line of text, for tests. */
#ifndef APLOMB_TESTS_STORE_FIXTURE_H
#define APLOMB_TESTS_STORE_FIXTURE_H

#include "base/arena.h"
#include "base/buffer.h"
#include "model/event.h"
#include "store/store.h"

struct store_fixture {
	char directory[64];
	char path[96]; /* of the history, in it */
	struct store *store;
	struct arena arena;
};

/* cmocka's set-up and tear-down: an empty directory (nothing opened), and all of it removed. */
int store_fixture_set_up(void **state);
int store_fixture_tear_down(void **state);

/* Opens, or says why not and ends the test. */
void fixture_open(struct store_fixture *fixture, enum store_mode mode);
void fixture_close(struct store_fixture *fixture);
/* Opens and gives the kind of failure, with its message; ERROR_NONE where it could be opened.
 */
enum error_kind fixture_try_open(struct store_fixture *fixture, enum store_mode mode,
				 struct error *error);

/* An event from "type|field=value|field=value"; lists by repetition. */
struct event event_of(const char *line, struct arena *arena);

/* Puts one event in a transaction of its own. */
enum put_outcome fixture_put(struct store_fixture *fixture, const char *line);
/* The same, with what a contradiction said. */
enum put_outcome fixture_put_with(struct store_fixture *fixture, const char *line, bool replace,
				  struct error *conflict);

/* Puts one event of each type (service "shop", team "web"): row 1 of its table in an empty one.
 */
void fixture_put_one_of_each(struct store_fixture *fixture);

/* All events, one line each as event_of() reads them, in the order of the store. */
const char *fixture_events(struct store_fixture *fixture, const struct event_filter *filter);

/* Runs SQL on the file with a connection of its own, as a foreign program would. */
void fixture_sql(struct store_fixture *fixture, const char *sql);
int fixture_sql_code(struct store_fixture *fixture, const char *sql);

#endif
