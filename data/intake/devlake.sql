-- map: devlake
-- reads: DevLake deployments and incidents (webhook bodies, tables as CSV)
-- looks like: DevLake deployments or issues
-- documents: json csv
-- wrapped in: deployments issues incidents
--
-- What is posted to /deployments and /issues of an incoming webhook, its keys in
-- camel or in snake case as DevLake takes both, and rows of DevLake's own tables
-- cicd_deployment_commits, cicd_deployments, incidents and issues: {column: text}.

SELECT document,
       json_type(body) = 'object' AND (
           -- a deployment that is posted
           json_type(body, '$.deploymentCommits') = 'array'
           OR json_type(body, '$.deployment_commits') = 'array'
           OR coalesce(body ->> 'repoUrl', body ->> 'repo_url') IS NOT NULL
              AND coalesce(body ->> 'commitSha', body ->> 'commit_sha') IS NOT NULL
              AND coalesce(body ->> 'startedDate', body ->> 'start_time',
                           body ->> 'started_date', body ->> 'created_date') IS NOT NULL
           -- an issue
           OR coalesce(body ->> 'issueKey', body ->> 'issue_key',
                       body ->> 'incident_key') IS NOT NULL
              AND coalesce(body ->> 'createdDate', body ->> 'created_date',
                           body ->> 'resolutionDate', body ->> 'resolution_date',
                           body ->> 'originalStatus', body ->> 'original_status')
                  IS NOT NULL
           -- a row of cicd_deployments
           OR body ->> 'cicd_scope_id' IS NOT NULL
              AND body ->> 'id' IS NOT NULL
              AND coalesce(body ->> 'created_date', body ->> 'started_date',
                           body ->> 'finished_date') IS NOT NULL) AS recognised
FROM document;

-- -- deployments -----------------------------------------------------------------

CREATE TEMP VIEW deployment AS
SELECT document,
       body,
       coalesce(body -> 'deploymentCommits', body -> 'deployment_commits') AS commits,
       -- a row has a scope; what is posted leaves it to the address of the webhook
       body ->> 'cicd_scope_id' IS NOT NULL OR body ->> 'cicd_deployment_id' IS NOT NULL
           AS is_row,
       coalesce(body ->> 'id', body ->> 'pipeline_id', body ->> 'pipelineId') AS id,
       body ->> 'cicd_scope_id' AS scope,
       nullif(body ->> 'result', '') AS result,
       nullif(body ->> 'environment', '') AS environment,
       nullif(body ->> 'url', '') AS url,
       coalesce(body ->> 'finishedDate', body ->> 'finished_date', body ->> 'end_time',
                body ->> 'startedDate', body ->> 'started_date', body ->> 'start_time',
                body ->> 'createdDate', body ->> 'created_date', body ->> 'create_time')
           AS at
FROM document
WHERE coalesce(body ->> 'issueKey', body ->> 'issue_key', body ->> 'incident_key') IS NULL;

-- The commits of its list, each with a repository, or the one that it names itself.
CREATE TEMP VIEW part AS
SELECT document,
       coalesce(of ->> 'repoUrl', of ->> 'repo_url') AS repository,
       coalesce(of ->> 'commitSha', of ->> 'commit_sha') AS revision,
       nullif(of ->> 'result', '') AS result,
       coalesce(of ->> 'finishedDate', of ->> 'finished_date', of ->> 'startedDate',
                of ->> 'started_date') AS at
FROM (SELECT document, value AS of FROM deployment, json_each(commits)
      UNION ALL
      SELECT document, body FROM deployment
      WHERE coalesce(json_array_length(commits), 0) = 0);

