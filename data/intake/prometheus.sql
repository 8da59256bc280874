-- map: prometheus
-- reads: answers of query and query_range, of one objective
-- largest: 256
-- looks like: Prometheus answers
-- needs: --service --slo
-- collects: slo_samples

-- A whole answer, its data alone, or one series of a list of them. A failed query is an answer.
SELECT document,
       json_type(body) = 'object' AND (
         coalesce(body ->> '$.data.resultType', body ->> 'resultType')
           IN ('matrix', 'vector', 'scalar', 'string')
         OR body ->> 'status' = 'error' AND body ->> 'errorType' IS NOT NULL
         OR json_type(body, '$.metric') = 'object' AND (
              json_type(body, '$.values[0][1]') IN ('text', 'integer', 'real')
              OR json_array_length(body, '$.values') = 0
              OR json_type(body, '$.value[1]') IN ('text', 'integer', 'real')
              OR json_type(body, '$.histogram') = 'array'
              OR json_type(body, '$.histograms') = 'array')) AS recognised
FROM document;

CREATE TEMP VIEW answer AS
SELECT document, file, data ->> 'resultType' AS type, data -> 'result' AS result
FROM (SELECT document, file,
             CASE WHEN body ->> '$.data.resultType' IS NOT NULL THEN body -> 'data'
                  WHEN body ->> 'resultType' IS NOT NULL THEN body
                  ELSE json_object('result', json_array(json(body))) END AS data
      FROM document
      WHERE body ->> 'status' IS NOT 'error');

CREATE TEMP VIEW series AS
WITH
-- Once for each answer, not for each of its series.
whole AS MATERIALIZED (
  SELECT * FROM answer
),
item AS MATERIALIZED (
  SELECT document, file, value ->> 'metric' AS metric, value -> 'values' AS range,
         value -> 'value' AS instant,
         coalesce(value -> 'histograms', value -> 'histogram') IS NOT NULL AS is_histogram
  FROM whole, json_each(result) AS item
  WHERE coalesce(whole.type, '') NOT IN ('scalar', 'string') AND item.type = 'object'
)
SELECT document, file, metric, coalesce(range, json_array(json(instant)), '[]') AS points,
       instant IS NOT NULL AS is_instant, is_histogram
FROM item
WHERE range IS NOT NULL OR instant IS NOT NULL OR is_histogram
UNION ALL
SELECT document, file, '{}', json_array(json(result)), 1, 0
FROM whole
WHERE type = 'scalar';

-- Counts are told apart by a label whose value is good or total, or by a name that ends so.
CREATE TEMP VIEW told AS
SELECT document, file, points, is_instant, is_histogram,
       dense_rank() OVER (ORDER BY metric) AS series,
       (SELECT CASE WHEN key = '__name__'
                    THEN iif(lower(value) GLOB '*[_:]good', 'good', 'total')
                    ELSE lower(value) END
        FROM json_each(metric)
        WHERE lower(value) IN ('good', 'total')
           OR key = '__name__' AND (lower(value) GLOB '*[_:]good' OR lower(value) GLOB '*[_:]total')
        ORDER BY key = '__name__'
        LIMIT 1) AS role
FROM series;

