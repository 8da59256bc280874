/*
 * The format "git": each matching tag of a repository is a deployment.
 *
 * Rule: a tag delivers the commits that are reachable from it and from no earlier matching tag,
 * merges left out; what the first tag delivered nobody knows. One git process walks the
 * history, however many tags there are.
 *
 * The tagged commit is among the changes like any other. So a deployment says its revision and
 * leaves committed_at out: with it, the revision would count as one change more wherever it is
 * a merge or was delivered before.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "intake/git_graph.h"
#include "intake/git_process.h"
#include "intake/git_tags.h"
#include "intake/intake.h"

/* One reading of one repository. */
struct reading_of_git {
	struct intake *intake;
	const char *directory; /* of git */
	const char *source;
	struct git_tags tags;
	struct git_graph graph;
	struct arena arena;
};

static bool history_is_whole(struct reading_of_git *git, struct error *error)
{
	bool is_shallow;

	if (!git_is_shallow(git->directory, &is_shallow, error))
		return false;
	return !is_shallow ||
	       error_set(error, ERROR_INVALID,
			 "%s is a shallow clone: its history is cut off, so what a "
			 "tag delivered cannot be told; run 'git fetch --unshallow "
			 "--tags' there first",
			 git->intake->repository);
}

static bool read_history(struct reading_of_git *git, struct error *error)
{
	static const char *const arguments[] = {"rev-list",    "--topo-order", "--parents",
						"--timestamp", "--stdin",      NULL};
	struct git_process process;
	FILE *tips = tmpfile();
	bool is_read;

	if (!tips)
		return error_set(error, ERROR_IO, "a temporary file cannot be made: %s",
				 strerror(errno));
	for (size_t i = 0; i < git->tags.count; i++)
		fprintf(tips, "%s\n", git->tags.tags[i].object);
	is_read = git_start(&process, git->directory, arguments, tips, error);
	fclose(tips);
	if (!is_read)
		return false;
	is_read = git_graph_read(&git->graph, process.output, error);
	return git_finish(&process, is_read, error);
}

/* -- tags in order ------------------------------------------------------------------------ */

static bool refuse_tag(struct reading_of_git *git, const char *name, struct error *error)
{
	git->intake->place = arena_printf(&git->arena, "tag %s", name);
	git->intake->line = 0;
	return git->intake->refuse(git->intake, error);
}

/* When the tag deployed; false where its record is refused and reading ends. */
static bool set_time(struct reading_of_git *git, struct git_tag *tag, struct error *error)
{
	tag->commit = git_graph_find(&git->graph, tag->object);
	tag->at = INSTANT_NONE;
	if (git->intake->has_time_in_name)
		tag->at = git_tag_name_instant(tag->name);
	else if (tag->tagged_at != INSTANT_NONE)
		tag->at = tag->tagged_at;
	else if (tag->commit != GIT_NO_COMMIT)
		tag->at = git->graph.commits[tag->commit].committed_at;
	if (tag->at != INSTANT_NONE && tag->commit != GIT_NO_COMMIT)
		return true;
	if (git->intake->has_time_in_name)
		error_set(error, ERROR_INVALID,
			  "its name holds no instant such as 2024-08-29T204118; let --tags "
			  "choose those that do");
	else
		error_set(error, ERROR_INVALID, "its date is not between 1970 and 9999");
	return refuse_tag(git, tag->name, error);
}

static int tags_compare(const void *a, const void *b)
{
	const struct git_tag *left = a;
	const struct git_tag *right = b;

	if (left->at != right->at)
		return left->at < right->at ? -1 : 1;
	return strcmp(left->name, right->name);
}

/* Leaves the tags that have a time, in order. */
static bool order_tags(struct reading_of_git *git, struct error *error)
{
	size_t kept = 0;

	for (size_t i = 0; i < git->tags.count; i++) {
		struct git_tag *tag = &git->tags.tags[i];

		if (!set_time(git, tag, error))
			return false;
		if (tag->at != INSTANT_NONE && tag->commit != GIT_NO_COMMIT)
			git->tags.tags[kept++] = *tag;
	}
	git->tags.count = kept;
	if (kept)
		qsort(git->tags.tags, kept, sizeof(*git->tags.tags), tags_compare);
	return true;
}

/* -- tags to deployments ------------------------------------------------------------------ */

static void set_changes(struct event *event, const struct git_graph *graph,
			const uint32_t *delivered, size_t count, struct arena *arena)
{
	struct event_value *value = &event->values[event_field_find(event->type, "changes")];
	struct change_record *changes = ARENA_ARRAY(arena, count, struct change_record);
	char hex[GIT_HEX_BYTES];

	for (size_t i = 0; i < count; i++) {
		changes[i].revision =
			arena_copy_string(arena, git_graph_hex(graph, delivered[i], hex));
		changes[i].committed_at = graph->commits[delivered[i]].committed_at;
	}
	value->changes = changes;
	value->count = count;
	value->is_present = count > 0;
}

