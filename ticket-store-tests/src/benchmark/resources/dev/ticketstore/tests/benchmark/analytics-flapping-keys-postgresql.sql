select violation_key, min(invariant_name), min(store_id), count(*) as returns, min(gap)
from (
    select t.violation_key, t.invariant_name, t.store_id, (date_part('epoch', t.first_seen_at - p.resolved_at) * 1000000)::bigint as gap
    from tickets as t join tickets as p on p.id = t.previous_id
    where t.first_seen_at >= '2026-01-01T00:00:00Z' and t.first_seen_at < '2026-01-31T00:00:00Z') as g
where gap <= 21600000000
group by violation_key
order by returns desc, violation_key
limit 20
