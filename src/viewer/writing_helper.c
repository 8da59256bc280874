#include "viewer/writing_helper.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "intake/event_json.h"
#include "viewer/message.h"
#include "viewer/remembered.h"
#include "viewer/writing_helper_serve.h"

/* -- the process ---------------------------------------------------------------------------
 */

/* Of a session of its own: no key and no end of the terminal reaches it in the midst of work.
 */
static _Noreturn void be_the_helper(struct invocation *invocation, int channel)
{
	int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);

	setsid();
	for (int standard = STDIN_FILENO; standard <= STDERR_FILENO; standard++)
		if (nothing < 0 || dup2(nothing, standard) < 0)
			exit(1);
	invocation->values[OPTION_QUIET] = "";
	writing_helper_serve(invocation, channel);
	exit(0);
}

/* Who waits looks that often whether the program is to end. */
static void limit_waiting(int channel)
{
	const struct timeval limit = {.tv_usec = 100000};

	setsockopt(channel, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
	setsockopt(channel, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof(limit));
}

bool writing_helper_begin(struct writing_helper *helper, struct invocation *invocation,
			  struct error *error)
{
	int ends[2];

	helper->channel = -1;
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
		return error_set(error, ERROR_IO,
				 "cannot start what writes for the screens: %s",
				 strerror(errno));
	helper->process = fork();
	if (helper->process == 0) {
		close(ends[0]);
		be_the_helper(invocation, ends[1]);
	}
	close(ends[1]);
	if (helper->process < 0) {
		close(ends[0]);
		return error_set(error, ERROR_IO,
				 "cannot start what writes for the screens: %s",
				 strerror(errno));
	}
	limit_waiting(ends[0]);
	helper->channel = ends[0];
	return true;
}

void writing_helper_end(struct writing_helper *helper)
{
	if (helper->channel < 0)
		return;
	close(helper->channel);
	helper->channel = -1;
	while (waitpid(helper->process, NULL, 0) < 0 && errno == EINTR)
		;
}

/* -- what it is asked ----------------------------------------------------------------------
 */

/* Sends a request, which it empties, and takes the answer. */
static bool ask(struct writing_helper *helper, enum writing_request what,
		struct buffer *request, bool *exists, struct error *error)
{
	uint32_t answer;

	if (!message_send(helper->channel, what, request->bytes, request->length_bytes) ||
	    !message_receive(helper->channel, &answer, request))
		return error_set(error, ERROR_IO,
				 "what writes for the screens is gone; leave with q and begin "
				 "again");
	if (exists)
		*exists = answer == ANSWER_EXISTS;
	return answer == ERROR_NONE || answer == ANSWER_EXISTS ||
	       error_set(error, (enum error_kind)answer, "%s", request->bytes);
}

bool writing_helper_save(struct writing_helper *helper, const char *path,
			 const struct buffer *bytes, bool replaces, bool *exists,
			 struct error *error)
{
	struct buffer request;
	bool is_saved, is_there = false;

	buffer_init(&request);
	buffer_add(&request, path, strlen(path) + 1);
	buffer_add(&request, bytes->bytes, bytes->length_bytes);
	is_saved = ask(helper, replaces ? REQUEST_SAVE : REQUEST_SAVE_NEW, &request, &is_there,
		       error);
	if (is_saved && is_there)
		*exists = true;
	buffer_release(&request);
	return is_saved;
}

bool writing_helper_change(struct writing_helper *helper, const struct event *was,
			   const struct event *is, struct error *error)
{
	const struct event *events[] = {was, is};
	struct buffer request;
	bool is_done;

	buffer_init(&request);
	for (size_t i = 0; i < sizeof(events) / sizeof(*events); i++)
		if (events[i])
			event_json_write(&request, events[i]);
		else
			buffer_add_char(&request, '\n');
	is_done = ask(helper, REQUEST_CHANGE, &request, NULL, error);
	buffer_release(&request);
	return is_done;
}

bool writing_helper_copy(struct writing_helper *helper, const char *bytes, size_t length_bytes)
{
	struct error error;
	struct buffer request;
	bool is_copied;

	buffer_init(&request);
	buffer_add(&request, bytes, length_bytes);
	is_copied = ask(helper, REQUEST_COPY, &request, NULL, &error);
	buffer_release(&request);
	return is_copied;
}

void writing_helper_remember(struct writing_helper *helper, struct invocation *invocation,
			     const struct session_state *state)
{
	struct error error;
	struct buffer request;

	buffer_init(&request);
	if (remembered_text(invocation, state, &request))
		ask(helper, REQUEST_REMEMBER, &request, NULL, &error);
	buffer_release(&request);
}
