--liquibase formatted sql

--changeset ticket-store:last-seen-index-sqlite dbms:sqlite logicalFilePath:dev/ticketstore/schema/changes/99-last-seen-index.sql
create index idx_tickets_last_seen_at on tickets (last_seen_at);
--rollback drop index idx_tickets_last_seen_at;

--changeset ticket-store:last-seen-index-postgresql dbms:postgresql logicalFilePath:dev/ticketstore/schema/changes/99-last-seen-index.sql
--preconditions onFail:MARK_RAN onSqlOutput:TEST
--precondition-sql-check expectedResult:0 select count(*) from pg_class where oid = to_regclass('tickets') and pg_relation_size(oid) > 8388608 and current_setting('ticketstore.one_transaction', true) is distinct from 'on'
-- At once on a table of up to 8 MiB, which takes a moment only, and where all has to be one transaction.
create index idx_tickets_last_seen_at on tickets (last_seen_at);
--rollback drop index if exists idx_tickets_last_seen_at;

--changeset ticket-store:last-seen-index-concurrently dbms:postgresql runInTransaction:false logicalFilePath:dev/ticketstore/schema/changes/99-last-seen-index.sql
--preconditions onFail:MARK_RAN onSqlOutput:TEST
--precondition-sql-check expectedResult:0 select count(*) from (select 1) as one where to_regclass('tickets') is null or exists (select from pg_index where indexrelid = to_regclass('idx_tickets_last_seen_at') and indisvalid)
-- Otherwise while others write. What a killed run left is not valid, and goes first.
drop index concurrently if exists idx_tickets_last_seen_at;
create index concurrently idx_tickets_last_seen_at on tickets (last_seen_at);
--rollback empty
