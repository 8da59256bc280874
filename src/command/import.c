/* aplomb import: another tool's records into the history, in one transaction. */
#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "command/import.h"

/* -- files --------------------------------------------------------------------------------- */

/*
 * A pipe's writer may take its time: it is read to its end into a temporary file first, so that
 * nobody who records waits for it.
 */
static FILE *read_to_its_end(FILE *file, const char *name, struct error *error)
{
	char bytes[64 * 1024];
	struct stat about;
	size_t count;
	FILE *copy;

	if (!fstat(fileno(file), &about) && S_ISREG(about.st_mode))
		return file;
	copy = tmpfile();
	while (copy && (count = fread(bytes, 1, sizeof(bytes), file)) > 0)
		if (fwrite(bytes, 1, count, copy) != count)
			break;
	if (copy && !ferror(file) && !ferror(copy) && !fseek(copy, 0, SEEK_SET)) {
		fclose(file);
		return copy;
	}
	error_set(error, ERROR_IO, "%s cannot be read: %s", name, strerror(errno));
	if (copy)
		fclose(copy);
	fclose(file);
	return NULL;
}

static FILE *open_file(struct import *import, const char *path, const char **name,
		       struct error *error)
{
	bool is_stdin = !strcmp(path, "-");
	FILE *file;

	if (is_stdin && import->has_taken_stdin) {
		error_set(error, ERROR_USAGE, "'-' is stdin, which can be read only once");
		return NULL;
	}
	import->has_taken_stdin = import->has_taken_stdin || is_stdin;
	file = is_stdin ? stdin : fopen(path, "re");
	*name = is_stdin ? "stdin" : path;
	if (file)
		return read_to_its_end(file, *name, error);
	error_set(error, ERROR_IO, "%s cannot be opened: %s", path, strerror(errno));
	return NULL;
}

/* -- reading ------------------------------------------------------------------------------- */

static bool read_file(struct import *import, FILE *file, const char *name, struct error *error)
{
	struct error other;

	import->intake.place = name;
	import->intake.line = 0;
	if (import->intake.format->read(&import->intake, file, error))
		return true;
	/* A mapping says so itself, file by file. */
	if (!import->intake.format->map && error->kind != ERROR_IO &&
	    intake_format_say_other(&import->intake, file, &other)) {
		*error = other;
		error_prefix(error, "%s", name);
	}
	return false;
}

static bool read_all(struct import *import, struct error *error)
{
	static char standard_input[] = "-";
	char *one[] = {standard_input};
	char **files = import->file_count ? import->files : one;
	int count = import->file_count ? import->file_count : 1;

	if (!import->intake.format->is_read_of_file)
		return import->intake.format->read(&import->intake, NULL, error);
	for (int i = 0; i < count; i++) {
		const char *name;
		FILE *file = open_file(import, files[i], &name, error);
		bool is_read = file && read_file(import, file, name, error);

		if (file)
			fclose(file);
		if (!is_read)
			return false;
	}
	return true;
}

static bool begin_format(struct import *import, const struct intake_format *format,
			 struct error *error)
{
	assert(format); /* one that none was found for was refused before */
	import->intake.format = format;
	if (import_is_of_service(import))
		coverage_add(&import->coverage, import->intake.service, format->collects);
	return !format->begin || format->begin(&import->intake, error);
}

static bool import_format(struct import *import, struct error *error)
{
	const struct intake_format *format = import->format;
	bool is_read;

	if (!begin_format(import, format, error))
		return false;
	is_read = read_all(import, error) &&
		  (!format->finish || format->finish(&import->intake, error));
	if (format->end)
		format->end(&import->intake);
	return is_read;
}

/* -- each file in its own format ----------------------------------------------------------- */

struct found_file {
	FILE *file;
	const char *name;
	const struct intake_format *format; /* NULL: none, and it is passed over */
};

static bool recognise_file(struct import *import, const char *path, struct found_file *found,
			   struct error *error)
{
	found->file = open_file(import, path, &found->name, error);
	if (!found->file)
		return false;
	found->format = intake_format_recognise(&import->formats, found->file);
	if (fseek(found->file, 0, SEEK_SET) != 0)
		return error_set(error, ERROR_IO, "%s cannot be read: %s", found->name,
				 strerror(errno));
	if (!found->format) {
		import->intake.place = found->name;
		import->intake.line = 0;
		error_set(error, ERROR_INVALID,
			  "this looks like no one format; name it, as in 'aplomb import github "
			  "%s', or map it with --map",
			  found->name);
		return import->intake.refuse(&import->intake, error);
	}
	remark(import->invocation, "%s: %s", found->name, found->format->name);
	return import_check_options(import, found->format, error);
}

