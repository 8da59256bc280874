/*
 * The bytes of a YAML file before they are parsed.
 *
 * Rule: libyaml sees valid UTF-8 without NUL, and nothing that costs it more than its length.
 */
#ifndef APLOMB_YAML_YAML_BYTES_H
#define APLOMB_YAML_YAML_BYTES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/place.h"

#define YAML_FILE_BYTES_MAX ((size_t)16 * 1024 * 1024)

/* Refuses bytes that are no text, by their place: some of them libyaml would take. */
bool yaml_bytes_check(const char *file, const char *text, size_t length_bytes,
		      struct error *error);

/* Where the byte at `offset` stands; what comes before it is valid UTF-8. */
struct place place_of_byte(const char *file, const char *text, size_t offset);

#endif
