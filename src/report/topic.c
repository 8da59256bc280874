#include "report/topic.h"

#include <string.h>

const struct topic *const topics[] = {&topic_invest, &topic_collected, NULL};

const struct topic *topic_find(const char *id)
{
	for (size_t i = 0; topics[i]; i++)
		if (strcmp(topics[i]->id, id) == 0)
			return topics[i];
	return NULL;
}
