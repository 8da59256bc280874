-- map: gitlab
-- reads: GitLab deployments (REST answers, webhooks)
-- looks like: GitLab deployments
-- collects: deployments
--
-- The project is called by its address in the browser. A webhook says it; an answer
-- of the REST API shows it in the addresses of the job that deployed. A deployment
-- that no job made (one recorded through the API) does not name its project at all.

SELECT document,
       -- any webhook, so that what is none of a deployment is passed over with a word
       json_type(body, '$.object_kind') = 'text'
           AND (body ->> 'object_kind' = 'deployment'
                OR json_type(body, '$.project') = 'object')
       OR json_type(body, '$.iid') = 'integer'
          AND json_type(body, '$.sha') = 'text'
          AND json_type(body, '$.status') = 'text'
          AND json_type(body, '$.environment') = 'object' AS recognised
FROM document;

CREATE TEMP VIEW hook AS
SELECT document,
       body ->> 'deployment_id' AS id,
       body ->> 'status' AS status,
       instant(body ->> 'status_changed_at') AS at,
       body ->> 'environment' AS environment,
       body ->> 'environment_tier' AS tier,
       -- the address of a commit ends in its id; short_sha is not the whole of it
       coalesce(replace(body ->> 'commit_url',
                        rtrim(body ->> 'commit_url', '0123456789abcdef'), ''),
                body ->> 'short_sha') AS revision,
       NULL AS committed_at,
       body ->> 'deployable_url' AS url,
       coalesce(body ->> '$.project.web_url', body ->> '$.project.path_with_namespace',
                body ->> '$.project.name') AS service
FROM document
WHERE body ->> 'object_kind' = 'deployment';

CREATE TEMP VIEW answer AS
WITH shown AS (
    SELECT document, body,
           coalesce(body ->> '$.deployable.web_url', body ->> '$.deployable.commit.web_url',
                    body ->> '$.deployable.pipeline.web_url') AS address
    FROM document
    WHERE json_type(body, '$.iid') = 'integer' AND body ->> 'object_kind' IS NULL)
SELECT document,
       body ->> 'id' AS id,
       body ->> 'status' AS status,
       -- a job may finish before its deployment is touched for the last time
       instant(coalesce(body ->> 'finished_at', body ->> '$.deployable.finished_at',
                        body ->> 'updated_at', body ->> 'created_at')) AS at,
       body ->> '$.environment.name' AS environment,
       body ->> '$.environment.tier' AS tier,
       body ->> 'sha' AS revision,
       iif(body ->> '$.deployable.commit.id' = body ->> 'sha',
           coalesce(body ->> '$.deployable.commit.committed_date',
                    -- GitLab's word for the same in older answers
                    body ->> '$.deployable.commit.created_at'), NULL) AS committed_at,
       body ->> '$.deployable.web_url' AS url,
       -- https://HOST/group/project/-/jobs/1, without /-/ before GitLab 13
       substr(address, 1,
              coalesce(nullif(instr(address, '/-/'), 0),
                       nullif(instr(address, '/builds/'), 0),
                       nullif(instr(address, '/jobs/'), 0),
                       nullif(instr(address, '/commit/'), 0),
                       nullif(instr(address, '/pipelines/'), 0)) - 1) AS service
FROM shown;

CREATE TEMP VIEW deployment AS
SELECT * FROM hook UNION ALL SELECT * FROM answer;

-- An environment of the tier "production" is production, whatever it is called.
SELECT document,
       'deployment' AS type,
       id,
       service,
       at,
       iif(status = 'success', 'succeeded', 'failed') AS outcome,
       iif(tier = 'production', tier, environment) AS environment,
       revision,
       committed_at,
       url
FROM deployment
WHERE status IN ('success', 'failed')
  AND coalesce(service, :service) IS NOT NULL;

SELECT document,
       'it does not name its project; say which it is with --service' AS note
FROM deployment
WHERE status IN ('success', 'failed')
  AND coalesce(service, :service) IS NULL;

SELECT document,
       'the status ''' || status || ''' says neither that it succeeded nor that it failed'
           AS note
FROM deployment
WHERE status NOT IN ('success', 'failed');

SELECT document, 'a webhook of the kind ''' || (body ->> 'object_kind') || '''' AS note
FROM document
WHERE body ->> 'object_kind' <> 'deployment';
