/* An id that a screen keeps: its own copy, so that a reload cannot take it away. */
#ifndef APLOMB_UI_WIDGETS_ID_H
#define APLOMB_UI_WIDGETS_ID_H

/* Replaces *id (NULL or a copy made here) by a copy of text; NULL as "". */
void id_set(char **id, const char *text);

#endif
