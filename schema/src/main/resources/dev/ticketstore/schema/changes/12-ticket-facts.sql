--liquibase formatted sql

--changeset ticket-store:ticket-facts-sqlite dbms:sqlite logicalFilePath:dev/ticketstore/schema/changes/12-ticket-facts.sql
-- Planners leave out what a query does not ask for: the join, and the look at the history.
-- PostgreSQL's epoch is a double: microseconds are exact up to 68 years.
create view ticket_facts as
select
    t.id as ticket_id,
    t.violation_key,
    t.invariant_name,
    t.store_id,
    t.source,
    t.severity,
    t.severity_rank,
    t.status,
    t.held,
    t.flapping,
    t.assignee,
    t.labels,
    t.metric_snapshot,
    t.message,
    t.diagnosis,
    t.batch_key,
    t.episode,
    t.previous_id,
    t.occurrence_count,
    t.first_seen_at,
    t.last_seen_at,
    t.acknowledged_at,
    t.diagnosed_at,
    t.resolved_at,
    t.resolved_by,
    (select actor from ticket_events
        where ticket_events.ticket_id = t.id and kind = 'status' and new_value = 'resolved'
        order by ticket_events.id desc limit 1) as resolver,
    cast((unixepoch(substr(t.acknowledged_at, 1, 19)) - unixepoch(substr(t.first_seen_at, 1, 19))) * 1000000
        + substr(t.acknowledged_at, 21, 6) - substr(t.first_seen_at, 21, 6) as integer) as acknowledge_micros,
    cast((unixepoch(substr(t.diagnosed_at, 1, 19)) - unixepoch(substr(t.first_seen_at, 1, 19))) * 1000000
        + substr(t.diagnosed_at, 21, 6) - substr(t.first_seen_at, 21, 6) as integer) as diagnose_micros,
    cast((unixepoch(substr(t.resolved_at, 1, 19)) - unixepoch(substr(t.first_seen_at, 1, 19))) * 1000000
        + substr(t.resolved_at, 21, 6) - substr(t.first_seen_at, 21, 6) as integer) as resolve_micros,
    t.held_micros,
    t.held_since,
    cast((unixepoch(substr(t.first_seen_at, 1, 19)) - unixepoch(substr(p.resolved_at, 1, 19))) * 1000000
        + substr(t.first_seen_at, 21, 6) - substr(p.resolved_at, 21, 6) as integer) as gap_micros
from tickets as t left join tickets as p on p.id = t.previous_id;
--rollback drop view ticket_facts;

--changeset ticket-store:ticket-facts-postgresql dbms:postgresql logicalFilePath:dev/ticketstore/schema/changes/12-ticket-facts.sql
create view ticket_facts as
select
    t.id as ticket_id,
    t.violation_key,
    t.invariant_name,
    t.store_id,
    t.source,
    t.severity,
    t.severity_rank,
    t.status,
    t.held,
    t.flapping,
    t.assignee,
    t.labels,
    t.metric_snapshot,
    t.message,
    t.diagnosis,
    t.batch_key,
    t.episode,
    t.previous_id,
    t.occurrence_count,
    t.first_seen_at,
    t.last_seen_at,
    t.acknowledged_at,
    t.diagnosed_at,
    t.resolved_at,
    t.resolved_by,
    (select actor from ticket_events
        where ticket_events.ticket_id = t.id and kind = 'status' and new_value = 'resolved'
        order by ticket_events.id desc limit 1) as resolver,
    (date_part('epoch', t.acknowledged_at - t.first_seen_at) * 1000000)::bigint as acknowledge_micros,
    (date_part('epoch', t.diagnosed_at - t.first_seen_at) * 1000000)::bigint as diagnose_micros,
    (date_part('epoch', t.resolved_at - t.first_seen_at) * 1000000)::bigint as resolve_micros,
    t.held_micros,
    t.held_since,
    (date_part('epoch', t.first_seen_at - p.resolved_at) * 1000000)::bigint as gap_micros
from tickets as t left join tickets as p on p.id = t.previous_id;
--rollback drop view ticket_facts;
