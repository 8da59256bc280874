-- The history of aplomb, schema 2: what lets scorecards of ten million deployments open at
-- once, the compact form of the largest tables above all.
--
-- A series is what stands under one service name in one of these tables. Its rows of 30 days are
-- a part, packed into one small blob. All of it is made from the rows, which stay the truth:
-- triggers on the tables note from when on a series no longer tells what its rows tell, whoever
-- changed them; from there on readers read the rows themselves, until a writer of aplomb packs
-- them. Other programs need not know these tables.

-- A series, and up to when its parts can be trusted.
CREATE TABLE compact_series (
	number INTEGER PRIMARY KEY, -- names its parts
	type TEXT NOT NULL, -- the table: deployment, incident, slo_sample or update
	service TEXT NOT NULL, -- the name that its rows stand under
	slo TEXT NOT NULL, -- of samples: whose; else ''
	first_at INTEGER, -- the first row that was packed; NULL: none was
	first_change_at INTEGER, -- of deployments: the first one with a commit time
	first_remedy_at INTEGER, -- the first hotfix, rollback, `fixes` or `caused_by`
	newest_at INTEGER, -- the last row that was packed
	stale_at INTEGER, -- from when on the rows themselves are to be read; NULL: never
	stale_weight INTEGER NOT NULL DEFAULT 0, -- how many those are; 64: it is time to pack
	UNIQUE (type, service, slo)
) STRICT;
CREATE INDEX compact_due ON compact_series (stale_weight) WHERE stale_weight >= 64;

-- The rows of one part.
CREATE TABLE compact_part (
	key INTEGER PRIMARY KEY, -- number of its series * 131072 + its first instant / 2592000
	columns BLOB NOT NULL -- the rows (incidents and updates are few: all are part 0)
) STRICT;

-- What the deployments of a part delivered, to find out whether a change was delivered before.
CREATE TABLE compact_delivered (
	key INTEGER PRIMARY KEY, -- as compact_part's
	hashes BLOB NOT NULL -- 4 bytes for each revision
) STRICT;

-- What hotfixes and rollbacks name.
CREATE INDEX deployment_by_fixes ON deployment (service, at, fixes) WHERE fixes IS NOT NULL;

-- Which incidents say that they were caused by a deployment.
CREATE INDEX incident_by_cause ON incident (caused_by) WHERE caused_by IS NOT NULL;

-- What a team asked for, raised, learned, tried and shared is read team by team.
CREATE INDEX exercise_by_team ON exercise (team, at);
CREATE INDEX need_by_team ON need (team, asked_at);
CREATE INDEX walkaround_by_team ON walkaround (team, at);
CREATE INDEX concern_by_team ON concern (team, raised_at);
CREATE INDEX shadowing_by_team ON shadowing (team, at);
CREATE INDEX lesson_by_team ON lesson (team, learned_at);
CREATE INDEX work_by_team ON work (team, at);

-- What is there already is to be packed by the next writer.
INSERT INTO compact_series (type, service, slo, stale_at, stale_weight)
	SELECT 'deployment', service, '', min(at), 64 FROM deployment GROUP BY service;
INSERT INTO compact_series (type, service, slo, stale_at, stale_weight)
	SELECT 'slo_sample', service, slo, min(at), 64 FROM slo_sample GROUP BY service, slo;
INSERT INTO compact_series (type, service, slo, stale_at, stale_weight)
	SELECT DISTINCT 'incident', service, '', 0, 64 FROM incident;
INSERT INTO compact_series (type, service, slo, stale_at, stale_weight)
	SELECT DISTINCT 'update', service, '', 0, 64 FROM "update";

PRAGMA user_version = 2;
