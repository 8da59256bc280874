-- map: scorecard
-- reads: OpenSSF Scorecard results (--format json, api.scorecard.dev)
-- looks like: OpenSSF Scorecard results of '--format json'
-- takes: --threshold

-- A result says of which repository it is and which scorecard was used. An attestation holds
-- one as its predicate and names the repository outside of it.
SELECT document,
       coalesce(json_type(body, '$.scorecard') = 'object'
                    AND json_type(body, '$.repo') = 'object'
                    AND (json_type(body, '$.checks') IS NOT NULL
                         OR json_type(body, '$.findings') IS NOT NULL)
                OR body ->> '$.predicateType' LIKE 'https://scorecard.dev/result/%',
                0) AS recognised
FROM document;

CREATE TEMP VIEW result AS
SELECT document,
       coalesce(body ->> '$.repo.name', body ->> '$.predicate.repo.name',
                body ->> '$.subject[0].name') AS service,
       coalesce(body ->> '$.date', body ->> '$.predicate.date') AS date,
       coalesce(body -> '$.checks', body -> '$.predicate.checks') AS checks,
       json_type(body, '$.findings') IS NOT NULL AS is_of_probes
FROM document;

CREATE TEMP VIEW scored AS
SELECT document,
       service,
       -- The weekly scan behind the API says the day alone: its first second, of UTC, so that
       -- a scorecard of that day knows it.
       instant(iif(date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]',
                   date || 'T00:00:00Z', date)) AS at,
       item ->> 'name' AS name,
       item ->> 'score' AS score,
       coalesce(json_type(item, '$.score') IN ('integer', 'real'), 0) AS is_number,
       item ->> '$.documentation.short' AS title
FROM (SELECT result.*, iif(type = 'object', value, '{}') AS item
      FROM result, json_each(checks));

SELECT document,
       'check' AS type,
       service,
       name AS "check",
       at,
       score >= CAST(coalesce(:threshold, '10') AS REAL) AS passed,
       title
FROM scored
WHERE is_number AND score BETWEEN 0 AND 10;

-- A score of -1 is Scorecard's own "inconclusive": neither a pass nor a miss.
SELECT document,
       iif(is_number AND score = -1,
           'the check is inconclusive (a score of -1): neither passed nor missed',
           'the score ' || coalesce(quote(score), 'NULL') || ' is not one of 0 to 10') AS note
FROM scored
WHERE NOT is_number OR score NOT BETWEEN 0 AND 10;

-- What a probe finds is good for one and bad for another: "no dangerous workflow" and "has
-- a licence" both are True or False.
SELECT document,
       'probes say what was found, not whether that is as it should be; use --format json'
       AS note
FROM result
WHERE is_of_probes;
