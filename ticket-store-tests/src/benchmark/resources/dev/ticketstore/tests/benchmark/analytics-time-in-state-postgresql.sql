select new_value, count(*), count(*) filter (where ended_at <= timestamptz '2026-01-31T00:00:00Z'),
    sum((date_part('epoch', least(coalesce(ended_at, timestamptz '2026-01-31T00:00:00Z'), timestamptz '2026-01-31T00:00:00Z') - greatest(started_at, timestamptz '2026-01-01T00:00:00Z')) * 1000000)::bigint)
from (
    select new_value, min(effective_at) over stay as started_at,
        min(effective_at) over (partition by ticket_id, kind = 'held' order by id desc
            rows between unbounded preceding and 1 preceding) as ended_at
    from ticket_events where kind in ('opened', 'status', 'held')
    window stay as (partition by ticket_id, kind = 'held' order by id desc
        rows between unbounded preceding and current row)) as s
where started_at < timestamptz '2026-01-31T00:00:00Z' and (ended_at is null or ended_at > timestamptz '2026-01-01T00:00:00Z' or started_at >= timestamptz '2026-01-01T00:00:00Z')
    and new_value not in ('resolved', 'false')
group by new_value
