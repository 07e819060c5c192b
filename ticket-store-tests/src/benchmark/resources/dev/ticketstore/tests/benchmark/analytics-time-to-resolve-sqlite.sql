select invariant_name, count(m), count(*) - count(m), avg(m),
    max(m) filter (where r <= ceil(0.5 * n)), max(m) filter (where r <= ceil(0.9 * n)),
    max(m) filter (where r <= ceil(0.95 * n)), max(m) filter (where r <= ceil(0.99 * n))
from (
    select invariant_name, m, row_number() over (partition by invariant_name order by m nulls last) as r,
        count(m) over (partition by invariant_name) as n
    from (
        select invariant_name, ((unixepoch(substr(resolved_at, 1, 19)) * 1000000 + substr(resolved_at, 21, 6)) - (unixepoch(substr(first_seen_at, 1, 19)) * 1000000 + substr(first_seen_at, 21, 6))) as m
        from tickets where first_seen_at >= '2026-01-01T00:00:00.000000Z' and first_seen_at < '2026-01-31T00:00:00.000000Z'))
group by invariant_name
order by invariant_name