-- One that brings commits to several repositories is one for each, as it is in
-- DevLake; where all are of one --service, it is one.
WITH grouped AS (
    SELECT document,
           iif(:service IS NULL, repository, NULL) AS repository,
           count(DISTINCT revision) AS revisions,
           max(revision) AS revision,
           json_group_array(json_object('revision', revision)) AS changes,
           iif(count(DISTINCT result) = 1, max(result), NULL) AS result,
           max(at) AS at
    FROM part
    GROUP BY document, iif(:service IS NULL, repository, NULL)),
counted AS (
    SELECT *, count(*) OVER (PARTITION BY document) > 1 AS is_part FROM grouped),
landed AS (
    SELECT deployment.document,
           -- without an id DevLake makes one of the repository and the revision
           coalesce(id || iif(is_part, ' ' || repository, ''),
                    coalesce(repository || ' ', '') || revision) AS id,
           coalesce(repository, scope) AS service,
           -- what is said of the part, where it is not the whole
           instant(iif(is_part, coalesce(counted.at, deployment.at),
                   coalesce(deployment.at, counted.at))) AS at,
           -- what is posted without a result or an environment succeeded in production,
           -- says DevLake's manual; a row is without what DevLake could not tell
           coalesce(iif(is_part, counted.result, NULL), deployment.result,
                    iif(is_row, NULL, 'SUCCESS')) AS result,
           coalesce(environment, iif(is_row, NULL, 'PRODUCTION')) AS environment,
           iif(revisions = 1, revision, NULL) AS revision,
           iif(revisions > 1, changes, NULL) AS changes,
           url
    FROM deployment JOIN counted ON counted.document = deployment.document),
noted AS (
    SELECT *,
           CASE
           WHEN result IS NULL THEN 'a deployment without a result'
           WHEN result NOT IN ('SUCCESS', 'FAILURE')
               THEN 'the result ''' || result ||
                    ''' says neither that it succeeded nor that it failed'
           WHEN coalesce(environment, :environment) IS NULL
               THEN 'DevLake does not know its environment; --environment says it'
           WHEN coalesce(service, :service) IS NULL
               THEN 'it does not name its repository; say the service with --service'
           END AS note
    FROM landed)
SELECT document,
       iif(note IS NULL, 'deployment', NULL) AS type,
       id,
       service,
       at,
       iif(result = 'SUCCESS', 'succeeded', 'failed') AS outcome,
       lower(environment) AS environment,
       revision,
       changes,
       url,
       note
FROM noted;

-- -- incidents -------------------------------------------------------------------

-- What is in the table incidents is one; an issue is one by its type.
CREATE TEMP VIEW issue AS
SELECT document,
       coalesce(body ->> 'id', body ->> 'issueKey', body ->> 'issue_key') AS id,
       iif(body ->> 'incident_key' IS NULL, coalesce(nullif(body ->> 'type', ''), 'unknown'),
           'INCIDENT') AS type,
       body ->> 'status' AS status,
       instant(coalesce(body ->> 'createdDate', body ->> 'created_date')) AS created_at,
       instant(coalesce(body ->> 'resolutionDate', body ->> 'resolution_date'))
           AS resolved_at,
       nullif(body ->> 'component', '') AS component,
       nullif(body ->> 'severity', '') AS severity,
       nullif(body ->> 'url', '') AS url
FROM document
WHERE coalesce(body ->> 'issueKey', body ->> 'issue_key', body ->> 'incident_key')
      IS NOT NULL;

WITH noted AS (
    SELECT *,
           CASE
           WHEN upper(type) <> 'INCIDENT' THEN 'an issue of the type ''' || type || ''''
           WHEN status = 'DONE' AND resolved_at IS NULL
               THEN 'an incident that is done, without the time when it was'
           WHEN coalesce(component, :service) IS NULL
               THEN 'it does not name its component; say the service with --service'
           END AS note
    FROM issue)
SELECT document,
       iif(note IS NULL, 'incident', NULL) AS type,
       id,
       component AS service,
       created_at AS started_at,
       resolved_at AS restored_at,
       severity,
       url,
       note
FROM noted;
