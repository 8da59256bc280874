#!/usr/bin/env bash
# The shells complete what the program takes: nothing else, and nothing is forgotten.
# shellcheck source=tests/support/check.sh
. "$(dirname "$0")/../support/check.sh"

cd "$work" || exit 1
teams=$source_dir/data/demo/teams.yaml
# words WORD...: what may come next, without what is said of it.
words() { "$APLOMB" completion words "$@" | cut -f1; }
in_order() { grep . | sort | tr '\n' ' '; }
# offers EXPECTED WORD...: exactly these words, in any order.
offers() {
	local expected=$1
	shift
	is "$(words "$@" | in_order)" "$(tr ' ' '\n' <<< "$expected" | in_order)"
}

# -- what the program offers, against its own help ---------------------------------------------

mapfile -t commands < <("$APLOMB" --help | sed -nE 's/^  aplomb ([a-z]+).*/\1/p')
ok "there are commands" test "${#commands[@]}" -ge 10
ok "every command, and no other word without teams" offers "${commands[*]}" ""
for command in "${commands[@]}"; do
	# After record's TYPE come fields: its other options go before it.
	mapfile -t options < <("$APLOMB" "$command" --help | grep -oE '^ +(-[a-zA-Z], )?--[a-z-]+( |$)' |
		grep -oE -- '--[a-z-]+' | sort -u)
	ok "the options of $command" offers "${options[*]}" "$command" --
done
mapfile -t types < <("$APLOMB" record --help | sed -n '/^Types/,$ s/^  \([a-z_]*\)$/\1/p')
ok "the types of event after record" offers "${types[*]}" record ""
ok "and after --kind" offers "${types[*]}" events --kind ""
for type in "${types[@]}"; do
	mapfile -t fields < <("$APLOMB" record "$type" --help |
		sed -nE 's/^  --([a-z_]+) [A-Z[].*/--\1/p')
	ok "the fields of $type" offers \
		"${fields[*]} --assume-zone --replace --stdin --help" record "$type" --
done
ok "words of a field" offers "normal hotfix rollback" record deployment --kind ""
ok "after = too" offers "--kind=hotfix" record deployment --kind=h
ok "true or false" offers "true false" record check --passed ""
mapfile -t formats < <("$APLOMB" import --help | sed -nE '/^Formats:/,/^Options:/ s/^  ([a-z-]+) .*/\1/p')
ok "the formats of import" offers "${formats[*]}" import ""
for format in $(words export -f ""); do
	ok "export takes the format $format" gives 0 "$APLOMB" demo -f "$format"
done
ok "there are at least two" test "$(words export -f "" | wc -l)" -ge 2
ok "the formats of events" offers "text csv jsonl" events --format ""
ok "attached" offers "--format=csv" events --format=c
ok "what there is help for" offers "export" help exp
ok "editions" offers "2019 2021 none" --bands ""
for edition in $(words --bands ""); do
	ok "edition $edition is taken" gives 0 "$APLOMB" demo --bands "$edition"
done
for span in $(words --window ""); do
	ok "window $span is taken" gives 0 "$APLOMB" demo --window "$span"
done
for when in $(words --color ""); do
	ok "colour $when is taken" gives 0 "$APLOMB" demo --color "$when"
done
ok "shells" offers "bash zsh fish" completion ""
ok "files where a file is due" offers ":files" export -o ""
ok "after letters in a row" offers ":files" export -qo ""
ok "files after an import's format" offers ":files" import events a.jsonl ""
ok "directories" offers ":directories" init ""
ok "nothing where nothing is due" offers "" check ""
ok "nor where a time is due" offers "" --as-of ""

# -- what the YAML names ------------------------------------------------------------------------

ok "teams of the demo" offers "payments partners" demo p
ok "capacities after a team" offers "reporting restore_time" demo payments re
ok "teams that -t names" offers "payments partners" -t "$teams" show p
ok "teams after options" offers "payments partners" -t "$teams" --window 12w export -f json p
ok "a first word may be a team" offers "identity import init insights" -t "$teams" i
ok "several teams of an export" offers "payments partners" -t "$teams" export checkout p
ok "one of compare" offers "" -t "$teams" compare payments p
ok "services of a record" offers "ledger logs" -t "$teams" record incident --service l
ok "teams of a record" offers "payments partners" -t "$teams" record need --team p
cp "$teams" "$work/own.yaml"
# shellcheck disable=SC2088 # as the shell hands it on
ok "the home directory" offers "payments partners" -t "~/own.yaml" show p
printf 'teams: [}\n' > "$work/teams.yaml"
ok "YAML that is not valid" gives 0 "$APLOMB" completion words show ""
ok "is passed over in silence" test ! -s "$work/out" -a ! -s "$work/err"
ok "and commands are offered all the same" offers "show" sh
rm "$work/teams.yaml"

