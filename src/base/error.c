#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct error *error_write(struct error *error, enum error_kind kind, const char *format, ...)
{
	va_list arguments;

	error->kind = kind;
	va_start(arguments, format);
	vsnprintf(error->message, sizeof(error->message), format, arguments);
	va_end(arguments);
	return error;
}

struct error *error_write_before(struct error *error, const char *format, ...)
{
	char rest[sizeof(error->message)];
	va_list arguments;
	size_t length;

	memcpy(rest, error->message, sizeof(rest));
	va_start(arguments, format);
	vsnprintf(error->message, sizeof(error->message), format, arguments);
	va_end(arguments);
	length = strlen(error->message);
	snprintf(error->message + length, sizeof(error->message) - length, ": %.*s",
		 (int)(sizeof(rest) - 1), rest);
	return error;
}
