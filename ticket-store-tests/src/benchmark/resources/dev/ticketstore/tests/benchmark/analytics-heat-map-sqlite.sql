select strftime('%u', substr(first_seen_at, 1, 19)), substr(first_seen_at, 12, 2), count(*)
from tickets where first_seen_at >= '2026-01-01T00:00:00.000000Z' and first_seen_at < '2026-01-31T00:00:00.000000Z'
group by 1, 2
