-- map: github
-- reads: GitHub deployments, releases, bots' pull requests, alerts, incident issues
-- looks like: GitHub records
-- wrapped in: items
--
-- Bodies of webhooks, answers of the REST API, and both within an envelope: a
-- delivery that the API gives back ({event, request: {payload}}), an item of the
-- Events API ({type, payload}), or a line kept by Four Keys ({event_type, body}).
-- The service is the repository's address in the browser, https://github.com/o/r:
-- each kind of record names it or lets it be seen, whatever the endpoint.

SELECT document,
       json_type(body) = 'object' AND body ->> 'object_kind' IS NULL AND (
           -- a webhook: an action's object beside the repository
           json_type(body, '$.repository') = 'object' AND (
               json_type(body, '$.deployment') = 'object'
               OR json_type(body, '$.deployment_status') = 'object'
               OR json_type(body, '$.release.tag_name') IS NOT NULL
               OR json_type(body, '$.alert') = 'object'
               OR json_type(body, '$.pull_request') = 'object'
               OR json_type(body, '$.issue') = 'object'
               OR json_type(body, '$.workflow_run') = 'object'
               OR json_type(body, '$.commits') = 'array'
                  AND json_type(body, '$.before') = 'text'
               OR body ->> '$.repository.full_name' IS NOT NULL
                  AND json_type(body, '$.sender') = 'object')
           OR json_type(body, '$.deployment_status.state') = 'text'
           -- an envelope
           OR json_type(body, '$.request.payload') = 'object'
              AND body ->> 'event' IS NOT NULL
           OR json_type(body, '$.payload') = 'object'
              AND body ->> 'type' GLOB '[A-Z]*Event'
           OR json_type(body, '$.body') = 'object'
              AND body ->> 'event_type' IN ('push', 'deployment', 'deployment_status',
                                            'issues', 'release', 'pull_request')
           -- the REST API
           OR body ->> 'statuses_url' LIKE '%/deployments/%'
           OR body ->> 'deployment_url' LIKE '%/deployments/%'
           OR json_type(body, '$.tag_name') = 'text'
              AND json_type(body, '$.published_at') IS NOT NULL
           OR json_type(body, '$.security_vulnerability') = 'object'
              AND json_type(body, '$.dependency') = 'object'
           OR json_type(body, '$.merged_at') IS NOT NULL
              AND json_type(body, '$.number') = 'integer'
              AND json_type(body, '$.title') = 'text'
              AND json_type(body, '$.iid') IS NULL
           OR body ->> 'repository_url' LIKE '%/repos/%'
              AND json_type(body, '$.number') = 'integer') AS recognised
FROM document;

-- -- out of the envelope ---------------------------------------------------------

CREATE TEMP VIEW said AS
SELECT document,
       CASE
       WHEN json_type(body, '$.request.payload') = 'object'
           THEN body -> '$.request.payload'
       WHEN json_type(body, '$.payload') = 'object'
            AND body ->> 'type' GLOB '[A-Z]*Event' THEN body -> 'payload'
       WHEN json_type(body, '$.body') = 'object'
            AND body ->> 'event_type' IS NOT NULL THEN body -> 'body'
       ELSE body
       END AS body
FROM document;

-- -- deployments -----------------------------------------------------------------

-- What is known of a deployment from itself: what, and where to. Nothing here says
-- that it ended, or when.
CREATE TEMP VIEW deployment AS
SELECT document,
       -- as text, which is how an address ends in it
       CAST(of ->> 'id' AS TEXT) AS id,
       of ->> 'sha' AS revision,
       -- "one that end-users directly interact with", whatever it is called
       iif(of ->> 'production_environment', 'production',
           of ->> 'environment') AS environment,
       coalesce(repository ->> 'html_url', repository ->> 'full_name',
                -- https://api.github.com/repos/o/r, https://HOST/api/v3/repos/o/r
                replace(replace(replace(of ->> 'repository_url', '://api.', '://'),
                                '/api/v3/repos/', '/'), '/repos/', '/'),
                repository ->> 'name') AS service
FROM (SELECT document,
             iif(body ->> 'statuses_url' LIKE '%/deployments/%', body,
                 body -> 'deployment') AS of,
             body -> 'repository' AS repository
      FROM said)
