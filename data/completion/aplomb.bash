# shellcheck shell=bash
# Completion of aplomb in bash: eval "$(aplomb completion bash)"
# The program itself knows what may come next; this only asks it and hands on what it says.
_aplomb() {
	local program=$1 current='' previous='' line i
	local -a words=()

	for ((i = 1; i <= COMP_CWORD; i++)); do
		current=${COMP_WORDS[i]}
		# bash cuts --option=value in three; two words say the same.
		if [[ $current == = && $previous == --* ]]; then
			current=
			((i < COMP_CWORD)) && continue
		fi
		words+=("$current")
		previous=$current
	done
	[[ $program == \~/* ]] && program=$HOME/${program:2}
	COMPREPLY=()
	while IFS= read -r line; do
		case $line in
		:files | :directories)
			compopt -o filenames 2> /dev/null
			local -a kind=(-f)
			[[ $line == :directories ]] && kind=(-d)
			while IFS= read -r line; do
				COMPREPLY+=("$line")
			done < <(compgen "${kind[@]}" -- "$current")
			;;
		*) COMPREPLY+=("${line%%$'\t'*}") ;;
		esac
	done < <("$program" completion words "${words[@]}" 2> /dev/null)
}
complete -F _aplomb aplomb
