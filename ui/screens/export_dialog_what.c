/* What the export dialog can write: which teams, which events, in which formats, to which name.
 */
#include "ui/screens/export_dialog.h"

#include <ctype.h>
#include <string.h>

#include "report/agenda_words.h"
#include "report/event_brief.h"
#include "report/event_summary.h"
#include "report/group_words.h"
#include "ui/screens/teams_filter.h"

#define NAME_STEM_BYTES 160 /* of an id in a file's name */

const struct team *export_dialog_team(const struct export_dialog *dialog,
				      const struct view *view)
{
	return catalog_team(view->scorecard->catalog, dialog->team);
}

int export_dialog_offers(const struct export_dialog *dialog, const struct view *view,
			 enum export_what offers[EXPORT_WHAT_COUNT])
{
	int count = 0;

	if (dialog->is_of_events) {
		if (dialog->has_event)
			offers[count++] = EXPORT_EVENT;
		offers[count++] = EXPORT_EVENTS;
		return count;
	}
	if (dialog->has_meeting && view->source->agenda_text)
		offers[count++] = EXPORT_MEETING;
	if (filter_has_words(dialog->filter))
		offers[count++] = EXPORT_SHOWN;
	offers[count++] = EXPORT_ALL;
	if (!export_dialog_team(dialog, view))
		return count;
	offers[count++] = EXPORT_TEAM;
	if (dialog->then != INSTANT_NONE && view->source->comparison_text)
		offers[count++] = EXPORT_THEN;
	return count;
}

/* -- teams and events ------------------------------------------------------------------------
 */

size_t export_dialog_teams(const struct export_dialog *dialog, const struct view *view,
			   struct arena *arena, const struct team *const **teams)
{
	const struct scorecard *scorecard = view->scorecard;
	const struct team **chosen =
		ARENA_ARRAY(arena, scorecard->team_count, const struct team *);
	bool *passes = ARENA_ARRAY(arena, scorecard->team_count, bool);
	const struct team *alone = export_dialog_team(dialog, view);
	size_t count = 0;

	filter_teams(dialog->what == EXPORT_SHOWN ? dialog->filter : "", scorecard, passes);
	for (size_t i = 0; i < scorecard->team_count; i++)
		if (dialog->what == EXPORT_TEAM ? scorecard->teams[i].team == alone : passes[i])
			chosen[count++] = scorecard->teams[i].team;
	*teams = chosen;
	return count;
}

bool export_dialog_filter(const struct export_dialog *dialog, const struct view *view,
			  struct event_filter *filter)
{
	struct events_choice choice = {dialog->team, dialog->service, dialog->group};

	return events_choice_filter(&choice, view, filter);
}

/* -- words and names -------------------------------------------------------------------------
 */

/* "Payments · Deployments"; of a service its own name stands for the team's. */
static void add_events_words(struct buffer *buffer, const struct export_dialog *dialog,
			     const struct view *view)
{
	const struct catalog *catalog = view->scorecard->catalog;
	const struct service *service =
		*dialog->service ? catalog_service(catalog, dialog->service) : NULL;
	const struct team *team = export_dialog_team(dialog, view);

	buffer_add_string(buffer, service ? service->name : team ? team->name : "All teams");
	buffer_addf(buffer, " · %s",
		    dialog->group ? event_groups[dialog->group].title : "All events");
}

static void add_shown_words(struct buffer *buffer, const struct export_dialog *dialog,
			    struct view *view)
{
	struct export_dialog shown = *dialog;
	const struct team *const *teams;

	shown.what = EXPORT_SHOWN;
	wording_add_teams_of(buffer,
			     export_dialog_teams(&shown, view, &view->words.arena, &teams),
			     view->scorecard->team_count);
}

const char *export_dialog_what_words(const struct export_dialog *dialog, struct view *view,
				     enum export_what what)
{
	struct buffer *buffer = &view->words.buffer;

