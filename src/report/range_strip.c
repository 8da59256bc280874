/* The usual range in the middle of the strip, the value in it or beside it. */
#include "report/range_strip.h"

#include <assert.h>
#include <math.h>

static double scaled(const struct reading *reading, double value)
{
	if (reading->capacity->unit == UNIT_SECONDS)
		value = log(value > 1 ? value : 1);
	return reading->capacity->less_is_better ? -value : value;
}

bool range_strip_place(const struct reading *reading, size_t width_cells,
		       struct range_strip *strip)
{
	double first, second, low, high, value, cell;

	assert(width_cells >= RANGE_STRIP_MINIMUM_CELLS);
	if (!reading->has_usual || isnan(reading->value) ||
	    reading->state == READING_UNCOLLECTED)
		return false;
	first = scaled(reading, reading->usual.low);
	second = scaled(reading, reading->usual.high);
	low = fmin(first, second);
	high = fmax(first, second);
	value = scaled(reading, reading->value);
	/* The middle half is the usual range; a quarter on each side is room beside it. */
	strip->low_cell = width_cells / 4;
	strip->high_cell = width_cells - 1 - width_cells / 4;
	if (high > low)
		cell = (double)strip->low_cell +
		       (value - low) / (high - low) *
			       (double)(strip->high_cell - strip->low_cell);
	else
		cell = value < low    ? 0
		       : value > high ? (double)(width_cells - 1)
				      : (double)(strip->low_cell + strip->high_cell) / 2;
	/* What lies outside is drawn outside, however close. */
	if (value > high)
		cell = fmax(cell, (double)strip->high_cell + 1);
	if (value < low)
		cell = fmin(cell, (double)strip->low_cell - 1);
	strip->value_cell = (size_t)lround(fmin(fmax(cell, 0), (double)(width_cells - 1)));
	return true;
}

void range_strip_add(struct buffer *buffer, const struct reading *reading, size_t width_cells,
		     bool is_ascii)
{
	/* left end, line, right end, value */
	static const char *const glyphs[4][2] = {
		{"\xe2\x94\x9c", "+"},
		{"\xe2\x94\x80", "-"},
		{"\xe2\x94\xa4", "+"},
		{"\xe2\x97\x8f", "o"},
	};
	struct range_strip strip;

	if (!range_strip_place(reading, width_cells, &strip)) {
		buffer_add_repeated(buffer, ' ', width_cells);
		return;
	}
	for (size_t cell = 0; cell < width_cells; cell++) {
		if (cell == strip.value_cell)
			buffer_add_string(buffer, glyphs[3][is_ascii]);
		else if (cell < strip.low_cell || cell > strip.high_cell)
			buffer_add_char(buffer, ' ');
		else if (cell == strip.low_cell)
			buffer_add_string(buffer, glyphs[0][is_ascii]);
		else if (cell == strip.high_cell)
			buffer_add_string(buffer, glyphs[2][is_ascii]);
		else
			buffer_add_string(buffer, glyphs[1][is_ascii]);
	}
}
