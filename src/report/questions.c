/*
 * The questions that a scorecard ends in.
 *
 * Rule: each is a question about the conditions of work, never about a person, never an order;
 * each row was read aloud before it was added. The choice is by team, capacity and period, so
 * that the same scorecard asks the same thing, and another quarter asks another.
 */
#include "report/wording.h"

#include <math.h>
#include <string.h>

#define QUESTIONS_MAX 4
#define ANY NULL

/* What the reading leads to talk about. */
enum occasion {
	OCCASION_WELL,	 /* growing, or as good as its goal */
	OCCASION_ROOM,	 /* room to grow, or worth a conversation */
	OCCASION_QUIET,	 /* collected, and nothing happened in the window */
	OCCASION_NOTHING /* not collected yet */
};

/* {hits} becomes the number that went well. */
struct reading_questions {
	const char *capacity;
	enum occasion occasion;
	const char *questions[QUESTIONS_MAX];
};

/* clang-format off */
static const struct reading_questions reading_table[] = {
	{"deploy_cadence", OCCASION_WELL, {
		"What makes deploying feel safe here?",
		"Which part of the way to production would you show to a new colleague first?",
		"What would you keep exactly as it is when the next service is built?"}},
	{"deploy_cadence", OCCASION_ROOM, {
		"What would make the next deployment a smaller step?",
		"What does a deployment still wait for?",
		"What would have to be true for you to deploy on any day you like?"}},
	{"deploy_cadence", OCCASION_QUIET, {
		"What is waiting to be deployed next?",
		"What has your attention while nothing is deployed?"}},
	{"deploy_cadence", OCCASION_NOTHING, {
		"What would it take to see your deployments here?",
		"Where do deployments leave a trace today?"}},
	{"lead_time", OCCASION_WELL, {
		"What helped the quickest changes through?",
		"What helps a change through quickly here?"}},
	{"lead_time", OCCASION_ROOM, {
		"Where does a finished change wait the longest?",
		"What would help a change reach people the day it is ready?",
		"Which step on the way to production would you rather not need?"}},
	{"lead_time", OCCASION_QUIET, {
		"What is ready and waits to go out?",
		"What would be a good first change to send through again?"}},
	{"lead_time", OCCASION_NOTHING, {
		"What would it take to know when a deployed change was committed?",
		"Where would the commit times of your deployments be easiest to pick up?"}},
	{"change_success", OCCASION_WELL, {
		"What do the changes that land well have in common?",
		"Which check gives you the most confidence before a change goes out?"}},
	{"change_success", OCCASION_ROOM, {
		"What would help the last changes land as well as the {hits}?",
		"What did you know at the time that the tests did not?",
		"What would make it easier to see a surprise before your users do?"}},
	{"change_success", OCCASION_QUIET, {
		"What would you like to be sure of before the next deployment?"}},
	{"change_success", OCCASION_NOTHING, {
		"What would it take to note which change a hotfix or rollback remedies?",
		"How do you know today that a change landed well?"}},
	{"restore_time", OCCASION_WELL, {
		"What made the quickest restores go well?",
		"Which preparation paid off, and who else could use it?",
		"What did you practise that helped on the day?"}},
	{"restore_time", OCCASION_ROOM, {
		"What would have made the longest restore easier?",
		"What did you have to find out first that could have been at hand?",
		"Which restore would you like to rehearse together?"}},
	{"restore_time", OCCASION_QUIET, {
		"What would you rehearse while it is calm?",
		"What keeps it this calm, and who else could use it?"}},
	{"restore_time", OCCASION_NOTHING, {
		"How do you hear of an incident today?",
		"Where would an incident leave a trace that could be read here?"}},
	{"slo_attainment", OCCASION_WELL, {
		"What could the error budget that is left be spent on?",
		"Do these promises still say what your users care about?"}},
	{"slo_attainment", OCCASION_ROOM, {
		"What would help the promises that used up their budget?",
		"Which of these promises would you renegotiate, and with whom?",
		"What would you do first with a week for reliability alone?"}},
	{"slo_attainment", OCCASION_QUIET, {
		"Which promise would be worth measuring more often?",
		"Who uses this when it is quiet, and what matters to them?"}},
	{"slo_attainment", OCCASION_NOTHING, {
		"Which promise to your users would you like to see kept here first?",
		"What would it take to see samples of your SLOs here?"}},
	{"patch_freshness", OCCASION_WELL, {
		"What made updating easy enough to keep up?",
		"Which updates could go out without anyone waiting for them?"}},
	{"patch_freshness", OCCASION_ROOM, {
		"What would make patching easier for you?",
		"What do the components that wait have in common?",
		"Which update would you like help with?"}},
	{"patch_freshness", OCCASION_QUIET, {
		"Which components would you like to see here first?",
		"What tells you today which versions you run?"}},
	{"patch_freshness", OCCASION_NOTHING, {
		"What would it take to see the components you run here?",
		"How do you hear today that an update is out?"}},
	{"secure_configuration", OCCASION_WELL, {
		"Which safe default spares you the most thought?",
		"Which of these checks would other teams like to have?"}},
	{"secure_configuration", OCCASION_ROOM, {
		"Which setting would you like help with?",
		"Which check does not fit the way you work?",
		"What would make the safe setting the easy one?"}},
	{"secure_configuration", OCCASION_QUIET, {
		"Which of your settings would you like to be sure of again?"}},
	{"secure_configuration", OCCASION_NOTHING, {
		"How would you like to see that your services are set up as you mean them?"}},
	{"reporting", OCCASION_WELL, {
		"What makes reporting easy here?",
		"How do you hear what became of a report?"}},
	{"reporting", OCCASION_ROOM, {
		"What would make reporting a message quicker than passing it by?",
		"What would you like to hear back after a report?"}},
	{"reporting", OCCASION_QUIET, {
		"Which kind of message would you like to practise with next?"}},
	{"reporting", OCCASION_NOTHING, {
		"Whom does a suspicious message reach here today?"}},
	{"defence", OCCASION_WELL, {
		"What let you see it in time?",
		"Which attack would you like to rehearse next?"}},
	{"defence", OCCASION_ROOM, {
		"What would have let you see it?",
		"What would you like to rehearse again together?"}},
	{"defence", OCCASION_QUIET, {
		"Which attack would you like to rehearse together?"}},
	{"defence", OCCASION_NOTHING, {
		"What would an hour of practice together be best spent on?"}},
	{"needs_met", OCCASION_WELL, {
		"What do you need next to be secure?",
		"Which need that was met has helped the most?"}},
	{"needs_met", OCCASION_ROOM, {
		"What is the next step for the need that has waited the longest?",
		"Who could meet the oldest of these needs with you?"}},
	{"needs_met", OCCASION_QUIET, {
		"What do you need to be secure?"}},
	{"needs_met", OCCASION_NOTHING, {
		"What do you need to be secure?"}},
	{"concerns_acted_on", OCCASION_WELL, {
		"What did acting on these concerns change in your day?",
		"What would you show a leader on the next walkaround?"}},
	{"concerns_acted_on", OCCASION_ROOM, {
		"What is the next step for the concern that has waited the longest?",
		"Which of these concerns could be acted on this week?"}},
	{"concerns_acted_on", OCCASION_QUIET, {
		"Where would you take a leader who has an hour to see your work?"}},
	{"concerns_acted_on", OCCASION_NOTHING, {
		"What would you show a leader who came to see how the work is done?"}},
	{"lessons_acted_on", OCCASION_WELL, {
		"Which of these lessons would another team like to hear?",
		"What went right lately that is worth learning from?"}},
	{"lessons_acted_on", OCCASION_ROOM, {
		"What would it take to put the oldest of these lessons into the plan?",
		"Which lesson would make the next weeks easier?"}},
	{"lessons_acted_on", OCCASION_QUIET, {
		"What went right lately that is worth learning from?"}},
	{"lessons_acted_on", OCCASION_NOTHING, {
		"What did you learn last month, and what from what went right?"}},
	{"shadowing", OCCASION_WELL, {
		"What did you see on these days that you did not know?",
		"Whose work would you like to see next?"}},
	{"shadowing", OCCASION_ROOM, {
		"What would make a day with security easy to arrange?"}},
	{"shadowing", OCCASION_QUIET, {
		"Whose work would you like to see for a day?"}},
	{"shadowing", OCCASION_NOTHING, {
		"What would you like security to see of your work?"}},
	{"champions", OCCASION_WELL, {
		"What did you bring home from the last meeting?",
		"What would you like to bring to the next one?"}},
	{"champions", OCCASION_ROOM, {
		"What would make it easy to be at the next meeting?",
		"What would make the meeting worth your hour?"}},
	{"champions", OCCASION_QUIET, {
		"What would you like to talk about when the champions meet again?"}},
	{"champions", OCCASION_NOTHING, {
		"Who would like to speak for the team where champions meet?"}},
	{"simplification", OCCASION_WELL, {
		"What do you do with the hours that came back?",
		"Which rule could go next?"}},
	{"simplification", OCCASION_ROOM, {
		"Which rule no longer fits the work as it is done?",
		"Which of the new rules could replace an older one?"}},
	{"simplification", OCCASION_QUIET, {
		"Which rule no longer fits the work as it is done?"}},
	{"simplification", OCCASION_NOTHING, {
		"Which rule would you retire first?"}},
	{"planned_work", OCCASION_WELL, {
		"What keeps your weeks so plannable?",
		"What would you plan if there were a day more?"}},
	{"planned_work", OCCASION_ROOM, {
		"What comes unplanned again and again, and what would end that?",
		"What would you build if the unplanned hours were yours?"}},
	{"planned_work", OCCASION_QUIET, {
		"How did the last weeks divide between planned work and surprises?"}},
	{"planned_work", OCCASION_NOTHING, {
		"How much of a week goes as planned?"}},
	{"ownership", OCCASION_WELL, {
		"What makes it easy for others to find you?",
		"Which service would you like to know even better?"}},
	{"ownership", OCCASION_ROOM, {
		"Who would you like to settle the shared services with?",
		"What would make it clear to others whom to ask?"}},
	{"ownership", OCCASION_NOTHING, {
		"Which services do you look after that are not named here yet?"}},
	{ANY, OCCASION_WELL, {
		"What helped, and who else could use it?"}},
	{ANY, OCCASION_ROOM, {
		"What would make this easier for you?"}},
	{ANY, OCCASION_QUIET, {
		"What happens here that would be worth seeing?"}},
	{ANY, OCCASION_NOTHING, {
		"What would it take to see this here?"}},
};

