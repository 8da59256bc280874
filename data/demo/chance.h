/*
 * Chance that comes out the same everywhere.
 *
 * Rule: whole numbers only. Without floating point neither the compiler, the machine nor its C
 * library can change a bit of the history. Fixed point: "milli" is in thousandths.
 */
#ifndef APLOMB_DEMO_CHANCE_H
#define APLOMB_DEMO_CHANCE_H

#include <stdbool.h>
#include <stdint.h>

/* SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).
 */
struct chance {
	uint64_t state;
};

/*
 * A stream of its own for each topic of each thing, so that a change to one leaves all the
 * others as they are.
 */
struct chance chance_of(const char *topic, const char *thing);

/* 0 .. count - 1, all alike (the bias is below 2^-40). count >= 1. */
int64_t chance_below(struct chance *chance, int64_t count);
/* low .. high, both included. */
int64_t chance_between(struct chance *chance, int64_t low, int64_t high);
/* True in per_mille of 1,000 cases. */
bool chance_is(struct chance *chance, int64_t per_mille);

/* A time around a median, log-normal: half of them lie within x/÷ exp(0.67 sigma). */
int64_t chance_log_normal(struct chance *chance, int64_t median, int64_t sigma_milli);

/* The time to the next of things that come about every `mean`, 0 .. 2 mean. */
int64_t chance_gap(struct chance *chance, int64_t mean);

/* A count whose variance is twice its mean, as weeks of deployments have it. */
int64_t chance_overdispersed(struct chance *chance, int64_t mean_milli);

#endif
