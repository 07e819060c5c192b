--liquibase formatted sql

--changeset ticket-store:actor-kind-sqlite dbms:sqlite labels:expand logicalFilePath:dev/ticketstore/schema/changes/10-actor-kind.sql
alter table ticket_events add column actor_kind text;
update ticket_events set actor_kind = iif(actor is null, 'service', 'person');
--rollback alter table ticket_events drop column actor_kind;

--changeset ticket-store:actor-kind-postgresql dbms:postgresql labels:expand logicalFilePath:dev/ticketstore/schema/changes/10-actor-kind.sql
-- Changes the catalog only, so that writers wait for a moment.
alter table ticket_events add column actor_kind text collate "C";
--rollback alter table ticket_events drop column actor_kind;

--changeset ticket-store:actor-kind-at-once dbms:postgresql labels:expand logicalFilePath:dev/ticketstore/schema/changes/10-actor-kind.sql
--preconditions onFail:MARK_RAN onSqlOutput:TEST
--precondition-sql-check expectedResult:on select current_setting('ticketstore.one_transaction', true)
-- Where all has to be one transaction.
update ticket_events set actor_kind = case when actor is null then 'service' else 'person' end;
--rollback empty

--changeset ticket-store:actor-kind-in-batches dbms:postgresql runInTransaction:false splitStatements:false labels:expand logicalFilePath:dev/ticketstore/schema/changes/10-actor-kind.sql
--preconditions onFail:MARK_RAN onSqlOutput:TEST
--precondition-sql-check expectedResult:1 select count(*) from (select 1) as one where exists (select from ticket_events where actor_kind is null)
-- Otherwise in batches, each a transaction that others write beside. What a killed run left empty, the next one fills.
-- pg_stat_activity shows how far it is.
do $$
declare
    filled bigint := 0;
    newest bigint := (select max(id) from ticket_events);
begin
    while filled < newest loop
        update ticket_events set actor_kind = case when actor is null then 'service' else 'person' end
        where id > filled and id <= filled + 10000 and actor_kind is null;
        commit;
        filled := filled + 10000;
        perform set_config('application_name', format('actor_kind up to id %s of %s', filled, newest), false);
    end loop;
end
$$;
--rollback empty
