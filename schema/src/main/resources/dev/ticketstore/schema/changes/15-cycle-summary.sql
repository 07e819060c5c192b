--liquibase formatted sql

--changeset ticket-store:cycle-summary-sqlite dbms:sqlite logicalFilePath:dev/ticketstore/schema/changes/15-cycle-summary.sql
create view cycle_summary as
select
    id as cycle_id,
    source,
    batch_key,
    outcome,
    scope,
    started_at,
    ended_at,
    recorded_at,
    cast(created_count + repeated_count + duplicate_count + late_count as integer) as observation_count,
    created_count,
    repeated_count,
    duplicate_count,
    late_count,
    resolved_count,
    cast((unixepoch(substr(ended_at, 1, 19)) - unixepoch(substr(started_at, 1, 19))) * 1000000
        + substr(ended_at, 21, 6) - substr(started_at, 21, 6) as integer) as duration_micros,
    cast((unixepoch(substr(recorded_at, 1, 19)) - unixepoch(substr(started_at, 1, 19))) * 1000000
        + substr(recorded_at, 21, 6) - substr(started_at, 21, 6) as integer) as delay_micros
from check_cycles;
--rollback drop view cycle_summary;

--changeset ticket-store:cycle-summary-postgresql dbms:postgresql logicalFilePath:dev/ticketstore/schema/changes/15-cycle-summary.sql
create view cycle_summary as
select
    id as cycle_id,
    source,
    batch_key,
    outcome,
    scope,
    started_at,
    ended_at,
    recorded_at,
    created_count + repeated_count + duplicate_count + late_count as observation_count,
    created_count,
    repeated_count,
    duplicate_count,
    late_count,
    resolved_count,
    (date_part('epoch', ended_at - started_at) * 1000000)::bigint as duration_micros,
    (date_part('epoch', recorded_at - started_at) * 1000000)::bigint as delay_micros
from check_cycles;
--rollback drop view cycle_summary;
