-- map: pagerduty
-- reads: PagerDuty incidents (REST answers, v3 webhooks)
-- looks like: PagerDuty incidents
-- wrapped in: incidents
-- collects: incidents

SELECT document, body ->> 'incident_number' IS NOT NULL AS recognised FROM document;
SELECT document, 'incident' AS type, body ->> 'id' AS id, body ->> '$.service.summary' AS service,
  body ->> 'created_at' AS started_at FROM document;
