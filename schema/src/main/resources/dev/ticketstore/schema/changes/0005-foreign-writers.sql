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
        first_seen_at =
            strftime('%Y-%m-%dT%H:%M:%S', substr(new.first_seen_at, 1, 19)
                || case when new.first_seen_at glob '*[+-][0-9][0-9]:[0-9][0-9]' then substr(new.first_seen_at, -6) else '' end)
            || '.'
            || substr(case
                when substr(new.first_seen_at, 20, 1) <> '.' then ''
                when new.first_seen_at glob '*[+-][0-9][0-9]:[0-9][0-9]' then substr(new.first_seen_at, 21, length(new.first_seen_at) - 26)
                else rtrim(substr(new.first_seen_at, 21), 'Z')
            end || '000000', 1, 6)
            || 'Z',
        last_seen_at =
            strftime('%Y-%m-%dT%H:%M:%S', substr(new.last_seen_at, 1, 19)
                || case when new.last_seen_at glob '*[+-][0-9][0-9]:[0-9][0-9]' then substr(new.last_seen_at, -6) else '' end)
            || '.'
            || substr(case
                when substr(new.last_seen_at, 20, 1) <> '.' then ''
                when new.last_seen_at glob '*[+-][0-9][0-9]:[0-9][0-9]' then substr(new.last_seen_at, 21, length(new.last_seen_at) - 26)
                else rtrim(substr(new.last_seen_at, 21), 'Z')
            end || '000000', 1, 6)
            || 'Z',
        resolved_at =
            strftime('%Y-%m-%dT%H:%M:%S', substr(new.resolved_at, 1, 19)
                || case when new.resolved_at glob '*[+-][0-9][0-9]:[0-9][0-9]' then substr(new.resolved_at, -6) else '' end)
            || '.'
            || substr(case
                when substr(new.resolved_at, 20, 1) <> '.' then ''
                when new.resolved_at glob '*[+-][0-9][0-9]:[0-9][0-9]' then substr(new.resolved_at, 21, length(new.resolved_at) - 26)
                else rtrim(substr(new.resolved_at, 21), 'Z')
            end || '000000', 1, 6)
            || 'Z'
    where id = new.id;
end;
--rollback drop trigger tickets_updated_at;

--changeset ticket-store:foreign-insert dbms:sqlite splitStatements:false logicalFilePath:dev/ticketstore/schema/changes/0005-foreign-writers.sql
-- An update of another program's, as far as the trigger above is concerned.
create trigger tickets_foreign_insert
after insert on tickets
when length(new.first_seen_at) <> 27 or length(new.last_seen_at) <> 27 or length(new.resolved_at) <> 27
begin
    update tickets set version = version where id = new.id;
end;
--rollback drop trigger tickets_foreign_insert;