-- One sample for each step, whatever the number of series: so their time is claimed once, and
-- what several of them say of it is added up. Steps are counted from 1970 and not from the
-- first point, so that another answer for the same time comes to the same samples.
WITH
labelled AS MATERIALIZED (
  SELECT * FROM told
),
read AS (
  SELECT document, file, series, role, is_instant,
         -- As text, [1759276800.25,"1"], which is several times as fast as by ->>.
         CAST(substr(point.value, 2) AS REAL) AS t,
         trim(substr(point.value, instr(point.value, ',') + 1), ' "]') AS text
  FROM labelled, json_each(points) AS point
  WHERE point.type = 'array'
),
point AS MATERIALIZED (
  SELECT *, CAST(text AS REAL) AS number, text NOT GLOB '*[^0-9.e+-]*' AS is_number,
         lag(t) OVER (PARTITION BY series, is_instant ORDER BY t, document) AS t_before
  FROM read
),
distance AS MATERIALIZED (
  SELECT file, series, is_instant, CAST(round(t - t_before) AS INTEGER) AS seconds,
         count(*) AS times, min(t) AS first, max(t) AS last,
         max(is_number AND number NOT BETWEEN 0 AND 1) AS is_beyond
  FROM point
  GROUP BY file, series, is_instant, CAST(round(t - t_before) AS INTEGER)
),
-- What a series is not read as. A count, of whatever, is no share of good.
kind AS MATERIALIZED (
  SELECT series,
         CASE WHEN role IS NULL AND (SELECT count(role) FROM labelled)
                THEN 'a series that is neither good nor total, beside series that are'
              WHEN role IS NULL AND max(is_beyond)
                THEN 'a series with values beyond 0 and 1, which is labelled neither good nor '
                     || 'total'
         END AS passed_over
  FROM labelled LEFT JOIN distance USING (file, series, is_instant)
  GROUP BY series
),
-- Points lie a step apart, but for gaps and, where a query asks for what was scraped, for some
-- thousandths: the step of a series is its commonest distance, that of a file its shortest.
extent AS MATERIALIZED (
  SELECT *
  FROM (SELECT file, series, iif(seconds > 0, seconds, NULL) AS seconds,
               min(first) OVER same AS first, max(last) OVER same AS last,
               row_number() OVER (same ORDER BY seconds > 0 DESC, times DESC, seconds) AS place
        FROM distance JOIN kind USING (series)
        WHERE NOT is_instant AND passed_over IS NULL
        WINDOW same AS (PARTITION BY file, series))
  WHERE place = 1
),
step AS MATERIALIZED (
  SELECT file, 0 AS is_instant,
         coalesce(min(seconds), (SELECT min(seconds) FROM extent)) AS step
  FROM extent
  GROUP BY file
  UNION ALL
  SELECT DISTINCT file, 1, 86400 FROM labelled WHERE is_instant
),
-- Where what was scraped is asked for, each series at its own times, an answer may end between
-- them: a step at its edge that still lacks a point is left for an answer that has it.
ragged AS MATERIALIZED (
  SELECT file, step, CAST(min(first) AS INTEGER) / step AS first_cell,
         CAST(max(last) AS INTEGER) / step AS last_cell
  FROM extent JOIN step USING (file)
  WHERE NOT is_instant
  GROUP BY file
  HAVING count(DISTINCT CAST(first AS INTEGER) % step) > 1
),
unfilled AS MATERIALIZED (
  SELECT DISTINCT step, cell
  FROM (SELECT file, series, step, first_cell AS cell
        FROM extent JOIN ragged USING (file)
        WHERE CAST(first - seconds AS INTEGER) / step = first_cell
        UNION ALL
        SELECT file, series, step, last_cell
        FROM extent JOIN ragged USING (file)
        WHERE CAST(last + seconds AS INTEGER) / step = last_cell) AS edge
  WHERE NOT EXISTS (SELECT 1 FROM extent AS other
                    WHERE other.series = edge.series AND other.file <> edge.file
                      AND other.first < (cell + 1) * step AND other.last >= cell * step)
),
-- A point counts once, however many answers hold it; of instant ones, one a day.
sample AS MATERIALIZED (
  SELECT min(document) AS document, is_instant, step, CAST(t AS INTEGER) / step AS cell,
         sum(iif(role = 'total', 0, number)) AS good,
         iif(count(role), sum(iif(role = 'total', number, 0)), count(*)) AS total,
         count(DISTINCT role) AS roles, max(role) AS role, min(number) AS least,
         max(NOT is_number) AS is_unknown
  FROM point JOIN kind USING (series) JOIN step USING (file, is_instant)
  WHERE passed_over IS NULL AND step IS NOT NULL
    AND (t_before IS NULL
         OR iif(is_instant, CAST(t AS INTEGER) / step > CAST(t_before AS INTEGER) / step,
                t > t_before))
    -- A share that is not known is none; a count that is not known spoils the sum.
    AND (is_number OR role IS NOT NULL)
  GROUP BY is_instant, step, CAST(t AS INTEGER) / step
),
judged AS (
  SELECT *,
         CASE WHEN EXISTS (SELECT 1 FROM unfilled
                           WHERE unfilled.step = sample.step AND unfilled.cell = sample.cell)
                THEN 'the edge of an answer, where a series has no point yet; one that reaches '
                     || 'further has it'
              WHEN is_unknown THEN 'a count that is not a number'
              WHEN least < 0 THEN 'a count below 0'
              WHEN roles = 1 AND role = 'good' THEN 'a count of good without its total'
              WHEN roles = 1 THEN 'a total without its count of good'
              -- But for the last digits of sums that were made in another order.
              WHEN good > total * (1 + 1e-9) THEN 'a count of good above its total'
         END AS why
  FROM sample
)
SELECT document, iif(why IS NULL, 'slo_sample', NULL) AS type, :slo AS slo,
       cell * step AS at, min(good, total) AS good, total,
       iif(is_instant, NULL, step) AS seconds, why AS note
FROM judged
UNION ALL
SELECT document, NULL, NULL, NULL, NULL, NULL, NULL,
       'the value ' || text || ', which says neither that it was good nor that it was not'
FROM point JOIN kind USING (series)
WHERE NOT is_number AND role IS NULL AND passed_over IS NULL
UNION ALL
SELECT document, NULL, NULL, NULL, NULL, NULL, NULL,
       'another instant answer of the same day; an instant one is taken for its day, ask '
       || 'query_range for less'
FROM point
WHERE is_instant AND t > t_before
  AND CAST(t AS INTEGER) / 86400 = CAST(t_before AS INTEGER) / 86400
UNION ALL
-- A row for each series, so that none counts as passed over that was added to another.
SELECT document, NULL, NULL, NULL, NULL, NULL, NULL,
       CASE WHEN is_histogram THEN 'a series of histograms'
            WHEN passed_over IS NOT NULL THEN passed_over
            WHEN json_array_length(points) = 0 THEN 'a series without a point'
            WHEN step IS NULL THEN 'a range of one point, which does not say its step'
       END
FROM labelled LEFT JOIN kind USING (series) LEFT JOIN step USING (file, is_instant);

SELECT document, 'the query failed: ' || (body ->> 'errorType') AS note
FROM document
WHERE body ->> 'status' = 'error'
UNION ALL
SELECT document, iif(type = 'string', 'a text, not a number',
                     'an answer without a series')
FROM answer
WHERE type = 'string' OR type <> 'scalar' AND json_array_length(result) = 0;
