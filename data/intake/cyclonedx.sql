-- map: cyclonedx
-- reads: CycloneDX bills of materials (JSON, 1.2 to 1.6): what a service runs
-- largest: 256
-- looks like: CycloneDX bills of materials
-- takes: --at --releases

SELECT document, body ->> 'bomFormat' IS 'CycloneDX' AS recognised FROM document;

CREATE TEMP VIEW bom AS
SELECT document, body,
       -- The name that a build gives to what it builds; its group is the organisation's.
       body ->> '$.metadata.component.name' AS service,
       instant(body ->> '$.metadata.timestamp') AS seen_at
FROM document;

-- Every component, and the parts of each; not those of its pedigree, which never ran.
CREATE TEMP VIEW part AS
WITH RECURSIVE
-- Once for each bill, not for each of its components.
whole AS MATERIALIZED (
  SELECT document, service, seen_at, body -> 'components' AS parts,
         body -> '$.metadata.component.components' AS own_parts
  FROM bom
),
part (document, service, seen_at, body) AS (
  SELECT document, service, seen_at, value FROM whole, json_each(parts) WHERE type = 'object'
  UNION ALL
  SELECT document, service, seen_at, value FROM whole, json_each(own_parts) WHERE type = 'object'
  UNION ALL
  SELECT document, service, seen_at, value
  FROM part, json_each(part.body, '$.components')
  WHERE type = 'object'
)
SELECT document, service, seen_at, body, body ->> 'purl' AS purl,
       coalesce(nullif(body ->> 'group', '') || '/', '') || (body ->> 'name') AS name
FROM part;

-- A package URL is the same component whatever its version, qualifiers and subpath:
-- pkg:npm/%40scope/name@1.0?arch=x#lib without what follows the name. Of the last segment, as
-- an at sign may begin the scope.
CREATE TEMP VIEW located AS
SELECT *, rtrim(located, replace(located, '/', '')) AS folder,
       substr(located, length(rtrim(located, replace(located, '/', ''))) + 1) AS last
FROM (SELECT *, substr(purl, 1, min(instr(purl || '?', '?'), instr(purl || '#', '#')) - 1)
                  AS located
      FROM part);

CREATE TEMP VIEW component AS
SELECT document, service, seen_at, name, body ->> 'scope' AS scope,
       -- npm's scope as package URLs are to write it, whoever did not.
       coalesce(replace(folder, '/@', '/%40')
                || substr(last, 1, instr(last || '@', '@') - 1), name) AS component,
       coalesce(nullif(body ->> 'version', ''),
                nullif(substr(last, instr(last || '@', '@') + 1), '')) AS version
FROM located;

CREATE TEMP VIEW used AS
SELECT * FROM component WHERE version IS NOT NULL AND scope IS NOT 'excluded';

-- What it runs, and what is known to be released of that: the rest of it is pending.
WITH
running AS MATERIALIZED (
  SELECT document, service, seen_at, component, name, version FROM used
),
named AS MATERIALIZED (
  SELECT DISTINCT component, name FROM running
),
-- CROSS JOIN: by the index of releases, for each component.
known AS MATERIALIZED (
  SELECT named.component, release.version, min(instant(release.released_at)) AS released_at,
         max(release.security) AS security
  FROM named CROSS JOIN release ON release.component IN (named.component, named.name)
  GROUP BY named.component, release.version
)
SELECT document, 'update' AS type, service, component, version, released_at, security,
       coalesce(seen_at, :at) AS applied_by
FROM running LEFT JOIN known USING (component, version)
WHERE coalesce(seen_at, :at) IS NOT NULL AND coalesce(service, :service) IS NOT NULL
UNION ALL
SELECT min(document), 'update', service, component, known.version, released_at, security, NULL
FROM running JOIN known USING (component)
WHERE coalesce(seen_at, :at) IS NOT NULL AND coalesce(service, :service) IS NOT NULL
GROUP BY iif(:service IS NULL, service, NULL), component, known.version;

SELECT document,
       CASE WHEN coalesce(seen_at, :at) IS NULL
              THEN 'it does not say when it was made; say so with --at'
            WHEN coalesce(service, :service) IS NULL
              THEN 'it does not say of what it is; say so with --service'
       END AS refused,
       iif(json_array_length(body, '$.components') > 0
             OR json_type(body, '$.metadata.component.components') = 'array', NULL,
           'a bill of materials without components') AS note
FROM bom;

SELECT document,
       iif(scope = 'excluded', 'a component that is out of its scope',
           'a component without a version') AS note
FROM component
WHERE scope = 'excluded' OR version IS NULL;