WHERE json_type(of) = 'object';

CREATE TEMP VIEW status AS
SELECT document,
       -- an answer of the API names its deployment by an address that ends in the id
       CAST(coalesce(deployment ->> 'id',
                     replace(of ->> 'deployment_url',
                             rtrim(of ->> 'deployment_url', '0123456789'), ''),
                     of ->> 'id') AS TEXT) AS id,
       of ->> 'state' AS state,
       instant(coalesce(of ->> 'created_at', of ->> 'updated_at')) AS at,
       of ->> 'environment' AS environment,
       coalesce(nullif(of ->> 'log_url', ''), nullif(of ->> 'target_url', '')) AS url,
       deployment ->> 'sha' AS revision,
       iif(deployment ->> 'production_environment', 'production', NULL) AS production,
       coalesce(repository ->> 'html_url', repository ->> 'full_name',
                replace(replace(replace(of ->> 'repository_url', '://api.', '://'),
                                '/api/v3/repos/', '/'), '/repos/', '/'),
                repository ->> 'name') AS service
FROM (SELECT document,
             iif(body ->> 'deployment_url' LIKE '%/deployments/%', body,
                 body -> 'deployment_status') AS of,
             body -> 'deployment' AS deployment,
             body -> 'repository' AS repository
      FROM said)
WHERE json_type(of) = 'object';

-- A deployment ended once: with its first success, else with its first failure.
-- Statuses that the API answers with do not say the revision; the deployments do.
CREATE TEMP VIEW ended AS
WITH known AS MATERIALIZED (
    SELECT id, max(revision) AS revision, max(environment) AS environment,
           max(environment = 'production') AS is_production, max(service) AS service
    FROM deployment GROUP BY id)
SELECT status.document, status.id, status.state, status.at, status.url,
       row_number() OVER (PARTITION BY status.id
                          ORDER BY status.state <> 'success', status.at,
                                   status.document) AS number,
       coalesce(status.revision, known.revision) AS revision,
       coalesce(status.production, iif(known.is_production, 'production', NULL),
                status.environment, known.environment) AS environment,
       coalesce(status.service, known.service) AS service
FROM status LEFT JOIN known ON known.id = status.id
WHERE status.state IN ('success', 'failure', 'error');

-- -- changes ---------------------------------------------------------------------

CREATE TEMP VIEW push AS
SELECT document,
       coalesce(body ->> '$.head_commit.id', body ->> 'after') AS head,
       body ->> 'before' AS before,
       coalesce(body ->> 'forced', 0) AS is_forced,
       body -> 'commits' AS commits
FROM said
WHERE json_type(body, '$.commits') = 'array' AND json_type(body, '$.before') = 'text';

-- A deployment delivers the push whose head it is, and the pushes before it, back to
-- the one that was deployed to the same environment already, as far as they are here.
-- What a forced push took away was not delivered.
CREATE TEMP VIEW delivered AS
WITH RECURSIVE
heads AS MATERIALIZED (SELECT document, head, before, is_forced FROM push),
landed AS MATERIALIZED (
    SELECT id, revision, environment FROM ended
    WHERE number = 1 AND state = 'success'),
walk(id, environment, document, before, is_forced) AS (
    SELECT ended.id, ended.environment, heads.document, heads.before, heads.is_forced
    FROM ended JOIN heads ON heads.head = ended.revision
    WHERE ended.number = 1
    UNION
    SELECT walk.id, walk.environment, heads.document, heads.before, heads.is_forced
    FROM walk JOIN heads ON heads.head = walk.before
    WHERE NOT walk.is_forced
      AND NOT EXISTS (SELECT 1 FROM landed
                      WHERE landed.revision = walk.before
                        AND landed.environment IS walk.environment))
SELECT id, document FROM walk;

-- -- deployments as events -------------------------------------------------------

WITH listed AS MATERIALIZED (
    SELECT delivered.id,
           json_group_array(json_object('revision', commits.value ->> 'id',
                                        'committed_at',
                                        instant(commits.value ->> 'timestamp'))) AS changes
    FROM delivered
         JOIN push ON push.document = delivered.document
         JOIN json_each(push.commits) AS commits
    GROUP BY delivered.id)
