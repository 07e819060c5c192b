select extract(isodow from first_seen_at at time zone 'UTC'), extract(hour from first_seen_at at time zone 'UTC'), count(*)
from tickets where first_seen_at >= '2026-01-01T00:00:00Z' and first_seen_at < '2026-01-31T00:00:00Z'
group by 1, 2
