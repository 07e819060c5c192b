update tickets
set occurrence_count = occurrence_count + 1,
    last_seen_at = greatest(last_seen_at, v.seen_at),
    message = case when (v.seen_at, v.message, v.severity) >= (tickets.last_seen_at, tickets.message, tickets.severity)
        then v.message else tickets.message end,
    severity = case when (v.seen_at, v.message, v.severity) >= (tickets.last_seen_at, tickets.message, tickets.severity)
        then v.severity else tickets.severity end,
    metric_snapshot = case when (v.seen_at, v.message, v.severity) >= (tickets.last_seen_at, tickets.message, tickets.severity)
        then v.metric_snapshot else tickets.metric_snapshot end,
    missed_cycles = 0,
    change_batch_key = v.batch_key,
    version = version + 1,
    updated_at = v.now
from (
    select ?::text as violation_key, ?::text as invariant_name, ?::text as store_id, ?::text as batch_key, ?::timestamptz as seen_at,
        ?::timestamptz as flapping_since, ?::timestamptz as now, ?::text as message, ?::text as severity, ?::jsonb as metric_snapshot) as v
where tickets.violation_key = v.violation_key and status <> 'resolved' and first_seen_at <= v.seen_at
returning tickets.id, tickets.violation_key, tickets.invariant_name, tickets.store_id, tickets.status, tickets.held,
    tickets.batch_key, tickets.occurrence_count, tickets.first_seen_at, tickets.last_seen_at, tickets.acknowledged_at,
    tickets.diagnosed_at, tickets.resolved_at, tickets.resolved_by, tickets.message, tickets.severity,
    tickets.diagnosis, tickets.metric_snapshot, tickets.labels, tickets.assignee, tickets.held_since,
    tickets.held_micros, tickets.episode, tickets.previous_id, tickets.occurrences_before, tickets.flapping,
    tickets.source, tickets.version, tickets.created_at, tickets.updated_at