struct invest_questions {
	enum invest_mode mode;
	const char *capacity;
	const char *questions[QUESTIONS_MAX];
};

/* Where a capacity gave the occasion, its questions above serve general performance too. */
static const struct invest_questions invest_table[] = {
	{INVEST_GATHERING, ANY, {
		"What would you like to be able to see here first?",
		"What would help this scorecard tell more of what you do?",
		"What goes right every week that nobody counts yet?"}},
	{INVEST_GENERAL, ANY, {
		"What would make your ordinary work flow more easily?"}},
	{INVEST_ENHANCE, "patch_freshness", {
		"What would make patching easier for you?",
		"Which updates could go out as part of your ordinary work?",
		"What do the components that wait have in common?"}},
	{INVEST_ENHANCE, ANY, {
		"Which security work would fit best into the way you already deliver?",
		"How would you like to see that your services are set up as you mean them?",
		"Which safe default would spare you the most thought?"}},
	{INVEST_SPECIALISE, ANY, {
		"Which attack would you like to rehearse together?",
		"What do you know about security here that others could learn from?",
		"Which security skill would you like to have in the team?"}},
};
/* clang-format on */

/* Fowler, Noll and Vo: spreads short names evenly. */
static uint32_t name_hash(const char *name)
{
	uint32_t hash = 2166136261U;

	for (; *name; name++)
		hash = (hash ^ (unsigned char)*name) * 16777619U;
	return hash;
}

