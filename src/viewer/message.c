#include "viewer/message.h"

#include <errno.h>
#include <sys/socket.h>

#include "ui/terminal/terminal_signals.h"

struct head {
	uint32_t what;
	uint32_t length_bytes;
};

/* The other end may never come to it: that keeps nobody who is to end. */
static bool waits_on(void)
{
	return (errno == EINTR || errno == EAGAIN) && !signals_ending();
}

static bool send_all(int channel, const void *bytes, size_t length_bytes)
{
	const char *next = bytes;

	while (length_bytes) {
		ssize_t sent = send(channel, next, length_bytes, MSG_NOSIGNAL);

		if (sent < 0 && !waits_on())
			return false;
		if (sent > 0) {
			next += sent;
			length_bytes -= (size_t)sent;
		}
	}
	return true;
}

static bool receive_all(int channel, void *bytes, size_t length_bytes)
{
	char *next = bytes;

	while (length_bytes) {
		ssize_t received = recv(channel, next, length_bytes, 0);

		if (received == 0 || (received < 0 && !waits_on()))
			return false;
		if (received > 0) {
			next += received;
			length_bytes -= (size_t)received;
		}
	}
	return true;
}

bool message_send(int channel, uint32_t what, const char *bytes, size_t length_bytes)
{
	const struct head head = {what, (uint32_t)length_bytes};

	return length_bytes <= MESSAGE_BYTES_MAX && send_all(channel, &head, sizeof(head)) &&
	       send_all(channel, bytes, length_bytes);
}

/* A piece at a time: memory grows with what comes, not with what was announced. */
bool message_receive(int channel, uint32_t *what, struct buffer *bytes)
{
	char piece[16384];
	struct head head;

	if (!receive_all(channel, &head, sizeof(head)) || head.length_bytes > MESSAGE_BYTES_MAX)
		return false;
	buffer_clear(bytes);
	for (size_t left = head.length_bytes, next; left; left -= next) {
		next = left < sizeof(piece) ? left : sizeof(piece);
		if (!receive_all(channel, piece, next))
			return false;
		buffer_add(bytes, piece, next);
	}
	*what = head.what;
	return true;
}
