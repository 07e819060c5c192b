--liquibase formatted sql

--changeset ticket-store:resolved-time-index-sqlite dbms:sqlite logicalFilePath:dev/ticketstore/schema/changes/0007-resolved-time-index.sql
-- For what was resolved before some time.
create index idx_tickets_resolved_at on tickets (resolved_at) where status = 'resolved';
--rollback drop index idx_tickets_resolved_at;

--changeset ticket-store:resolved-time-index-postgresql dbms:postgresql logicalFilePath:dev/ticketstore/schema/changes/0007-resolved-time-index.sql
--preconditions onFail:MARK_RAN onSqlOutput:TEST
--precondition-sql-check expectedResult:0 select count(*) from pg_class where oid = to_regclass('tickets') and pg_relation_size(oid) > 8388608 and current_setting('ticketstore.one_transaction', true) is distinct from 'on'
-- At once on a table of up to 8 MiB, which takes a moment only, and where all has to be one transaction.
create index idx_tickets_resolved_at on tickets (resolved_at) where status = 'resolved';
--rollback drop index if exists idx_tickets_resolved_at;

--changeset ticket-store:resolved-time-index-concurrently dbms:postgresql runInTransaction:false logicalFilePath:dev/ticketstore/schema/changes/0007-resolved-time-index.sql
--preconditions onFail:MARK_RAN onSqlOutput:TEST
--precondition-sql-check expectedResult:0 select count(*) from (select 1) as one where to_regclass('tickets') is null or exists (select from pg_index where indexrelid = to_regclass('idx_tickets_resolved_at') and indisvalid)
-- Else while others write. What a killed run left is not valid, and goes first.
drop index concurrently if exists idx_tickets_resolved_at;
create index concurrently idx_tickets_resolved_at on tickets (resolved_at) where status = 'resolved';
--rollback empty
