-- The history of aplomb, schema 3: more of it is found without looking at the rest.

-- What a team closed long ago is passed over in the index.
DROP INDEX need_by_team;
DROP INDEX concern_by_team;
DROP INDEX lesson_by_team;
CREATE INDEX need_by_team ON need (team, asked_at, met_at);
CREATE INDEX concern_by_team ON concern (team, raised_at, acted_at);
CREATE INDEX lesson_by_team ON lesson (team, learned_at, acted_at);

-- The newest coverage of each kind.
CREATE INDEX coverage_by_kind ON coverage (service, kind, until);

-- The rules that bind a team, and what was said of each.
CREATE INDEX rule_by_team ON rule (team);
CREATE INDEX rule_review_by_rule ON rule_review (rule, at, source, id, fits);

PRAGMA user_version = 3;