static bool set_field(struct event *event, const char *name, const char *text,
		      struct arena *arena, struct error *error)
{
	return !text ||
	       event_set(event, event_field_find(event->type, name), text, NULL, arena, error);
}

/* The tag as an event; previous is the tag before it, NULL for the first. */
static bool make_deployment(struct reading_of_git *git, const struct git_tag *tag,
			    const struct git_tag *previous, struct arena *arena,
			    struct event *event, struct error *error)
{
	bool was_delivered = git->graph.commits[tag->commit].is_delivered;
	bool is_rollback =
		previous && was_delivered &&
		git_graph_is_strict_ancestor(&git->graph, tag->commit, previous->commit);
	const uint32_t *delivered;
	size_t count = git_graph_deliver(&git->graph, tag->commit, &delivered);
	struct event_value *at;

	event_init(event, &event_types[EVENT_DEPLOYMENT]);
	at = &event->values[event_field_find(event->type, "at")];
	at->integer = tag->at;
	at->is_present = true;
	if (previous)
		set_changes(event, &git->graph, delivered, count, arena);
	return set_field(event, "service", git->intake->service, arena, error) &&
	       set_field(event, "id", tag->name, arena, error) &&
	       set_field(event, "source", git->source, arena, error) &&
	       set_field(event, "kind", is_rollback ? "rollback" : NULL, arena, error) &&
	       set_field(event, "environment", git->intake->environment, arena, error) &&
	       set_field(event, "revision", tag->object, arena, error) &&
	       event_is_complete(event, error);
}

static bool put_tag(struct reading_of_git *git, size_t index, struct error *error)
{
	const struct git_tag *tag = &git->tags.tags[index];
	struct arena arena;
	struct event event;
	bool goes_on;

	arena_init(&arena);
	if (make_deployment(git, tag, index ? tag - 1 : NULL, &arena, &event, error)) {
		git->intake->place = arena_printf(&arena, "tag %s", tag->name);
		git->intake->line = 0;
		goes_on = git->intake->put(git->intake, &event, false, error);
	} else {
		goes_on = refuse_tag(git, tag->name, error);
	}
	git->intake->place = NULL;
	arena_release(&arena);
	return goes_on;
}

static void note_passed_over(struct reading_of_git *git)
{
	const struct git_tags *tags = &git->tags;

	if (tags->passed_over == 1)
		git->intake->note(git->intake, arena_printf(&git->arena,
							    "the tag %s names no commit and is "
							    "passed over",
							    tags->not_commit));
	else if (tags->passed_over)
		git->intake->note(
			git->intake,
			arena_printf(&git->arena,
				     "%zu tags (one is %s) name no commit and are passed over",
				     tags->passed_over, tags->not_commit));
	if (!tags->count)
		git->intake->note(
			git->intake,
			git->intake->tags
				? arena_printf(&git->arena, "no tag of %s matches %s",
					       git->directory, git->intake->tags)
				: arena_printf(&git->arena, "%s has no tags", git->directory));
}

static bool read_repository(struct reading_of_git *git, struct error *error)
{
	struct intake *intake = git->intake;

	if (!git_directory_find(intake->repository, &git->arena, &git->directory, error) ||
	    !history_is_whole(git, error) ||
	    !git_tags_read(&git->tags, git->directory, intake->tags, &git->arena, error))
		return false;
	note_passed_over(git);
	if (!git->tags.count)
		return true;
	if (!read_history(git, error) || !order_tags(git, error))
		return false;
	for (size_t i = 0; i < git->tags.count; i++)
		if (!put_tag(git, i, error))
			return false;
	return true;
}

static bool check_git(const struct intake_format *format, const struct intake *intake,
		      struct error *error)
{
	(void)format;
	return (intake->service && *intake->service) ||
	       error_set(error, ERROR_USAGE,
			 "git needs '--service S', the service that its tags deploy");
}

static bool read_git(struct intake *intake, FILE *file, struct error *error)
{
	struct reading_of_git git = {.intake = intake};
	bool is_read;

	(void)file;
	if (!intake->repository)
		intake->repository = ".";
	arena_init(&git.arena);
	git_graph_init(&git.graph);
	/* Tags of two repositories often have the same name: the source tells them apart. */
	git.source = intake->source ? intake->source
				    : arena_printf(&git.arena, "git:%s", intake->service);
	is_read = read_repository(&git, error);
	git_graph_release(&git.graph);
	arena_release(&git.arena);
	return is_read;
}

const struct intake_format intake_format_git = {
	.name = "git",
	.summary = "a repository's tags, each a deployment of the commits it is the first with",
	.looks_like = "a git repository",
	.options = "--service S [--repo DIR] [--tags REGEX] [--time tagger|name] "
		   "[--source NAME] [--environment NAME]",
	.is_read_of_file = false,
	.collects = 1u << COLLECTED_DEPLOYMENTS | 1u << COLLECTED_CHANGES,
	.check = check_git,
	.read = read_git,
};
