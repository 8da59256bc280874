#include "ui/widgets/prompt.h"

#include <string.h>

#include "base/text.h"

void prompt_set(struct prompt *prompt, const char *text)
{
	size_t length = strnlen(text, PROMPT_BYTES - 1);

	while (length > 0 && !text_is_utf8(text, length))
		length--;
	memcpy(prompt->text, text, length);
	prompt->text[length] = '\0';
	prompt->is_full = false;
}

static void take_back(struct prompt *prompt)
{
	size_t length = strlen(prompt->text);

	while (length > 0 && ((unsigned char)prompt->text[length - 1] & 0xc0) == 0x80)
		length--;
	if (length > 0)
		length--;
	prompt->text[length] = '\0';
}

static void take_back_word(struct prompt *prompt)
{
	size_t length = strlen(prompt->text);

	while (length > 0 && prompt->text[length - 1] == ' ')
		length--;
	while (length > 0 && prompt->text[length - 1] != ' ')
		length--;
	prompt->text[length] = '\0';
}

/* The UTF-8 bytes of a character; 0 where it is none. */
static size_t encode(uint32_t character, char bytes[4])
{
	static const unsigned char marks[] = {0, 0, 0xc0, 0xe0, 0xf0};
	size_t count = character < 0x80	     ? 1
		       : character < 0x800   ? 2
		       : character < 0x10000 ? 3
					     : 4;

	for (size_t i = count; i > 1; i--) {
		bytes[i - 1] = (char)(0x80 | (character & 0x3f));
		character >>= 6;
	}
	bytes[0] = (char)(count > 1 ? marks[count] | character : character);
	return text_is_utf8(bytes, count) ? count : 0;
}

static void add(struct prompt *prompt, uint32_t character)
{
	size_t length = strlen(prompt->text);
	char bytes[4];
	size_t count = encode(character, bytes);

	if (length + count >= PROMPT_BYTES)
		prompt->is_full = true;
	/* A shorter one behind it would hide that it is missing. */
	if (!count || prompt->is_full)
		return;
	memcpy(prompt->text + length, bytes, count);
	prompt->text[length + count] = '\0';
}

bool prompt_take(struct prompt *prompt, const struct input *input)
{
	bool shortens = input->code == INPUT_BACKSPACE || input->code == INPUT_CONTROL('W') ||
			input->code == INPUT_CONTROL('U');

	if (shortens)
		prompt->is_full = false;
	if (input->code == INPUT_BACKSPACE)
		take_back(prompt);
	else if (input->code == INPUT_CONTROL('W'))
		take_back_word(prompt);
	else if (input->code == INPUT_CONTROL('U'))
		prompt->text[0] = '\0';
	else if (input->code >= ' ' && input->code < INPUT_UP &&
		 !(input->code >= 0x7f && input->code < 0xa0))
		add(prompt, input->code);
	else
		return false;
	return true;
}

int prompt_draw(const struct prompt *prompt, struct canvas *canvas, int row, int column,
		int cells, const char *sign)
{
	const char *text = prompt->text;
	int used = canvas_text(canvas, row, column, cells, STYLE_KEY, sign);
	int room = cells - used - 1; /* one for the cursor */
	int width;

	while (*text && canvas_text_cells(canvas, text) > room)
		text += text_next_cluster(text, &width);
	used += canvas_text(canvas, row, column + used, room, STYLE_PLAIN, text);
	canvas_place_cursor(canvas, row, column + used);
	return used;
}
