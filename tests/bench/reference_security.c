/*
 * What is measured of services day by day and release by release: samples of SLOs, versions of
 * components, and looks at settings.
 */
#include "tests/bench/reference.h"

/* A component has a release in each slot of so many weeks, somewhere in it. */
#define SLOT_WEEKS 17

void reference_add_slo_samples(const struct reference *reference, sqlite3 *db)
{
	struct table samples;

	table_init(&samples, db, "slo_sample", "service, slo, at, good, total, source");
	for (int64_t day = reference->first_week * 7; day < reference->end_week * 7; day++) {
		for (int i = 0; i < reference->service_count; i++) {
			const struct reference_service *service = &reference->services[i];
			struct chance chance;
			char thing[80];
			int64_t total, lost;

			if (day / 7 < service->since_week)
				continue;
			snprintf(thing, sizeof(thing), "%s-%lld", service->id, (long long)day);
			chance = chance_of("slo", thing);
			total = 100 + chance_log_normal(&chance, 200000, 250);
			lost = chance_log_normal(&chance, total, 900) *
			       service->slo_lost_per_100000 / 100000;
			row_text(&samples, service->id);
			row_text(&samples, "availability");
			row_whole(&samples, day * DAY);
			row_real(&samples, (double)(lost < total ? total - lost : 0));
			row_real(&samples, (double)total);
			row_text(&samples, "probe");
			row_end(&samples);
		}
	}
	table_release(&samples);
}

static void insert_release(struct table *updates, struct chance *chance, const char *service,
			   const char *component, int64_t slot, int64_t begin)
{
	int64_t released = slot * SLOT_WEEKS * WEEK + chance_below(chance, SLOT_WEEKS * WEEK);
	int64_t applied = released + HOUR + chance_log_normal(chance, 9 * DAY, 1100);
	bool is_pre_release = chance_is(chance, 30), is_known = !chance_is(chance, 20);
	bool is_skipped = chance_is(chance, 60), is_security = chance_is(chance, 120);
	char version[32];

	if (released < begin || released >= REFERENCE_AS_OF)
		return;
	snprintf(version, sizeof(version), "4.%lld.0%s", (long long)slot,
		 is_pre_release ? "-rc.1" : "");
	row_text(updates, service);
	row_text(updates, component);
	row_text(updates, version);
	if (is_known)
		row_whole(updates, released);
	else
		row_null(updates);
	if (is_pre_release || is_skipped || applied >= REFERENCE_AS_OF)
		row_null(updates);
	else
		row_whole(updates, applied);
	if (is_security)
		row_whole(updates, 1);
	else
		row_null(updates);
	row_text(updates, "lockfile");
	row_end(updates);
}

void reference_add_updates(const struct reference *reference, sqlite3 *db)
{
	int64_t begin = reference->first_week * WEEK;
	struct table updates;

	table_init(&updates, db, "update",
		   "service, component, version, released_at, applied_at, security, source");
	for (int64_t slot = reference->first_week / SLOT_WEEKS;
	     slot <= reference->end_week / SLOT_WEEKS; slot++) {
		for (int i = 0; i < reference->service_count; i++) {
			const struct reference_service *service = &reference->services[i];

			if (slot * SLOT_WEEKS < service->since_week)
				continue;
			for (int n = 0; n < service->component_count; n++) {
				struct chance chance;
				char component[48], thing[128];

				snprintf(component, sizeof(component), "pkg:npm/library-%03d",
					 (i * 13 + n * 29) % 400);
				snprintf(thing, sizeof(thing), "%s-%s-%lld", service->id,
					 component, (long long)slot);
				chance = chance_of("update", thing);
				insert_release(&updates, &chance, service->id, component, slot,
					       begin);
			}
		}
	}
	table_release(&updates);
}

/* Four settings of each service, looked at every 13 weeks. */
void reference_add_checks(const struct reference *reference, sqlite3 *db)
{
	static const char *const settings[4] = {"tls-modern", "least-privilege",
						"secrets-rotated", "backups-tried"};
	struct table checks;

	table_init(&checks, db, "check", "service, \"check\", at, passed, source, title");
	for (int64_t week = reference->first_week; week < reference->end_week; week++) {
		for (int i = (int)(week % 13); i < reference->service_count; i += 13) {
			const struct reference_service *service = &reference->services[i];

			if (week < service->since_week)
				continue;
			for (int n = 0; n < 4; n++) {
				struct chance chance;
				char thing[80];

				snprintf(thing, sizeof(thing), "%s-%d-%lld", service->id, n,
					 (long long)week);
				chance = chance_of("check", thing);
				row_text(&checks, service->id);
				row_text(&checks, settings[n]);
				row_whole(&checks, week * WEEK + 3 * HOUR + n);
				row_whole(&checks, chance_is(&chance, 930));
				row_text(&checks, "probe");
				row_null(&checks);
				row_end(&checks);
			}
		}
	}
	table_release(&checks);
}
