--liquibase formatted sql

--changeset ticket-store:foreign-update dbms:sqlite splitStatements:false logicalFilePath:dev/ticketstore/schema/changes/0005-foreign-writers.sql
-- Other programs write instants as naive ISO 8601, and know neither version nor updated_at. The library grows the
-- version with each change, so that an update that did not was another program's. The name is that of the Python
-- program, whose CREATE TRIGGER IF NOT EXISTS finds it.
create trigger tickets_updated_at
after update on tickets
when new.version = old.version
begin
    update tickets set
        version = old.version + 1,
        updated_at = strftime('%Y-%m-%dT%H:%M:%f000Z'),
        first_seen_at = substr(replace(rtrim(new.first_seen_at, 'Z'), ' ', 'T')
            || case when length(rtrim(new.first_seen_at, 'Z')) = 19 then '.' else '' end || '000000', 1, 26) || 'Z',
        last_seen_at = substr(replace(rtrim(new.last_seen_at, 'Z'), ' ', 'T')
            || case when length(rtrim(new.last_seen_at, 'Z')) = 19 then '.' else '' end || '000000', 1, 26) || 'Z',
        resolved_at = substr(replace(rtrim(new.resolved_at, 'Z'), ' ', 'T')
            || case when length(rtrim(new.resolved_at, 'Z')) = 19 then '.' else '' end || '000000', 1, 26) || 'Z'
    where id = new.id;
end;
--rollback drop trigger tickets_updated_at;

--changeset ticket-store:foreign-insert dbms:sqlite splitStatements:false logicalFilePath:dev/ticketstore/schema/changes/0005-foreign-writers.sql
-- An update of another program's, as far as the trigger above is concerned.
create trigger tickets_foreign_insert
after insert on tickets
when new.first_seen_at not glob '*T*.??????Z' or new.last_seen_at not glob '*T*.??????Z'
    or new.resolved_at not glob '*T*.??????Z'
begin
    update tickets set version = version where id = new.id;
end;
--rollback drop trigger tickets_foreign_insert;
