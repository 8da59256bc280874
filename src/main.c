#include <stdio.h>

#include "command/version.h"

int main(void)
{
	puts("aplomb " APLOMB_VERSION);
	return 0;
}
