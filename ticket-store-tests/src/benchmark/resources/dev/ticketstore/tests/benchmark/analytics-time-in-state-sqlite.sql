select new_value, count(*), count(*) filter (where ended_at <= '2026-01-31T00:00:00.000000Z'),
    sum(((unixepoch(substr(min(coalesce(ended_at, '2026-01-31T00:00:00.000000Z'), '2026-01-31T00:00:00.000000Z'), 1, 19)) * 1000000 + substr(min(coalesce(ended_at, '2026-01-31T00:00:00.000000Z'), '2026-01-31T00:00:00.000000Z'), 21, 6)) - (unixepoch(substr(max(started_at, '2026-01-01T00:00:00.000000Z'), 1, 19)) * 1000000 + substr(max(started_at, '2026-01-01T00:00:00.000000Z'), 21, 6))))
from (
    select new_value, min(effective_at) over stay as started_at,
        min(effective_at) over (partition by ticket_id, kind = 'held' order by id desc
            rows between unbounded preceding and 1 preceding) as ended_at
    from ticket_events where kind in ('opened', 'status', 'held')
    window stay as (partition by ticket_id, kind = 'held' order by id desc
        rows between unbounded preceding and current row)) as s
where started_at < '2026-01-31T00:00:00.000000Z' and (ended_at is null or ended_at > '2026-01-01T00:00:00.000000Z' or started_at >= '2026-01-01T00:00:00.000000Z')
    and new_value not in ('resolved', 'false')
group by new_value
