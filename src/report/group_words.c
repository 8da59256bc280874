#include "report/group_words.h"

#include "report/quantity.h"

const char *other_teams_words(void)
{
	return "Other teams";
}

void wording_add_teams_of(struct buffer *buffer, size_t shown, size_t all)
{
	quantity_add_count(buffer, shown);
	buffer_add_string(buffer, " of ");
	quantity_add_counted(buffer, all, "team", "teams");
}

void wording_add_teams(struct buffer *buffer, size_t shown, size_t all)
{
	if (shown != all)
		wording_add_teams_of(buffer, shown, all);
	else
		quantity_add_counted(buffer, all, "team", "teams");
}

void wording_add_group(struct buffer *buffer, size_t teams, size_t services)
{
	quantity_add_counted(buffer, teams, "team", "teams");
	if (services == 0)
		return;
	buffer_add_string(buffer, " with ");
	quantity_add_counted(buffer, services, "service", "services");
}

const char *group_words(void)
{
	return "A group has no figure of its own: each team is compared with its own past.";
}

const char *no_match_words(void)
{
	return "No team has all of";
}

void wording_add_filter_way_out(struct buffer *buffer, size_t all)
{
	buffer_add_string(buffer, "Esc shows ");
	buffer_add_string(buffer, all == 1 ? "the " : "all ");
	quantity_add_counted(buffer, all, "team", "teams");
	buffer_add_string(buffer, " again.");
}
