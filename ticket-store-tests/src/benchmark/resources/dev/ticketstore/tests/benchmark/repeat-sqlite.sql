update tickets
set occurrence_count = occurrence_count + 1,
    last_seen_at = max(last_seen_at, ?5),
    message = case when (?5, ?8, ?9) >= (last_seen_at, message, severity) then ?8 else message end,
    severity = case when (?5, ?8, ?9) >= (last_seen_at, message, severity) then ?9 else severity end,
    metric_snapshot = case when (?5, ?8, ?9) >= (last_seen_at, message, severity) then ?10 else metric_snapshot end,
    missed_cycles = 0,
    change_batch_key = ?4,
    version = version + 1,
    updated_at = ?7
where violation_key = ?1 and status <> 'resolved' and first_seen_at <= ?5
returning json_array(id, violation_key, invariant_name, store_id, status, held, batch_key, occurrence_count, first_seen_at,
    last_seen_at, acknowledged_at, diagnosed_at, resolved_at, resolved_by, message, severity, diagnosis, metric_snapshot,
    labels, assignee, held_since, held_micros, episode, previous_id, occurrences_before, flapping, source, version,
    created_at, updated_at)
