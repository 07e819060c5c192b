--liquibase formatted sql

--changeset ticket-store:cycle-observations-sqlite dbms:sqlite logicalFilePath:dev/ticketstore/schema/changes/08-cycle-observations.sql
-- A report holds an array of [violation key, ticket id, outcome] for each kind of entry.
create view cycle_observations as
select check_cycles.id as cycle_id, cast(entry.key as integer) as position,
    cast(entry.value ->> 0 as text) as violation_key, cast(entry.value ->> 1 as integer) as ticket_id,
    cast(entry.value ->> 2 as text) as outcome
from check_cycles, json_each(check_cycles.report, '$.observations') as entry;
--rollback drop view cycle_observations;

--changeset ticket-store:cycle-observations-postgresql dbms:postgresql logicalFilePath:dev/ticketstore/schema/changes/08-cycle-observations.sql
create view cycle_observations as
select check_cycles.id as cycle_id, entry.ordinality - 1 as position,
    entry.value ->> 0 as violation_key, (entry.value ->> 1)::bigint as ticket_id, entry.value ->> 2 as outcome
from check_cycles, jsonb_array_elements(check_cycles.report -> 'observations') with ordinality as entry;
--rollback drop view cycle_observations;
