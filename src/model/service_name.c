/* The forms that names of services come in, and whose a name is. */
#include "model/service_name.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"

/* -- parts of a text ---------------------------------------------------------------------- */

/* Bytes [begin, end) of a name. */
struct part {
	const char *begin, *end;
};

static struct part part_of(const char *begin, size_t length)
{
	return (struct part){begin, begin + length};
}

static size_t part_length(struct part part)
{
	return (size_t)(part.end - part.begin);
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static void add_lower(struct buffer *out, struct part part)
{
	for (const char *c = part.begin; c < part.end; c++)
		buffer_add_char(out, lower(*c));
}

/* What follows a word in lower case at the start of a text; NULL where it does not stand there.
 */
static const char *after_word(const char *text, const char *word)
{
	while (*word && lower(*text) == *word) {
		text++;
		word++;
	}
	return *word ? NULL : text;
}

static bool part_is(struct part part, const char *word)
{
	return after_word(part.begin, word) == part.end;
}

/* Where one of the characters stands first; the part's end where none does. */
static const char *first_of(struct part part, const char *characters)
{
	const char *c = part.begin;

	while (c < part.end && !strchr(characters, *c))
		c++;
	return c;
}

/* Where a character stands last; NULL where it does not. */
static const char *last_of(struct part part, char character)
{
	for (const char *c = part.end; c > part.begin; c--)
		if (c[-1] == character)
			return c - 1;
	return NULL;
}

static struct part without_slashes(struct part part)
{
	while (part.begin < part.end && *part.begin == '/')
		part.begin++;
	while (part.begin < part.end && part.end[-1] == '/')
		part.end--;
	return part;
}

static bool is_digits(struct part part)
{
	const char *c = part.begin;

	while (c < part.end && *c >= '0' && *c <= '9')
		c++;
	return c == part.end;
}

/* -- repositories ------------------------------------------------------------------------- */

/* Takes "/" and ".git" off the end of a path, but not a ".git" that is a name by itself. */
static struct part without_git(struct part path)
{
	struct part before;

	do {
		before = path = without_slashes(path);
		if (part_length(path) > 4 && path.end[-5] != '/' &&
		    part_is(part_of(path.end - 4, 4), ".git"))
			path.end -= 4;
	} while (path.end != before.end);
	return path;
}

static bool add_repository(struct buffer *out, struct part host, struct part path)
{
	if (host.begin == host.end)
		return false;
	path = without_git(path);
	add_lower(out, host);
	if (path.begin < path.end)
		buffer_add_char(out, '/');
	add_lower(out, path);
	return true;
}

struct scheme {
	const char *start;
	const char *port; /* the one that goes; NULL: any, since it is only a way in */
};
static const struct scheme schemes[] = {
	{"https://", "443"}, {"http://", "80"}, {"ssh://", NULL}, {"git://", NULL}};

/*
 * The host in "user@host:port"; *path grows by what follows the colon where that is no port
 * ("ssh://git@host:acme/ledger", as npm writes it).
 */
static struct part host_of(const struct scheme *scheme, struct part authority,
			   struct part *path)
{
	const char *at = last_of(authority, '@');
	struct part host = {at ? at + 1 : authority.begin, authority.end};
	const char *bracket = last_of(host, ']');
	const char *colon =
		first_of((struct part){bracket ? bracket : host.begin, host.end}, ":");
	struct part port = {colon < host.end ? colon + 1 : host.end, host.end};

	if (is_digits(port)) {
		if (!scheme->port || port.begin == port.end || part_is(port, scheme->port))
			host.end = colon;
	} else if (!scheme->port) {
		host.end = colon;
		path->begin = port.begin;
	}
	return host;
}

static bool add_url(struct buffer *out, const char *name)
{
	const char *bare = after_word(name, "git+");
	const char *rest = NULL;
	struct part authority, path;
	size_t i = 0;

	for (; i < sizeof(schemes) / sizeof(*schemes); i++)
		if ((rest = after_word(bare ? bare : name, schemes[i].start)))
			break;
	if (!rest)
		return false;
	authority.begin = rest;
	authority.end = first_of(part_of(rest, strlen(rest)), "/?#");
	path = part_of(authority.end, strlen(authority.end));
	if (bare)
		path.end = first_of(path, "@#");
	if (first_of(path, "?#") < path.end)
		return false;
	return add_repository(out, host_of(&schemes[i], authority, &path), path);
}

/* "git@host:acme/ledger.git", as git and scp write it; "image@sha256:..." is none. */
static bool add_scp(struct buffer *out, const char *name)
{
	struct part all = part_of(name, strlen(name));
	const char *colon = first_of(all, ":/");
	const char *at = first_of(all, "@");
	struct part host, path;

	if (colon == all.end || *colon != ':' || at >= colon || at == name)
		return false;
	host = (struct part){at + 1, colon};
	path = without_slashes((struct part){colon + 1, all.end});
	if (path.begin == path.end || first_of(path, "?#") < path.end ||
	    first_of(host, "@") < host.end || part_is(host, "sha256") ||
	    part_is(host, "sha512"))
		return false;
	return add_repository(out, host, path);
}

/* "github.com/acme/ledger": what stands before the first slash looks like a host. */
static bool add_bare(struct buffer *out, const char *name)
{
	struct part all = part_of(name, strlen(name));
	struct part host = {name, first_of(all, "/")};
	const char *dot = first_of(host, ".");

	if (host.end == all.end || dot == host.begin || dot + 1 >= host.end ||
	    first_of(all, "?#") < all.end || first_of(host, "@") < host.end)
		return false;
	return add_repository(out, host, (struct part){host.end, all.end});
}

/* -- package URLs ------------------------------------------------------------------------- */

/* The version begins at an @ that begins no segment: "@acme/ledger@1.2" is a scope's. */
static const char *version_of(struct part path)
{
	const char *at = path.begin;

	while ((at = first_of((struct part){at, path.end}, "@")) < path.end) {
		if (at > path.begin && at[-1] != '/')
			return at;
		at++;
	}
	return path.end;
}

static bool add_package(struct buffer *out, const char *name)
{
	static const char *const hosts[][2] = {{"github", "github.com"},
					       {"gitlab", "gitlab.com"},
					       {"bitbucket", "bitbucket.org"}};
	const char *start = after_word(name, "pkg:");
	struct part all, type, path;

	if (!start)
		return false;
	all = without_slashes(part_of(start, strlen(start)));
	type = (struct part){all.begin, first_of(all, "/?#@")};
	path = (struct part){type.end, all.end};
	path.end = first_of(path, "?#");
	path.end = version_of(path);
	path = without_slashes(path);
	if (type.begin == type.end || path.begin == path.end || *type.end != '/')
		return false;
	for (size_t i = 0; i < sizeof(hosts) / sizeof(*hosts); i++)
		if (part_is(type, hosts[i][0]))
			return add_repository(out, part_of(hosts[i][1], strlen(hosts[i][1])),
					      path);
	buffer_add_string(out, "pkg:");
	add_lower(out, type);
	buffer_add_char(out, '/');
	buffer_add(out, path.begin, part_length(path));
	return true;
}

/* -- references --------------------------------------------------------------------------- */

static bool add_reference(struct buffer *out, const char *name)
{
	static const char *const starts[] = {
		"service/",   "services/",	 "component:default/",
		"component:", "system:default/", "system:"};

	for (size_t i = 0; i < sizeof(starts) / sizeof(*starts); i++) {
		const char *rest = after_word(name, starts[i]);

		if (rest && *rest && !strpbrk(rest, "/:")) {
			buffer_add_string(out, rest);
			return true;
		}
	}
	return false;
}

/* -- the normal form ---------------------------------------------------------------------- */

const char *service_name_normal(const char *name, struct arena *arena)
{
	static bool (*const forms[])(struct buffer * out, const char *name) = {
		add_package, add_url, add_scp, add_reference, add_bare};
	const char *normal = name;
	struct buffer out;
	bool is_other = true;

	buffer_init(&out);
	/*
	 * What one form leaves may be another's ("pkg:github/..."), until nothing changes: a
	 * form never makes a name longer, and one of the same length has fewer capitals or is a
	 * package URL no more.
	 */
	while (is_other) {
		is_other = false;
		buffer_clear(&out);
		for (size_t i = 0; i < sizeof(forms) / sizeof(*forms); i++) {
			if (!forms[i](&out, normal))
				continue;
			is_other = strcmp(out.bytes, normal) != 0;
			break;
		}
		if (is_other)
			normal = arena_copy(arena, out.bytes, out.length_bytes);
	}
	buffer_release(&out);
	return normal == name ? arena_copy_string(arena, name) : normal;
}

/* -- whose a name is ---------------------------------------------------------------------- */

/* Services lie in one array, so that their addresses are in the catalog's order. */
static int names_compare(const void *a, const void *b)
{
	const struct service_name *first = a, *second = b;
	int order = strcmp(first->name, second->name);

	return order ? order
		     : (first->service > second->service) - (first->service < second->service);
}

/* Sorts, and keeps each name of a service once; returns how many are left. */
static size_t sort_names(struct service_name *names, size_t count)
{
	size_t used = 0;

	if (count)
		qsort(names, count, sizeof(*names), names_compare);
	for (size_t i = 0; i < count; i++)
		if (!used || names_compare(&names[used - 1], &names[i]) != 0)
			names[used++] = names[i];
	return used;
}

void service_names_init(struct service_names *names, const struct catalog *catalog,
			struct arena *arena)
{
	struct service_name *exact, *normal;
	size_t count = catalog->service_count, used = 0;

	for (size_t i = 0; i < catalog->service_count; i++)
		count += catalog->services[i].alias_count;
	exact = ARENA_ARRAY(arena, count, struct service_name);
	normal = ARENA_ARRAY(arena, count, struct service_name);
	for (size_t i = 0; i < catalog->service_count; i++) {
		const struct service *service = &catalog->services[i];

		exact[used++] = (struct service_name){service->id, service};
		for (size_t j = 0; j < service->alias_count; j++)
			exact[used++] = (struct service_name){service->aliases[j], service};
	}
	for (size_t i = 0; i < count; i++)
		normal[i] = (struct service_name){service_name_normal(exact[i].name, arena),
						  exact[i].service};
	names->exact = exact;
	names->exact_count = sort_names(exact, count);
	names->normal = normal;
	names->normal_count = sort_names(normal, count);
}

/* How many entries have the name; *first is the first of them. */
static size_t find_all(const struct service_name *entries, size_t count, const char *name,
		       const struct service_name **first)
{
	size_t low = 0, high = count, end;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(entries[middle].name, name) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (end = low; end < count && strcmp(entries[end].name, name) == 0;)
		end++;
	*first = count ? &entries[low] : NULL;
	return end - low;
}

struct service_match service_names_find(const struct service_names *names, const char *name,
					struct arena *arena)
{
	const struct service_name *first;
	size_t count = find_all(names->exact, names->exact_count, name, &first);

	if (count)
		return (struct service_match){.service = first->service};
	count = find_all(names->normal, names->normal_count, service_name_normal(name, arena),
			 &first);
	if (count == 1)
		return (struct service_match){.service = first->service};
	return (struct service_match){.sharers = count ? first : NULL, .sharer_count = count};
}
