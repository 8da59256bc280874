/* Weekly values as eighth blocks. */
#include "report/sparkline.h"

#include <math.h>

/* On the scale where up is more capacity and a halving weighs as a doubling. */
static double scaled(double value, enum unit unit, bool less_is_better)
{
	if (unit == UNIT_SECONDS)
		value = log(value > 1 ? value : 1);
	return less_is_better ? -value : value;
}

/* The mean of the values of one cell; NAN where there is none. */
static double cell_value(const double *values, size_t first, size_t last, enum unit unit,
			 bool less_is_better)
{
	double sum = 0;
	size_t count = 0;

	for (size_t i = first; i < last; i++) {
		if (isnan(values[i]))
			continue;
		sum += scaled(values[i], unit, less_is_better);
		count++;
	}
	return count ? sum / (double)count : (double)NAN;
}

/* Values before `cell` begins; cells are counted back from the newest value. */
static size_t cell_begin(size_t cell, size_t count, size_t width_cells)
{
	if (count <= width_cells)
		return cell < width_cells - count ? 0 : cell - (width_cells - count);
	return cell * count / width_cells;
}

void sparkline_levels(const double *values, size_t count, enum unit unit, bool less_is_better,
		      int *levels, size_t width_cells)
{
	double low = HUGE_VAL;
	double high = -HUGE_VAL;

	for (size_t pass = 0; pass < 2; pass++) {
		for (size_t cell = 0; cell < width_cells; cell++) {
			double value = cell_value(values, cell_begin(cell, count, width_cells),
						  cell_begin(cell + 1, count, width_cells),
						  unit, less_is_better);

			if (pass == 0) {
				low = fmin(low, value);
				high = fmax(high, value);
			} else if (isnan(value)) {
				levels[cell] = SPARKLINE_GAP;
			} else if (high > low) {
				levels[cell] = (int)lround((value - low) / (high - low) *
							   (SPARKLINE_LEVELS - 1));
			} else {
				levels[cell] = SPARKLINE_LEVELS / 2 - 1;
			}
		}
	}
}

const char *sparkline_glyph(int level, bool is_ascii)
{
	static const char *const blocks[SPARKLINE_LEVELS][2] = {
		{"\xe2\x96\x81", "_"}, {"\xe2\x96\x82", "."}, {"\xe2\x96\x83", "-"},
		{"\xe2\x96\x84", "="}, {"\xe2\x96\x85", "+"}, {"\xe2\x96\x86", "*"},
		{"\xe2\x96\x87", "#"}, {"\xe2\x96\x88", "@"},
	};

	if (level < 0 || level >= SPARKLINE_LEVELS)
		return " ";
	return blocks[level][is_ascii];
}

void sparkline_add(struct buffer *buffer, const struct reading *reading, size_t width_cells,
		   bool is_ascii)
{
	enum { LEVELS_MAX = 256 };
	int levels[LEVELS_MAX];
	size_t drawn = width_cells < LEVELS_MAX ? width_cells : LEVELS_MAX;

	buffer_add_repeated(buffer, ' ', width_cells - drawn);
	sparkline_levels(reading->weekly, reading->week_count, reading->capacity->unit,
			 reading->capacity->less_is_better, levels, drawn);
	for (size_t cell = 0; cell < drawn; cell++)
		buffer_add_string(buffer, sparkline_glyph(levels[cell], is_ascii));
}
