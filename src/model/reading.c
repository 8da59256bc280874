#include "model/reading.h"

#include <math.h>
#include <string.h>

const char *const reading_state_names[READING_STATE_COUNT] = {
	"uncollected",
	"quiet",
	"few",
	"measured",
};

const char *const verdict_names[VERDICT_COUNT] = {
	"gathering",
	"steady",
	"growing",
	"conversation",
};

const char *const evidence_grade_names[EVIDENCE_GRADE_COUNT] = {
	NULL,
	"measured",
	"attested",
	"expired",
};

const char *const band_names[BAND_COUNT] = {"elite", "high", "medium", "low"};

double reading_detail(const struct reading *reading, const char *name)
{
	for (size_t i = 0; i < reading->detail_count; i++)
		if (strcmp(reading->details[i].name, name) == 0)
			return reading->details[i].value;
	return VALUE_NONE;
}
