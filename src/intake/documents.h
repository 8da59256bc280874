/*
 * A foreign file as documents: JSON objects, one for each record, with the line it begins on.
 *
 * Rule: this cuts a file into records and knows nothing of what they mean; whatever the form of
 * the file, a document is JSON. What is cut short or is not of the form is refused with its
 * line.
 */
#ifndef APLOMB_INTAKE_DOCUMENTS_H
#define APLOMB_INTAKE_DOCUMENTS_H

#include <stdbool.h>
#include <stdio.h>

#include "base/buffer.h"
#include "base/error.h"

#define DOCUMENTS_FILE_BYTES_MAX ((size_t)512 * 1024 * 1024)

enum document_form {
	/*
	 * JSON values after each other (one, JSON Lines, a sequence of texts); an array's items
	 * are documents each, and so are those under the member of an answer that wraps them.
	 */
	DOCUMENT_JSON,
	DOCUMENT_CSV,	       /* a row is an object: the header's names, texts */
	DOCUMENT_FRONT_MATTER, /* one page: its YAML between ---, texts */
	DOCUMENT_STANZAS,      /* "Key: value" lines, a blank line between two */
	DOCUMENT_FORM_COUNT,
};
#define DOCUMENT_FORM_BIT(form) (1u << (form))
/* As a map names it: "json". */
extern const char *const document_form_names[DOCUMENT_FORM_COUNT];

struct document_reading {
	unsigned forms;	      /* bits, at least one; of several a file's beginning says which */
	const char *wrappers; /* JSON: names of members between spaces, " incidents " */
	/* Takes one document; false ends the reading with the error it set. */
	bool (*each)(const char *json, size_t length_bytes, size_t line, void *context,
		     struct error *error);
	/* A document is not sound; true: pass over it and go on. */
	bool (*refuse)(size_t line, void *context, struct error *error);
	void *context;
};

/*
 * Reads a file to its end. Fails with ERROR_INVALID (not of the form: "the array that begins
 * on line 1 is not closed ...", without the file's name) or ERROR_IO, or as each() did.
 */
bool documents_read(const struct document_reading *reading, FILE *file, struct error *error);

/* Those of a text in memory, one for each form (documents_read() chooses). */
bool documents_of_json(const struct document_reading *reading, const struct buffer *text,
		       struct error *error);
bool documents_of_front_matter(const struct document_reading *reading,
			       const struct buffer *text, struct error *error);
bool documents_of_stanzas(const struct document_reading *reading, const struct buffer *text,
			  struct error *error);
bool documents_of_csv(const struct document_reading *reading, FILE *file, struct error *error);

#endif
