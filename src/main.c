/* aplomb: takes the command line apart and runs one command. */
#include <errno.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "command/command.h"
#include "invocation/version.h"
#include "store/store.h"

static int run(struct invocation *invocation)
{
	if (invocation_has(invocation, OPTION_VERSION)) {
		puts("aplomb " APLOMB_VERSION);
		return 0;
	}
	if (invocation_has(invocation, OPTION_HELP)) {
		help_print(invocation->command);
		return 0;
	}
	return invocation->command->run(invocation);
}

int main(int argument_count, char **arguments)
{
	struct invocation invocation;
	struct error error;
	int status;

	setlocale(LC_CTYPE, "");
	store_prepare_process();
	status = invocation_parse(&invocation, commands, argument_count, arguments, &error)
			 ? run(&invocation)
			 : report_error(&error);
	arena_release(&invocation.arena);
	if ((fflush(stdout) != 0 || ferror(stdout)) && status == 0) {
		error_set(&error, ERROR_IO, "cannot write standard output: %s",
			  strerror(errno));
		status = report_error(&error);
	}
	return status;
}
