-- The figures of aplomb's JSON, of every team and service, from the tables of duckdb_import.sql:
-- value, n, what was left out and what stands beside it, in the window of 365 days and in the
-- window before, and the series of its 52 weeks. What needs R's distributions (intervals,
-- verdicts), the usual ranges and the practices of teams is left out: DuckDB has less to do.
-- Each COPY is compared value by value by tests/bench/bench.py.
PRAGMA enable_object_cache;
CREATE TEMP MACRO as_of() AS 1790812800;
CREATE TEMP MACRO span() AS 31536000;
CREATE TEMP MACRO week() AS 604800;

-- A week ends `back` weeks before as_of.
CREATE TEMP TABLE weeks AS
SELECT back, as_of() - back * week() AS until FROM range(span() // week()) AS r (back);
-- Teams (service NULL) and services.
CREATE TEMP TABLE scopes AS
SELECT team, service FROM slo UNION ALL SELECT DISTINCT team, NULL FROM slo;
-- The two windows' ends, and those of the weeks, for what is counted at an instant.
CREATE TEMP TABLE instants AS
SELECT -1 AS back, as_of() AS until UNION ALL SELECT -2, as_of() - span()
UNION ALL SELECT back, until FROM weeks;

-- -- deployments of both windows, once -----------------------------------------------------
CREATE TEMP TABLE landed AS
SELECT number, service, team, moment, kind, fixes, revision, committed_at,
	(as_of() - 1 - moment) // span() AS before, (as_of() - 1 - moment) // week() AS back,
	outcome IS NULL AS succeeded, environment IS NULL AS in_production,
	outcome IS NULL AND environment IS NULL AND kind IS DISTINCT FROM 'rollback' AS counted
FROM deployment JOIN slo USING (service)
WHERE moment >= as_of() - 2 * span() AND moment < as_of();

-- -- deploy cadence ------------------------------------------------------------------------
COPY (
	WITH first_seen AS (
		SELECT team, service, min(first) AS first FROM (
			SELECT service, min(moment) AS first FROM deployment WHERE moment < as_of()
			GROUP BY service) JOIN slo USING (service)
		GROUP BY GROUPING SETS ((team, service), (team))
	), days AS MATERIALIZED (
		SELECT team, service, before, back, moment // 86400 AS day, count(*) FILTER (counted) AS n,
			count(*) FILTER (kind = 'rollback') AS rollbacks,
			count(*) FILTER (kind IS DISTINCT FROM 'rollback' AND NOT succeeded) AS failed,
			count(*) FILTER (kind IS DISTINCT FROM 'rollback' AND succeeded
				AND NOT in_production) AS elsewhere
		FROM landed GROUP BY ALL
	), windows AS (
		SELECT team, service, before, sum(n) AS n, count(DISTINCT day) FILTER (n > 0) AS days,
			sum(rollbacks) AS rollbacks, sum(failed) AS failed, sum(elsewhere) AS elsewhere
		FROM days GROUP BY GROUPING SETS ((team, service, before), (team, before))
	), counts AS (
		SELECT team, service, back, sum(n) AS n FROM days WHERE back < span() // week()
		GROUP BY GROUPING SETS ((team, service, back), (team, back))
	), series AS (
		SELECT s.team, s.service, list(
			CASE WHEN f.first < w.until THEN coalesce(c.n, 0) END ORDER BY w.back DESC) AS weekly
		FROM scopes AS s CROSS JOIN weeks AS w
		JOIN first_seen AS f
			ON f.team = s.team AND f.service IS NOT DISTINCT FROM s.service
		LEFT JOIN counts AS c
			ON c.team = s.team AND c.service IS NOT DISTINCT FROM s.service AND c.back = w.back
		GROUP BY ALL
	)
	SELECT s.team, s.service, now.n * week() / span() AS value, now.n, now.days,
		now.rollbacks, now.failed, now.elsewhere,
		old.n * week() / span() AS old_value, old.n AS old_n, s.weekly
	FROM series AS s
	LEFT JOIN windows AS now ON now.before = 0 AND now.team = s.team
		AND now.service IS NOT DISTINCT FROM s.service
	LEFT JOIN windows AS old ON old.before = 1 AND old.team = s.team
		AND old.service IS NOT DISTINCT FROM s.service
) TO 'deploy_cadence.csv';

-- -- lead time -----------------------------------------------------------------------------
-- `turn` is the order of deployments: by their instants, then as they were recorded.
CREATE TEMP TABLE carried AS
SELECT number, service, team, moment, before, back, revision, committed_at,
	moment * 100000000 + number AS turn
FROM landed WHERE counted
UNION ALL
SELECT number, service, team, moment, before, back, c.revision, c.committed_at,
	moment * 100000000 + number
FROM change AS c JOIN landed ON number = c.deployment WHERE counted;

-- A change counts where the service's first counted deployment delivers it, however long ago.
CREATE TEMP TABLE lead AS
WITH delivered AS (
	SELECT service, revision, moment FROM deployment
	WHERE outcome IS NULL AND environment IS NULL AND kind IS DISTINCT FROM 'rollback'
		AND revision IS NOT NULL AND moment < as_of() - 2 * span()
	UNION ALL
	SELECT service, c.revision, moment FROM change AS c JOIN deployment ON number = c.deployment
	WHERE outcome IS NULL AND environment IS NULL AND kind IS DISTINCT FROM 'rollback'
		AND moment < as_of() - 2 * span()
), again AS (
	SELECT DISTINCT c.service, c.revision FROM delivered AS d
	JOIN carried AS c ON c.service = d.service AND c.revision = d.revision
), first AS (
	SELECT service, revision, min(turn) AS turn FROM carried
	WHERE revision IS NOT NULL GROUP BY ALL HAVING count(*) > 1
)
SELECT c.team, c.service, c.before, c.back, c.moment - c.committed_at AS seconds,
	c.committed_at > c.moment AS is_after,
	c.committed_at <= c.moment AND (a.revision IS NOT NULL OR coalesce(f.turn < c.turn, false))
		AS is_again
FROM carried AS c
LEFT JOIN again AS a ON a.service = c.service AND a.revision = c.revision
LEFT JOIN first AS f ON f.service = c.service AND f.revision = c.revision
WHERE c.committed_at IS NOT NULL;

COPY (
	WITH undated AS (
		SELECT team, service, count(*) AS n FROM (
			SELECT team, service, number FROM carried WHERE before = 0
			GROUP BY ALL HAVING count(committed_at) = 0)
		GROUP BY GROUPING SETS ((team, service), (team))
	), windows AS (
		SELECT team, service, before, count(*) FILTER (NOT is_after AND NOT is_again) AS n,
			quantile_cont(seconds, [0.5, 0.9]) FILTER (NOT is_after AND NOT is_again) AS q,
			exp(avg(ln(greatest(seconds, 1))) FILTER (NOT is_after AND NOT is_again)) AS mean,
			count(*) FILTER (is_after) AS after_it, count(*) FILTER (is_again) AS again
		FROM lead GROUP BY GROUPING SETS ((team, service, before), (team, before))
	), medians AS (
		SELECT team, service, back, quantile_cont(seconds, 0.5) AS value FROM lead
		WHERE NOT is_after AND NOT is_again AND back < span() // week()
		GROUP BY GROUPING SETS ((team, service, back), (team, back))
	), series AS (
		SELECT s.team, s.service, list(m.value ORDER BY w.back DESC) AS weekly
		FROM scopes AS s CROSS JOIN weeks AS w
		LEFT JOIN medians AS m ON m.team = s.team
			AND m.service IS NOT DISTINCT FROM s.service AND m.back = w.back
		GROUP BY ALL
	)
	SELECT s.team, s.service, now.q[1] AS value, now.n, now.q[2] AS p90, now.mean,
		coalesce(u.n, 0) AS undated, now.after_it, now.again,
		old.q[1] AS old_value, old.n AS old_n, s.weekly
	FROM series AS s
	LEFT JOIN windows AS now ON now.before = 0 AND now.team = s.team
		AND now.service IS NOT DISTINCT FROM s.service
	LEFT JOIN windows AS old ON old.before = 1 AND old.team = s.team
		AND old.service IS NOT DISTINCT FROM s.service
	LEFT JOIN undated AS u ON u.team = s.team AND u.service IS NOT DISTINCT FROM s.service
) TO 'lead_time.csv';

-- -- change success ------------------------------------------------------------------------
-- What a remediation names, and what the next deployment mended without saying so.
CREATE TEMP TABLE outcome AS
WITH first_remedy AS (
	SELECT service, min(moment) AS first FROM (
		SELECT service, moment FROM deployment WHERE kind IS NOT NULL OR fixes IS NOT NULL
		UNION ALL SELECT service, started_at FROM incident WHERE caused_by IS NOT NULL)
	GROUP BY ALL
), remedied AS (
	SELECT number, min(moment) AS moment FROM (
		SELECT caused_by AS number, started_at AS moment FROM incident
		WHERE caused_by IS NOT NULL AND started_at < as_of()
			AND started_at >= as_of() - 2 * span()
		UNION ALL
		SELECT fixes, moment FROM landed
		WHERE fixes IS NOT NULL AND kind IS NOT NULL AND succeeded AND in_production)
	GROUP BY ALL
), next AS (
	SELECT number, service, team, before, back, kind,
		lead(moment) OVER following AS next_at,
		lead(kind IS NOT NULL AND fixes IS NULL) OVER following AS next_mends
	FROM landed WHERE succeeded AND in_production
	WINDOW following AS (PARTITION BY service ORDER BY moment, number)
)
SELECT n.team, n.service, n.before, n.back, f.first, r.moment AS remedied_at,
	CASE WHEN next_mends THEN next_at END AS mended_at
FROM next AS n LEFT JOIN remedied AS r ON r.number = n.number
JOIN first_remedy AS f ON f.service = n.service
WHERE n.kind IS NULL;

COPY (
	WITH judged AS (
		SELECT team, service, before, back,
			first < as_of() - before * span() AS collected,
			first < as_of() - back * week() AS collected_in_week,
			coalesce(remedied_at < as_of() - before * span(), false) AS declared,
			coalesce(mended_at < as_of() - before * span(), false) AS mended,
			coalesce(least(remedied_at, mended_at) < as_of() - back * week(), false)
				AS mended_in_week
		FROM outcome
	), windows AS (
		SELECT team, service, before, count(*) AS n,
			count(*) FILTER (NOT declared AND NOT mended) AS well,
			count(*) FILTER (declared) AS declared,
			count(*) FILTER (mended AND NOT declared) AS inferred
		FROM judged WHERE collected
		GROUP BY GROUPING SETS ((team, service, before), (team, before))
	), shares AS (
		SELECT team, service, back, avg((NOT mended_in_week)::INTEGER) AS value
		FROM judged WHERE collected_in_week AND back < span() // week()
		GROUP BY GROUPING SETS ((team, service, back), (team, back))
	), series AS (
		SELECT s.team, s.service, list(m.value ORDER BY w.back DESC) AS weekly
		FROM scopes AS s CROSS JOIN weeks AS w
		LEFT JOIN shares AS m ON m.team = s.team
			AND m.service IS NOT DISTINCT FROM s.service AND m.back = w.back
		GROUP BY ALL
	)
	SELECT s.team, s.service, now.well / now.n AS value, now.n, now.declared, now.inferred,
		old.well / old.n AS old_value, old.n AS old_n, s.weekly
	FROM series AS s
	LEFT JOIN windows AS now ON now.before = 0 AND now.team = s.team
		AND now.service IS NOT DISTINCT FROM s.service
	LEFT JOIN windows AS old ON old.before = 1 AND old.team = s.team
		AND old.service IS NOT DISTINCT FROM s.service
) TO 'change_success.csv';

-- -- restore time --------------------------------------------------------------------------
-- Each incident in its window (back NULL) and, of the last window, in its week.
CREATE TEMP TABLE struck AS
WITH begun AS (
	SELECT team, service, started_at, restored_at, environment, planned,
		(as_of() - 1 - started_at) // span() AS before,
		(as_of() - 1 - started_at) // week() AS back
	FROM incident JOIN slo USING (service)
	WHERE started_at >= as_of() - 2 * span() AND started_at < as_of()
), placed AS (
	SELECT * EXCLUDE (back), NULL AS back, as_of() - before * span() AS until FROM begun
	UNION ALL
	SELECT * EXCLUDE (back), back, as_of() - back * week() AS until FROM begun
	WHERE back < span() // week()
)
SELECT team, service, before, back,
	coalesce(restored_at >= until, true) AS is_open,
	CASE WHEN restored_at < until THEN restored_at ELSE until END - started_at AS seconds,
	CASE WHEN restored_at < until AND restored_at < started_at THEN 'askew'
		WHEN planned THEN 'planned' WHEN environment IS NOT NULL THEN 'elsewhere' END AS reason
FROM placed;

COPY (
	WITH longest AS (
		SELECT team, service, before, back, max(seconds) AS seconds FROM struck
		WHERE reason IS NULL AND NOT is_open
		GROUP BY GROUPING SETS ((team, service, before, back), (team, before, back))
	), ranked AS (
		SELECT s.team, scope.service, s.before, s.back, s.is_open, s.reason,
			CASE WHEN is_open THEN greatest(s.seconds, l.seconds) ELSE s.seconds END AS seconds
		FROM struck AS s JOIN scopes AS scope ON scope.team = s.team
			AND (scope.service IS NULL OR scope.service = s.service)
		LEFT JOIN longest AS l ON l.team = s.team
			AND l.service IS NOT DISTINCT FROM scope.service AND l.before = s.before
			AND l.back IS NOT DISTINCT FROM s.back
	), measured AS (
		SELECT team, service, before, back, count(*) FILTER (reason IS NULL) AS n,
			quantile_cont(seconds, [0.5, 0.9]) FILTER (reason IS NULL) AS q,
			exp(avg(ln(greatest(seconds, 1))) FILTER (reason IS NULL)) AS mean,
			count(*) FILTER (reason IS NULL AND is_open) AS open,
			count(*) FILTER (reason = 'askew') AS askew,
			count(*) FILTER (reason = 'planned') AS planned,
			count(*) FILTER (reason = 'elsewhere') AS elsewhere
		FROM ranked GROUP BY ALL
	), series AS (
		SELECT s.team, s.service, list(m.q[1] ORDER BY w.back DESC) AS weekly
		FROM scopes AS s CROSS JOIN weeks AS w
		LEFT JOIN measured AS m ON m.team = s.team
			AND m.service IS NOT DISTINCT FROM s.service AND m.back = w.back
		GROUP BY ALL
	)
	SELECT s.team, s.service, now.q[1] AS value, now.n, now.q[2] AS p90, now.mean, now.open,
		now.askew, now.planned, now.elsewhere, old.q[1] AS old_value, old.n AS old_n, s.weekly
	FROM series AS s
	LEFT JOIN measured AS now ON now.before = 0 AND now.back IS NULL AND now.team = s.team
		AND now.service IS NOT DISTINCT FROM s.service
	LEFT JOIN measured AS old ON old.before = 1 AND old.back IS NULL AND old.team = s.team
		AND old.service IS NOT DISTINCT FROM s.service
) TO 'restore_time.csv';

-- -- SLO attainment ------------------------------------------------------------------------
COPY (
	WITH sample AS (
		SELECT team, x.service, moment, seconds,
			CASE WHEN by_slices THEN (total > 0 AND good * slice_den >= total * slice_num)::INTEGER
				ELSE good END AS good,
			CASE WHEN by_slices THEN (total > 0)::INTEGER ELSE total END AS total,
			target_num, target_den
		FROM slo_sample AS x JOIN slo USING (service, slo)
		WHERE moment >= as_of() - span() - 2419200 AND moment < as_of()
	), sums AS (
		SELECT team, service, -1 AS back, sum(good) AS good, sum(total) AS total,
			sum(seconds) * 2 >= 2419200 AS covered, any_value(target_num) AS num,
			any_value(target_den) AS den
		FROM sample WHERE moment >= as_of() - 2419200 AND moment + seconds <= as_of() GROUP BY ALL
		UNION ALL
		SELECT team, service, -2, sum(good), sum(total), sum(seconds) * 2 >= 2419200,
			any_value(target_num), any_value(target_den)
		FROM sample WHERE moment >= as_of() - span() - 2419200 AND moment + seconds <= as_of() - span()
		GROUP BY ALL
		UNION ALL
		SELECT team, service, (as_of() - 1 - moment) // week() AS back, sum(good), sum(total),
			sum(seconds) * 2 >= week(), any_value(target_num), any_value(target_den)
		FROM sample
		WHERE (as_of() - 1 - moment) // week() < span() // week()
			AND (as_of() - moment - seconds) // week() = (as_of() - 1 - moment) // week()
		GROUP BY ALL
	), kept AS (
		SELECT team, service, back, count(*) AS n,
			sum((good * den >= total * num)::INTEGER) AS kept,
			any_value(good) AS good, any_value(total) AS total
		FROM sums WHERE covered AND total > 0
		GROUP BY GROUPING SETS ((team, service, back), (team, back))
	), series AS (
		SELECT s.team, s.service, list(m.kept / m.n ORDER BY w.back DESC) AS weekly
		FROM scopes AS s CROSS JOIN weeks AS w
		LEFT JOIN kept AS m ON m.team = s.team
			AND m.service IS NOT DISTINCT FROM s.service AND m.back = w.back
		GROUP BY ALL
	)
	SELECT s.team, s.service, now.kept / now.n AS value, now.n,
		CASE WHEN s.service IS NOT NULL THEN now.good END AS good,
		CASE WHEN s.service IS NOT NULL THEN now.total END AS total,
		old.kept / old.n AS old_value, old.n AS old_n, s.weekly
	FROM series AS s
	LEFT JOIN kept AS now ON now.back = -1 AND now.team = s.team
		AND now.service IS NOT DISTINCT FROM s.service
	LEFT JOIN kept AS old ON old.back = -2 AND old.team = s.team
		AND old.service IS NOT DISTINCT FROM s.service
) TO 'slo_attainment.csv';

-- -- patch freshness -----------------------------------------------------------------------
CREATE TEMP TABLE version AS
SELECT team, service, component, version, min(released_at) AS released,
	min(applied_at) AS applied, coalesce(bool_or(security), false) AS security,
	regexp_matches(version, '^v?\d+\.\d+\.\d+-.')
		AND regexp_matches(component, '^pkg:(npm|cargo|golang|nuget|composer|gem|hex|pub)/')
		AS is_pre
FROM release JOIN slo USING (service) GROUP BY ALL;

-- What runs from when on: the latest release of those applied, as release * 2 + is_pre.
CREATE TEMP TABLE running AS
WITH course AS (
	SELECT service, component, greatest(released, applied) AS since,
		max(released * 2 + is_pre::INTEGER) OVER (PARTITION BY service, component
			ORDER BY greatest(released, applied) RANGE UNBOUNDED PRECEDING) AS runs
	FROM version WHERE released IS NOT NULL AND applied IS NOT NULL
), components AS (SELECT DISTINCT team, service, component FROM version)
SELECT c.team, c.service, c.component, i.back, i.until, r.runs // 2 AS released,
	r.runs % 2 = 1 AS is_pre
FROM components AS c CROSS JOIN instants AS i
ASOF JOIN course AS r ON r.service = c.service AND r.component = c.component
	AND i.until > r.since;

CREATE TEMP TABLE pending AS
SELECT r.team, r.service, r.component, r.back, r.until, r.released AS runs,
	v.released, v.security
FROM version AS v JOIN running AS r ON r.service = v.service AND r.component = v.component
WHERE v.released < r.until AND v.released > r.released
	AND (v.applied IS NULL OR v.applied >= r.until) AND (NOT v.is_pre OR r.is_pre);

COPY (
	WITH old_ones AS (
		SELECT DISTINCT service, component, back FROM pending
		WHERE until - released > 2592000
	), census AS (
		SELECT r.team, r.service, r.back, count(*) AS n,
			count(*) FILTER (o.back IS NULL) AS current
		FROM running AS r LEFT JOIN old_ones AS o ON o.service = r.service
			AND o.component = r.component AND o.back = r.back
		GROUP BY GROUPING SETS ((r.team, r.service, r.back), (r.team, r.back))
	), unknown AS (
		SELECT team, service, count(*) FILTER (was_applied) AS undated,
			count(*) FILTER (NOT was_applied) AS never
		FROM (
			SELECT v.team, v.service, v.component,
				coalesce(bool_or(v.applied < as_of()), false) AS was_applied
			FROM version AS v ANTI JOIN running AS r ON r.service = v.service
				AND r.component = v.component AND r.back = -1
			WHERE v.released < as_of() OR v.applied < as_of()
			GROUP BY ALL)
		GROUP BY GROUPING SETS ((team, service), (team))
	), spans AS (
		SELECT team, service, false AS is_open, security, applied - released AS seconds
		FROM version WHERE applied >= as_of() - span() AND applied < as_of()
			AND released <= applied
		UNION ALL
		SELECT team, service, true, security, until - released FROM pending WHERE back = -1
	), longest AS (
		SELECT team, service, max(seconds) AS seconds,
			max(seconds) FILTER (security) AS secured
		FROM spans WHERE NOT is_open GROUP BY GROUPING SETS ((team, service), (team))
	), adopted AS (
		SELECT s.team, scope.service, count(*) AS n, count(*) FILTER (security) AS security_n,
			quantile_cont(CASE WHEN is_open THEN greatest(s.seconds, l.seconds)
				ELSE s.seconds END, 0.5) AS median,
			quantile_cont(CASE WHEN is_open THEN greatest(s.seconds, l.secured)
				ELSE s.seconds END, 0.5) FILTER (security) AS security_median
		FROM spans AS s JOIN scopes AS scope ON scope.team = s.team
			AND (scope.service IS NULL OR scope.service = s.service)
		LEFT JOIN longest AS l ON l.team = s.team
			AND l.service IS NOT DISTINCT FROM scope.service
		GROUP BY ALL
	), behind AS (
		SELECT team, service, sum(years) AS libyears FROM (
			SELECT team, service, (max(released) - runs) / 31557600 AS years
			FROM pending WHERE back = -1 GROUP BY team, service, component, runs)
		GROUP BY GROUPING SETS ((team, service), (team))
	), series AS (
		SELECT s.team, s.service, list(m.current / m.n ORDER BY w.back DESC) AS weekly
		FROM scopes AS s CROSS JOIN weeks AS w
		LEFT JOIN census AS m ON m.team = s.team
			AND m.service IS NOT DISTINCT FROM s.service AND m.back = w.back
		GROUP BY ALL
	)
	SELECT s.team, s.service, now.current / now.n AS value, now.n, now.current,
		coalesce(u.undated, 0) AS undated, coalesce(u.never, 0) AS never,
		a.median AS adoption, coalesce(a.n, 0) AS adoption_n,
		a.security_median AS security_adoption, coalesce(a.security_n, 0) AS security_n,
		coalesce(b.libyears, 0) AS libyears,
		old.current / old.n AS old_value, old.n AS old_n, s.weekly
	FROM series AS s
	LEFT JOIN census AS now ON now.back = -1 AND now.team = s.team
		AND now.service IS NOT DISTINCT FROM s.service
	LEFT JOIN census AS old ON old.back = -2 AND old.team = s.team
		AND old.service IS NOT DISTINCT FROM s.service
	LEFT JOIN unknown AS u ON u.team = s.team AND u.service IS NOT DISTINCT FROM s.service
	LEFT JOIN adopted AS a ON a.team = s.team AND a.service IS NOT DISTINCT FROM s.service
	LEFT JOIN behind AS b ON b.team = s.team AND b.service IS NOT DISTINCT FROM s.service
) TO 'patch_freshness.csv';

-- -- secure configuration ------------------------------------------------------------------
COPY (
	WITH subjects AS (SELECT DISTINCT team, service, subject FROM looked JOIN slo USING (service)),
	latest AS (
		SELECT s.team, s.service, i.back, l.passed, l.moment < i.until - 7776000 AS is_stale
		FROM subjects AS s CROSS JOIN instants AS i
		ASOF JOIN looked AS l ON l.service = s.service AND l.subject = s.subject
			AND i.until > l.moment
	), census AS (
		SELECT team, service, back, count(*) FILTER (NOT is_stale) AS n,
			count(*) FILTER (passed AND NOT is_stale) AS passing,
			count(*) FILTER (is_stale) AS stale
		FROM latest GROUP BY GROUPING SETS ((team, service, back), (team, back))
	), series AS (
		SELECT s.team, s.service,
			list(CASE WHEN m.n > 0 THEN m.passing / m.n END ORDER BY w.back DESC) AS weekly
		FROM scopes AS s CROSS JOIN weeks AS w
		LEFT JOIN census AS m ON m.team = s.team
			AND m.service IS NOT DISTINCT FROM s.service AND m.back = w.back
		GROUP BY ALL
	)
	SELECT s.team, s.service, CASE WHEN now.n > 0 THEN now.passing / now.n END AS value,
		now.n, now.passing, now.stale, old.passing / old.n AS old_value, old.n AS old_n, s.weekly
	FROM series AS s
	LEFT JOIN census AS now ON now.back = -1 AND now.team = s.team
		AND now.service IS NOT DISTINCT FROM s.service
	LEFT JOIN census AS old ON old.back = -2 AND old.team = s.team
		AND old.service IS NOT DISTINCT FROM s.service
) TO 'secure_configuration.csv';
