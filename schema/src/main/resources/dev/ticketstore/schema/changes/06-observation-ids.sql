--liquibase formatted sql

--changeset ticket-store:observation-ids-sqlite dbms:sqlite logicalFilePath:dev/ticketstore/schema/changes/06-observation-ids.sql
create table observation_ids (
    observation_id text not null primary key,
    violation_key text not null,
    ticket_id integer not null,
    counted_at text not null
) strict, without rowid;
--rollback drop table observation_ids;

--changeset ticket-store:observation-ids-postgresql dbms:postgresql logicalFilePath:dev/ticketstore/schema/changes/06-observation-ids.sql
create table observation_ids (
    observation_id text collate "C" not null primary key,
    violation_key text collate "C" not null,
    ticket_id bigint not null,
    counted_at timestamptz not null
);
--rollback drop table observation_ids;
