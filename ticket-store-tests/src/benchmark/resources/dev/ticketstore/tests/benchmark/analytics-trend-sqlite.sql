select day, sum(opened), sum(resolved)
from (
    select substr(first_seen_at, 1, 10) as day, count(*) as opened, 0 as resolved
    from tickets where first_seen_at < '2026-01-31T00:00:00.000000Z' group by 1
    union all
    select substr(resolved_at, 1, 10), 0, count(*)
    from tickets where resolved_at < '2026-01-31T00:00:00.000000Z' group by 1) as t
group by day
