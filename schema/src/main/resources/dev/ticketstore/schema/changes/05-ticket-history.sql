--liquibase formatted sql

--changeset ticket-store:history-opened-sqlite dbms:sqlite splitStatements:false logicalFilePath:dev/ticketstore/schema/changes/05-ticket-history.sql
-- A ticket opens when its violation was first seen. A row without an episode is another program's, whose instants may be
-- naive and whose change columns mean nothing.
create trigger tickets_history_opened
after insert on tickets
begin
    insert into ticket_events (
        ticket_id, violation_key, kind, new_value, effective_at, recorded_at, actor, note, batch_key)
    values (new.id, new.violation_key, 'opened', new.status,
        substr(replace(rtrim(new.first_seen_at, 'Z'), ' ', 'T') || case when length(rtrim(new.first_seen_at, 'Z')) = 19 then '.' else '' end || '000000', 1, 26) || 'Z',
        iif(new.episode = 0, strftime('%Y-%m-%dT%H:%M:%f000Z'), new.created_at), new.change_actor, new.change_note, new.batch_key);
    insert into ticket_events (
        ticket_id, violation_key, kind, old_value, new_value, effective_at, recorded_at, actor, note,
        batch_key)
    select new.id, new.violation_key, 'flapping', 'false', 'true',
        substr(replace(rtrim(new.first_seen_at, 'Z'), ' ', 'T') || case when length(rtrim(new.first_seen_at, 'Z')) = 19 then '.' else '' end || '000000', 1, 26) || 'Z',
        iif(new.episode = 0, strftime('%Y-%m-%dT%H:%M:%f000Z'), new.created_at), new.change_actor, new.change_note, new.batch_key
    where new.flapping;
end;
--rollback drop trigger tickets_history_opened;

--changeset ticket-store:history-changed-sqlite dbms:sqlite splitStatements:false logicalFilePath:dev/ticketstore/schema/changes/05-ticket-history.sql
-- An event becomes effective with the observation that raised the severity, with the resolution, at the time that a step
-- names, or else at the time of the change. Only steps write that name, so it means nothing for other changes. An update
-- that keeps the version is another program's, which leaves the change columns as they were.
create trigger tickets_history_changed
after update of status, held, diagnosis, severity, flapping, assignee on tickets
when old.status is not new.status or old.held is not new.held or old.diagnosis is not new.diagnosis
    or old.severity is not new.severity or old.flapping is not new.flapping or old.assignee is not new.assignee
begin
    insert into ticket_events (
        ticket_id, violation_key, kind, old_value, new_value, effective_at, recorded_at, actor, note,
        batch_key)
    select new.id, new.violation_key, kind, old_value, new_value,
        case
            when kind = 'severity'
                then substr(replace(rtrim(new.last_seen_at, 'Z'), ' ', 'T') || case when length(rtrim(new.last_seen_at, 'Z')) = 19 then '.' else '' end || '000000', 1, 26) || 'Z'
            when new.status = 'resolved' and old.status <> 'resolved' and new.resolved_at is not null
                then substr(replace(rtrim(new.resolved_at, 'Z'), ' ', 'T') || case when length(rtrim(new.resolved_at, 'Z')) = 19 then '.' else '' end || '000000', 1, 26) || 'Z'
            when new.version = old.version then strftime('%Y-%m-%dT%H:%M:%f000Z')
            when kind <> 'flapping' then coalesce(new.change_effective_at, new.updated_at)
            else new.updated_at
        end,
        iif(new.version = old.version, strftime('%Y-%m-%dT%H:%M:%f000Z'), new.updated_at),
        iif(new.version = old.version, null, new.change_actor),
        iif(new.version = old.version, null, new.change_note),
        iif(new.version = old.version, null, new.change_batch_key)
    from (
        select 1 as place, 'severity' as kind, old.severity as old_value, new.severity as new_value
        union all select 2, 'status', old.status, new.status
        union all select 3, 'held', iif(old.held, 'true', 'false'), iif(new.held, 'true', 'false')
        union all select 4, 'diagnosis', old.diagnosis, new.diagnosis
        union all select 5, 'flapping', iif(old.flapping, 'true', 'false'), iif(new.flapping, 'true', 'false')
        union all select 6, 'assignee', old.assignee, new.assignee)
    where old_value is not new_value
    order by place;
end;
--rollback drop trigger tickets_history_changed;

--changeset ticket-store:history-opened-postgresql dbms:postgresql splitStatements:false logicalFilePath:dev/ticketstore/schema/changes/05-ticket-history.sql
-- A copy of a store brings the history. The setting of its transaction holds for a role that may delete events.
create function tickets_history_opened() returns trigger language plpgsql as $$
begin
    if current_setting('ticket_store.leave_out_history', true) = 'on' then
        if has_table_privilege('ticket_events', 'delete') then
            return null;
        end if;
    end if;
    insert into ticket_events (
        ticket_id, violation_key, kind, new_value, effective_at, recorded_at, actor, note, batch_key)
    values (new.id, new.violation_key, 'opened', new.status, new.first_seen_at, new.created_at, new.change_actor,
        new.change_note, new.batch_key);
    if new.flapping then
        insert into ticket_events (
            ticket_id, violation_key, kind, old_value, new_value, effective_at, recorded_at, actor, note, batch_key)
        values (new.id, new.violation_key, 'flapping', 'false', 'true', new.first_seen_at, new.created_at,
            new.change_actor, new.change_note, new.batch_key);
    end if;
    return null;
end
$$;

create trigger tickets_history_opened
after insert on tickets
for each row
execute function tickets_history_opened();
--rollback drop trigger tickets_history_opened on tickets;
--rollback drop function tickets_history_opened();

--changeset ticket-store:history-changed-postgresql dbms:postgresql splitStatements:false logicalFilePath:dev/ticketstore/schema/changes/05-ticket-history.sql
create function tickets_history_changed() returns trigger language plpgsql as $$
begin
    insert into ticket_events (
        ticket_id, violation_key, kind, old_value, new_value, effective_at, recorded_at, actor, note,
        batch_key)
    select new.id, new.violation_key, kind, old_value, new_value,
        case
            when kind = 'severity' then new.last_seen_at
            when new.status = 'resolved' and old.status <> 'resolved' then coalesce(new.resolved_at, new.updated_at)
            when kind <> 'flapping' then coalesce(new.change_effective_at, new.updated_at)
            else new.updated_at
        end,
        new.updated_at, new.change_actor, new.change_note, new.change_batch_key
    from (values
        (1, 'severity', old.severity, new.severity),
        (2, 'status', old.status, new.status),
        (3, 'held', old.held::text, new.held::text),
        (4, 'diagnosis', old.diagnosis, new.diagnosis),
        (5, 'flapping', old.flapping::text, new.flapping::text),
        (6, 'assignee', old.assignee, new.assignee)) as changes (place, kind, old_value, new_value)
    where old_value is distinct from new_value
    order by place;
    return null;
end
$$;

create trigger tickets_history_changed
after update of status, held, diagnosis, severity, flapping, assignee on tickets
for each row when (old.status is distinct from new.status or old.held is distinct from new.held
    or old.diagnosis is distinct from new.diagnosis or old.severity is distinct from new.severity
    or old.flapping is distinct from new.flapping or old.assignee is distinct from new.assignee)
execute function tickets_history_changed();
--rollback drop trigger tickets_history_changed on tickets;
--rollback drop function tickets_history_changed();
