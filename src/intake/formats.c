/* The formats that are read. */
#include <string.h>

#include "intake/intake.h"

const struct intake_format *const intake_formats[] = {
	&intake_format_events,
	&intake_format_csv,
	&intake_format_git,
	NULL,
};

const struct intake_format *intake_format_find(const char *name)
{
	for (size_t i = 0; intake_formats[i]; i++)
		if (!strcmp(intake_formats[i]->name, name))
			return intake_formats[i];
	return NULL;
}
