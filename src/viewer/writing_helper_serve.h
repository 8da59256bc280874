/* The other side of writing_helper.h: what the helper does with what it is asked. */
#ifndef APLOMB_VIEWER_WRITING_HELPER_SERVE_H
#define APLOMB_VIEWER_WRITING_HELPER_SERVE_H

#include "invocation/invocation.h"

/*
 * The requests and their bytes. Each is answered by one message: its number is the kind of the
 * error (0: done) and its bytes the error's message; SAVE_NEW that found a file answers
 * ANSWER_EXISTS.
 */
enum writing_request {
	REQUEST_SAVE,	  /* path, NUL, the file's bytes; what stands there is replaced */
	REQUEST_SAVE_NEW, /* the same where nothing stands */
	REQUEST_CHANGE,	  /* two lines of JSON, of what was and what is; empty: none */
	REQUEST_COPY,	  /* the text */
	REQUEST_REMEMBER, /* the file of a state */
};

#define ANSWER_EXISTS 256

/* Answers requests until the other end is closed. */
void writing_helper_serve(struct invocation *invocation, int channel);

#endif
