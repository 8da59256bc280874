#!/bin/bash
# The champions' meeting: from all teams and from a scorecard, on to a capacity and back.
# shellcheck source=tests/support/tmux.sh
. "$(dirname "$0")/../support/tmux.sh"

cursor_line() { screen | sed -n "$(($(flag cursor_y) + 1))p"; }
selected() { screen | grep -F "▸"; }

open_terminal 100 36
type_line "\$APLOMB demo"
check_shows "the teams are shown" "All teams"
press m
check_shows "m shows what to talk about, of all teams" "aplomb › Champions' meeting"
check_shows "since the champions last met" "Since the champions' meeting of 22 Sep 2026."
check_shows "beginning with the team at hand" "Ines Duarte"
check_shows "at its first line" "▸ Restore time: 18 min now"
check "the cursor is on the selection" [ "$(cursor_line)" = "$(selected)" ]
press Enter
check_shows "Enter opens what a line is about" "Payments › Restore time"
press Escape
check_shows "Escape comes back to it" "▸ Restore time: 18 min now"
press t
check_shows "t: of this team alone" "Payments › Champions' meeting"
press G
check_shows "at its end there is a question" "▸ What is the next step for the concern"
press q
check_shows "q goes up to the scorecard" "CAPACITY"
press m
check_shows "m from there is of that team" "Payments › Champions' meeting"
press Escape Escape
check_shows "Escape goes back" "All teams"
press : m e e t i n g
check_shows "the palette knows it" "the champions' meeting: what to talk about"
press Enter
check_shows "and opens it" "aplomb › Champions' meeting"
press q q
finish
