/*
 * What a cell means. How that looks (hue, weight) is ui/terminal's alone.
 *
 * Rule: a style is a meaning, never a colour, and never the only carrier of that meaning: a
 * glyph, a word or the place says the same.
 */
#ifndef APLOMB_UI_CANVAS_STYLE_H
#define APLOMB_UI_CANVAS_STYLE_H

enum style {
	STYLE_PLAIN,
	STYLE_TITLE,	    /* where one is: the last crumb, the name of a team */
	STYLE_HEADING,	    /* a section, a group */
	STYLE_DIM,	    /* what may be passed over: column heads, n, units, hints */
	STYLE_RULE,	    /* lines that part one thing from another */
	STYLE_GROWING,	    /* the verdict growing */
	STYLE_CONVERSATION, /* the verdict conversation */
	STYLE_GATHERING,    /* too little to tell, quiet, not collected */
	STYLE_SPARK,	    /* a weekly value drawn */
	STYLE_USUAL,	    /* the own usual range */
	STYLE_GOAL,	    /* a goal, met or not */
	STYLE_KEY,	    /* the name of a key */
	STYLE_QUESTION,	    /* what the scorecard asks */
	STYLE_NOTICE,	    /* what the program has to say about itself */
	STYLE_COUNT,
};

/* Laid over a style: the selection, and what `/` has found. */
#define STYLE_SELECTED 0x80
#define STYLE_FOUND 0x40
#define STYLE_BASE_MASK 0x3f

#endif