static const char *choose(const char *const *questions, const struct wording *wording,
			  const char *name)
{
	const int64_t quarter_seconds = 13 * SECONDS_PER_WEEK;
	size_t count = 0;

	while (count < QUESTIONS_MAX && questions[count])
		count++;
	return questions[(name_hash(name) +
			  (uint64_t)(wording->period.as_of / quarter_seconds)) %
			 count];
}

static bool has_value(const struct reading *reading)
{
	return reading->state == READING_MEASURED || reading->state == READING_FEW;
}

static enum occasion reading_occasion(const struct reading *reading)
{
	if (!has_value(reading))
		return reading->state == READING_QUIET ? OCCASION_QUIET : OCCASION_NOTHING;
	if (reading->change == VERDICT_CONVERSATION || reading->goal_met == GOAL_NOT_MET)
		return OCCASION_ROOM;
	/* While something waits, the question is its next step. */
	if (reading->capacity->is_loop &&
	    (reading->hits < (double)reading->n || reading->excluded_count))
		return OCCASION_ROOM;
	if (reading->capacity->unit == UNIT_COUNT && !reading->goal && reading->value < 0)
		return OCCASION_ROOM;
	if (reading->capacity->unit == UNIT_RATIO && !reading->goal &&
	    reading->hits < (double)reading->n)
		return OCCASION_ROOM;
	return OCCASION_WELL;
}

