/*
 * The format "upptime": the checks that Upptime commits to its own repository.
 *
 * Rule: a site is its file history/SLUG.yml, whatever its name is at the time. It is down from
 * the first commit to that file whose subject begins with a red square while it was up, until
 * the first one that begins with a green or yellow square; any other subject says nothing. git
 * lists the commits once and compares them once, however many there are.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/name_index.h"
#include "base/text.h"
#include "intake/git_process.h"
#include "intake/intake.h"

#define FOLDER "history/"
#define SUFFIX ".yml"

struct outage {
	const char *slug;
	const char *revision; /* the first red commit */
	const char *title;    /* NULL: not known */
	instant started_at;
	instant restored_at; /* INSTANT_NONE: not yet */
};

struct site {
	const char *slug;
	bool is_down;
	size_t outage; /* where it is down */
};

enum check_outcome {
	CHECK_UP, /* or degraded */
	CHECK_DOWN,
	CHECK_UNKNOWN,
};

struct upptime_commit {
	const char *revision;
	const char *subject;
	instant at;
	enum check_outcome outcome;
	bool is_counted; /* among the unknown */
};

struct reading_of_upptime {
	struct intake *intake;
	const char *directory; /* of git */
	struct site *sites;
	size_t site_count, site_capacity;
	struct name_index slugs; /* of sites */
	struct outage *outages;
	size_t outage_count, outage_capacity;
	size_t unknown_count;
	const char *unknown; /* the first subject that says nothing */
	struct arena arena;
};

/* -- the repository ----------------------------------------------------------------------- */

static bool history_is_whole(struct reading_of_upptime *upptime, struct error *error)
{
	bool is_shallow;

	if (!git_is_shallow(upptime->directory, &is_shallow, error))
		return false;
	return !is_shallow ||
	       error_set(error, ERROR_INVALID,
			 "%s is a shallow clone: its history is cut off, so when a site went "
			 "down cannot be told; run 'git fetch --unshallow' there first",
			 upptime->intake->repository);
}

static bool copy_lines(FILE *from, FILE *to)
{
	char bytes[16 * 1024];
	size_t count;

	while ((count = fread(bytes, 1, sizeof(bytes), from)) > 0)
		if (fwrite(bytes, 1, count, to) != count)
			return false;
	return !ferror(from);
}

/*
 * The commits in the order they were made in. Merges have no check of their own, and what they
 * bring is listed itself.
 */
static bool list_commits(struct reading_of_upptime *upptime, FILE *list, struct error *error)
{
	static const char *const arguments[] = {
		"rev-list", "--date-order", "--reverse", "--no-merges", "HEAD", "--", NULL};
	struct git_process process;
	bool is_read;

	if (!git_start(&process, upptime->directory, arguments, NULL, error))
		return false;
	is_read = copy_lines(process.output, list) ||
		  error_set(error, ERROR_IO, "git's list of commits cannot be read: %s",
			    strerror(errno));
	return git_finish(&process, is_read, error);
}

/* -- checks ------------------------------------------------------------------------------- */

static enum check_outcome outcome_of(const char *subject)
{
	static const struct {
		const char *square;
		enum check_outcome outcome;
	} squares[] = {
		{"\xf0\x9f\x9f\xa5", CHECK_DOWN}, /* red */
		{"\xf0\x9f\x9f\xa8", CHECK_UP},	  /* yellow: it answers, slowly */
		{"\xf0\x9f\x9f\xa9", CHECK_UP},	  /* green */
	};

	for (size_t i = 0; i < sizeof(squares) / sizeof(*squares); i++)
		if (!strncmp(subject, squares[i].square, 4))
			return squares[i].outcome;
	return CHECK_UNKNOWN;
}

/* "Shop is down (503 in 20 ms)": the subject without its square and "[skip ci] [upptime]". */
static const char *title_of(const char *subject, struct arena *arena)
{
	const char *begin = subject + strcspn(subject, " ");
	const char *end = strstr(begin, " [skip ci]");

	begin += strspn(begin, " ");
	if (!end)
		end = begin + strlen(begin);
	if (end <= begin || !text_is_utf8(begin, (size_t)(end - begin)))
		return NULL;
	return arena_copy(arena, begin, (size_t)(end - begin));
}

/* Valid until the next site is met. */
static struct site *site_of(struct reading_of_upptime *upptime, const char *slug)
{
	const struct named *known = name_index_find(&upptime->slugs, slug);
	struct named *named;

	if (known)
		return &upptime->sites[known->index];
	upptime->sites = arena_grow(&upptime->arena, upptime->sites, upptime->site_count,
				    &upptime->site_capacity, sizeof(*upptime->sites));
	slug = arena_copy_string(&upptime->arena, slug);
	named = ARENA_NEW(&upptime->arena, struct named);
	*named = (struct named){.name = slug, .index = upptime->site_count};
	name_index_add(&upptime->slugs, named);
	upptime->sites[upptime->site_count] = (struct site){.slug = slug};
	return &upptime->sites[upptime->site_count++];
}

