/*
 * Checks of configuration: looked at once a month; a few became as they should be on the way.
 */
#include "data/demo/history.h"
#include "data/demo/jsonl.h"

void print_checks(const struct demo_service *service)
{
	static const char *const checks[][2] = {
		{"tls-modern", "Only current versions of TLS are spoken"},
		{"headers", "Responses carry the agreed headers"},
		{"least-privilege", "The service account may do no more than it does"},
		{"secrets-in-vault", "No secret in the repository"},
		{"backups-restorable", "The last backup was restored somewhere"},
		{"image-signed", "The image that runs is one that we built"},
		{"branch-protected", "Changes reach main by review"},
		{"egress-listed", "Connections to the outside are listed"},
		{"log-without-names", "Logs hold no names of customers"},
		{"admin-second-factor", "Administrators sign in with a second factor"},
		{"clock-synced", "Clocks agree within a second"},
		{"ports-closed", "No port is open that nothing listens for"},
		{"read-only-root", "Containers cannot write to their root"},
		{"audit-kept", "The audit log is kept for a year"},
	};
	struct chance chance = chance_of("checks", service->id);

	for (int64_t i = 0; i < service->checks; i++) {
		/* From this month on it is as it should be; three in four always were. */
		int64_t since = chance_is(&chance, 750) ? 0 : chance_between(&chance, 3, 30);

		for (int64_t day = DEMO_BEGIN_DAY + 9, month = 0; day < DEMO_END_DAY;
		     day += 30, month++) {
			event_begin("check");
			event_text("service", "%s", service->id);
			event_text("check", "%s", checks[i][0]);
			event_instant("at", local_instant(day, 3 * HOUR));
			event_boolean("passed", month >= since);
			event_text("source", "posture");
			event_text("title", "%s", checks[i][1]);
			event_end();
		}
	}
}
