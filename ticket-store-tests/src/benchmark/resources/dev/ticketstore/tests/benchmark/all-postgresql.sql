select id, violation_key, invariant_name, store_id, status, held, batch_key, occurrence_count, first_seen_at,
    last_seen_at, resolved_at, message, severity, diagnosis, metric_snapshot, version, created_at, updated_at, episode,
    previous_id, occurrences_before, flapping, source, assignee
from tickets
order by id desc
