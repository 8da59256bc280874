-- The history of aplomb, schema 1: the facts that scorecards are made from.
--
-- There is one table for each type of event, named as the type, and each column is named as the
-- field in `aplomb record` and in JSON Lines. The database is yours: query it with any SQLite
-- tool, and let other programs insert by what stands here; their rows are seen and counted as
-- those that aplomb recorded itself.
--
-- What holds for every table:
--   * An instant is UTC in Unix seconds, from 1970 to 9999.
--   * NULL means not known, or not given. A default is never stored; it is applied on reading.
--   * A text is valid UTF-8, without NUL and not empty.
--   * A boolean is 0 or 1. A number is finite and not negative.
--   * `source` names the tool that an event comes from ('' if nobody said); `id` is the event's
--     id there. The two identify it. An event without an id is identified by the columns of
--     the unique index NAME_key. To insert an event that is there already is an error, so
--     foreign writers may say INSERT ... ON CONFLICT DO NOTHING.
--   * `rowid` numbers the rows of one table, and means nothing else. Leave it out on inserting.
--   * Nothing here says who did something: work is measured, people are not.

PRAGMA application_id = 0x41504c42; -- "APLB"
PRAGMA user_version = 1;

-- A change that reached users: a release was rolled out to an environment.
CREATE TABLE deployment (
	rowid INTEGER PRIMARY KEY AUTOINCREMENT, -- never used again, so changes cannot stray
	service TEXT NOT NULL -- the service, by its id in the YAML or an alias
		CHECK (service <> ''),
	at INTEGER NOT NULL -- when it was deployed
		CHECK (at BETWEEN 0 AND 253402300799),
	id TEXT -- its id where it comes from
		CHECK (id <> ''),
	source TEXT NOT NULL DEFAULT '', -- the tool it comes from
	kind TEXT -- NULL counts as normal
		CHECK (kind IN ('normal', 'hotfix', 'rollback')),
	outcome TEXT -- NULL counts as succeeded
		CHECK (outcome IN ('succeeded', 'failed')),
	environment TEXT -- NULL counts as production
		CHECK (environment <> ''),
	revision TEXT -- what was deployed: a commit, a version
		CHECK (revision <> ''),
	committed_at INTEGER -- when that revision was committed
		CHECK (committed_at BETWEEN 0 AND 253402300799),
	fixes TEXT -- id of the deployment that it remedies
		CHECK (fixes <> ''),
	url TEXT -- where to read more
		CHECK (url <> '')
) STRICT;
CREATE UNIQUE INDEX deployment_id ON deployment (source, id) WHERE id IS NOT NULL;
CREATE UNIQUE INDEX deployment_key ON deployment (service, at, ifnull(revision, ''), source)
	WHERE id IS NULL;
CREATE INDEX deployment_by_service ON deployment (service, at, source, id, revision);
CREATE INDEX deployment_by_time ON deployment (at, source, id);

-- What a deployment delivered, one row for each revision. A deployment's own revision need not
-- be repeated here; where it is, the two are one change.
CREATE TABLE change (
	deployment INTEGER NOT NULL -- the rowid of the deployment that delivered it
		REFERENCES deployment (rowid) ON DELETE CASCADE,
	revision TEXT NOT NULL -- a commit
		CHECK (revision <> ''),
	committed_at INTEGER -- when it was committed
		CHECK (committed_at BETWEEN 0 AND 253402300799),
	PRIMARY KEY (deployment, revision)
) STRICT, WITHOUT ROWID;

