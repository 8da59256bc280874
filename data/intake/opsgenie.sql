-- map: opsgenie
-- reads: alerts and incidents (REST answers, webhooks)
-- looks like: Opsgenie alerts or incidents
-- wrapped in: data
-- collects: incidents

SELECT document,
       coalesce((body ->> 'action' IS NOT NULL
                 AND coalesce(body ->> '$.alert.alertId', body ->> '$.incident.incidentId')
                     IS NOT NULL)
                OR (coalesce(body ->> '$.data.tinyId', body ->> 'tinyId') IS NOT NULL
                    AND coalesce(body ->> '$.data.createdAt', body ->> 'createdAt') IS NOT NULL),
                0) AS recognised
FROM document;

CREATE TEMP VIEW message AS
SELECT document,
       body ->> 'action' AS action,
       CASE WHEN body ->> 'action' IS NOT NULL THEN coalesce(body -> 'alert', body -> 'incident')
            WHEN json_type(body, '$.data') = 'object' THEN body -> 'data'
            ELSE body END AS record
FROM document;

CREATE TEMP VIEW record AS
SELECT document,
       action,
       record,
       coalesce(record ->> 'alertId', record ->> 'incidentId', record ->> 'id') AS id,
       iif(action IS NULL, record ->> 'status', NULL) AS status,
       instant(record ->> 'createdAt') AS created_at, -- thousandths of a second in a webhook
       instant(record ->> 'updatedAt') AS updated_at, -- billionths
       -- The alert with which an incident calls each of its responders has the two ids, of 36
       -- characters each, as its alias.
       coalesce(length(record ->> 'alias') = 73 AND substr(record ->> 'alias', 37, 1) = '_'
                AND record ->> 'alias' LIKE '________-____-____-____-____________\_%' ESCAPE '\'
                AND record ->> '$.integration.id' IS NULL, 0) AS is_call
FROM message;

CREATE TEMP VIEW said AS
SELECT document,
       id,
       record,
       coalesce(instant(record ->> 'impactStartDate'), created_at) AS started_at,
       instant(record ->> 'impactDetectDate') AS detected_at,
       -- The report of an alert counts the thousandths of a second until it was closed. An
       -- incident has no time of its own for that: its last update is the closest there is.
       CASE WHEN action = 'Close' THEN updated_at
            WHEN status IN ('closed', 'resolved')
            THEN coalesce(instant(record ->> 'impactEndDate'),
                          created_at + (record ->> '$.report.closeTime') / 1000,
                          updated_at) END AS over_at,
       iif(status = 'open', updated_at, NULL) AS open_at,
       record ->> 'priority' AS severity,
       record ->> '$.links.web' AS url
FROM record
WHERE NOT is_call AND coalesce(action, '') <> 'Delete';

CREATE TEMP VIEW latest AS
SELECT *, coalesce(max(open_at) OVER (PARTITION BY id), 0) AS last_open_at FROM said;

-- All that is known of one, at each document that speaks of it. Resolved first and closed
-- later, it was restored when it was resolved.
CREATE TEMP VIEW known AS
SELECT document,
       id,
       record,
       min(started_at) OVER one AS started_by,
       min(detected_at) OVER one AS detected_at,
       min(over_at) FILTER (WHERE over_at >= last_open_at) OVER one AS restored_at,
       min(severity) OVER one AS severity, -- P1 before P2
       max(url) OVER one AS url
FROM latest
WINDOW one AS (PARTITION BY id);

-- An incident may have an impact on several services, and be restored in each of them.
CREATE TEMP VIEW impact AS
SELECT document AS at_document,
       key AS number,
       iif(type = 'object', value ->> 'id', value) AS service_id,
       iif(type = 'object', value ->> 'name', NULL) AS service_name
FROM known, json_each(record, '$.impactedServices');

SELECT document,
       'incident' AS type,
       iif(number = 0, id, id || '/' || service_id) AS id,
       coalesce(service_name, service_id) AS service,
       started_by,
       detected_at,
       restored_at,
       severity,
       url
FROM known JOIN impact ON document = at_document
WHERE number = 0 OR :service IS NULL;

SELECT document,
       'incident' AS type,
       id,
       coalesce(record ->> '$.details.service', record ->> '$.extraProperties.service',
                nullif(record ->> 'entity', '')) AS service,
       started_by,
       detected_at,
       restored_at,
       severity,
       url
FROM known
WHERE coalesce(json_array_length(record, '$.impactedServices'), 0) = 0;

SELECT document,
       'the alert with which an incident calls its responders; the incident counts' AS note
FROM record
WHERE is_call;

SELECT document, 'deleted: nothing is known of how it ended' AS note
FROM record
WHERE action = 'Delete';

SELECT document,
       format('the status ''%s'' says neither that it is open nor that it was resolved', status)
         AS note
FROM record
WHERE status NOT IN ('open', 'closed', 'resolved') AND NOT is_call;

SELECT document,
       format('the action ''%s'' says neither that it began nor that it ended', action) AS note
FROM record
WHERE action NOT IN ('Create', 'Close', 'Delete', 'Acknowledge', 'UnAcknowledge', 'Snooze',
                     'SnoozeEnded', 'Escalate', 'EscalateNext', 'AssignOwnership',
                     'TakeOwnership', 'AddNote', 'AddTags', 'RemoveTags', 'AddDetails',
                     'RemoveDetails', 'AddRecipient', 'AddTeam', 'AddResponder', 'Seen',
                     'UpdatePriority', 'UpdateMessage', 'UpdateDescription')
  AND NOT is_call;

SELECT document, 'over, but it does not say when' AS note
FROM known JOIN record USING (document)
WHERE status IN ('closed', 'resolved') AND restored_at IS NULL;
