#compdef aplomb
# Completion of aplomb in zsh: source <(aplomb completion zsh), or as _aplomb in $fpath.
# The program itself knows what may come next; this only asks it and hands on what it says.
_aplomb() {
	local line
	local -a described

	while IFS= read -r line; do
		case $line in
		:files)
			compset -P '--*='
			_files
			;;
		:directories)
			compset -P '--*='
			_files -/
			;;
		*) described+=("${line%%$'\t'*}:${line#*$'\t'}") ;;
		esac
	done < <("${(Q)words[1]}" completion words "${(@Q)words[2,CURRENT]}" 2> /dev/null)
	(( $#described )) && _describe -V aplomb described
}
if [[ $funcstack[1] == _aplomb ]]; then
	_aplomb "$@"
else
	compdef _aplomb aplomb
fi
