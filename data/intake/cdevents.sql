-- map: cdevents
-- reads: CDEvents v0.2 to v0.5, alone or in CloudEvents envelopes (structured, batches)
-- looks like: CDEvents or CloudEvents
-- wrapped in: events items
-- collects: deployments remediations incidents

SELECT document,
       coalesce((body ->> '$.context.type' LIKE 'dev.cdevents%'
                 AND json_type(body, '$.subject') = 'object')
                OR (json_type(body, '$.specversion') = 'text'
                    AND json_type(body, '$.type') = 'text'
                    AND json_type(body, '$.source') = 'text'
                    AND json_type(body, '$.id') = 'text'), 0) AS recognised
FROM document;

-- An envelope holds the whole event in its data, as an object or as its text.
CREATE TEMP VIEW opened AS
SELECT document,
       body ->> 'type' AS envelope,
       CASE WHEN json_type(body, '$.context') = 'object' THEN body
            WHEN json_type(body, '$.data') = 'object' THEN body -> 'data'
            WHEN json_type(body, '$.data') = 'text' AND json_valid(body ->> 'data')
            THEN body ->> 'data' END AS event
FROM document;

-- dev.cdevents.service.deployed.0.1.1: what it is about, what happened, and the version of that.
CREATE TEMP VIEW typed AS
SELECT document,
       event,
       event ->> '$.context.type' AS type,
       substr(event ->> '$.context.type', length('dev.cdevents.') + 1) || '..' AS rest
FROM opened
WHERE event ->> '$.context.type' LIKE 'dev.cdevents.%';

CREATE TEMP VIEW cdevent AS
SELECT document,
       type,
       substr(rest, 1, instr(rest, '.')
              + instr(substr(rest, instr(rest, '.') + 1), '.') - 1) AS kind,
       event ->> '$.context.id' AS context_id,
       event ->> '$.context.source' AS context_source,
       instant(event ->> '$.context.timestamp') AS at,
       event ->> '$.subject.id' AS subject_id,
       -- by the specification a subject is of the event's source unless it names its own
       coalesce(nullif(event ->> '$.subject.source', ''), event ->> '$.context.source')
         AS subject_source,
       iif(lower(event ->> '$.subject.content.environment.id') IN ('prod', 'production'),
           'production', event ->> '$.subject.content.environment.id') AS environment,
       event ->> '$.subject.content.service.id' AS service,
       nullif(event ->> '$.subject.content.artifactId', '') AS artifact,
       event ->> '$.subject.content.description' AS description,
       event ->> '$.subject.content.ticketURI' AS ticket
FROM typed;

-- An event is told apart by its source, its id and its type: the same id may stand in several.
SELECT document,
       'deployment' AS type,
       subject_id AS service,
       at,
       context_id || ' ' || type AS id,
       context_source AS source,
       iif(kind = 'service.rolledback', 'rollback', NULL) AS kind,
       'succeeded' AS outcome, -- it is sent when it is done
       environment,
       artifact AS revision
FROM cdevent
WHERE kind IN ('service.deployed', 'service.upgraded', 'service.rolledback');

-- An incident is its subject. Monitoring detects it, people report it, in any order: it had
-- begun by then. Only a detection says when it was noticed.
SELECT document,
       'incident' AS type,
       max(service) OVER one AS service,
       min(at) FILTER (WHERE kind <> 'incident.resolved') OVER one AS started_by,
       subject_id AS id,
       subject_source AS source,
       min(at) FILTER (WHERE kind = 'incident.detected') OVER one AS detected_at,
       min(at) FILTER (WHERE kind = 'incident.resolved') OVER one AS restored_at,
       max(environment) OVER one AS environment,
       min(description) FILTER (WHERE kind = 'incident.detected') OVER one AS title,
       min(ticket) OVER one AS url
FROM cdevent
WHERE kind IN ('incident.detected', 'incident.reported', 'incident.resolved')
WINDOW one AS (PARTITION BY subject_source, subject_id);

-- Of what is not counted, a word for each subject will do: there are dozens of predicates.
SELECT document,
       format('%s is neither a deployment nor an incident',
              iif(kind LIKE 'service.%' OR kind LIKE 'incident.%', kind,
                  'what happens to the subject ' || substr(kind, 1, instr(kind, '.') - 1)))
         AS note
FROM cdevent
WHERE kind NOT IN ('service.deployed', 'service.upgraded', 'service.rolledback',
                   'incident.detected', 'incident.reported', 'incident.resolved');

SELECT document, format('a CloudEvent of type ''%s'' is no CDEvent', envelope) AS note
FROM opened
WHERE envelope NOT LIKE 'dev.cdevents%'
  AND coalesce(event ->> '$.context.type', '') NOT LIKE 'dev.cdevents%';

SELECT document, 'a CDEvent of a type of its own (dev.cdeventsx)' AS note
FROM opened
WHERE coalesce(event ->> '$.context.type', envelope) LIKE 'dev.cdeventsx.%';

SELECT document, 'an envelope whose data is not the event as JSON' AS note
FROM opened
WHERE envelope LIKE 'dev.cdevents.%' AND coalesce(event ->> '$.context.type', '') = '';
