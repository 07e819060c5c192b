select severity, count(*), count(*) filter (where m <= 3600000000), count(*) filter (where m > 3600000000),
    count(*) filter (where m is null and age > 3600000000), count(*) filter (where m is null and age <= 3600000000)
from (
    select severity, (date_part('epoch', resolved_at - first_seen_at) * 1000000)::bigint as m,
        case when resolved_at is null then (date_part('epoch', timestamptz '2026-01-31T00:00:00Z' - first_seen_at) * 1000000)::bigint end as age
    from tickets where first_seen_at >= '2026-01-01T00:00:00Z' and first_seen_at < '2026-01-31T00:00:00Z') as t
group by severity
order by severity
