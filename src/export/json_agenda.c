/* The agenda of a champions' meeting as JSON. */
#include "export/figure.h"
#include "export/json.h"
#include "export/json_write.h"
#include "report/agenda_words.h"

/* "key":[ begins; each item puts a comma before itself, but the first. */
static void begin_list(struct buffer *out, const char *key)
{
	json_add_key(out, key);
	buffer_add_char(out, '[');
}

static void begin_item(struct buffer *out, size_t index)
{
	buffer_add_string(out, index ? ",{" : "{");
}

static void add_reading(struct buffer *out, const struct reading *reading)
{
	json_add_key_text(out, "capacity", reading->capacity->id);
	json_add_key_text(out, "state", reading_state_names[reading->state]);
	json_add_key_number(out, "value", reading->value);
	json_add_key_text(out, "unit", unit_name(reading->capacity->unit));
	json_add_key_number(out, "n", (double)reading->n);
	json_add_key_text(out, "change", verdict_names[reading->change]);
}

static void add_grown(struct buffer *out, const struct agenda_team *team)
{
	begin_list(out, "grown");
	for (size_t i = 0; i < team->grown_count; i++) {
		begin_item(out, i);
		add_reading(out, team->grown[i]);
		buffer_add_char(out, '}');
	}
	buffer_add_char(out, ']');
}

static void add_conversation(struct buffer *out, const struct agenda_team *team)
{
	struct buffer why;

	json_add_key(out, "conversation");
	if (!team->conversation) {
		buffer_add_string(out, "null");
		return;
	}
	buffer_init(&why);
	agenda_add_reason(&why, team);
	buffer_add_char(out, '{');
	add_reading(out, team->conversation);
	json_add_key_text(out, "because", agenda_reason_names[team->reason]);
	json_add_key_number(out, "alike", (double)team->alike_count);
	json_add_key_text(out, "why", why.bytes);
	buffer_add_char(out, '}');
	buffer_release(&why);
}

static void add_accounts(struct buffer *out, const struct agenda_team *team)
{
	begin_list(out, "accounts");
	for (size_t i = 0; i < team->account_count; i++) {
		const struct agenda_account *account = &team->accounts[i];

		begin_item(out, i);
		json_add_key_text(out, "team", account->team->id);
		json_add_key_instant(out, "at", account->note->at);
		json_add_key_text(out, "text", account->note->text);
		json_add_key_number(out, "earlier", (double)account->earlier_count);
		buffer_add_char(out, '}');
	}
	buffer_add_char(out, ']');
}

/* closed_at of what is open is null: what comes at or after as_of is not known yet. */
static void add_items(struct buffer *out, const char *key, const struct agenda_item *items,
		      size_t count, bool are_closed)
{
	begin_list(out, key);
	for (size_t i = 0; i < count; i++) {
		const struct loop_item *item = items[i].item;

		begin_item(out, i);
		json_add_key_text(out, "type", capacity_noun(items[i].capacity, 1));
		json_add_key_text(out, "id", *item->record.id ? item->record.id : NULL);
		json_add_key_instant(out, "at", item->record.at);
		json_add_key_instant(out, "closed_at",
				     are_closed ? item->closed_at : INSTANT_NONE);
		json_add_key_number(out, "age_seconds", items[i].age_seconds);
		json_add_key_text(out, "text", item->record.text);
		buffer_add_char(out, '}');
	}
	buffer_add_char(out, ']');
}

static void add_reviews(struct buffer *out, const struct agenda_team *team)
{
	begin_list(out, "reviews");
	for (size_t i = 0; i < team->review_count; i++) {
		const struct reading *reading = team->reviews[i].reading;

		begin_item(out, i);
		json_add_key_text(out, "capacity", reading->capacity->id);
		json_add_goal(out, reading);
		json_add_key_word(out, "past", truth_name(team->reviews[i].is_past));
		buffer_add_char(out, '}');
	}
	buffer_add_char(out, ']');
}

static void add_team(struct buffer *out, const struct agenda *agenda,
		     const struct wording *wording, const struct agenda_team *agenda_team)
{
	const struct catalog *catalog = agenda->scorecard->catalog;
	const struct team *team = agenda_team->card->team;
	struct buffer question;

	buffer_add_char(out, '{');
	json_add_key_text(out, "id", team->id);
	json_add_key_text(out, "name", team->name);
	json_add_key_text(out, "group",
			  team->group == CATALOG_NO_GROUP ? NULL
							  : catalog->groups[team->group].id);
	json_add_key_text(out, "champion", team->champion);
	add_grown(out, agenda_team);
	add_conversation(out, agenda_team);
	add_accounts(out, agenda_team);
	add_items(out, "open", agenda_team->open, agenda_team->open_count, false);
	add_items(out, "closed", agenda_team->closed, agenda_team->closed_count, true);
	add_reviews(out, agenda_team);
	buffer_init(&question);
	agenda_add_question(&question, wording, agenda_team);
	json_add_key_text(out, "question", question.bytes);
	buffer_release(&question);
	buffer_add_char(out, '}');
}

void json_write_agenda(struct buffer *buffer, const struct agenda *agenda, const char *version)
{
	const struct scorecard *scorecard = agenda->scorecard;
	struct wording wording = wording_of(scorecard, false);

	json_begin(buffer, scorecard, version);
	json_add_key_instant(buffer, "since", agenda->since);
	json_add_key_text(buffer, "since_is", agenda_origin_names[agenda->origin]);
	json_add_key(buffer, "teams");
	buffer_add_char(buffer, '[');
	for (size_t i = 0; i < agenda->team_count; i++) {
		buffer_add_string(buffer, i ? ",\n " : "\n ");
		add_team(buffer, agenda, &wording, &agenda->teams[i]);
	}
	buffer_add_char(buffer, ']');
	json_add_key_text(buffer, "question", agenda_closing_question());
	buffer_add_string(buffer, "}\n");
}