static void begin_outage(struct reading_of_upptime *upptime, struct site *site,
			 const struct upptime_commit *commit)
{
	upptime->outages = arena_grow(&upptime->arena, upptime->outages, upptime->outage_count,
				      &upptime->outage_capacity, sizeof(*upptime->outages));
	upptime->outages[upptime->outage_count] = (struct outage){
		.slug = site->slug,
		.revision = arena_copy_string(&upptime->arena, commit->revision),
		.title = title_of(commit->subject, &upptime->arena),
		.started_at = commit->at,
		.restored_at = INSTANT_NONE,
	};
	site->outage = upptime->outage_count++;
	site->is_down = true;
}

static void see_check(struct reading_of_upptime *upptime, const char *slug,
		      const struct upptime_commit *commit)
{
	struct site *site = site_of(upptime, slug);

	if (commit->outcome == CHECK_DOWN && !site->is_down) {
		begin_outage(upptime, site, commit);
	} else if (commit->outcome == CHECK_UP && site->is_down) {
		upptime->outages[site->outage].restored_at = commit->at;
		site->is_down = false;
	}
}

static bool refuse_commit(struct reading_of_upptime *upptime, const char *revision,
			  struct error *error)
{
	upptime->intake->place = arena_printf(&upptime->arena, "commit %s", revision);
	upptime->intake->line = 0;
	return upptime->intake->refuse(upptime->intake, error);
}

/* A file that the commit touched: "history/SLUG.yml", or another one. */
static bool see_file(struct reading_of_upptime *upptime, char *path,
		     struct upptime_commit *commit, struct error *error)
{
	char *slug = path + strlen(FOLDER);
	size_t length = strlen(slug);

	if (length <= strlen(SUFFIX) || strchr(slug, '/') ||
	    strcmp(slug + length - strlen(SUFFIX), SUFFIX) != 0)
		return true;
	slug[length - strlen(SUFFIX)] = '\0';
	if (commit->outcome == CHECK_UNKNOWN && !commit->is_counted) {
		if (!upptime->unknown_count++)
			upptime->unknown = arena_copy_string(&upptime->arena, commit->subject);
		commit->is_counted = true;
	}
	if (!text_is_utf8(slug, strlen(slug))) {
		error_set(error, ERROR_INVALID, "the name of its file is not UTF-8");
		return refuse_commit(upptime, commit->revision, error);
	}
	if (commit->at == INSTANT_NONE) {
		error_set(error, ERROR_INVALID, "its date is not between 1970 and 9999");
		return refuse_commit(upptime, commit->revision, error);
	}
	see_check(upptime, slug, commit);
	return true;
}

/* "REVISION TIME SUBJECT"; its texts stand in the line. */
static bool read_commit(char *line, struct upptime_commit *commit, struct error *error)
{
	char *time = strchr(line, ' ');
	char *rest = time;
	long long seconds = time ? strtoll(time, &rest, 10) : 0;

	if (rest == time || *rest != ' ')
		return error_set(error, ERROR_INVALID, "git's list of commits reads '%.*s'",
				 TEXT_CUT(line, 80));
	*time = '\0';
	*commit = (struct upptime_commit){
		.revision = line,
		.subject = rest + 1,
		.at = seconds >= INSTANT_MIN && seconds <= INSTANT_MAX ? seconds : INSTANT_NONE,
		.outcome = outcome_of(rest + 1),
	};
	return true;
}

/* Each commit, and after it the files that it touched; a NUL behind every one. */
static bool read_checks(struct reading_of_upptime *upptime, FILE *file, struct error *error)
{
	struct upptime_commit commit = {0};
	char *text = NULL, *line = NULL; /* what was read; what the commit's texts stand in */
	size_t capacity_bytes = 0;
	bool is_read = true;

	while (is_read && getdelim(&text, &capacity_bytes, '\0', file) > 0) {
		char *at = text + strspn(text, "\n");

		if (!*at)
			continue;
		if (commit.revision && !strncmp(at, FOLDER, strlen(FOLDER))) {
			is_read = see_file(upptime, at, &commit, error);
			continue;
		}
		free(line);
		line = memory_resize(NULL, strlen(at) + 1, 1);
		memcpy(line, at, strlen(at) + 1);
		is_read = read_commit(line, &commit, error);
	}
	if (is_read && ferror(file))
		is_read = error_set(error, ERROR_IO, "git's list of commits cannot be read: %s",
				    strerror(errno));
	free(line);
	free(text);
	return is_read;
}

