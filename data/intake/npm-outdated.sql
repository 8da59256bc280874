-- map: npm-outdated
-- reads: npm outdated --json (and pnpm's): what runs, and what is the latest
-- largest: 256
-- looks like: npm outdated answers
-- needs: --service --at
-- takes: --releases
-- collects: updates

-- An object of packages, each with what is wanted and latest, or a list of such where several
-- depend on it. Nothing outdated is an object of nothing.
SELECT document,
       json_type(body) = 'object' AND NOT EXISTS (
         SELECT 1 FROM json_each(body)
         WHERE coalesce(CASE type WHEN 'object' THEN json_type(value, '$.latest')
                                  WHEN 'array' THEN json_type(value, '$[0].latest') END, '')
                 <> 'text'
            OR coalesce(CASE type WHEN 'object' THEN json_type(value, '$.wanted')
                                  WHEN 'array' THEN json_type(value, '$[0].wanted') END, '')
                 <> 'text') AS recognised
FROM document;

-- The package URL of a name: an at sign before a scope is written %40.
CREATE TEMP VIEW package AS
SELECT document, package.key AS name,
       'pkg:npm/' || iif(package.key GLOB '@*', '%40' || substr(package.key, 2), package.key)
         AS component,
       item.value ->> 'current' AS running, item.value ->> 'latest' AS latest
FROM document, json_each(body) AS package,
     json_each(iif(package.type = 'array', package.value, json_array(json(package.value))))
       AS item;

WITH
named AS MATERIALIZED (
  SELECT DISTINCT component, name FROM package WHERE running IS NOT NULL
),
-- CROSS JOIN: by the index of releases, for each package.
known AS MATERIALIZED (
  SELECT named.component, release.version, min(instant(release.released_at)) AS released_at,
         max(release.security) AS security
  FROM named CROSS JOIN release ON release.component IN (named.component, named.name)
  GROUP BY named.component, release.version
),
-- The latest is pending whether its release is known or not; a place that is not a registry
-- (git, linked, remote) has no versions.
version AS (
  SELECT document, component, running AS version, :at AS applied_by
  FROM package
  WHERE running IS NOT NULL
  UNION
  SELECT document, component, latest, NULL
  FROM package
  WHERE running IS NOT NULL AND latest GLOB '[0-9]*'
  UNION
  SELECT document, component, known.version, NULL
  FROM package JOIN known USING (component)
)
SELECT document, 'update' AS type, component, version, released_at, security, applied_by
FROM version LEFT JOIN known USING (component, version)
UNION ALL
SELECT document, NULL, NULL, NULL, NULL, NULL, NULL FROM document;

SELECT document,
       CASE WHEN running IS NULL THEN 'a package that is not installed'
            WHEN latest NOT GLOB '[0-9]*'
              THEN 'the latest is ''' || latest || ''', which is no version'
       END AS note
FROM package;
