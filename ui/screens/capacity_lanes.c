/* What a team practised, under the charts of its delivery and reliability. */
#include "ui/screens/capacity_screen.h"

#include "report/practised_words.h"

static bool has_any(const struct practice_record *record, instant begin, instant end)
{
	for (size_t i = 0; i < record->count; i++)
		if (record->at[i] >= begin && record->at[i] < end)
			return true;
	return false;
}

static const struct team_practices *practices_of(struct capacity_screen *screen,
						 struct view *view)
{
	const struct team *team = catalog_team(view->scorecard->catalog, screen->team);

	if (!screen->rows.practices)
		screen->rows.practices = view->source->practices(view->source->context, team,
								 &screen->rows.arena);
	return screen->rows.practices;
}

struct chart_lanes capacity_lanes(struct capacity_screen *screen, struct view *view,
				  const struct reading *reading, int columns, int rows)
{
	bool is_ascii = view->wording.is_ascii;
	instant begin = reading_chart_begin(&view->wording, reading, columns);
	const struct team_practices *practices;
	struct chart_lane *lanes;
	size_t count = 0;

	if (rows < 2 || reading->capacity->section > SECTION_RELIABILITY)
		return (struct chart_lanes){.count = 0};
	practices = practices_of(screen, view);
	lanes = ARENA_ARRAY(&view->words.arena, PRACTISED_COUNT, struct chart_lane);
	/* Notes have marks and texts of their own. */
	for (int i = 0; i < PRACTISED_NOTES && (int)count < rows - 1; i++) {
		const struct practice_record *record = &practices->records[i];

		if (has_any(record, begin, view->wording.period.as_of))
			lanes[count++] = (struct chart_lane){practised_title((enum practised)i),
							     record->at, record->count};
	}
	return (struct chart_lanes){
		.lanes = lanes,
		.count = count,
		.title = practised_beside_words(),
		.glyph = practice_month_glyph(PRACTICE_DONE, is_ascii),
		.first_glyph = practice_month_glyph(PRACTICE_FIRST, is_ascii),
	};
}
