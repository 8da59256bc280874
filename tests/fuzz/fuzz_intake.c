/*
 * Fuzzing the importers: the bytes are a file of the format that APLOMB_FUZZ_FORMAT names, or
 * with "auto" a file whose format is to be found.
 *
 * What must hold: no crash, and every event that is put is complete.
 */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "intake/intake.h"

static struct arena arena;
static struct intake_formats formats;
static const struct intake_format *format;

int LLVMFuzzerInitialize(int *argument_count, char ***arguments);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerInitialize(int *argument_count, char ***arguments)
{
	const char *name = getenv("APLOMB_FUZZ_FORMAT");

	(void)argument_count;
	(void)arguments;
	intake_formats_load(&formats, &arena);
	if (name && !strcmp(name, "auto"))
		return 0;
	format = intake_format_find(&formats, name ? name : "events");
	if (format && format->is_read_of_file)
		return 0;
	fprintf(stderr, "APLOMB_FUZZ_FORMAT=%s is no format that reads files\n", name);
	exit(2);
}

static bool put(struct intake *intake, const struct event *event, bool replaces,
		struct error *error)
{
	(void)intake;
	(void)replaces;
	assert(event_is_complete(event, error));
	return true;
}

static bool refuse(struct intake *intake, struct error *error)
{
	(void)intake;
	return error->kind == ERROR_INVALID;
}

static void note(struct intake *intake, const char *words)
{
	(void)intake;
	assert(*words);
}

/* Nothing is known, but for updates: applied in 2001, after some and before others. */
static bool find(struct intake *intake, const struct event *event, struct arena *memory,
		 struct event *known, bool *is_found, struct error *error)
{
	int field = event_field_find(event->type, "applied_at");

	(void)intake;
	(void)memory;
	(void)error;
	*is_found = field >= 0;
	if (field < 0)
		return true;
	*known = *event;
	known->values[field].is_present = true;
	known->values[field].integer = 1000000000;
	return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	/* What else a refused file might be would be asked of every format: "auto" does that.
	 */
	const struct intake_formats none = {NULL, 0};
	struct intake intake = {.format = format,
				.formats = &none,
				.service = "s",
				.slo = "l",
				.at = "1759232400",
				.assumed_zone = &zone_utc,
				.place = "file",
				.put = put,
				.refuse = refuse,
				.note = note,
				.find = find};
	struct error error;
	FILE *file = tmpfile();
	bool is_begun;

	if (!file)
		abort();
	fwrite(bytes, 1, size, file);
	rewind(file);
	if (!format) {
		intake_format_recognise(&formats, file);
		fclose(file);
		return 0;
	}
	is_begun = !format->begin || format->begin(&intake, &error);
	if (is_begun && format->read(&intake, file, &error) && format->finish)
		format->finish(&intake, &error);
	if (is_begun && format->end)
		format->end(&intake);
	fclose(file);
	return 0;
}
