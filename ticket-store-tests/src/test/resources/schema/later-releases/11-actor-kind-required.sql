--liquibase formatted sql

--changeset ticket-store:actor-kind-rest-sqlite dbms:sqlite logicalFilePath:dev/ticketstore/schema/changes/11-actor-kind-required.sql
-- What the version before the column wrote beside the newer one.
update ticket_events set actor_kind = iif(actor is null, 'service', 'person') where actor_kind is null;
--rollback empty

--changeset ticket-store:actor-kind-rest-postgresql dbms:postgresql runInTransaction:false logicalFilePath:dev/ticketstore/schema/changes/11-actor-kind-required.sql
update ticket_events set actor_kind = case when actor is null then 'service' else 'person' end where actor_kind is null;
--rollback empty

--changeset ticket-store:actor-kind-check dbms:postgresql logicalFilePath:dev/ticketstore/schema/changes/11-actor-kind-required.sql
-- Reads no row, so that writers wait for a moment. It holds for what is written from now on.
alter table ticket_events add constraint ticket_events_actor_kind_check check (actor_kind is not null) not valid;
--rollback alter table ticket_events drop constraint ticket_events_actor_kind_check;

--changeset ticket-store:actor-kind-validated dbms:postgresql logicalFilePath:dev/ticketstore/schema/changes/11-actor-kind-required.sql
-- Reads each row while others write.
alter table ticket_events validate constraint ticket_events_actor_kind_check;
--rollback empty
