# Completion of aplomb in fish: aplomb completion fish | source
# The program itself knows what may come next; this only asks it and hands on what it says.
function __aplomb_complete
	set -l words (commandline -opc)
	set -l current (commandline -ct | string unescape)
	for line in ($words[1] completion words $words[2..-1] "$current" 2> /dev/null)
		switch $line
			case :files
				__fish_complete_path $current
			case :directories
				__fish_complete_directories $current
			case '*'
				echo $line
		end
	end
end
complete -c aplomb -f -a '(__aplomb_complete)'
