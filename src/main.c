/* aplomb: takes the command line apart and runs one command. */
#include <locale.h>
#include <stdio.h>

#include "command/command.h"
#include "command/version.h"

int main(int argument_count, char **arguments)
{
	struct invocation invocation;
	struct error error;
	int status;

	setlocale(LC_CTYPE, "");
	if (!invocation_parse(&invocation, argument_count, arguments, &error))
		return report_error(&error);
	if (invocation_has(&invocation, OPTION_VERSION)) {
		puts("aplomb " APLOMB_VERSION);
		status = 0;
	} else if (invocation_has(&invocation, OPTION_HELP)) {
		help_print(invocation.command);
		status = 0;
	} else {
		status = invocation.command->run(&invocation);
	}
	arena_release(&invocation.arena);
	if (fflush(stdout) != 0 && status == 0) {
		perror("aplomb: stdout");
		status = 1;
	}
	return status;
}
