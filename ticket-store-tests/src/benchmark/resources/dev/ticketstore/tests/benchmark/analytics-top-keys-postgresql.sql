select violation_key, min(invariant_name), min(store_id), count(*), count(*) - count(resolved_at), sum(occurrence_count) as occurrences,
    sum((date_part('epoch', least(coalesce(resolved_at, timestamptz '2026-01-31T00:00:00Z'), timestamptz '2026-01-31T00:00:00Z') - first_seen_at) * 1000000)::bigint)
from tickets where first_seen_at >= '2026-01-01T00:00:00Z' and first_seen_at < '2026-01-31T00:00:00Z'
group by violation_key
order by occurrences desc, violation_key
limit 20
