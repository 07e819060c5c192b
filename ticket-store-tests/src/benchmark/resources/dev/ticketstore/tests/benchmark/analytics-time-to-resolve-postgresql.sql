select invariant_name, count(m), count(*) - count(m), avg(m),
    percentile_disc(array[0.5, 0.9, 0.95, 0.99]) within group (order by m)
from (
    select invariant_name, (date_part('epoch', resolved_at - first_seen_at) * 1000000)::bigint as m
    from tickets where first_seen_at >= '2026-01-01T00:00:00Z' and first_seen_at < '2026-01-31T00:00:00Z') as t
group by invariant_name
order by invariant_name
