-- The tables of the reference set in a DuckDB file, in the form that suits it best: texts of few
-- values as enumerations, other keys as numbers, rows in order of time, so that the zones of a
-- column leave out what lies before a window. csv/ is written by duckdb_data.py.
CREATE TYPE service_id AS ENUM (SELECT service FROM 'csv/slo.csv' ORDER BY service);
CREATE TYPE team_id AS ENUM (SELECT DISTINCT team FROM 'csv/slo.csv' ORDER BY team);

CREATE TABLE slo AS
SELECT service::service_id AS service, team::team_id AS team, slo, target_num, target_den, by_slices,
	slice_num, slice_den
FROM read_csv('csv/slo.csv', header = true,
	columns = {team: 'VARCHAR', service: 'VARCHAR', slo: 'VARCHAR', target_num: 'BIGINT',
		target_den: 'BIGINT', by_slices: 'BOOLEAN', slice_num: 'BIGINT', slice_den: 'BIGINT'});

-- Texts that only tell things apart become numbers: an id is its deployment's number, and a
-- revision that of its first mention.
CREATE TEMP TABLE read_deployment AS
FROM read_csv('csv/deployment.csv', header = true,
	columns = {rowid: 'INTEGER', service: 'VARCHAR', moment: 'BIGINT', id: 'VARCHAR',
		kind: 'VARCHAR', outcome: 'VARCHAR', environment: 'VARCHAR', revision: 'VARCHAR',
		committed_at: 'BIGINT', fixes: 'VARCHAR'});
CREATE TEMP TABLE read_change AS
FROM read_csv('csv/change.csv', header = true,
	columns = {deployment: 'INTEGER', revision: 'VARCHAR', committed_at: 'BIGINT'});
CREATE TEMP TABLE mention AS
SELECT revision, (row_number() OVER (ORDER BY min(rowid)))::INTEGER AS key FROM (
	SELECT revision, rowid FROM read_deployment WHERE revision IS NOT NULL
	UNION ALL SELECT revision, deployment FROM read_change)
GROUP BY revision;

-- -1: what is named is not there.
CREATE TABLE deployment AS
SELECT d.rowid AS number, d.service::service_id AS service, d.moment,
	d.kind::ENUM ('hotfix', 'rollback') AS kind, d.outcome::ENUM ('failed') AS outcome,
	d.environment::ENUM ('staging') AS environment, m.key AS revision, d.committed_at,
	CASE WHEN d.fixes IS NOT NULL THEN coalesce(f.rowid, -1) END AS fixes
FROM read_deployment AS d
LEFT JOIN mention AS m ON m.revision = d.revision
LEFT JOIN read_deployment AS f ON f.id = d.fixes AND f.service = d.service
ORDER BY d.moment, d.id;

CREATE TABLE change AS
SELECT c.deployment, m.key AS revision, c.committed_at
FROM read_change AS c JOIN mention AS m ON m.revision = c.revision
ORDER BY c.deployment;

CREATE TABLE incident AS
SELECT i.service::service_id AS service, started_at, restored_at,
	CASE WHEN caused_by IS NOT NULL THEN coalesce(d.rowid, -1) END AS caused_by,
	i.environment::ENUM ('staging') AS environment, planned
FROM read_csv('csv/incident.csv', header = true,
	columns = {service: 'VARCHAR', started_at: 'BIGINT', restored_at: 'BIGINT',
		caused_by: 'VARCHAR', environment: 'VARCHAR', planned: 'BOOLEAN'}) AS i
LEFT JOIN read_deployment AS d ON d.id = i.caused_by AND d.service = i.service
ORDER BY started_at;

CREATE TABLE slo_sample AS
SELECT service::service_id AS service, slo, moment, good, total, coalesce(seconds, 86400) AS seconds
FROM read_csv('csv/slo_sample.csv', header = true,
	columns = {service: 'VARCHAR', slo: 'VARCHAR', moment: 'BIGINT', good: 'DOUBLE',
		total: 'DOUBLE', seconds: 'BIGINT'})
ORDER BY moment;

CREATE TABLE release AS
SELECT service::service_id AS service, component, version, released_at, applied_at, security
FROM read_csv('csv/update.csv', header = true,
	columns = {service: 'VARCHAR', component: 'VARCHAR', version: 'VARCHAR',
		released_at: 'BIGINT', applied_at: 'BIGINT', security: 'BOOLEAN'})
ORDER BY service, component;

CREATE TABLE looked AS
SELECT service::service_id AS service, "check" AS subject, moment, passed
FROM read_csv('csv/check.csv', header = true,
	columns = {service: 'VARCHAR', "check": 'VARCHAR', moment: 'BIGINT', passed: 'BOOLEAN'})
ORDER BY service, subject, moment;
CHECKPOINT;
