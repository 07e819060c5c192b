select case when age < 3600000000 then 0 when age < 86400000000 then 1 else 2 end as band, count(*), count(acknowledged_at)
from (
    select acknowledged_at, ((unixepoch(substr('2026-01-31T00:00:00.000000Z', 1, 19)) * 1000000 + substr('2026-01-31T00:00:00.000000Z', 21, 6)) - (unixepoch(substr(first_seen_at, 1, 19)) * 1000000 + substr(first_seen_at, 21, 6))) as age
    from tickets where first_seen_at <= '2026-01-31T00:00:00.000000Z' and (resolved_at is null or resolved_at > '2026-01-31T00:00:00.000000Z')) as t
group by 1