# -- the shells -----------------------------------------------------------------------------------

ok "without a shell" gives 2 "$APLOMB" completion
ok "says which there are" says "bash, zsh and fish"
ok "help, also after a shell" gives 0 "$APLOMB" completion bash --help
ok "is its own" says "usage: aplomb [options] completion" "$work/out"
ok "another shell" gives 2 "$APLOMB" completion bsh
ok "names the nearest" says "did you mean 'bash'"
mkdir -p "$work/bin" "$work/a directory" && ln -s "$APLOMB" "$work/bin/aplomb"
touch "$work/a file.txt"
export PATH=$work/bin:$PATH

cat > "$work/complete.bash" << 'END'
eval "$(aplomb completion bash)"
# Words as readline cuts them, the last one begun; prints what would be offered.
COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
_aplomb aplomb "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
printf '%s\n' "${COMPREPLY[@]}"
END
in_bash() { bash --norc "$work/complete.bash" "$@" 2> "$work/err"; }
ok "bash: a command" is "$(in_bash aplomb sh)" show
ok "bash: is asked for by name" is \
	"$(bash --norc -c 'eval "$(aplomb completion bash)"; complete -p aplomb')" \
	"complete -F _aplomb aplomb"
ok "bash: a team" is "$(in_bash aplomb demo pay)" payments
ok "bash: --option=value, cut in three" is "$(in_bash aplomb events --format = js)" jsonl
ok "bash: its value not begun" is "$(in_bash aplomb events --format = | sort | tr '\n' ' ')" "csv jsonl text "
ok "bash: a file with a space" is "$(in_bash aplomb export -o 'a f')" "a file.txt"
ok "bash: a directory" is "$(in_bash aplomb init 'a')" "a directory"
ok "bash: in the middle of a line" is "$(in_bash aplomb record deployment --kin)" "--kind"
ok "bash: says nothing of its own" test ! -s "$work/err"

if command -v zsh > /dev/null; then
	cat > "$work/complete.zsh" << 'END'
compdef() { asked_for=$2 }
_describe() { print -l -- ${${(P)${@[-1]}}%%:*} }
_files() { print -- files $@ }
compset() { : }
source <(aplomb completion zsh)
[[ $asked_for == aplomb ]] || print "not asked for"
words=("$@") CURRENT=$#
_aplomb
END
	in_zsh() { zsh -f "$work/complete.zsh" "$@" 2>&1; }
	ok "zsh: a command" is "$(in_zsh aplomb sh)" show
	ok "zsh: a team" is "$(in_zsh aplomb demo pay)" payments
	ok "zsh: --option=value" is "$(in_zsh aplomb events --format=js)" --format=jsonl
	ok "zsh: files" is "$(in_zsh aplomb export -o '')" "files"
	ok "zsh: directories" is "$(in_zsh aplomb init '')" "files -/"
	ok "zsh: nothing" is "$(in_zsh aplomb check '')" ""
else
	echo "# zsh is not here: its script is not run"
fi
if command -v fish > /dev/null; then
	# shellcheck disable=SC2016 # $argv is fish's
	in_fish() { fish --no-config -c 'aplomb completion fish | source; complete -C $argv[1]' "$1" 2>&1 | cut -f1; }
	ok "fish: a command" is "$(in_fish 'aplomb sh')" show
	ok "fish: a team" is "$(in_fish 'aplomb demo pay')" payments
	ok "fish: --option=value" is "$(in_fish 'aplomb events --format=js')" --format=jsonl
	ok "fish: a file" is "$(in_fish 'aplomb export -o a\ f')" "a file.txt"
	ok "fish: nothing" is "$(in_fish 'aplomb check ')" ""
else
	echo "# fish is not here: its script is not run"
fi

finish
