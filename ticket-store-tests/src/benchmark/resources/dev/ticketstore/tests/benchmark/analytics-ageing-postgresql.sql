select case when age < 3600000000 then 0 when age < 86400000000 then 1 else 2 end as band, count(*), count(acknowledged_at)
from (
    select acknowledged_at, (date_part('epoch', timestamptz '2026-01-31T00:00:00Z' - first_seen_at) * 1000000)::bigint as age
    from tickets where first_seen_at <= timestamptz '2026-01-31T00:00:00Z' and (resolved_at is null or resolved_at > timestamptz '2026-01-31T00:00:00Z')) as t
group by 1
