select violation_key, min(invariant_name), min(store_id), count(*), count(*) - count(resolved_at), sum(occurrence_count) as occurrences,
    sum(((unixepoch(substr(min(coalesce(resolved_at, '2026-01-31T00:00:00.000000Z'), '2026-01-31T00:00:00.000000Z'), 1, 19)) * 1000000 + substr(min(coalesce(resolved_at, '2026-01-31T00:00:00.000000Z'), '2026-01-31T00:00:00.000000Z'), 21, 6)) - (unixepoch(substr(first_seen_at, 1, 19)) * 1000000 + substr(first_seen_at, 21, 6))))
from tickets where first_seen_at >= '2026-01-01T00:00:00.000000Z' and first_seen_at < '2026-01-31T00:00:00.000000Z'
group by violation_key
order by occurrences desc, violation_key
limit 20
