--liquibase formatted sql

--changeset ticket-store:one-unresolved-ticket logicalFilePath:dev/ticketstore/schema/changes/0002-one-unresolved-ticket.sql
-- The dedup upsert names the same predicate. PostgreSQL infers a partial index from a literal one only.
create unique index idx_tickets_open_violation on tickets (violation_key) where status <> 'resolved';
--rollback drop index idx_tickets_open_violation;