/* `log` would obey more of the repository's configuration than diff-tree does. */
static bool compare_commits(struct reading_of_upptime *upptime, FILE *list, struct error *error)
{
	static const char *const arguments[] = {
		"diff-tree",	      "--stdin",     "-r",	"--root",
		"--no-renames",	      "--name-only", "-z",	"--encoding=UTF-8",
		"--format=%H %ct %s", "--",	     "history", NULL};
	struct git_process process;
	bool is_read;

	if (!git_start(&process, upptime->directory, arguments, list, error))
		return false;
	is_read = read_checks(upptime, process.output, error);
	return git_finish(&process, is_read, error);
}

/* -- outages to incidents ----------------------------------------------------------------- */

static bool set_field(struct event *event, const char *name, const char *text,
		      struct arena *arena, struct error *error)
{
	return !text ||
	       event_set(event, event_field_find(event->type, name), text, NULL, arena, error);
}

static void set_instant(struct event *event, const char *name, instant at)
{
	struct event_value *value = &event->values[event_field_find(event->type, name)];

	value->integer = at;
	value->is_present = at != INSTANT_NONE;
}

static bool make_incident(const struct intake *intake, const struct outage *outage,
			  struct arena *arena, struct event *event, struct error *error)
{
	const char *id = arena_printf(arena, "%s@%s", outage->slug, outage->revision);

	event_init(event, &event_types[EVENT_INCIDENT]);
	set_instant(event, "started_at", outage->started_at);
	set_instant(event, "restored_at", outage->restored_at);
	return set_field(event, "service", intake->service ? intake->service : outage->slug,
			 arena, error) &&
	       set_field(event, "id", id, arena, error) &&
	       set_field(event, "source", intake->source ? intake->source : "upptime", arena,
			 error) &&
	       set_field(event, "environment", intake->environment, arena, error) &&
	       set_field(event, "title", outage->title, arena, error) &&
	       event_is_complete(event, error);
}

static bool put_outage(struct reading_of_upptime *upptime, const struct outage *outage,
		       struct error *error)
{
	struct arena arena;
	struct event event;
	bool goes_on;

	arena_init(&arena);
	if (make_incident(upptime->intake, outage, &arena, &event, error)) {
		upptime->intake->place = arena_printf(&arena, "commit %s", outage->revision);
		upptime->intake->line = 0;
		goes_on = upptime->intake->put(upptime->intake, &event, false, error);
	} else {
		goes_on = refuse_commit(upptime, outage->revision, error);
	}
	upptime->intake->place = NULL;
	arena_release(&arena);
	return goes_on;
}

static void say_notes(struct reading_of_upptime *upptime)
{
	struct intake *intake = upptime->intake;

	if (!upptime->site_count)
		intake->note(intake, arena_printf(&upptime->arena,
						  "no commit of %s is to a file history/*.yml; "
						  "is it a repository of Upptime?",
						  intake->repository));
	if (upptime->unknown_count)
		intake->note(intake,
			     arena_printf(&upptime->arena,
					  "%zu commit%s: the subject says neither up nor down "
					  "(the first one is '%.*s')",
					  upptime->unknown_count,
					  upptime->unknown_count == 1 ? "" : "s",
					  TEXT_CUT(upptime->unknown, 80)));
}

/* -- the format --------------------------------------------------------------------------- */

static bool read_repository(struct reading_of_upptime *upptime, struct error *error)
{
	FILE *list;
	bool is_read;

	if (!git_directory_find(upptime->intake->repository, &upptime->arena,
				&upptime->directory, error) ||
	    !history_is_whole(upptime, error))
		return false;
	list = tmpfile();
	if (!list)
		return error_set(error, ERROR_IO, "a temporary file cannot be made: %s",
				 strerror(errno));
	is_read = list_commits(upptime, list, error) && compare_commits(upptime, list, error);
	fclose(list);
	for (size_t i = 0; i < upptime->outage_count && is_read; i++)
		is_read = put_outage(upptime, &upptime->outages[i], error);
	if (is_read)
		say_notes(upptime);
	return is_read;
}

static bool read_upptime(struct intake *intake, FILE *file, struct error *error)
{
	struct reading_of_upptime upptime = {.intake = intake};
	bool is_read;

	(void)file;
	if (!intake->repository)
		intake->repository = ".";
	arena_init(&upptime.arena);
	is_read = read_repository(&upptime, error);
	name_index_release(&upptime.slugs);
	arena_release(&upptime.arena);
	return is_read;
}

const struct intake_format intake_format_upptime = {
	.name = "upptime",
	.summary = "an Upptime repository's checks, each time a site was down an incident",
	.looks_like = "an Upptime repository",
	.options = "[--repo DIR] [--service S] [--source NAME] [--environment NAME]",
	.is_read_of_file = false,
	.read = read_upptime,
};
