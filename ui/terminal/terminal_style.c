#include "ui/terminal/terminal_style.h"

enum hue_pair {
	PAIR_NONE,
	PAIR_GROWING,
	PAIR_CONVERSATION,
};

static bool colors_are_used;

void looks_prepare(bool wanted, bool background_is_light)
{
	short growing = COLOR_CYAN, conversation = COLOR_YELLOW;

	colors_are_used = false;
	if (!wanted || !has_colors())
		return;
	if (start_color() == ERR || COLORS < 8)
		return;
	use_default_colors();
	if (COLORS >= 256) {
		growing = background_is_light ? 25 : 74;
		conversation = background_is_light ? 130 : 178;
	}
	init_pair(PAIR_GROWING, growing, -1);
	init_pair(PAIR_CONVERSATION, conversation, -1);
	colors_are_used = true;
}

static struct look look_of_base(enum style style)
{
	switch (style) {
	case STYLE_TITLE:
	case STYLE_HEADING:
	case STYLE_KEY:
	case STYLE_NOTICE:
		return (struct look){A_BOLD, PAIR_NONE};
	case STYLE_DIM:
	case STYLE_RULE:
	case STYLE_GATHERING:
	case STYLE_USUAL:
	case STYLE_SPARK:
		return (struct look){A_DIM, PAIR_NONE};
	case STYLE_GROWING:
		if (colors_are_used)
			return (struct look){A_NORMAL, PAIR_GROWING};
		return (struct look){A_BOLD, PAIR_NONE};
	case STYLE_CONVERSATION:
		if (colors_are_used)
			return (struct look){A_NORMAL, PAIR_CONVERSATION};
		return (struct look){A_UNDERLINE, PAIR_NONE};
	case STYLE_PLAIN:
	case STYLE_GOAL:
	case STYLE_QUESTION:
	case STYLE_COUNT:
		break;
	}
	return (struct look){A_NORMAL, PAIR_NONE};
}

struct look look_of(unsigned style)
{
	struct look look = look_of_base((enum style)(style & STYLE_BASE_MASK));

	/* Dim and reverse together are hard to read on many terminals. */
	if (style & STYLE_SELECTED)
		look.attributes = (look.attributes & ~A_DIM) | A_REVERSE;
	if (style & STYLE_FOUND)
		look.attributes = (look.attributes & ~A_DIM) | A_UNDERLINE;
	return look;
}
