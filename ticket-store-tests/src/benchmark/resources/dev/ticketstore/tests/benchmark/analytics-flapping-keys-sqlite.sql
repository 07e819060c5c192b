select violation_key, min(invariant_name), min(store_id), count(*) as returns, min(gap)
from (
    select t.violation_key, t.invariant_name, t.store_id, ((unixepoch(substr(t.first_seen_at, 1, 19)) * 1000000 + substr(t.first_seen_at, 21, 6)) - (unixepoch(substr(p.resolved_at, 1, 19)) * 1000000 + substr(p.resolved_at, 21, 6))) as gap
    from tickets as t join tickets as p on p.id = t.previous_id
    where t.first_seen_at >= '2026-01-01T00:00:00.000000Z' and t.first_seen_at < '2026-01-31T00:00:00.000000Z') as g
where gap <= 21600000000
group by violation_key
order by returns desc, violation_key
limit 20
