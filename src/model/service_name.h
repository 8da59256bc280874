/*
 * Names of services: which service a name in the history belongs to.
 *
 * Tools name one service in many ways: by its repository, with or without ".git", by a package
 * URL with a version, by a catalog reference. A name belongs to the service whose id or alias
 * it is, exactly; else to the only service of which an id or alias has the same normal form.
 *
 * Rule: pure, and the only place that knows normal forms. The history keeps names as they came.
 */
#ifndef APLOMB_MODEL_SERVICE_NAME_H
#define APLOMB_MODEL_SERVICE_NAME_H

#include <stddef.h>

#include "base/arena.h"
#include "model/catalog.h"

/*
 * The normal form of a name, in the arena; of a normal form it is that form itself. A name that
 * is of no form below is its own. Letters of case are ASCII's.
 *
 *   a repository:  https://github.com/Acme/Ledger.git, git@github.com:acme/ledger.git,
 *                  ssh://git@github.com:22/acme/ledger, git+https://github.com/acme/ledger#v1,
 *                  github.com/acme/ledger/  ->  github.com/acme/ledger
 *     Schemes http, https, ssh and git, each also after "git+", after which "@..." and "#..."
 *     name a revision and go too. Host and path are in lower case, since the large hosts of
 *     repositories tell no case apart. A port goes where it is the scheme's own, and any port
 * of ssh and git; another port of http says which server it is and stays. Without a scheme the
 *     host has a dot in it. A URL with a query or a fragment names a page: it is left as it is.
 *   a package URL: pkg:OCI/ledger@sha256:...?repository_url=...#sub  ->  pkg:oci/ledger
 *     The name's case stays. pkg:github/acme/ledger is the repository github.com/acme/ledger;
 *     so are gitlab (gitlab.com) and bitbucket (bitbucket.org).
 *   a reference:   service/x, services/x, component:x, component:default/x, system:x,
 *                  system:default/x  ->  x
 *     in any case of the words before x, which holds neither "/" nor ":" and keeps its case.
 */
const char *service_name_normal(const char *name, struct arena *arena);

/* A name and the service that has it. */
struct service_name {
	const char *name;
	const struct service *service;
};

/* All names of a catalog's services, ready to be found. */
struct service_names {
	const struct service_name *exact; /* by name, then in the catalog's order */
	size_t exact_count;
	const struct service_name *normal; /* the same of normal forms, each service once */
	size_t normal_count;
};

/* Memory in the arena; the catalog must stay. */
void service_names_init(struct service_names *names, const struct catalog *catalog,
			struct arena *arena);

/* What a name turns out to be. */
struct service_match {
	const struct service *service;	    /* NULL: it belongs to none */
	const struct service_name *sharers; /* then: those whose normal form it shares, */
	size_t sharer_count;		    /* 0, or 2 and more */
};

/* Scratch memory comes from the arena; what the match points to is the names' own. */
struct service_match service_names_find(const struct service_names *names, const char *name,
					struct arena *arena);

#endif
