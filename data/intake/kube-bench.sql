-- map: kube-bench
-- reads: kube-bench results (--json)
-- looks like: kube-bench results
-- wrapped in: Controls
-- needs: --service --at

-- A document is the controls of one kind of node. Their totals are not read: they are counted
-- apart from the rows and need not agree with them.
SELECT document,
       coalesce(json_type(body, '$.node_type') = 'text'
                AND json_type(body, '$.tests') IN ('array', 'null'), 0) AS recognised
FROM document;

-- What is no object is read as an empty one, so that it is said to have no status.
CREATE TEMP VIEW result AS
SELECT document, file, node_type, version,
       item ->> 'test_number' AS number,
       item ->> 'test_desc' AS title,
       item ->> 'status' AS status
FROM (SELECT document, file,
             body ->> 'node_type' AS node_type,
             body ->> 'version' AS version,
             iif(checks.type = 'object', checks.value, '{}') AS item
      FROM document,
           json_each(body, '$.tests') AS sections,
           json_each(iif(sections.type = 'object', sections.value, '{}'), '$.results')
           AS checks);

-- The benchmark numbers a check; where controls of one run number different checks alike, the
-- number alone would make one of both. Within its file, so that what else is imported with it
-- cannot rename a check.
CREATE TEMP VIEW number_use AS
SELECT file, number, count(DISTINCT node_type || '/' || coalesce(version, '')) AS uses
FROM result
GROUP BY file, number;

SELECT document,
       'check' AS type,
       iif(uses > 1,
           number || ' (' || node_type || coalesce(' ' || version, '') || ')',
           number) AS "check",
       :at AS at,
       status = 'PASS' AS passed,
       title
FROM result LEFT JOIN number_use USING (file, number)
WHERE status IN ('PASS', 'FAIL');

-- WARN is a check that could not be carried out or is left to a person, INFO one that was
-- skipped.
SELECT document,
       iif(status IN ('WARN', 'INFO'),
           'the status ' || status || ' is inconclusive: neither passed nor missed',
           'the status ' || coalesce(quote(status), 'NULL')
           || ' is none of PASS, FAIL, WARN and INFO') AS note
FROM result
WHERE status IS NULL OR status NOT IN ('PASS', 'FAIL');