/* Files of one format are read together, so that their records may complete each other. */
static bool import_found(struct import *import, const struct found_file *files, size_t count,
			 const struct intake_format *format, struct error *error)
{
	bool is_read = begin_format(import, format, error);

	if (!is_read)
		return false;
	for (size_t i = 0; i < count && is_read; i++)
		if (files[i].format == format)
			is_read = read_file(import, files[i].file, files[i].name, error);
	is_read = is_read && (!format->finish || format->finish(&import->intake, error));
	if (format->end)
		format->end(&import->intake);
	return is_read;
}

static bool import_auto(struct import *import, struct error *error)
{
	size_t count = (size_t)import->file_count;
	struct found_file *files =
		ARENA_ARRAY(&import->invocation->arena, count, struct found_file);
	bool is_read = true;

	for (size_t i = 0; i < count && is_read; i++)
		is_read = recognise_file(import, import->files[i], &files[i], error);
	for (size_t i = 0; i < import->formats.count && is_read; i++) {
		const struct intake_format *format = &import->formats.formats[i];
		bool is_wanted = false;

		for (size_t j = 0; j < count; j++)
			is_wanted = is_wanted || files[j].format == format;
		if (is_wanted)
			is_read = import_found(import, files, count, format, error);
	}
	for (size_t i = 0; i < count; i++)
		if (files[i].file)
			fclose(files[i].file);
	return is_read;
}

/* -- the whole ----------------------------------------------------------------------------- */

static bool put_coverage(struct import *import, struct error *error)
{
	if (import->complete_until == INSTANT_NONE)
		return true;
	if (!import->coverage.services) {
		remark(import->invocation,
		       "aplomb: nothing was read that says what --complete-until speaks of; "
		       "'aplomb record coverage --kind KIND --service S --until T' says it");
		return true;
	}
	return import_begin(import, error) &&
	       coverage_put(&import->coverage, import->store, import->complete_until,
			    import->intake.source, error);
}

static bool import_whole(struct import *import, struct error *error)
{
	bool is_done =
		(import->format ? import_format(import, error) : import_auto(import, error)) &&
		put_coverage(import, error);

	if (is_done && import->has_begun && !import->is_dry)
		return store_commit(import->store, error);
	if (import->has_begun)
		store_rollback(import->store);
	return is_done;
}

static int run(struct invocation *invocation)
{
	struct import import = {.invocation = invocation};
	struct error error;
	bool is_done;

	if (!import_parse(&import, &error))
		return report_error(&error);
	coverage_init(&import.coverage);
	import_listen(&import);
	is_done = import_whole(&import, &error);
	coverage_release(&import.coverage);
	if (import.store)
		store_close(import.store);
	if (import.intake.releases)
		fclose(import.intake.releases);
	if (is_done) {
		import_report(&import);
		import_names_report(&import);
		name_index_release(&import.names);
		return 0;
	}
	name_index_release(&import.names);
	import_end_progress(&import);
	report_error(&error);
	if (error.kind == ERROR_INVALID)
		remark(invocation, "nothing was imported%s",
		       invocation->values[OPTION_SKIP_INVALID]
			       ? ""
			       : "; --skip-invalid passes over what is not valid");
	return (int)error.kind;
}

static void print_formats(void)
{
	struct intake_formats formats;
	struct arena arena;

	arena_init(&arena);
	intake_formats_load(&formats, &arena);
	puts("Formats:");
	for (size_t i = 0; i < formats.count; i++)
		help_line(arena_printf(&arena, "  %s", formats.formats[i].name),
			  formats.formats[i].summary, 16);
	puts("  auto          each file in the format that it is of\n\nOptions:");
	arena_release(&arena);
}

const struct command command_import = {
	.name = "import",
	.synopsis = "import FORMAT [FILE...]",
	.summary =
		"Another tool's records into the history; '-' or no file reads stdin, 'auto' "
		"finds the format",
	.run = run,
	.help = print_formats,
};
