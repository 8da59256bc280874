/* All capacities, in the order in which a scorecard shows them. */
#ifndef APLOMB_CAPACITY_REGISTRY_H
#define APLOMB_CAPACITY_REGISTRY_H

#include "model/capacity.h"

/* NULL-terminated. */
extern const struct capacity *const capacity_registry[];

/* NULL if there is none with that id. */
const struct capacity *capacity_find(const char *id);

#endif
