/* OpenSLO, v1 and v1alpha: an SLO for each objective of a document. */
#include <string.h>
#include <strings.h>

#include "catalog/foreign.h"
#include "catalog/formats.h"
#include "catalog/shape.h"

/*
 * The units of duration-shorthand. The specification leaves the length of a month, a quarter
 * and a year to its readers; windows here are whole days, and a month of 30 days is the usual
 * one.
 */
static const struct span_unit units[] = {
	{'m', SECONDS_PER_MINUTE},    {'h', SECONDS_PER_HOUR},
	{'d', SECONDS_PER_DAY},	      {'w', SECONDS_PER_WEEK},
	{'M', 30 * SECONDS_PER_DAY},  {'Q', 90 * SECONDS_PER_DAY},
	{'Y', 365 * SECONDS_PER_DAY}, {'\0', 0},
};

/* The words of v1alpha, each the unit above; a plural is one, too. */
static const struct {
	const char *name;
	char unit;
} unit_words[] = {
	{"Minute", 'm'}, {"Hour", 'h'},	   {"Day", 'd'},  {"Week", 'w'},
	{"Month", 'M'},	 {"Quarter", 'Q'}, {"Year", 'Y'},
};

/* -- windows ------------------------------------------------------------------------------ */

/* The shorthand of "{unit: Day, count: 30}". */
static bool shorthand_make(const struct node *window, struct draft *draft, struct node *made,
			   struct error *error)
{
	const struct node *unit, *count;
	const char *unit_text, *count_text;

	if (!foreign_require(window, "unit", "a time window", "'unit: Day'", &unit, error) ||
	    !foreign_require(window, "count", "a time window", "'count: 28'", &count, error) ||
	    !text_read(unit, "a unit", &draft->scratch, &unit_text, error) ||
	    !text_read(count, "a count", &draft->scratch, &count_text, error))
		return false;
	for (size_t i = 0; i < sizeof(unit_words) / sizeof(*unit_words); i++) {
		size_t length = strlen(unit_words[i].name);

		if (strncasecmp(unit_text, unit_words[i].name, length) != 0 ||
		    (unit_text[length] && strcasecmp(unit_text + length, "s") != 0))
			continue;
		made->text =
			arena_printf(&draft->scratch, "%s%c", count_text, unit_words[i].unit);
		made->place = count->place;
		return true;
	}
	return place_refuse(&unit->place, error,
			    "'%.*s' is not a unit of time windows; choose Day, Week, Month, "
			    "Quarter or Year",
			    quoted_bytes(unit_text), unit_text);
}

static bool duration_read(const struct node *node, struct slo *slo, struct error *error)
{
	size_t length;

	if (!foreign_span(node, units, false, &slo->window_seconds, error))
		return false;
	length = strlen(node->text);
	/* A slip of the specification's own examples. */
	if (slo->window_seconds < SECONDS_PER_DAY && node->text[length - 1] == 'm')
		return place_refuse(&node->place, error,
				    "'%.*s' is a window of minutes, and that of an SLO is from "
				    "1d to 366d; a month is '1M'",
				    quoted_bytes(node->text), node->text);
	return slo_window_check(slo->window_seconds, node, node->text, error);
}

/* `timeWindow` of v1, `timeWindows` of v1alpha: a list of one. */
static bool window_read(const struct node *spec, struct draft *draft, struct slo *slo,
			struct error *error)
{
	struct node shorthand = {.kind = NODE_SCALAR};
	const struct node *list = foreign_value(spec, "timeWindow"), *duration;

	slo->window_seconds = SLO_WINDOW_DEFAULT;
	if (!list)
		list = foreign_value(spec, "timeWindows");
	if (!list)
		return true;
	if (!list_check(list, "a list of one time window", error))
		return false;
	if (list->count != 1 || list->first->kind != NODE_MAPPING)
		return place_refuse(&list->place, error,
				    "exactly one time window is expected here, such as "
				    "- {duration: 28d, isRolling: true}");
	duration = foreign_value(list->first, "duration");
	if (duration)
		return duration_read(duration, slo, error);
	if (!foreign_value(list->first, "unit"))
		return place_refuse(&list->first->place, error,
				    "a time window needs a duration, such as 28d");
	return shorthand_make(list->first, draft, &shorthand, error) &&
	       duration_read(&shorthand, slo, error);
}

/* -- objectives --------------------------------------------------------------------------- */

static bool method_read(const struct node *spec, struct draft *draft, struct slo *slo,
			struct error *error)
{
	static const char *const words[] = {"Occurrences", "Timeslices", "RatioTimeslices"};
	const struct node *node = foreign_value(spec, "budgetingMethod");
	size_t choice;

	slo->method = SLO_OCCURRENCES;
	if (!node)
		return true;
	if (!choice_read(node, "a budgeting method", words, sizeof(words) / sizeof(*words),
			 &choice, error))
		return false;
	if (choice == 1)
		slo->method = SLO_TIMESLICES;
	if (choice == 2)
		draft_note(draft, &node->place,
			   "SLO '%s' averages the ratios of its time slices; here it is judged "
			   "by occurrences, which is the same while traffic is even",
			   slo->id);
	return true;
}

