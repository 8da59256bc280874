/*
 * Where then and now lie on a line: two marks on the capacity's own scale.
 *
 * Rule: right is more capacity, whatever the unit. The scale holds then, now, the own usual
 * range and the goal, and is never so narrow that a small change looks like a large one. What
 * has no value has no mark.
 */
#ifndef APLOMB_REPORT_DUMBBELL_H
#define APLOMB_REPORT_DUMBBELL_H

#include "model/comparison.h"

#define DUMBBELL_MINIMUM_CELLS 5

/* Cells from 0 on; -1: no such mark. */
struct dumbbell {
	int then_cell, now_cell, goal_cell;
	int usual_low_cell, usual_high_cell; /* ends of the own usual range, left to right */
};

/* False where neither instant has a value. width_cells >= the minimum. */
bool dumbbell_place(const struct comparison_row *row, int width_cells,
		    struct dumbbell *dumbbell);

#endif
