--liquibase formatted sql

--changeset ticket-store:resolved-is-final-sqlite dbms:sqlite splitStatements:false logicalFilePath:dev/ticketstore/schema/changes/02-tickets-resolved-is-final.sql
create trigger tickets_resolved_is_final
before update of status on tickets
when old.status = 'resolved' and new.status <> 'resolved'
begin
    select raise(abort, 'a resolved ticket is final');
end;
--rollback drop trigger tickets_resolved_is_final;

--changeset ticket-store:resolved-is-final-postgresql dbms:postgresql splitStatements:false logicalFilePath:dev/ticketstore/schema/changes/02-tickets-resolved-is-final.sql
create function tickets_resolved_is_final() returns trigger language plpgsql as $$
begin
    raise exception 'a resolved ticket is final' using errcode = 'check_violation', table = 'tickets';
end
$$;

create trigger tickets_resolved_is_final
before update of status on tickets
for each row when (old.status = 'resolved' and new.status <> 'resolved')
execute function tickets_resolved_is_final();
--rollback drop trigger tickets_resolved_is_final on tickets;
--rollback drop function tickets_resolved_is_final();
