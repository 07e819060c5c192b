--liquibase formatted sql

--changeset ticket-store:violation-time-index logicalFilePath:dev/ticketstore/schema/changes/0003-violation-time-index.sql
create index idx_tickets_violation_time on tickets (violation_key, resolved_at);
--rollback drop index idx_tickets_violation_time;
