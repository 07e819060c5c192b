select day, sum(opened), sum(resolved)
from (
    select date_trunc('day', first_seen_at at time zone 'UTC') as day, count(*) as opened, 0 as resolved
    from tickets where first_seen_at < timestamptz '2026-01-31T00:00:00Z' group by 1
    union all
    select date_trunc('day', resolved_at at time zone 'UTC'), 0, count(*)
    from tickets where resolved_at < timestamptz '2026-01-31T00:00:00Z' group by 1) as t
group by day
