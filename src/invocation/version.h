/* The one source of the version number. */
#ifndef APLOMB_INVOCATION_VERSION_H
#define APLOMB_INVOCATION_VERSION_H

#define APLOMB_VERSION "0.1.0"

#endif
