--liquibase formatted sql

--changeset ticket-store:key-summary-sqlite dbms:sqlite logicalFilePath:dev/ticketstore/schema/changes/14-key-summary.sql
-- A key keeps its last tickets for ever, which count its episodes and occurrences from the first one.
create view key_summary as
select
    k.violation_key,
    n.invariant_name,
    n.store_id,
    n.episode as episodes,
    cast(n.occurrences_before + n.occurrence_count as integer) as occurrences,
    cast(coalesce(g.ticket_count, 0) as integer) as purged_tickets,
    cast(coalesce(g.first_seen_at, f.first_seen_at) as text) as first_seen_at,
    n.last_seen_at,
    cast(n.status <> 'resolved' as integer) as unresolved,
    cast(((unixepoch(substr(n.first_seen_at, 1, 19))
            - unixepoch(substr(coalesce(g.first_seen_at, f.first_seen_at), 1, 19))) * 1000000
        + substr(n.first_seen_at, 21, 6) - substr(coalesce(g.first_seen_at, f.first_seen_at), 21, 6))
        / nullif(n.episode - 1, 0) as integer) as mean_between_micros
from (
    select violation_key, min(episode) as first_episode, max(episode) as last_episode
    from tickets where episode > 0 group by violation_key
) as k
join tickets as n on n.violation_key = k.violation_key and n.episode = k.last_episode and n.episode > 0
join tickets as f on f.violation_key = k.violation_key and f.episode = k.first_episode and f.episode > 0
left join purged_keys as g on g.violation_key = k.violation_key;
--rollback drop view key_summary;

--changeset ticket-store:key-summary-postgresql dbms:postgresql logicalFilePath:dev/ticketstore/schema/changes/14-key-summary.sql
create view key_summary as
select
    k.violation_key,
    n.invariant_name,
    n.store_id,
    n.episode as episodes,
    n.occurrences_before + n.occurrence_count as occurrences,
    coalesce(g.ticket_count, 0) as purged_tickets,
    coalesce(g.first_seen_at, f.first_seen_at) as first_seen_at,
    n.last_seen_at,
    n.status <> 'resolved' as unresolved,
    (date_part('epoch', n.first_seen_at - coalesce(g.first_seen_at, f.first_seen_at)) * 1000000)::bigint
        / nullif(n.episode - 1, 0) as mean_between_micros
from (
    select violation_key, min(episode) as first_episode, max(episode) as last_episode
    from tickets where episode > 0 group by violation_key
) as k
join tickets as n on n.violation_key = k.violation_key and n.episode = k.last_episode and n.episode > 0
join tickets as f on f.violation_key = k.violation_key and f.episode = k.first_episode and f.episode > 0
left join purged_keys as g on g.violation_key = k.violation_key;
--rollback drop view key_summary;
