--liquibase formatted sql

--changeset ticket-store:absorbed-tickets-sqlite dbms:sqlite logicalFilePath:dev/ticketstore/schema/changes/09-absorbed-tickets.sql
-- A second unresolved ticket that another program kept for a key, whole; the survivor took over its count.
create table absorbed_tickets (
    id integer primary key,
    survivor_id integer not null,
    violation_key text not null,
    original_row text not null,
    absorbed_at text not null,
    constraint absorbed_tickets_survivor_id_fkey foreign key (survivor_id) references tickets (id) on delete cascade,
    constraint absorbed_tickets_original_row_check check (
        case when json_valid(original_row) then json_type(original_row) = 'object' else 0 end)
) strict;
--rollback drop table absorbed_tickets;

--changeset ticket-store:absorbed-tickets-postgresql dbms:postgresql logicalFilePath:dev/ticketstore/schema/changes/09-absorbed-tickets.sql
create table absorbed_tickets (
    id bigint primary key,
    survivor_id bigint not null,
    violation_key text collate "C" not null,
    original_row jsonb not null,
    absorbed_at timestamptz not null,
    constraint absorbed_tickets_survivor_id_fkey foreign key (survivor_id) references tickets (id) on delete cascade,
    constraint absorbed_tickets_original_row_check check (jsonb_typeof(original_row) = 'object')
);
--rollback drop table absorbed_tickets;

--changeset ticket-store:absorbed-tickets-indexes logicalFilePath:dev/ticketstore/schema/changes/09-absorbed-tickets.sql
create index idx_absorbed_tickets_survivor_id on absorbed_tickets (survivor_id);
--rollback drop index idx_absorbed_tickets_survivor_id;
