--liquibase formatted sql

--changeset ticket-store:change-listeners-sqlite dbms:sqlite logicalFilePath:dev/ticketstore/schema/changes/11-change-listeners.sql
-- How far each listener has got in the change feed, and which process calls it at present.
create table change_listeners (
    name text not null primary key,
    last_event_id integer not null,
    lease_owner text,
    lease_ends_at text,
    updated_at text not null,
    constraint change_listeners_last_event_id_check check (last_event_id >= 0),
    constraint change_listeners_lease_check check ((lease_owner is null) = (lease_ends_at is null))
) strict, without rowid;
--rollback drop table change_listeners;

--changeset ticket-store:change-listeners-postgresql dbms:postgresql logicalFilePath:dev/ticketstore/schema/changes/11-change-listeners.sql
create table change_listeners (
    name text collate "C" not null primary key,
    last_event_id bigint not null,
    lease_owner text collate "C",
    lease_ends_at timestamptz,
    updated_at timestamptz not null,
    constraint change_listeners_last_event_id_check check (last_event_id >= 0),
    constraint change_listeners_lease_check check ((lease_owner is null) = (lease_ends_at is null))
);
--rollback drop table change_listeners;