-- A time in which users could not rely on a service as they should.
CREATE TABLE incident (
	rowid INTEGER PRIMARY KEY,
	service TEXT NOT NULL -- the service, by id or alias
		CHECK (service <> ''),
	started_at INTEGER NOT NULL -- when its impact began
		CHECK (started_at BETWEEN 0 AND 253402300799),
	id TEXT -- its id where it comes from
		CHECK (id <> ''),
	source TEXT NOT NULL DEFAULT '', -- the tool it comes from
	detected_at INTEGER -- when it was noticed
		CHECK (detected_at BETWEEN 0 AND 253402300799),
	restored_at INTEGER -- when service was restored; NULL: still open
		CHECK (restored_at BETWEEN 0 AND 253402300799),
	caused_by TEXT -- id of the deployment that it followed from
		CHECK (caused_by <> ''),
	severity TEXT -- as its tool calls it
		CHECK (severity <> ''),
	environment TEXT -- NULL counts as production
		CHECK (environment <> ''),
	planned INTEGER -- whether it was planned maintenance; NULL counts as not
		CHECK (planned IN (0, 1)),
	title TEXT -- what it was about
		CHECK (title <> ''),
	url TEXT -- where to read more
		CHECK (url <> '')
) STRICT;
CREATE UNIQUE INDEX incident_id ON incident (source, id) WHERE id IS NOT NULL;
CREATE UNIQUE INDEX incident_key ON incident (service, started_at, source) WHERE id IS NULL;
CREATE INDEX incident_by_service ON incident (service, started_at, source, id);
CREATE INDEX incident_by_time ON incident (started_at, source, id);

-- How much went well in one bucket of time, of what a service-level objective watches.
CREATE TABLE slo_sample (
	rowid INTEGER PRIMARY KEY,
	service TEXT NOT NULL -- the service, by id or alias
		CHECK (service <> ''),
	slo TEXT NOT NULL -- the objective's id in the YAML
		CHECK (slo <> ''),
	at INTEGER NOT NULL -- start of the bucket
		CHECK (at BETWEEN 0 AND 253402300799),
	good REAL NOT NULL -- good events in the bucket
		CHECK (good >= 0 AND good < 9e999),
	total REAL NOT NULL -- all events in the bucket
		CHECK (total >= 0 AND total < 9e999),
	seconds INTEGER -- the bucket's length; NULL counts as 86400
		CHECK (seconds BETWEEN 1 AND 9007199254740992),
	source TEXT NOT NULL DEFAULT '', -- the tool it comes from
	CHECK (good <= total)
) STRICT;
CREATE UNIQUE INDEX slo_sample_key ON slo_sample (service, slo, at, source);
CREATE INDEX slo_sample_by_time ON slo_sample (at, source);

-- A version of a component that a service is built from.
CREATE TABLE "update" (
	rowid INTEGER PRIMARY KEY,
	service TEXT NOT NULL -- the service, by id or alias
		CHECK (service <> ''),
	component TEXT NOT NULL -- package URL or name
		CHECK (component <> ''),
	version TEXT NOT NULL -- the component's version
		CHECK (version <> ''),
	released_at INTEGER -- when that version was released
		CHECK (released_at BETWEEN 0 AND 253402300799),
	applied_at INTEGER -- when it ran in production; NULL: pending
		CHECK (applied_at BETWEEN 0 AND 253402300799),
	security INTEGER -- whether it is a security update; NULL counts as not
		CHECK (security IN (0, 1)),
	source TEXT NOT NULL DEFAULT '' -- the tool it comes from
) STRICT;
CREATE UNIQUE INDEX update_key ON "update" (service, component, version, source);
CREATE INDEX update_by_time ON "update" (coalesce(applied_at, released_at), source);

-- One look at whether something is configured as it should be.
CREATE TABLE "check" (
	rowid INTEGER PRIMARY KEY,
	service TEXT NOT NULL -- the service, by id or alias
		CHECK (service <> ''),
	"check" TEXT NOT NULL -- the check's id
		CHECK ("check" <> ''),
	at INTEGER NOT NULL -- when it was looked at
		CHECK (at BETWEEN 0 AND 253402300799),
	passed INTEGER NOT NULL -- whether it is as it should be
		CHECK (passed IN (0, 1)),
	source TEXT NOT NULL DEFAULT '', -- the tool it comes from
	title TEXT -- what it looks at
		CHECK (title <> '')
) STRICT;
CREATE UNIQUE INDEX check_key ON "check" (service, "check", at, source);
CREATE INDEX check_by_service ON "check" (service, at, source);
CREATE INDEX check_by_time ON "check" (at, source);

