--liquibase formatted sql

--changeset ticket-store:ticket-state-spans-sqlite dbms:sqlite logicalFilePath:dev/ticketstore/schema/changes/13-ticket-state-spans.sql
-- A stay ends when the next begins. Steps of people have the clock's time, which in a replay of old cycles is after the
-- resolution: a stay never begins later than one that follows it. The end of a hold is no stay. Planners leave out the
-- join if a query does not ask for its columns.
create view ticket_state_spans as
select
    s.ticket_id,
    s.violation_key,
    t.invariant_name,
    t.store_id,
    cast(s.kind as text) as kind,
    cast(case s.kind when 'status' then s.new_value end as text) as status,
    cast(s.started_at as text) as started_at,
    cast(s.ended_at as text) as ended_at,
    cast((unixepoch(substr(s.ended_at, 1, 19)) - unixepoch(substr(s.started_at, 1, 19))) * 1000000
        + substr(s.ended_at, 21, 6) - substr(s.started_at, 21, 6) as integer) as stay_micros
from (
    select ticket_id, violation_key, new_value,
        case kind when 'held' then 'held' else 'status' end as kind,
        min(effective_at) over (stay rows between unbounded preceding and current row) as started_at,
        min(effective_at) over (stay rows between unbounded preceding and 1 preceding) as ended_at
    from ticket_events
    where kind in ('opened', 'status', 'held')
    window stay as (partition by ticket_id, case kind when 'held' then 'held' else 'status' end order by id desc)
) as s
left join tickets as t on t.id = s.ticket_id
where s.new_value <> 'false';
--rollback drop view ticket_state_spans;

--changeset ticket-store:ticket-state-spans-postgresql dbms:postgresql logicalFilePath:dev/ticketstore/schema/changes/13-ticket-state-spans.sql
create view ticket_state_spans as
select
    s.ticket_id,
    s.violation_key,
    t.invariant_name,
    t.store_id,
    s.kind,
    case s.kind when 'status' then s.new_value end as status,
    s.started_at,
    s.ended_at,
    (date_part('epoch', s.ended_at - s.started_at) * 1000000)::bigint as stay_micros
from (
    select ticket_id, violation_key, new_value,
        case kind when 'held' then 'held' else 'status' end as kind,
        min(effective_at) over (stay rows between unbounded preceding and current row) as started_at,
        min(effective_at) over (stay rows between unbounded preceding and 1 preceding) as ended_at
    from ticket_events
    where kind in ('opened', 'status', 'held')
    window stay as (partition by ticket_id, case kind when 'held' then 'held' else 'status' end order by id desc)
) as s
left join tickets as t on t.id = s.ticket_id
where s.new_value <> 'false';
--rollback drop view ticket_state_spans;