SELECT document,
       'deployment' AS type,
       ended.id,
       service,
       at,
       iif(state = 'success', 'succeeded', 'failed') AS outcome,
       revision,
       environment,
       url,
       changes
FROM ended LEFT JOIN listed ON listed.id = ended.id
WHERE number = 1;

SELECT document, 'a further end of a deployment that has ended already' AS note
FROM ended
WHERE number > 1;

SELECT document,
       'the state ''' || state || ''' says neither that it succeeded nor that it failed'
           AS note
FROM status
WHERE state NOT IN ('success', 'failure', 'error');

-- Without an end it completes what is known of the same id, if anything is.
SELECT document, 'deployment' AS type, id, revision, environment, service
FROM deployment
WHERE document NOT IN (SELECT document FROM status)
  AND id NOT IN (SELECT id FROM ended);

-- Those whose end is here too said their part there.
SELECT document, NULL AS note
FROM deployment
WHERE id IN (SELECT id FROM ended);

SELECT document,
       iif(document IN (SELECT document FROM delivered), NULL,
           'a push that leads to no deployment that is read with it') AS note
FROM push;

SELECT document, 'a review before a deployment: it has not ended' AS note
FROM said
WHERE json_type(body, '$.workflow_run') = 'object'
  AND json_type(body, '$.deployment') IS NULL
  AND (body ->> 'environment' IS NOT NULL OR json_type(body, '$.reviewers') = 'array');

-- -- releases --------------------------------------------------------------------

CREATE TEMP VIEW release_said AS
SELECT document,
       action,
       of ->> 'id' AS id,
       of ->> 'tag_name' AS tag,
       of ->> 'published_at' AS published_at,
       -- by GitHub's manual "the date of the commit used for the release"
       of ->> 'created_at' AS committed_at,
       of ->> 'html_url' AS url,
       coalesce(of ->> 'draft', 0) AS is_draft,
       coalesce(of ->> 'prerelease', 0) AS is_prerelease,
       coalesce(repository ->> 'html_url', repository ->> 'full_name',
                substr(of ->> 'html_url', 1,
                       nullif(instr(of ->> 'html_url', '/releases/'), 0) - 1),
                repository ->> 'name') AS service
FROM (SELECT document,
             body ->> 'action' AS action,
             iif(json_type(body, '$.release') = 'object', body -> 'release',
                 iif(json_type(body, '$.published_at') IS NOT NULL, body, NULL)) AS of,
             body -> 'repository' AS repository
      FROM said)
WHERE of ->> 'tag_name' IS NOT NULL;

-- An id of a release may be that of a deployment too.
SELECT document,
       iif(note IS NULL, 'deployment', NULL) AS type,
       'release-' || id AS id,
       service,
       published_at AS at,
       tag AS revision,
       committed_at,
       url,
       note
FROM (SELECT *,
             CASE
             WHEN is_draft OR published_at IS NULL THEN 'a release that is a draft'
             WHEN is_prerelease THEN 'a pre-release'
             WHEN action NOT IN ('published', 'released', 'edited')
                 THEN 'the action ''' || action || ''' does not publish a release'
             END AS note
      FROM release_said);

-- -- alerts ----------------------------------------------------------------------

CREATE TEMP VIEW alert AS
SELECT document,
       of ->> 'state' AS state,
       of ->> 'fixed_at' AS fixed_at,
       of ->> '$.security_vulnerability.first_patched_version.identifier' AS version,
       coalesce(of ->> '$.dependency.package.ecosystem',
                of ->> '$.security_vulnerability.package.ecosystem') AS ecosystem,
       coalesce(of ->> '$.dependency.package.name',
                of ->> '$.security_vulnerability.package.name') AS name,
       coalesce(repository ->> 'html_url', repository ->> 'full_name',
                substr(of ->> 'html_url', 1,
                       nullif(instr(of ->> 'html_url', '/security/'), 0) - 1),
                repository ->> 'name') AS service
FROM (SELECT document,
             iif(json_type(body, '$.alert') = 'object', body -> 'alert', body) AS of,
             body -> 'repository' AS repository
      FROM said)
WHERE json_type(of, '$.security_vulnerability') = 'object';

-- A package as a package URL, where the ecosystem is one of those that have a type.
CREATE TEMP VIEW ecosystem AS
SELECT column1 AS name, column2 AS type
FROM (VALUES ('npm', 'npm'), ('npm_and_yarn', 'npm'), ('bun', 'npm'),
             ('pip', 'pypi'), ('uv', 'pypi'),
             ('rubygems', 'gem'), ('bundler', 'gem'),
             ('go', 'golang'), ('go_modules', 'golang'),
             ('rust', 'cargo'), ('cargo', 'cargo'),
             ('maven', 'maven'), ('gradle', 'maven'),
             ('composer', 'composer'), ('nuget', 'nuget'), ('pub', 'pub'),
             ('erlang', 'hex'), ('hex', 'hex'), ('swift', 'swift'),
             ('actions', 'github'), ('github_actions', 'github'),
             ('docker', 'docker'));

-- When an alert was fixed is when the version was seen in use at the latest: of
-- several alerts that one version mends the first counts.
SELECT document,
       iif(version IS NULL OR state LIKE '%dismissed', NULL, 'update') AS type,
       service,
       coalesce('pkg:' || type || '/' ||
                CASE type
                WHEN 'npm' THEN replace(alert.name, '@', '%40')
                WHEN 'pypi' THEN replace(lower(alert.name), '_', '-')
                WHEN 'maven' THEN replace(alert.name, ':', '/')
                ELSE alert.name
                END, alert.name) AS component,
       version,
       fixed_at AS applied_by,
       1 AS security,
       CASE
       WHEN state LIKE '%dismissed' THEN 'an alert that was dismissed'
       WHEN version IS NULL THEN 'an alert for which there is no mended version'
       END AS note
FROM alert LEFT JOIN ecosystem ON ecosystem.name = lower(alert.ecosystem);

-- -- pull requests of update bots ------------------------------------------------

-- The bot is known by the branch that it made, or by its own name.
CREATE TEMP VIEW pull AS
SELECT document,
       of ->> 'title' AS title,
       coalesce(of ->> 'merged_at', of ->> '$.pull_request.merged_at') AS merged_at,
       of ->> '$.head.ref' AS branch,
       coalesce(of ->> '$.head.ref', '') GLOB 'dependabot[/-]*'
           OR coalesce(of ->> '$.head.ref', '') GLOB 'renovate[/-]*'
           OR coalesce(of ->> '$.user.login', '') IN
              ('dependabot[bot]', 'dependabot-preview[bot]', 'renovate[bot]') AS is_update,
       EXISTS (SELECT 1 FROM json_each(of, '$.labels')
               WHERE lower(value ->> 'name') = 'security')
           OR lower(of ->> 'title') LIKE '%[security]%' AS is_security,
       coalesce(of ->> '$.base.repo.html_url', repository ->> 'html_url',
                repository ->> 'full_name',
                substr(of ->> 'html_url', 1,
                       nullif(instr(of ->> 'html_url', '/pull/'), 0) - 1),
                repository ->> 'name') AS service
FROM (SELECT document,
             iif(json_type(body, '$.pull_request.title') = 'text',
                 body -> 'pull_request', body) AS of,
             body -> 'repository' AS repository
      FROM said)
WHERE json_type(of, '$.title') = 'text'
  AND (json_type(of, '$.merged_at') IS NOT NULL
       OR json_type(of, '$.pull_request') = 'object'
       OR json_type(of, '$.head.ref') = 'text');

-- "Bump x from 1 to 2 in /y", "chore(deps): update dependency x to v2 [SECURITY]".
CREATE TEMP VIEW bump AS
WITH worded AS (
    SELECT *, replace(title, '`', '') || ' ' AS words FROM pull WHERE is_update),
cut AS (
    SELECT *,
           CASE
           WHEN lower(words) LIKE '%bump %'
               THEN substr(words, instr(lower(words), 'bump ') + 5)
           WHEN lower(words) LIKE '%update %'
               THEN substr(words, instr(lower(words), 'update ') + 7)
           END AS rest
    FROM worded),
parted AS (
    SELECT *,
           substr(rest, 1, nullif(instr(rest, ' to '), 0) - 1) AS first,
           substr(rest, nullif(instr(rest, ' to '), 0) + 4) AS last
    FROM cut),
named AS (
    SELECT *,
           substr(first, 1, coalesce(nullif(instr(first, ' from '), 0),
                                     length(first) + 1) - 1) AS phrase,
           substr(last, 1, instr(last, ' ') - 1) AS version_said
    FROM parted)
SELECT document, merged_at, branch, is_security, service,
       -- what Renovate says of the kind of thing stands before or after its name
       trim(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
           ' ' || phrase || ' ', ' dependency ', ''), ' module ', ''), ' plugin ', ''),
           ' Rust crate ', ''), ' rust crate ', ''), ' Helm release ', ''),
           ' helm release ', ''), ' action ', ''), ' Docker tag ', ''),
           ' docker tag ', '')) AS name,
       iif(version_said GLOB 'v[0-9]*', substr(version_said, 2), version_said) AS version
FROM named;

SELECT document,
       iif(note IS NULL, 'update', NULL) AS type,
       service,
       component,
       version,
       merged_at AS applied_by,
       iif(is_security, 1, NULL) AS security,
       note
FROM (SELECT bump.document, service, merged_at, is_security, version,
             -- Dependabot's branch, dependabot/npm_and_yarn/x-2, says the ecosystem
             coalesce('pkg:' || type || '/' ||
                      CASE type
                      WHEN 'npm' THEN replace(bump.name, '@', '%40')
                      WHEN 'pypi' THEN replace(lower(bump.name), '_', '-')
                      WHEN 'maven' THEN replace(bump.name, ':', '/')
                      ELSE bump.name
                      END, bump.name) AS component,
             CASE
             WHEN merged_at IS NULL THEN 'an update that is not merged'
             WHEN coalesce(bump.name, '') = '' OR bump.name LIKE '% %'
                  OR coalesce(version, '') NOT GLOB '[0-9]*'
                 THEN 'an update whose title names no one component and version'
             END AS note
      FROM bump LEFT JOIN ecosystem
           ON branch GLOB 'dependabot/' || ecosystem.name || '/*');

SELECT document, 'a pull request that no update bot made' AS note
FROM pull
WHERE NOT is_update;

-- -- issues ----------------------------------------------------------------------

CREATE TEMP VIEW issue AS
SELECT document,
       coalesce(of ->> 'id', (repository ->> 'name') || '#' || (of ->> 'number')) AS id,
       of ->> 'created_at' AS created_at,
       of ->> 'closed_at' AS closed_at,
       of ->> 'state_reason' AS reason,
       of ->> 'html_url' AS url,
       replace(replace(lower(of ->> 'body'), char(13), ' '), char(10), ' ') AS text,
       EXISTS (SELECT 1 FROM json_each(of, '$.labels')
               WHERE lower(value ->> 'name') = 'incident') AS is_incident,
       coalesce(repository ->> 'html_url', repository ->> 'full_name',
                substr(of ->> 'html_url', 1,
                       nullif(instr(of ->> 'html_url', '/issues/'), 0) - 1),
                repository ->> 'name') AS service
FROM (SELECT document,
             iif(json_type(body, '$.issue') = 'object', body -> 'issue',
                 iif(json_type(body, '$.repository_url') = 'text', body, NULL)) AS of,
             body -> 'repository' AS repository
      FROM said)
WHERE json_type(of, '$.number') = 'integer'
  AND json_type(of, '$.pull_request') IS NULL;

-- "root cause: <revision>", as Four Keys has it, names the deployment of that revision.
WITH worded AS (
    SELECT *,
           trim(substr(text, nullif(instr(text, 'root cause:'), 0) + 11)) || ' ' AS words
    FROM issue),
cause AS (
    SELECT *, substr(words, 1, instr(words, ' ') - 1) AS revision FROM worded)
SELECT document,
       iif(note IS NULL, 'incident', NULL) AS type,
       id,
       service,
       instant(created_at) AS started_at,
       instant(closed_at) AS restored_at,
       (SELECT min(ended.id) FROM ended WHERE ended.revision = cause.revision) AS caused_by,
       url,
       note
FROM (SELECT *,
             CASE
             WHEN NOT is_incident THEN 'an issue without the label ''incident'''
             WHEN reason IN ('not_planned', 'duplicate')
                 THEN 'an incident that was closed as not planned or as a duplicate'
             END AS note
      FROM cause) AS cause;