-- An attack, practised or real, and how it went.
CREATE TABLE exercise (
	rowid INTEGER PRIMARY KEY,
	team TEXT NOT NULL -- the team's id in the YAML
		CHECK (team <> ''),
	at INTEGER NOT NULL -- when it began
		CHECK (at BETWEEN 0 AND 253402300799),
	outcome TEXT NOT NULL -- how it went
		CHECK (outcome IN ('stopped', 'detected', 'missed')),
	id TEXT -- its id where it comes from
		CHECK (id <> ''),
	source TEXT NOT NULL DEFAULT '', -- the tool it comes from
	kind TEXT -- NULL counts as exercise
		CHECK (kind IN ('exercise', 'real')),
	detected_at INTEGER -- when it was noticed
		CHECK (detected_at BETWEEN 0 AND 253402300799),
	title TEXT -- what it was about
		CHECK (title <> ''),
	sent INTEGER -- suspicious messages sent
		CHECK (sent BETWEEN 0 AND 9007199254740992),
	reported INTEGER -- how many of them were reported
		CHECK (reported BETWEEN 0 AND 9007199254740992),
	first_reported_at INTEGER -- when the first was reported
		CHECK (first_reported_at BETWEEN 0 AND 253402300799),
	CHECK (reported <= sent)
) STRICT;
CREATE UNIQUE INDEX exercise_id ON exercise (source, id) WHERE id IS NOT NULL;
CREATE UNIQUE INDEX exercise_key ON exercise (team, at, outcome, source) WHERE id IS NULL;
CREATE INDEX exercise_by_time ON exercise (at, source, id);

-- An answer to "what do you need to be secure?".
CREATE TABLE need (
	rowid INTEGER PRIMARY KEY,
	team TEXT NOT NULL -- the team's id in the YAML
		CHECK (team <> ''),
	asked_at INTEGER NOT NULL -- when the team said so
		CHECK (asked_at BETWEEN 0 AND 253402300799),
	text TEXT NOT NULL -- what it needs
		CHECK (text <> ''),
	id TEXT -- its id where it comes from
		CHECK (id <> ''),
	source TEXT NOT NULL DEFAULT '', -- the tool it comes from
	met_at INTEGER -- when it was met; NULL: not yet
		CHECK (met_at BETWEEN 0 AND 253402300799)
) STRICT;
CREATE UNIQUE INDEX need_id ON need (source, id) WHERE id IS NOT NULL;
CREATE UNIQUE INDEX need_key ON need (team, asked_at, text, source) WHERE id IS NULL;
CREATE INDEX need_by_time ON need (asked_at, source, id);

-- A leader's visit to where a team works. Who was there is not kept.
CREATE TABLE walkaround (
	rowid INTEGER PRIMARY KEY,
	team TEXT NOT NULL -- the team's id in the YAML
		CHECK (team <> ''),
	at INTEGER NOT NULL -- when it was held
		CHECK (at BETWEEN 0 AND 253402300799),
	id TEXT -- its id where it comes from
		CHECK (id <> ''),
	source TEXT NOT NULL DEFAULT '', -- the tool it comes from
	title TEXT -- what it was about
		CHECK (title <> '')
) STRICT;
CREATE UNIQUE INDEX walkaround_id ON walkaround (source, id) WHERE id IS NOT NULL;
CREATE UNIQUE INDEX walkaround_key ON walkaround (team, at, source) WHERE id IS NULL;
CREATE INDEX walkaround_by_time ON walkaround (at, source, id);

