#include "ui/widgets/columns.h"

#include <stdbool.h>
#include <stddef.h>

static int total_cells(const struct column *columns, int count, int gap)
{
	int total = 0;

	for (int i = 0; i < count; i++)
		if (columns[i].cells)
			total += columns[i].cells + (total ? gap : 0);
	return total;
}

/* Drops the column with the highest rank; false where all that are left must stay. */
static bool drop_one(struct column *columns, int count)
{
	struct column *dropped = NULL;

	for (int i = 0; i < count; i++)
		if (columns[i].cells && columns[i].rank &&
		    (!dropped || columns[i].rank > dropped->rank))
			dropped = &columns[i];
	if (dropped)
		dropped->cells = 0;
	return dropped != NULL;
}

/* Widens one after the other to its content, which helps only where it is whole. */
static int widen_to_content(struct column *columns, int count, int spare)
{
	for (int i = 0; i < count; i++) {
		int wanted = columns[i].content_cells - columns[i].cells;

		if (!columns[i].cells || wanted <= 0 || spare <= 0)
			continue;
		wanted = wanted < spare ? wanted : spare;
		columns[i].cells += wanted;
		spare -= wanted;
	}
	return spare;
}

/* Gives what room is left a cell at a time, so that all grow alike. */
static void widen(struct column *columns, int count, int spare)
{
	bool grew = true;

	while (spare > 0 && grew) {
		grew = false;
		for (int i = 0; i < count && spare > 0; i++)
			if (columns[i].cells && columns[i].cells < columns[i].preferred_cells) {
				columns[i].cells++;
				spare--;
				grew = true;
			}
	}
}

void columns_fit(struct column *columns, int count, int column, int cells, int gap)
{
	for (int i = 0; i < count; i++)
		columns[i].cells = columns[i].minimum_cells;
	while (total_cells(columns, count, gap) > cells && drop_one(columns, count))
		;
	widen(columns, count,
	      widen_to_content(columns, count, cells - total_cells(columns, count, gap)));
	for (int i = 0; i < count; i++) {
		columns[i].column = column;
		if (columns[i].cells)
			column += columns[i].cells + gap;
	}
}
