/*
 * What the two halves of the fault injector share: faults (the supervisor outside the program)
 * and preload.so (inside it). A page of memory, inherited as a descriptor.
 */
#ifndef APLOMB_TESTS_TORTURE_FAULTS_H
#define APLOMB_TESTS_TORTURE_FAULTS_H

#include <stdatomic.h>
#include <stdbool.h>

#define FAULTS_DESCRIPTOR 723

enum fault_place {
	FAULT_IN_SYSTEM_CALL, /* seen by the supervisor */
	FAULT_IN_ALLOCATION,  /* seen by preload.so; so is close() */
	FAULT_IN_CLOSE,
	FAULT_NOWHERE, /* calls of all classes are counted */
};

struct faults {
	atomic_bool is_started; /* the loader is done: calls count from here on */
	enum fault_place place;
	long at;	/* the call that fails; 0: none does */
	bool is_sticky; /* and all after it */
	int error;	/* errno; FAULT_SHORT: half of what was asked for is done */
	bool shows_where;
	atomic_long count;		 /* calls of the class so far */
	atomic_long allocations, closes; /* with FAULT_NOWHERE */
	atomic_long hits;		 /* of those, how many were made to fail */
};

#define FAULT_SHORT (-1)

/* Counts one call; true where it is to fail. */
static inline bool faults_strike(struct faults *faults)
{
	long number = ++faults->count;
	bool fails =
		faults->at && (faults->is_sticky ? number >= faults->at : number == faults->at);

	if (fails)
		faults->hits++;
	return fails;
}

#endif