-- What a team raised, on a walkaround or at any other time.
CREATE TABLE concern (
	rowid INTEGER PRIMARY KEY,
	team TEXT NOT NULL -- the team's id in the YAML
		CHECK (team <> ''),
	raised_at INTEGER NOT NULL -- when it was raised
		CHECK (raised_at BETWEEN 0 AND 253402300799),
	text TEXT NOT NULL -- the concern
		CHECK (text <> ''),
	id TEXT -- its id where it comes from
		CHECK (id <> ''),
	source TEXT NOT NULL DEFAULT '', -- the tool it comes from
	walkaround TEXT -- id of the walkaround that it was raised on
		CHECK (walkaround <> ''),
	acted_at INTEGER -- when it was acted on; NULL: not yet
		CHECK (acted_at BETWEEN 0 AND 253402300799)
) STRICT;
CREATE UNIQUE INDEX concern_id ON concern (source, id) WHERE id IS NOT NULL;
CREATE UNIQUE INDEX concern_key ON concern (team, raised_at, text, source) WHERE id IS NULL;
CREATE INDEX concern_by_time ON concern (raised_at, source, id);

-- Days that someone of a team spent with security, or someone of security with a team.
CREATE TABLE shadowing (
	rowid INTEGER PRIMARY KEY,
	team TEXT NOT NULL -- the team's id in the YAML
		CHECK (team <> ''),
	at INTEGER NOT NULL -- its first day
		CHECK (at BETWEEN 0 AND 253402300799),
	days REAL NOT NULL -- how many days
		CHECK (days >= 0 AND days < 9e999),
	direction TEXT NOT NULL -- who went where
		CHECK (direction IN ('to_security', 'from_security')),
	id TEXT -- its id where it comes from
		CHECK (id <> ''),
	source TEXT NOT NULL DEFAULT '' -- the tool it comes from
) STRICT;
CREATE UNIQUE INDEX shadowing_id ON shadowing (source, id) WHERE id IS NOT NULL;
CREATE UNIQUE INDEX shadowing_key ON shadowing (team, at, days, direction, source)
	WHERE id IS NULL;
CREATE INDEX shadowing_by_time ON shadowing (at, source, id);

-- A meeting of the security champions. Without an id it is identified by its instant, source
-- and teams together, which no index can say.
CREATE TABLE meeting (
	rowid INTEGER PRIMARY KEY AUTOINCREMENT, -- never used again, so teams cannot stray
	at INTEGER NOT NULL -- when the champions met
		CHECK (at BETWEEN 0 AND 253402300799),
	id TEXT -- its id where it comes from
		CHECK (id <> ''),
	source TEXT NOT NULL DEFAULT '' -- the tool it comes from
) STRICT;
CREATE UNIQUE INDEX meeting_id ON meeting (source, id) WHERE id IS NOT NULL;
CREATE INDEX meeting_by_time ON meeting (at, source, id);

-- The teams that were represented at a meeting, at least one.
CREATE TABLE meeting_team (
	meeting INTEGER NOT NULL -- the meeting's rowid
		REFERENCES meeting (rowid) ON DELETE CASCADE,
	team TEXT NOT NULL -- the team's id in the YAML
		CHECK (team <> ''),
	PRIMARY KEY (meeting, team)
) STRICT, WITHOUT ROWID;

-- What was learned, from an incident, from an exercise or from what went right.
CREATE TABLE lesson (
	rowid INTEGER PRIMARY KEY,
	team TEXT NOT NULL -- the team's id in the YAML
		CHECK (team <> ''),
	learned_at INTEGER NOT NULL -- when it was learned
		CHECK (learned_at BETWEEN 0 AND 253402300799),
	text TEXT NOT NULL -- the lesson
		CHECK (text <> ''),
	id TEXT -- its id where it comes from
		CHECK (id <> ''),
	source TEXT NOT NULL DEFAULT '', -- the tool it comes from
	"from" TEXT -- id of the incident, exercise, deployment or note
		CHECK ("from" <> ''),
	went_right INTEGER -- whether it was learned from what went right
		CHECK (went_right IN (0, 1)),
	acted_at INTEGER -- when it was acted on; NULL: not yet
		CHECK (acted_at BETWEEN 0 AND 253402300799)
) STRICT;
CREATE UNIQUE INDEX lesson_id ON lesson (source, id) WHERE id IS NOT NULL;
CREATE UNIQUE INDEX lesson_key ON lesson (team, learned_at, text, source) WHERE id IS NULL;
CREATE INDEX lesson_by_time ON lesson (learned_at, source, id);