	switch (what) {
	case EXPORT_SHOWN:
		add_shown_words(buffer, dialog, view);
		break;
	case EXPORT_ALL:
		return "All teams";
	case EXPORT_TEAM:
		return export_dialog_team(dialog, view)->name;
	case EXPORT_THEN:
		return "Then and now";
	case EXPORT_MEETING:
		return agenda_title();
	case EXPORT_EVENT:
		buffer_addf(buffer, "This %s", event_type_word(dialog->event.type));
		break;
	case EXPORT_EVENTS:
		add_events_words(buffer, dialog, view);
		break;
	case EXPORT_WHAT_COUNT:
		break;
	}
	return words_take(&view->words);
}

const struct snapshot_format *export_dialog_formats(const struct export_dialog *dialog,
						    const struct view *view, int *count)
{
	*count = dialog->is_of_events ? view->source->event_format_count
				      : view->source->format_count;
	if ((dialog->what == EXPORT_THEN || dialog->what == EXPORT_MEETING) && *count > 1)
		*count = 1;
	return dialog->is_of_events ? view->source->event_formats : view->source->formats;
}

const struct snapshot_format *export_dialog_format(const struct export_dialog *dialog,
						   const struct view *view)
{
	int count;
	const struct snapshot_format *formats = export_dialog_formats(dialog, view, &count);

	/* What was chosen before may be in no other format than the first. */
	return count == 0 ? NULL : &formats[dialog->format < count ? dialog->format : 0];
}

/* What it is of: "payments", "3-of-13-teams", "ledger-deployments". */
static void add_stem(struct buffer *buffer, const struct export_dialog *dialog,
		     struct view *view)
{
	const char *of = *dialog->service ? dialog->service
			 : *dialog->team  ? dialog->team
					  : "all-teams";

	if (dialog->what == EXPORT_SHOWN)
		add_shown_words(buffer, dialog, view);
	else if (dialog->what == EXPORT_ALL ||
		 (dialog->what == EXPORT_MEETING && dialog->is_of_all))
		buffer_add_string(buffer, "all-teams");
	else
		buffer_addf(buffer, "%.*s", NAME_STEM_BYTES, of);
	if (dialog->what == EXPORT_MEETING)
		buffer_add_string(buffer, "-meeting");
	else if (dialog->what == EXPORT_EVENT)
		buffer_addf(buffer, "-%s", event_type_word(dialog->event.type));
	else if (dialog->what == EXPORT_EVENTS)
		buffer_addf(buffer, "-%s",
			    dialog->group ? event_groups[dialog->group].title : "events");
}

static void add_day(struct buffer *buffer, const struct view *view, instant at)
{
	struct civil day = zone_civil(view->wording.zone, at);

	buffer_addf(buffer, "-%04d-%02d-%02d", day.year, day.month, day.day);
}

/*
 * "payments-2026-09-30.md": the day is the last that the scorecard speaks for;
 * "payments-2025-09-30-2026-09-30.txt": then and now; of one event it is its own.
 */
const char *export_dialog_name(const struct export_dialog *dialog, struct view *view)
{
	const struct snapshot_format *format = export_dialog_format(dialog, view);
	struct buffer *buffer = &view->words.buffer;
	char *name;

	add_stem(buffer, dialog, view);
	if (dialog->what == EXPORT_THEN)
		add_day(buffer, view, dialog->then - 1);
	if (dialog->what != EXPORT_EVENT)
		add_day(buffer, view, view->wording.period.as_of - 1);
	else if (event_at(&dialog->event) != INSTANT_NONE)
		add_day(buffer, view, event_at(&dialog->event));
	buffer_addf(buffer, ".%s", format ? format->ending : "txt");
	name = arena_copy_string(&view->words.arena, words_take(&view->words));
	for (char *at = name; *at; at++)
		if (!isalnum((unsigned char)*at) && !strchr("._-", *at))
			*at = '-';
		else if (dialog->is_of_events)
			*at = (char)tolower((unsigned char)*at);
	return name;
}
