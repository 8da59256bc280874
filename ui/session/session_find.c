/* Finding on the screen on top: the query, and the steps it takes. */
#include "ui/session/session_inside.h"

/* Nothing, or nothing else, has what was looked for. */
static void notice_not_found(struct session *session, bool has_found)
{
	const char *where = session_top(session)->type->find_where;

	buffer_addf(&session->view.words.buffer, "Nothing %shas that in %s.",
		    has_found ? "else " : "", where);
	session_notice(session, words_take(&session->view.words));
}

void session_find(struct session *session, enum find_step step)
{
	struct screen *top = session_top(session);
	bool has_found;

	if (!top->type->find ||
	    (step != FIND_BEGIN && step != FIND_CANCEL && !*session->query.text))
		return;
	has_found = top->type->find(top, session_view(session), step);
	if (step == FIND_TYPED)
		session->has_found = has_found;
	else if (!has_found && (step == FIND_NEXT || step == FIND_PREVIOUS))
		notice_not_found(session, session->has_found);
}

static void end_finding(struct session *session, bool keeps)
{
	session->is_finding = false;
	if (!keeps)
		session_find(session, FIND_CANCEL);
	else if (*session->query.text && !session->has_found)
		notice_not_found(session, false);
}

void session_type_query(struct session *session, const struct input *input)
{
	if (input->code == INPUT_ENTER) {
		end_finding(session, true);
	} else if (input->code == INPUT_ESCAPE) {
		end_finding(session, false);
	} else if (input->code == INPUT_BACKSPACE && !*session->query.text) {
		end_finding(session, false);
	} else if (!prompt_take(&session->query, input)) {
		return;
	}
	if (session->is_finding)
		session_find(session, *session->query.text ? FIND_TYPED : FIND_CANCEL);
}

void session_begin_finding(struct session *session)
{
	session->is_finding = true;
	session->has_found = false;
	prompt_set(&session->query, "");
	session_find(session, FIND_BEGIN);
}