static const char *const *questions_find(const char *capacity, enum occasion occasion)
{
	for (size_t i = 0; i < sizeof(reading_table) / sizeof(reading_table[0]); i++) {
		const struct reading_questions *row = &reading_table[i];

		if (row->occasion == occasion &&
		    (!row->capacity || strcmp(row->capacity, capacity) == 0))
			return row->questions;
	}
	return reading_table[0].questions;
}

static void add_question(struct buffer *buffer, const char *question,
			 const struct reading *reading)
{
	const char *mark = strstr(question, "{hits}");

	if (!mark) {
		buffer_add_string(buffer, question);
		return;
	}
	buffer_add(buffer, question, (size_t)(mark - question));
	quantity_add_count(buffer, reading && reading->hits > 0 ? (size_t)reading->hits : 0);
	buffer_add_string(buffer, mark + strlen("{hits}"));
}

void reading_add_question(struct buffer *buffer, const struct wording *wording,
			  const struct reading *reading)
{
	const char *id = reading->capacity->id;

	add_question(buffer, choose(questions_find(id, reading_occasion(reading)), wording, id),
		     reading);
}

void invest_add_question(struct buffer *buffer, const struct wording *wording,
			 const struct team_card *card)
{
	const char *because = card->because_count ? card->because[0]->id : "";
	const struct reading *reading = team_card_reading(card, because);

	if (card->invest == INVEST_GENERAL && reading) {
		add_question(
			buffer,
			choose(questions_find(because, OCCASION_ROOM), wording, card->team->id),
			reading);
		return;
	}
	for (size_t i = 0; i < sizeof(invest_table) / sizeof(invest_table[0]); i++) {
		const struct invest_questions *row = &invest_table[i];

		if (row->mode == card->invest &&
		    (!row->capacity || strcmp(row->capacity, because) == 0)) {
			add_question(buffer, choose(row->questions, wording, card->team->id),
				     reading);
			return;
		}
	}
}

const char *invest_mode_words(enum invest_mode mode)
{
	static const char *const words[INVEST_MODE_COUNT] = {
		[INVEST_GATHERING] = "still gathering",
		[INVEST_GENERAL] = "general performance",
		[INVEST_ENHANCE] = "security enhancements",
		[INVEST_SPECIALISE] = "security-specific capability",
	};

	return words[mode];
}
