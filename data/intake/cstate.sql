-- map: cstate
-- reads: cState issues (the pages of content/issues)
-- looks like: cState issues
-- documents: front-matter

-- Hugo takes the keys of a page's front matter in any case, and cState's own archetype writes
-- them with capitals. `section: issue` is what makes a page an issue; pages older than that
-- rule lack it and are told by what only an issue says.
SELECT document,
       EXISTS (SELECT 1 FROM json_each(body)
               WHERE lower(key) = 'section' AND lower(value) = 'issue')
       OR EXISTS (SELECT 1 FROM json_each(body) WHERE lower(key) = 'title')
          AND EXISTS (SELECT 1 FROM json_each(body) WHERE lower(key) = 'date')
          AND EXISTS (SELECT 1 FROM json_each(body)
                      WHERE lower(key) IN ('severity', 'resolved', 'informational'))
       AS recognised
FROM document;

-- The page's name is its id: 'content/issues/2024-01-09-outage.md' and the bundle
-- 'content/issues/2024-01-09-outage/index.md' are both '2024-01-09-outage'. rtrim() of all that
-- is no slash leaves the folder.
CREATE TEMP VIEW page_path AS
SELECT document,
       CASE WHEN file LIKE '%/index.md' THEN substr(file, 1, length(file) - 9)
            WHEN file LIKE '%.md' THEN substr(file, 1, length(file) - 3)
            ELSE file END AS path
FROM document;

CREATE TEMP VIEW page_name AS
SELECT document, substr(path, length(rtrim(path, replace(path, '/', ''))) + 1) AS name
FROM page_path;

CREATE TEMP VIEW page AS
SELECT document.document,
       max(iif(lower(key) = 'title', value, NULL)) AS title,
       max(iif(lower(key) = 'date', value, NULL)) AS date,
       max(iif(lower(key) = 'resolvedwhen', value, NULL)) AS resolved_when,
       max(iif(lower(key) = 'severity', lower(value), NULL)) AS severity,
       -- A list of systems, or the name of one.
       max(CASE WHEN lower(key) <> 'affected' THEN NULL
                WHEN type = 'array' THEN value
                WHEN type = 'text' AND value <> '' THEN json_array(value) END) AS affected,
       -- As they are written: true, True, yes.
       max(iif(lower(key) = 'resolved', lower(value), NULL)) AS resolved,
       max(iif(lower(key) IN ('draft', 'informational')
               AND lower(value) IN ('true', 'yes', 'on', 'y', '1'), lower(key), NULL)) AS aside
FROM document, json_each(body)
GROUP BY document.document;

-- A notice announces: a vacation, an upgrade, a budget that is spent. Whether anything was out
-- of order it does not say, and nor does a page without a severity.
CREATE TEMP VIEW issue AS
SELECT page.*, name,
       resolved IN ('true', 'yes', 'on', 'y', '1') AS is_resolved,
       CASE WHEN aside = 'draft' THEN 'it is a draft'
            WHEN aside = 'informational' THEN 'it is informational'
            WHEN severity IS NULL
            THEN 'it has no severity, so it does not say that anything was down'
            WHEN severity = 'notice'
            THEN 'its severity is notice: it announces, it does not say that anything was down'
            WHEN severity NOT IN ('down', 'disrupted')
            THEN 'the severity ''' || severity || ''' is none of down, disrupted and notice'
            WHEN date IS NULL THEN 'it has no date'
            WHEN resolved NOT IN ('true', 'yes', 'on', 'y', '1',
                                  'false', 'no', 'off', 'n', '0', '')
            THEN 'resolved: ''' || resolved || ''' says neither yes nor no'
            WHEN resolved IN ('true', 'yes', 'on', 'y', '1') AND resolved_when IS NULL
            THEN 'it is resolved, but does not say since when'
       END AS note,
       (SELECT count(value) FROM json_each(affected)) AS affected_count
FROM page JOIN page_name USING (document);

-- With --service a page is one incident of that service; else one of each affected system.
SELECT document, note,
       iif(note IS NULL, 'incident', NULL) AS type,
       name AS id,
       instant(date) AS started_at,
       iif(is_resolved, instant(resolved_when), NULL) AS restored_at,
       severity,
       title
FROM issue
WHERE note IS NOT NULL OR :service IS NOT NULL;

SELECT document,
       'incident' AS type,
       name || '/' || value AS id,
       value AS service,
       instant(date) AS started_at,
       iif(is_resolved, instant(resolved_when), NULL) AS restored_at,
       severity,
       title
FROM issue, json_each(affected)
WHERE note IS NULL AND :service IS NULL AND value IS NOT NULL
GROUP BY document, value;

SELECT document, 'it does not say what was affected; --service S says it of all' AS note
FROM issue
WHERE note IS NULL AND :service IS NULL AND affected_count = 0;
