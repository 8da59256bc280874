-- map: pagerduty
-- reads: incidents and their log entries (REST answers), webhooks (v3)
-- looks like: PagerDuty incidents
-- wrapped in: incidents events messages
-- collects: incidents

SELECT document,
       coalesce(
         -- an incident of the REST API, alone or as {"incident": {...}}
         body ->> 'incident_number' IS NOT NULL
         OR body ->> '$.incident.incident_number' IS NOT NULL
         OR (coalesce(body ->> '$.incident.type', body ->> 'type') = 'incident'
             AND coalesce(body ->> '$.incident.created_at', body ->> 'created_at') IS NOT NULL
             AND coalesce(body ->> '$.incident.service.id', body ->> '$.service.id') IS NOT NULL)
         -- a webhook, or the event that stands in one
         OR (body ->> '$.event.event_type' IS NOT NULL
             AND body ->> '$.event.occurred_at' IS NOT NULL)
         OR (body ->> 'event_type' IS NOT NULL AND body ->> 'occurred_at' IS NOT NULL
             AND body ->> 'resource_type' IS NOT NULL)
         -- log entries, or one of them
         OR body ->> '$.log_entries[0].type' LIKE '%\_log\_entry' ESCAPE '\'
         OR body ->> 'type' LIKE '%\_log\_entry' ESCAPE '\',
         0) AS recognised
FROM document;

-- The event of a webhook, or the document itself.
CREATE TEMP VIEW message AS
SELECT document,
       body,
       CASE WHEN json_type(body, '$.event') = 'object' THEN body -> 'event' ELSE body END AS event
FROM document;

CREATE TEMP VIEW incident AS
SELECT document,
       event ->> 'event_type' AS event_type,
       instant(event ->> 'occurred_at') AS occurred_at,
       CASE WHEN event ->> 'event_type' IS NOT NULL THEN event -> 'data'
            WHEN json_type(body, '$.incident') = 'object' THEN body -> 'incident'
            ELSE body END AS incident
FROM message
WHERE CASE WHEN event ->> 'event_type' IS NOT NULL THEN event ->> '$.data.type' = 'incident'
           ELSE coalesce(body ->> '$.incident.id', body ->> 'id') IS NOT NULL
                AND coalesce(body ->> 'type', '') NOT LIKE '%\_log\_entry' ESCAPE '\' END;

CREATE TEMP VIEW log_entry AS
SELECT document,
       coalesce(value ->> '$.incident.id', body ->> '$.incident.id', body ->> 'id') AS id,
       value AS entry,
       value ->> 'type' AS type,
       instant(value ->> 'created_at') AS at
FROM document, json_each(CASE json_type(body, '$.log_entries')
                         WHEN 'array' THEN body -> 'log_entries' ELSE json_array(json(body)) END)
WHERE value ->> 'type' LIKE '%\_log\_entry' ESCAPE '\';

-- What each says of an incident. It is over if the last that is known of it says so: one that
-- was resolved may be opened again, and an answer of yesterday lie beside one of today.
CREATE TEMP VIEW said AS
SELECT document,
       incident ->> 'id' AS id,
       coalesce(incident ->> '$.service.summary', incident ->> '$.service.id') AS service,
       coalesce(instant(incident ->> 'created_at'),
                iif(event_type = 'incident.triggered', occurred_at, NULL)) AS started_at,
       CASE WHEN event_type = 'incident.resolved' THEN occurred_at
            -- the REST API long had no resolved_at; to be resolved is the last status
            WHEN incident ->> 'status' = 'resolved'
            THEN instant(coalesce(incident ->> 'resolved_at',
                                  incident ->> 'last_status_change_at')) END AS over_at,
       CASE WHEN event_type = 'incident.reopened' THEN occurred_at
            WHEN incident ->> 'status' IN ('triggered', 'acknowledged')
            THEN instant(incident ->> 'last_status_change_at') END AS open_at,
       incident ->> 'urgency' AS severity,
       incident ->> 'html_url' AS url,
       incident ->> '$.resolve_reason.type' = 'merge_resolve_reason' AS is_merged
FROM incident
UNION ALL
SELECT document,
       id,
       coalesce(entry ->> '$.service.summary', entry ->> '$.service.id'),
       iif(type = 'trigger_log_entry', at, NULL),
       iif(type = 'resolve_log_entry', at, NULL),
       NULL,
       NULL,
       NULL,
       NULL
FROM log_entry
WHERE type IN ('trigger_log_entry', 'resolve_log_entry');

-- All that is known of an incident, at each document that speaks of it: so it does not matter
-- which comes first.
CREATE TEMP VIEW known AS
SELECT DISTINCT
       document,
       id,
       max(service) OVER one AS service,
       min(started_at) OVER one AS started_by,
       iif(max(over_at) OVER one >= coalesce(max(open_at) OVER one, 0),
           max(over_at) OVER one, NULL) AS restored_at,
       min(severity) OVER one AS severity, -- high before low
       max(url) OVER one AS url,
       coalesce(max(is_merged) OVER one, 0) AS is_merged
FROM said
WHERE id IS NOT NULL
WINDOW one AS (PARTITION BY id);

SELECT document, 'incident' AS type, id, service, started_by, restored_at, severity, url
FROM known
WHERE NOT is_merged;

-- A merged incident is a part of another. One that was imported while it was open is closed.
SELECT document,
       'merged into another incident, which stands for both' AS note,
       'incident' AS type,
       id,
       restored_at
FROM known
WHERE is_merged;

SELECT document,
       format('the status ''%s'' says neither that it is open nor that it was resolved',
              incident ->> 'status') AS note
FROM incident
WHERE incident ->> 'status' NOT IN ('triggered', 'acknowledged', 'resolved');

SELECT document, 'resolved, but it does not say when' AS note
FROM incident JOIN known USING (document)
WHERE incident ->> 'status' = 'resolved' AND restored_at IS NULL AND NOT is_merged
  AND coalesce(event_type, '') <> 'incident.reopened'
  AND NOT EXISTS (SELECT 1 FROM said WHERE said.id = known.id AND over_at IS NOT NULL);

SELECT document,
       'reopened: what counts is when it is resolved for good' AS note
FROM incident
WHERE event_type = 'incident.reopened';

SELECT document,
       format('%s does not say when an incident began or ended', event ->> 'event_type') AS note
FROM message
WHERE event ->> 'event_type' IS NOT NULL AND event ->> '$.data.type' IS NOT 'incident';

-- notify_log_entry and the like, where they stand alone
SELECT DISTINCT document,
       'log entries that do not say when an incident began or ended' AS note
FROM log_entry
WHERE document NOT IN (SELECT document FROM said WHERE id IS NOT NULL);