-- A rule that work is done by.
CREATE TABLE rule (
	rowid INTEGER PRIMARY KEY,
	text TEXT NOT NULL -- the rule
		CHECK (text <> ''),
	id TEXT -- its id where it comes from
		CHECK (id <> ''),
	source TEXT NOT NULL DEFAULT '', -- the tool it comes from
	team TEXT -- the team that it binds; NULL: all of them
		CHECK (team <> ''),
	added_at INTEGER -- when it was added
		CHECK (added_at BETWEEN 0 AND 253402300799),
	retired_at INTEGER -- when it was retired; NULL: it stands
		CHECK (retired_at BETWEEN 0 AND 253402300799),
	hours_per_month REAL -- hours a month that it takes
		CHECK (hours_per_month >= 0 AND hours_per_month < 9e999),
	aim TEXT -- what it is for
		CHECK (aim <> '')
) STRICT;
CREATE UNIQUE INDEX rule_id ON rule (source, id) WHERE id IS NOT NULL;
CREATE UNIQUE INDEX rule_key ON rule (text, source) WHERE id IS NULL;
CREATE INDEX rule_by_time ON rule (coalesce(added_at, retired_at), source, id);

-- What the people who do the work say about a rule.
CREATE TABLE rule_review (
	rowid INTEGER PRIMARY KEY,
	rule TEXT NOT NULL -- the rule's id
		CHECK (rule <> ''),
	at INTEGER NOT NULL -- when it was reviewed
		CHECK (at BETWEEN 0 AND 253402300799),
	fits INTEGER NOT NULL -- whether it fits the work as it is done
		CHECK (fits IN (0, 1)),
	id TEXT -- its id where it comes from
		CHECK (id <> ''),
	source TEXT NOT NULL DEFAULT '' -- the tool it comes from
) STRICT;
CREATE UNIQUE INDEX rule_review_id ON rule_review (source, id) WHERE id IS NOT NULL;
CREATE UNIQUE INDEX rule_review_key ON rule_review (rule, at, fits, source) WHERE id IS NULL;
CREATE INDEX rule_review_by_time ON rule_review (at, source, id);

-- Hours that a team's work took, by its kind. Whose hours is not kept.
CREATE TABLE work (
	rowid INTEGER PRIMARY KEY,
	team TEXT NOT NULL -- the team's id in the YAML
		CHECK (team <> ''),
	at INTEGER NOT NULL -- when
		CHECK (at BETWEEN 0 AND 253402300799),
	kind TEXT NOT NULL -- the kind of work
		CHECK (kind IN ('business', 'operations', 'engineering', 'unplanned')),
	hours REAL NOT NULL -- how many hours
		CHECK (hours >= 0 AND hours < 9e999),
	id TEXT -- its id where it comes from
		CHECK (id <> ''),
	source TEXT NOT NULL DEFAULT '', -- the tool it comes from
	aim TEXT -- what it is for
		CHECK (aim IN ('risk', 'trust', 'governance', 'empowerment'))
) STRICT;
CREATE UNIQUE INDEX work_id ON work (source, id) WHERE id IS NOT NULL;
CREATE UNIQUE INDEX work_key ON work (team, at, kind, hours, source) WHERE id IS NULL;
CREATE INDEX work_by_time ON work (at, source, id);

-- That everything of a kind is known up to an instant: a dead collector must not look like a
-- calm quarter.
CREATE TABLE coverage (
	rowid INTEGER PRIMARY KEY,
	kind TEXT NOT NULL -- what is known completely
		CHECK (kind IN ('deployments', 'changes', 'remediations',
			'incidents', 'slo_samples', 'updates', 'checks', 'exercises', 'work')),
	until INTEGER NOT NULL -- up to when
		CHECK (until BETWEEN 0 AND 253402300799),
	service TEXT -- of which service, by id or alias; NULL: of all
		CHECK (service <> ''),
	source TEXT NOT NULL DEFAULT '' -- the tool that says so
) STRICT;
CREATE UNIQUE INDEX coverage_key ON coverage (kind, until, ifnull(service, ''), source);
CREATE INDEX coverage_by_service ON coverage (service, until, source, kind);
CREATE INDEX coverage_by_time ON coverage (until, source);

