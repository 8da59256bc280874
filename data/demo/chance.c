#include "data/demo/chance.h"

/* Chosen for a calm picture: see data/demo/README.md. */
#define SEED UINT64_C(26)
#define ONE_Q16 INT64_C(65536)
#define LOG2_E_Q16 INT64_C(94548) /* log2(e) x 2^16 */

static uint64_t next(struct chance *chance)
{
	uint64_t mixed = chance->state += UINT64_C(0x9e3779b97f4a7c15);

	mixed = (mixed ^ (mixed >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	mixed = (mixed ^ (mixed >> 27)) * UINT64_C(0x94d049bb133111eb);
	return mixed ^ (mixed >> 31);
}

/* FNV-1a (Fowler, Noll, Vo): only to tell the streams apart. */
static uint64_t hash_text(uint64_t hash, const char *text)
{
	for (; *text; text++)
		hash = (hash ^ (uint64_t)(unsigned char)*text) * UINT64_C(0x100000001b3);
	return hash;
}

struct chance chance_of(const char *topic, const char *thing)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325) ^ SEED;

	return (struct chance){hash_text(hash_text(hash_text(hash, topic), "/"), thing)};
}

int64_t chance_below(struct chance *chance, int64_t count)
{
	return (int64_t)((next(chance) >> 1) % (uint64_t)count);
}

int64_t chance_between(struct chance *chance, int64_t low, int64_t high)
{
	return low + chance_below(chance, high - low + 1);
}

bool chance_is(struct chance *chance, int64_t per_mille)
{
	return chance_below(chance, 1000) < per_mille;
}

/* Standard normal x 2^16: twelve uniform numbers less their mean have a variance of 1. */
static int64_t normal_q16(struct chance *chance)
{
	int64_t sum = -6 * (ONE_Q16 - 1);

	for (int draw = 0; draw < 3; draw++) {
		uint64_t bits = next(chance);

		for (int part = 0; part < 4; part++, bits >>= 16)
			sum += (int64_t)(bits & 0xffff);
	}
	return sum;
}

/* value x 2^(exponent / 2^16); value below 2^32, exponent within -+16 x 2^16. */
static int64_t times_power_of_two(int64_t value, int64_t exponent_q16)
{
	/* 2^(1/2), 2^(1/4), 2^(1/8), ... x 2^30: one for each bit of the fraction. */
	static const uint64_t roots_q30[16] = {
		1518500250, 1276901417, 1170923762, 1121280436, 1097253708, 1085434106,
		1079572136, 1076653033, 1075196443, 1074468888, 1074105294, 1073923544,
		1073832680, 1073787251, 1073764537, 1073753181,
	};
	int64_t raised = exponent_q16 + 64 * ONE_Q16; /* not negative: / and % round down */
	int64_t whole = raised / ONE_Q16 - 64;
	int64_t fraction = raised % ONE_Q16;
	uint64_t factor_q30 = UINT64_C(1) << 30;
	uint64_t scaled;

	for (int bit = 0; bit < 16; bit++) {
		if (fraction & (0x8000 >> bit))
			factor_q30 = factor_q30 * roots_q30[bit] >> 30;
	}
	scaled = (uint64_t)value * factor_q30;
	return (int64_t)(whole >= 0 ? scaled >> 30 << whole : scaled >> (30 - whole));
}

int64_t chance_log_normal(struct chance *chance, int64_t median, int64_t sigma_milli)
{
	int64_t exponent_q16 = normal_q16(chance) * sigma_milli / 1000 * LOG2_E_Q16 / ONE_Q16;

	return times_power_of_two(median, exponent_q16);
}

int64_t chance_gap(struct chance *chance, int64_t mean)
{
	return chance_below(chance, mean + 1) + chance_below(chance, mean + 1);
}

/*
 * The tails before the r-th head of a fair coin: negative binomial with p = 1/2, of mean r and
 * variance 2 r. A mean between two whole numbers takes one or the other r.
 */
int64_t chance_overdispersed(struct chance *chance, int64_t mean_milli)
{
	int64_t heads = mean_milli / 1000 + chance_is(chance, mean_milli % 1000);
	int64_t tails = 0;

	while (heads > 0) {
		if (next(chance) >> 63)
			tails++;
		else
			heads--;
	}
	return tails;
}
