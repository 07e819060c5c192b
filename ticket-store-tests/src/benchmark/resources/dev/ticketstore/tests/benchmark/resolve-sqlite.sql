update tickets
set status = 'resolved', resolved_at = ?, updated_at = ?, version = version + 1
where status <> 'resolved' and not held and last_seen_at < ?
returning id, violation_key, invariant_name, store_id, status, held, batch_key, occurrence_count, first_seen_at,
    last_seen_at, acknowledged_at, diagnosed_at, resolved_at, resolved_by, message, severity, diagnosis, metric_snapshot,
    labels, assignee, held_since, held_micros, episode, previous_id, occurrences_before, flapping, source, version,
    created_at, updated_at
