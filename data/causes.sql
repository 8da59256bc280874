-- The history of aplomb, schema 4: what caused an incident stays right whatever is written beside it.

-- Of what an incident was caused by, its part tells the instant alone; which deployment of that
-- instant it was, the rows say, since others come and go there. All are packed anew.
UPDATE compact_series SET stale_at = 0, stale_weight = 64, newest_at = NULL
	WHERE type = 'incident';

-- Whoever writes over a deployment that caused an incident, told by its row alone. An UPDATE can
-- give that row's number by any of its three names (rowid, oid, _rowid_), so none is named here.
CREATE TRIGGER cause_before_INSERT BEFORE INSERT ON deployment
	WHEN EXISTS (SELECT 1 FROM deployment WHERE rowid = NEW.rowid)
BEGIN
	UPDATE compact_series SET stale_at = 0, stale_weight = 64
		WHERE type = 'incident' AND service IN (SELECT i.service FROM deployment AS d
			JOIN incident AS i ON i.caused_by = d.id WHERE d.rowid = NEW.rowid);
END;
CREATE TRIGGER cause_before_UPDATE BEFORE UPDATE ON deployment
	WHEN NEW.rowid <> OLD.rowid
BEGIN
	UPDATE compact_series SET stale_at = 0, stale_weight = 64
		WHERE type = 'incident' AND service IN (SELECT i.service FROM deployment AS d
			JOIN incident AS i ON i.caused_by = d.id WHERE d.rowid = NEW.rowid);
END;

PRAGMA user_version = 4;
