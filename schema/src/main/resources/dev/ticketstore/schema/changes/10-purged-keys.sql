--liquibase formatted sql

--changeset ticket-store:purged-keys-sqlite dbms:sqlite logicalFilePath:dev/ticketstore/schema/changes/10-purged-keys.sql
-- A purge writes it, so that key_summary counts from the first episode of a key.
create table purged_keys (
    violation_key text not null primary key,
    ticket_count integer not null,
    first_seen_at text not null,
    constraint purged_keys_ticket_count_check check (ticket_count >= 1)
) strict, without rowid;
--rollback drop table purged_keys;

--changeset ticket-store:purged-keys-postgresql dbms:postgresql logicalFilePath:dev/ticketstore/schema/changes/10-purged-keys.sql
create table purged_keys (
    violation_key text collate "C" not null primary key,
    ticket_count bigint not null,
    first_seen_at timestamptz not null,
    constraint purged_keys_ticket_count_check check (ticket_count >= 1)
);
--rollback drop table purged_keys;
