/* What is behind a reading, as rows of a table: events, SLOs or components. */
#include "ui/screens/capacity_screen.h"

#include <string.h>

#include "base/text.h"
#include "report/shown.h"

/* Rows on their way: words are put together in the view's buffer, and kept in the arena. */
struct row_maker {
	struct capacity_rows *rows;
	struct view *view;
	const struct reading *reading;
	bool names_services; /* there is more than one */
};

static struct buffer *words_of(struct row_maker *maker)
{
	return &maker->view->words.buffer;
}

static const char *take(struct row_maker *maker)
{
	struct buffer *buffer = words_of(maker);
	const char *text = arena_copy(&maker->rows->arena, buffer->bytes ? buffer->bytes : "",
				      buffer->length_bytes);

	buffer_clear(buffer);
	return text;
}

static const char *service_name(const struct row_maker *maker, const struct service *service)
{
	return maker->names_services && service ? service->name : "";
}

static struct capacity_row *next_row(struct row_maker *maker)
{
	struct capacity_row *row = &maker->rows->rows[maker->rows->count++];

	for (int i = 0; i < ROW_CELLS; i++)
		row->cells[i] = "";
	return row;
}

/* -- events ---------------------------------------------------------------------------------
 */

static void add_event(struct row_maker *maker, const struct evidence *evidence)
{
	struct capacity_row *row = next_row(maker);
	enum unit unit = maker->reading->capacity->unit;

	row->is_left_out = evidence->reason != NULL;
	row->evidence = evidence;
	wording_add_instant(words_of(maker), &maker->view->wording, evidence->at);
	row->cells[0] = take(maker);
	row->cells[1] = service_name(maker, evidence->service);
	/* That an event of a rate is counted says the heading above them all. */
	if (evidence->reason || unit != UNIT_PER_WEEK)
		wording_add_evidence(words_of(maker), maker->reading->capacity, evidence);
	row->cells[2] = take(maker);
	row->cells[3] = evidence->id;
	row->cells[4] = evidence->text;
}

static void add_events(struct row_maker *maker)
{
	struct capacity_rows *rows = maker->rows;

	rows->rows = ARENA_ARRAY(&rows->arena, rows->evidence_count, struct capacity_row);
	/* The newest first, but of loops and rules what has waited the longest. */
	for (size_t i = 0; i < rows->evidence_count; i++)
		add_event(maker, &rows->evidence[reading_lists_oldest_first(maker->reading)
							 ? i
							 : rows->evidence_count - 1 - i]);
}

/* -- SLOs -----------------------------------------------------------------------------------
 */

static void add_slo(struct row_maker *maker, const struct slo_reading *slo)
{
	struct capacity_row *row = next_row(maker);

	row->is_left_out = !slo->has_data;
	row->cells[0] = service_name(maker, slo->service);
	row->cells[1] = slo->slo->name;
	slo_add_standing(words_of(maker), slo);
	row->cells[2] = take(maker);
}

static void add_slos(struct row_maker *maker)
{
	const struct reading *reading = maker->reading;

	maker->rows->rows =
		ARENA_ARRAY(&maker->rows->arena, reading->slo_count, struct capacity_row);
	for (size_t i = 0; i < reading->slo_count; i++)
		add_slo(maker, &reading->slos[i]);
}

/* -- components -----------------------------------------------------------------------------
 */

static void add_component(struct row_maker *maker, const struct component_reading *component)
{
	struct capacity_row *row = next_row(maker);

	row->is_left_out = component->reason != NULL;
	row->cells[0] = service_name(maker, component->service);
	row->cells[1] = component->component;
	component_add_standing(words_of(maker), component);
	row->cells[2] = take(maker);
	row->cells[3] = component->running ? component->running : "";
	if (component->pending && !component->reason) {
		buffer_addf(words_of(maker), "next is %s", component->pending);
		row->cells[4] = take(maker);
	}
}

static void add_components(struct row_maker *maker)
{
	const struct reading *reading = maker->reading;

	maker->rows->rows =
		ARENA_ARRAY(&maker->rows->arena, reading->component_count, struct capacity_row);
	for (size_t i = 0; i < reading->component_count; i++)
		add_component(maker, &reading->components[i]);
}

/* -- the table ------------------------------------------------------------------------------
 */

static void measure_columns(struct capacity_rows *rows)
{
	memset(rows->widths, 0, sizeof(rows->widths));
	for (int i = 0; i < rows->count; i++)
		for (int j = 0; j < ROW_CELLS; j++) {
			const char *cell = text_visible(&rows->arena, rows->rows[i].cells[j]);
			int width = text_width_cells(cell);

			rows->rows[i].cells[j] = cell;
			/* A reason for leaving out runs on: it widens no column. */
			if (rows->rows[i].is_left_out && j >= ROW_RUNS_ON)
				continue;
			if (width > rows->widths[j])
				rows->widths[j] = width;
		}
}

void capacity_rows_load(struct capacity_screen *screen, struct view *view,
			const struct reading *reading)
{
	const struct team *team = catalog_team(view->scorecard->catalog, screen->team);
	struct row_maker maker = {&screen->rows, view, reading, false};
	struct capacity_rows *rows = &screen->rows;
	const struct service *service = NULL;

	if (rows->is_loaded || !team)
		return;
	if (*screen->service)
		service = catalog_service(view->scorecard->catalog, screen->service);
	maker.names_services = !service && team->service_count > 1;
	if (reading->slo_count) {
		add_slos(&maker);
	} else if (reading->component_count) {
		add_components(&maker);
	} else {
		rows->evidence = view->source->evidence(view->source->context, team, service,
							reading->capacity, &rows->arena,
							&rows->evidence_count);
		add_events(&maker);
	}
	measure_columns(rows);
	rows->is_loaded = true;
}

void capacity_rows_release(struct capacity_rows *rows)
{
	arena_release(&rows->arena);
	memset(rows, 0, sizeof(*rows));
}
