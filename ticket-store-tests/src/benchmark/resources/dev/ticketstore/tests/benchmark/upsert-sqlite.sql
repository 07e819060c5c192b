insert into tickets (violation_key, invariant_name, store_id, batch_key, occurrence_count, first_seen_at, last_seen_at,
    message, severity, metric_snapshot, version, created_at, updated_at, change_batch_key, episode, previous_id,
    occurrences_before, flapping)
select v.violation_key, v.invariant_name, v.store_id, v.batch_key, 1, v.seen_at, v.seen_at, v.message, v.severity,
    v.metric_snapshot, 1, v.now, v.now, v.batch_key, coalesce(p.episode, 0) + 1, p.id,
    coalesce(p.occurrences_before + p.occurrence_count, 0),
    coalesce(f.first_seen_at >= v.flapping_since, 0)
from (
    select ?1 as violation_key, ?2 as invariant_name, ?3 as store_id, ?4 as batch_key, ?5 as seen_at,
        ?6 as flapping_since, ?7 as now, ?8 as message, ?9 as severity, ?10 as metric_snapshot) as v
left join tickets as p on p.id = (
    select r.id from tickets as r
    where r.violation_key = v.violation_key and r.status = 'resolved' and r.episode > 0
    order by r.episode desc limit 1)
left join tickets as f on f.violation_key = v.violation_key and f.episode = p.episode - 1 and f.episode > 0
where p.id is null or v.seen_at > p.last_seen_at and (v.seen_at >= p.resolved_at or p.resolved_at > v.now)
on conflict (violation_key) where status <> 'resolved' do update set
    occurrence_count = tickets.occurrence_count + 1,
    first_seen_at = min(tickets.first_seen_at, excluded.first_seen_at),
    last_seen_at = max(tickets.last_seen_at, excluded.last_seen_at),
    message = case when excluded.last_seen_at >= tickets.last_seen_at
        then excluded.message else tickets.message end,
    severity = case when excluded.last_seen_at >= tickets.last_seen_at
        then excluded.severity else tickets.severity end,
    metric_snapshot = case when excluded.last_seen_at >= tickets.last_seen_at
        then excluded.metric_snapshot else tickets.metric_snapshot end,
    missed_cycles = 0,
    change_batch_key = excluded.change_batch_key,
    version = tickets.version + 1,
    updated_at = excluded.updated_at
returning json_array(id, violation_key, invariant_name, store_id, status, held, batch_key, occurrence_count, first_seen_at,
    last_seen_at, acknowledged_at, diagnosed_at, resolved_at, resolved_by, message, severity, diagnosis, metric_snapshot,
    labels, assignee, held_since, held_micros, episode, previous_id, occurrences_before, flapping, source, version,
    created_at, updated_at)
