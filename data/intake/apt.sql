-- map: apt
-- reads: apt's history.log: the packages that a machine was given
-- looks like: histories of apt
-- documents: stanzas
-- needs: --service
-- takes: --releases
-- collects: updates

SELECT document, body ->> 'Start-Date' IS NOT NULL AS recognised FROM document;

CREATE TEMP VIEW run AS
SELECT document, body, body ->> 'Error' IS NOT NULL AS has_error,
       -- "2023-01-05  06:12:44", of the machine's zone
       instant(replace(coalesce(body ->> 'End-Date', body ->> 'Start-Date'), '  ', ' '))
         AS ended_at
FROM document;

-- "libc6:amd64 (2.36-9, 2.36-10), curl:amd64 (8.0-1, automatic)" as a list of its packages;
-- json_quote, so that no byte of it ends the list.
CREATE TEMP VIEW package AS
SELECT document, has_error, ended_at, action.key AS action,
       substr(item.value, 1, min(instr(item.value || ':', ':'), instr(item.value || ' ', ' ')) - 1)
         AS name,
       nullif(rtrim(substr(item.value, nullif(instr(item.value, '('), 0) + 1), ')'), '')
         AS versions
FROM run, json_each(run.body) AS action,
     json_each('[' || replace(json_quote(action.value), '), ', '","') || ']') AS item
WHERE action.key IN ('Install', 'Reinstall', 'Upgrade', 'Downgrade');

-- The version that runs afterwards: the new one of two. No distribution is named, so that there
-- is no package URL: the component is the package's name. Several machines of a service, and a
-- package that is installed again, tell of the same version: the earliest counts.
CREATE TEMP VIEW given AS
SELECT document, has_error, ended_at, name,
       substr(versions, 1, instr(versions || ',', ',') - 1) AS version
FROM (SELECT document, has_error, ended_at, name,
             iif(action IN ('Upgrade', 'Downgrade'),
                    substr(versions, instr(versions, ', ') + 2), versions) AS versions
      FROM package);

SELECT document, 'update' AS type, name AS component, given.version,
       instant(released_at) AS released_at, security, ended_at AS applied_by
FROM given LEFT JOIN release ON release.component = name AND release.version = given.version
WHERE NOT has_error AND given.version IS NOT NULL;

SELECT min(document) AS document, 'update' AS type, release.component, release.version,
       instant(released_at) AS released_at, security
FROM (SELECT document, name FROM given WHERE NOT has_error AND version IS NOT NULL GROUP BY name)
     CROSS JOIN release ON release.component = name
GROUP BY release.component, release.version;

SELECT document,
       CASE WHEN has_error THEN 'a run that ended with an error: what it did is not known'
            WHEN NOT EXISTS (SELECT 1 FROM json_each(run.body)
                             WHERE key IN ('Install', 'Reinstall', 'Upgrade', 'Downgrade'))
              THEN 'a run that installed nothing'
       END AS note
FROM run;

SELECT document, 'a package without a version' AS note
FROM given
WHERE NOT has_error AND version IS NULL;