/* A share from 0 to 1, not a percentage. */
static bool ratio_read(const struct node *node, const char *what, struct share *share,
		       struct error *error)
{
	if (node->kind == NODE_SCALAR && !share_parse(node->text, share) &&
	    percent_is_meant(node->text))
		return place_refuse(&node->place, error,
				    "'%s' is more than 1, and %s is a share, such as 0.999",
				    node->text, what);
	return share_read(node, what, share, error);
}

static bool target_read(const struct node *objective, struct draft *draft, struct slo *slo,
			struct error *error)
{
	const struct node *target = foreign_value(objective, "target");
	const struct node *percent = foreign_value(objective, "targetPercent");

	if (target && percent)
		return place_refuse(&percent->place, error,
				    "an objective has a target or a targetPercent, not both; "
				    "the target is in line %zu",
				    target->place.line);
	if (percent)
		return foreign_percent(percent, "a targetPercent", draft, &slo->target, error);
	if (!target)
		return place_refuse(&objective->place, error,
				    "an objective needs a target, such as 'target: 0.999'");
	return ratio_read(target, "a target", &slo->target, error);
}

/* `slo` has what all objectives share; `number` counts them from 1, 0 where there is one. */
static bool objective_read(const struct node *node, size_t number,
			   const struct loose_slo *shared, struct draft *draft,
			   struct error *error)
{
	struct loose_slo read = *shared;
	struct slo *slo = &read.slo;
	const struct node *slice;
	const char *name;

	if (node->kind != NODE_MAPPING)
		return place_refuse(&node->place, error,
				    "an objective is expected here, such as "
				    "- {target: 0.999}");
	if (!target_read(node, draft, slo, error) ||
	    !foreign_text(foreign_value(node, "displayName"), "a displayName", draft, &name,
			  error))
		return false;
	if (slo->method == SLO_TIMESLICES &&
	    (!foreign_require(node, "timeSliceTarget", "an objective by Timeslices",
			      "'timeSliceTarget: 0.95'", &slice, error) ||
	     !ratio_read(slice, "a timeSliceTarget", &slo->slice_target, error)))
		return false;
	if (number) {
		slo->id = arena_printf(draft->arena, "%s-%zu", slo->id, number);
		slo->name = name ? arena_printf(draft->arena, "%s: %s", slo->name, name)
				 : arena_printf(draft->arena, "%s %zu", slo->name, number);
		slo->place = node->place;
	}
	draft_add_loose_slo(draft, &read);
	return true;
}

/* -- documents ---------------------------------------------------------------------------- */

/* What all objectives share. */
static bool shared_read(const struct node *document, struct draft *draft,
			struct loose_slo *shared, const struct node **objectives,
			struct error *error)
{
	const struct node *metadata, *spec, *name, *service;
	struct slo *slo = &shared->slo;

	if (!foreign_mapping(document, "metadata", "an SLO", &metadata, error) ||
	    !foreign_mapping(document, "spec", "an SLO", &spec, error) ||
	    !foreign_require(metadata, "name", "an SLO", "'name: availability'", &name,
			     error) ||
	    !foreign_id(name, "a name", draft, &slo->id, error) ||
	    !foreign_text(foreign_value(metadata, "displayName"), "a displayName", draft,
			  &slo->name, error) ||
	    !foreign_require(spec, "service", "an SLO", "'service: ledger'", &service, error) ||
	    !text_read(service, "a service", &draft->scratch, &shared->service.text, error) ||
	    !window_read(spec, draft, slo, error) || !method_read(spec, draft, slo, error) ||
	    !foreign_require(spec, "objectives", "an SLO", "'- target: 0.999'", objectives,
			     error) ||
	    !list_check(*objectives, "a list of objectives", error))
		return false;
	shared->service.place = service->place;
	slo->place = name->place;
	slo->name = slo->name ? slo->name : slo->id;
	return true;
}

static bool slo_read(const struct node *document, struct draft *draft, struct error *error)
{
	struct loose_slo shared = {0};
	const struct node *objectives;
	size_t number = 0;

	if (!shared_read(document, draft, &shared, &objectives, error))
		return false;
	if (objectives->count == 0)
		return place_refuse(&objectives->place, error,
				    "an SLO needs an objective, such as - {target: 0.999}");
	for (const struct node *item = objectives->first; item; item = item->next)
		if (!objective_read(item, objectives->count == 1 ? 0 : ++number, &shared, draft,
				    error))
			return false;
	return true;
}

bool openslo_read(const struct node *document, struct draft *draft, struct error *error)
{
	const struct node *version = node_value(document, "apiVersion"), *node;
	const char *kind;

	if (strcmp(version->text, "openslo/v1") != 0 &&
	    strcmp(version->text, "openslo/v1alpha") != 0)
		return place_refuse(&version->place, error,
				    "'%.*s' is not a version of OpenSLO that is read here; "
				    "choose openslo/v1 or openslo/v1alpha",
				    quoted_bytes(version->text), version->text);
	if (!foreign_require(document, "kind", "an OpenSLO definition", "'kind: SLO'", &node,
			     error) ||
	    !text_read(node, "a kind", &draft->scratch, &kind, error))
		return false;
	if (strcmp(kind, "SLO") == 0)
		return slo_read(document, draft, error);
	draft_pass_over(draft, "OpenSLO", kind, &document->place);
	return true;
}
