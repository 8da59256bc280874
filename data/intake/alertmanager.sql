-- map: alertmanager
-- reads: alerts (webhook bodies, also Grafana's; answers of /api/v2/alerts)
-- looks like: Alertmanager alerts
-- wrapped in: alerts data
-- collects: incidents

SELECT document,
       coalesce(json_type(body, '$.labels') = 'object'
                AND json_type(body, '$.startsAt') = 'text'
                AND coalesce(body ->> 'endsAt', body ->> 'fingerprint', body ->> 'status')
                    IS NOT NULL, 0) AS recognised
FROM document;

CREATE TEMP VIEW alert AS
SELECT document,
       body ->> '$.labels.alertname' AS name,
       body ->> '$.labels.severity' AS severity,
       -- the names that exporters, Kubernetes and OpenTelemetry give to the same thing; `job`
       -- is what was scraped, and the last to say which service it is
       coalesce(body ->> '$.labels.service', body ->> '$.labels.service_name',
                body ->> '$.labels.app', body ->> '$.labels.application',
                body ->> '$.labels.job') AS service,
       coalesce(body ->> '$.labels.environment', body ->> '$.labels.env') AS environment,
       -- Alertmanager tells alerts apart by their labels; a fingerprint is only their hash.
       coalesce(nullif(body ->> 'fingerprint', ''),
                (SELECT '{' || group_concat(key || '=' || json_quote(value), ',') || '}'
                 FROM (SELECT key, value FROM json_each(body, '$.labels') ORDER BY key)))
         AS fingerprint,
       instant(body ->> 'startsAt') AS started_at,
       -- A webhook writes a word, the API an object.
       iif(json_type(body, '$.status') = 'object', body ->> '$.status.state',
           body ->> 'status') AS status,
       -- The API and firing alerts say when an alert would lapse, not that it is over.
       iif(json_type(body, '$.status') = 'text' AND body ->> 'status' = 'resolved'
           AND body ->> 'endsAt' NOT LIKE '0001-%', instant(body ->> 'endsAt'), NULL) AS ended_at,
       coalesce(json_array_length(body, '$.status.inhibitedBy'), 0) > 0 AS is_inhibited
FROM document;

-- Alerts that fire all the time, to show that alerting works, or to hold others back.
CREATE TEMP VIEW counted AS
SELECT *, format('%s@%s', fingerprint, started_at) AS id
FROM alert
WHERE coalesce(name, '') NOT IN ('Watchdog', 'DeadMansSwitch', 'InfoInhibitor')
  AND coalesce(severity, '') <> 'none'
  AND coalesce(status, '') <> 'suppressed';

-- The same alert is sent again and again while it fires: each copy states all that is known.
SELECT document,
       'incident' AS type,
       id,
       service,
       started_at,
       max(ended_at) OVER (PARTITION BY id) AS restored_at,
       severity,
       iif(lower(environment) IN ('prod', 'production'), 'production', environment)
         AS environment,
       name AS title
FROM counted
WHERE coalesce(service, :service) IS NOT NULL;

SELECT document,
       format('%s fires all the time; it watches over the alerting itself',
              coalesce(name, 'an alert of severity none')) AS note
FROM alert
WHERE name IN ('Watchdog', 'DeadMansSwitch', 'InfoInhibitor') OR severity = 'none';

SELECT document,
       iif(is_inhibited, 'inhibited: another alert stands for it',
           'silenced: nobody is to be told of it') AS note
FROM alert
WHERE status = 'suppressed';

SELECT document,
       'no label service, service_name, app, application or job says of which service it is; '
       || '--service can say it of all' AS note
FROM counted
WHERE coalesce(service, :service) IS NULL;

SELECT document,
       format('the status ''%s'' says neither that it fires nor that it was resolved', status)
         AS note
FROM counted
WHERE status NOT IN ('firing', 'resolved', 'active', 'unprocessed');

SELECT document, 'resolved, but it does not say when' AS note
FROM counted
WHERE status = 'resolved' AND ended_at IS NULL;

SELECT document, 'it has an end but no status; whether it is over is not known' AS note
FROM alert JOIN document USING (document)
WHERE status IS NULL AND body ->> 'endsAt' NOT LIKE '0001-%';
