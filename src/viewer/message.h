/*
 * Messages between two processes of this program over a stream socket: a number that says what
 * it is, and bytes.
 *
 * Rule: a message arrives whole or not at all; one that is longer than any of ours ends the
 * conversation.
 */
#ifndef APLOMB_VIEWER_MESSAGE_H
#define APLOMB_VIEWER_MESSAGE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"

#define MESSAGE_BYTES_MAX ((uint64_t)1 << 30)

/*
 * False: the other end is gone, or this process is to end by a signal, which is noticed where
 * the socket has a time limit.
 */
bool message_send(int channel, uint32_t what, const char *bytes, size_t length_bytes);
/* Waits for the next one and puts its bytes in place of the buffer's. False as above. */
bool message_receive(int channel, uint32_t *what, struct buffer *bytes);

#endif
