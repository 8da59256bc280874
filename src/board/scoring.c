/*
 * Scoring all teams: one thread reads, the others make readings.
 *
 * Rule: what is shared is a short line of teams whose history was read, under one lock. A
 * history is its team's alone, and so is the card that is made of it. Two processors take
 * little more than half of the time of one (tests/bench/RESULTS.md).
 */
#include "board/scoring.h"

#include <pthread.h>
#include <sched.h>

#include "scorecard/scorecard_make.h"

#define WORKERS_MAX 15
#define TEAMS_MIN 8 /* fewer are made before a thread has begun */

/* A team whose history was read. */
struct job {
	const struct team *team;
	struct history history;
	struct arena arena; /* of the history */
};

struct scoring {
	struct scorecard *scorecard;
	pthread_t workers[WORKERS_MAX];
	size_t worker_count;
	pthread_mutex_t lock; /* of what follows */
	pthread_cond_t has_changed;
	struct job line[WORKERS_MAX]; /* as long as there are workers */
	size_t line_count;
	bool is_whole; /* no more will come */
};

static void score(struct scoring *scoring, struct job *job)
{
	scorecard_add(scoring->scorecard, job->team, &job->history);
	arena_release(&job->arena);
}

/* The next job; false where there will be none. */
static bool take(struct scoring *scoring, struct job *job)
{
	bool is_taken;

	pthread_mutex_lock(&scoring->lock);
	while (!scoring->line_count && !scoring->is_whole)
		pthread_cond_wait(&scoring->has_changed, &scoring->lock);
	is_taken = scoring->line_count > 0;
	if (is_taken)
		*job = scoring->line[--scoring->line_count];
	pthread_mutex_unlock(&scoring->lock);
	return is_taken;
}

static void *work(void *context)
{
	struct scoring *scoring = context;
	struct job job;

	while (take(scoring, &job))
		score(scoring, &job);
	return NULL;
}

/* Where the line is full, whoever reads lends a hand. */
static void give(struct scoring *scoring, struct job *job)
{
	bool is_given;

	pthread_mutex_lock(&scoring->lock);
	is_given = scoring->line_count < scoring->worker_count;
	if (is_given)
		scoring->line[scoring->line_count++] = *job;
	pthread_cond_signal(&scoring->has_changed);
	pthread_mutex_unlock(&scoring->lock);
	if (!is_given)
		score(scoring, job);
}

static size_t further_processors(void)
{
	cpu_set_t processors;
	int count = sched_getaffinity(0, sizeof(processors), &processors) == 0
			    ? CPU_COUNT(&processors)
			    : 1;

	return count > WORKERS_MAX ? WORKERS_MAX : (size_t)count - 1;
}

/* A thread that cannot be had is done without. */
static void begin(struct scoring *scoring, size_t wanted)
{
	pthread_mutex_init(&scoring->lock, NULL);
	pthread_cond_init(&scoring->has_changed, NULL);
	while (scoring->worker_count < wanted &&
	       pthread_create(&scoring->workers[scoring->worker_count], NULL, work, scoring) ==
		       0)
		scoring->worker_count++;
}

static void end(struct scoring *scoring)
{
	struct job job;

	pthread_mutex_lock(&scoring->lock);
	scoring->is_whole = true;
	pthread_cond_broadcast(&scoring->has_changed);
	pthread_mutex_unlock(&scoring->lock);
	while (take(scoring, &job))
		score(scoring, &job);
	for (size_t i = 0; i < scoring->worker_count; i++)
		pthread_join(scoring->workers[i], NULL);
	pthread_cond_destroy(&scoring->has_changed);
	pthread_mutex_destroy(&scoring->lock);
}

static bool read_teams(struct scoring *scoring, struct store *store, struct error *error)
{
	struct scorecard *scorecard = scoring->scorecard;
	struct history_wanted wanted = {.from = scorecard_reach(&scorecard->period),
					.as_of = scorecard->period.as_of};

	for (size_t i = 0; i < scorecard->team_count; i++) {
		struct job job = {.team = scorecard->teams[i].team};

		if (scorecard->teams[i].is_made)
			continue;
		wanted.team = job.team;
		if (!store_load_history(store, scorecard->catalog, &wanted, &job.arena,
					&job.history, error)) {
			arena_release(&job.arena);
			return false;
		}
		give(scoring, &job);
	}
	return true;
}

bool scoring_run(struct store *store, struct scorecard *scorecard, struct error *error)
{
	struct scoring scoring = {.scorecard = scorecard};
	bool is_read;

	begin(&scoring, scorecard->team_count < TEAMS_MIN ? 0 : further_processors());
	is_read = read_teams(&scoring, store, error);
	end(&scoring);
	return is_read;
}