-- What helped, in a team's own words: a mark on its charts.
CREATE TABLE note (
	rowid INTEGER PRIMARY KEY,
	team TEXT NOT NULL -- the team's id in the YAML
		CHECK (team <> ''),
	at INTEGER NOT NULL -- when
		CHECK (at BETWEEN 0 AND 253402300799),
	text TEXT NOT NULL -- what helped
		CHECK (text <> ''),
	id TEXT -- its id where it comes from
		CHECK (id <> ''),
	source TEXT NOT NULL DEFAULT '', -- the tool it comes from
	capacity TEXT -- the capacity whose chart shows it; NULL: all of them
		CHECK (capacity <> '')
) STRICT;
CREATE UNIQUE INDEX note_id ON note (source, id) WHERE id IS NOT NULL;
CREATE UNIQUE INDEX note_key ON note (team, at, text, source) WHERE id IS NULL;
CREATE INDEX note_by_time ON note (at, source, id);

-- All events in order of time, source and id; an event without a date comes first.
CREATE VIEW event (
	type, -- the table
	at, -- the instant that orders it
	source,
	id,
	service, -- that it belongs to, or NULL
	team, -- that it belongs to, or NULL
	text, -- what it says, in short
	rowid -- its row in that table
) AS
SELECT 'deployment', at, source, id, service, NULL, revision, rowid FROM deployment
UNION ALL
SELECT 'incident', started_at, source, id, service, NULL, title, rowid FROM incident
UNION ALL
SELECT 'slo_sample', at, source, NULL, service, NULL,
	format('%s: %g of %g', slo, good, total), rowid FROM slo_sample
UNION ALL
SELECT 'update', coalesce(applied_at, released_at), source, NULL, service, NULL,
	component || ' ' || version, rowid FROM "update"
UNION ALL
SELECT 'check', at, source, NULL, service, NULL,
	"check" || iif(passed, ': as it should be', ': not yet as it should be'), rowid
	FROM "check"
UNION ALL
SELECT 'exercise', at, source, id, NULL, team, ifnull(title || ': ', '') || outcome, rowid
	FROM exercise
UNION ALL
SELECT 'need', asked_at, source, id, NULL, team, text, rowid FROM need
UNION ALL
SELECT 'walkaround', at, source, id, NULL, team, title, rowid FROM walkaround
UNION ALL
SELECT 'concern', raised_at, source, id, NULL, team, text, rowid FROM concern
UNION ALL
SELECT 'shadowing', at, source, id, NULL, team, format('%g days %s', days, direction), rowid
	FROM shadowing
UNION ALL
SELECT 'meeting', at, source, id, NULL, NULL,
	(SELECT group_concat(team, ', ') FROM meeting_team WHERE meeting = meeting.rowid), rowid
	FROM meeting
UNION ALL
SELECT 'lesson', learned_at, source, id, NULL, team, text, rowid FROM lesson
UNION ALL
SELECT 'rule', coalesce(added_at, retired_at), source, id, NULL, team, text, rowid FROM rule
UNION ALL
SELECT 'rule_review', at, source, id, NULL, NULL,
	rule || iif(fits, ': fits', ': does not fit'), rowid FROM rule_review
UNION ALL
SELECT 'work', at, source, id, NULL, team, format('%g hours %s', hours, kind), rowid FROM work
UNION ALL
SELECT 'coverage', until, source, NULL, service, NULL, kind, rowid FROM coverage
UNION ALL
SELECT 'note', at, source, id, NULL, team, text, rowid FROM note
ORDER BY 2, 3, 4;
