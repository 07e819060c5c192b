select severity, count(*), count(*) filter (where m <= 3600000000), count(*) filter (where m > 3600000000),
    count(*) filter (where m is null and age > 3600000000), count(*) filter (where m is null and age <= 3600000000)
from (
    select severity, ((unixepoch(substr(resolved_at, 1, 19)) * 1000000 + substr(resolved_at, 21, 6)) - (unixepoch(substr(first_seen_at, 1, 19)) * 1000000 + substr(first_seen_at, 21, 6))) as m,
        case when resolved_at is null then ((unixepoch(substr('2026-01-31T00:00:00.000000Z', 1, 19)) * 1000000 + substr('2026-01-31T00:00:00.000000Z', 21, 6)) - (unixepoch(substr(first_seen_at, 1, 19)) * 1000000 + substr(first_seen_at, 21, 6))) end as age
    from tickets where first_seen_at >= '2026-01-01T00:00:00.000000Z' and first_seen_at < '2026-01-31T00:00:00.000000Z') as t
group by severity
order by severity
