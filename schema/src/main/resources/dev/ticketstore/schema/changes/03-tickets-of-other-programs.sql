--liquibase formatted sql

--changeset ticket-store:other-program-update-sqlite dbms:sqlite splitStatements:false logicalFilePath:dev/ticketstore/schema/changes/03-tickets-of-other-programs.sql
-- Another program writes instants as naive ISO 8601, and knows neither version nor the columns derived from a status.
-- The library increments the version with each change; an update that keeps it is another program's. The name is that
-- of the Python program, whose CREATE TRIGGER IF NOT EXISTS finds it. Its holds are measured in whole seconds, as its
-- SQLite may be older than fractions in unixepoch().
create trigger tickets_updated_at
after update on tickets
when new.version = old.version
begin
    update tickets set
        version = old.version + 1,
        updated_at = strftime('%Y-%m-%dT%H:%M:%f000Z'),
        first_seen_at = substr(replace(rtrim(new.first_seen_at, 'Z'), ' ', 'T') || case when length(rtrim(new.first_seen_at, 'Z')) = 19 then '.' else '' end || '000000', 1, 26) || 'Z',
        last_seen_at = substr(replace(rtrim(new.last_seen_at, 'Z'), ' ', 'T') || case when length(rtrim(new.last_seen_at, 'Z')) = 19 then '.' else '' end || '000000', 1, 26) || 'Z',
        resolved_at = substr(replace(rtrim(new.resolved_at, 'Z'), ' ', 'T') || case when length(rtrim(new.resolved_at, 'Z')) = 19 then '.' else '' end || '000000', 1, 26) || 'Z',
        created_at = substr(replace(rtrim(new.created_at, 'Z'), ' ', 'T') || case when length(rtrim(new.created_at, 'Z')) = 19 then '.' else '' end || '000000', 1, 26) || 'Z',
        acknowledged_at = coalesce(substr(replace(rtrim(new.acknowledged_at, 'Z'), ' ', 'T') || case when length(rtrim(new.acknowledged_at, 'Z')) = 19 then '.' else '' end || '000000', 1, 26) || 'Z',
            iif(new.status = 'acknowledged', strftime('%Y-%m-%dT%H:%M:%f000Z'), null)),
        diagnosed_at = coalesce(substr(replace(rtrim(new.diagnosed_at, 'Z'), ' ', 'T') || case when length(rtrim(new.diagnosed_at, 'Z')) = 19 then '.' else '' end || '000000', 1, 26) || 'Z',
            iif(new.status = 'diagnosed', strftime('%Y-%m-%dT%H:%M:%f000Z'), null)),
        resolved_by = case when new.status = 'resolved' then coalesce(new.resolved_by, 'other_program') end,
        held_since = case when new.held then coalesce(substr(replace(rtrim(new.held_since, 'Z'), ' ', 'T') || case when length(rtrim(new.held_since, 'Z')) = 19 then '.' else '' end || '000000', 1, 26) || 'Z',
            strftime('%Y-%m-%dT%H:%M:%f000Z')) end,
        held_micros = new.held_micros + case when new.held or new.held_since is null then 0 else max(0,
            (unixepoch() - unixepoch(substr(new.held_since, 1, 19))) * 1000000 - substr(new.held_since, 21, 6)) end,
        change_actor = null,
        change_note = null,
        change_batch_key = null,
        change_effective_at = null
    where id = new.id;
end;
--rollback drop trigger tickets_updated_at;

--changeset ticket-store:other-program-insert-sqlite dbms:sqlite splitStatements:false logicalFilePath:dev/ticketstore/schema/changes/03-tickets-of-other-programs.sql
-- A row without an episode is another program's. It becomes the next episode of its key, as in the dedup upsert
-- (UpsertStatement), in the adoption of a whole file (PythonTicket), and in the trigger for PostgreSQL below.
create trigger tickets_other_program_insert
after insert on tickets
when new.episode = 0
begin
    update tickets set
        version = tickets.version + 1,
        first_seen_at = substr(replace(rtrim(new.first_seen_at, 'Z'), ' ', 'T') || case when length(rtrim(new.first_seen_at, 'Z')) = 19 then '.' else '' end || '000000', 1, 26) || 'Z',
        last_seen_at = substr(replace(rtrim(new.last_seen_at, 'Z'), ' ', 'T') || case when length(rtrim(new.last_seen_at, 'Z')) = 19 then '.' else '' end || '000000', 1, 26) || 'Z',
        resolved_at = substr(replace(rtrim(new.resolved_at, 'Z'), ' ', 'T') || case when length(rtrim(new.resolved_at, 'Z')) = 19 then '.' else '' end || '000000', 1, 26) || 'Z',
        created_at = substr(replace(rtrim(new.created_at, 'Z'), ' ', 'T') || case when length(rtrim(new.created_at, 'Z')) = 19 then '.' else '' end || '000000', 1, 26) || 'Z',
        updated_at = substr(replace(rtrim(new.updated_at, 'Z'), ' ', 'T') || case when length(rtrim(new.updated_at, 'Z')) = 19 then '.' else '' end || '000000', 1, 26) || 'Z',
        acknowledged_at = coalesce(substr(replace(rtrim(new.acknowledged_at, 'Z'), ' ', 'T') || case when length(rtrim(new.acknowledged_at, 'Z')) = 19 then '.' else '' end || '000000', 1, 26) || 'Z',
            iif(new.status = 'acknowledged', strftime('%Y-%m-%dT%H:%M:%f000Z'), null)),
        diagnosed_at = coalesce(substr(replace(rtrim(new.diagnosed_at, 'Z'), ' ', 'T') || case when length(rtrim(new.diagnosed_at, 'Z')) = 19 then '.' else '' end || '000000', 1, 26) || 'Z',
            iif(new.status = 'diagnosed', strftime('%Y-%m-%dT%H:%M:%f000Z'), null)),
        resolved_by = case when new.status = 'resolved' then coalesce(new.resolved_by, 'other_program') end,
        held_since = case when new.held then coalesce(substr(replace(rtrim(new.held_since, 'Z'), ' ', 'T') || case when length(rtrim(new.held_since, 'Z')) = 19 then '.' else '' end || '000000', 1, 26) || 'Z',
            strftime('%Y-%m-%dT%H:%M:%f000Z')) end,
        episode = 1 + coalesce(before.episode, 0),
        previous_id = before.id,
        occurrences_before = coalesce(before.occurrences_before + before.occurrence_count, 0)
    from (select 1) left join (
        select * from tickets as others
        where others.violation_key = new.violation_key and others.episode > 0
        order by others.episode desc limit 1) as before
    where tickets.id = new.id;
end;
--rollback drop trigger tickets_other_program_insert;

--changeset ticket-store:other-program-postgresql dbms:postgresql splitStatements:false logicalFilePath:dev/ticketstore/schema/changes/03-tickets-of-other-programs.sql
create function tickets_other_program_update() returns trigger language plpgsql as $$
begin
    new.version := old.version + 1;
    new.updated_at := current_timestamp;
    new.change_actor := null;
    new.change_note := null;
    new.change_batch_key := null;
    new.change_effective_at := null;
    if new.status = 'acknowledged' then
        new.acknowledged_at := coalesce(new.acknowledged_at, current_timestamp);
    elsif new.status = 'diagnosed' then
        new.diagnosed_at := coalesce(new.diagnosed_at, current_timestamp);
    elsif new.status = 'resolved' then
        new.resolved_by := coalesce(new.resolved_by, 'other_program');
    end if;
    if new.held then
        new.held_since := coalesce(new.held_since, current_timestamp);
    elsif new.held_since is not null then
        new.held_micros := new.held_micros
            + greatest(0, (extract(epoch from current_timestamp - new.held_since) * 1000000)::bigint);
        new.held_since := null;
    end if;
    return new;
end
$$;

create trigger tickets_other_program_update
before update on tickets
for each row when (new.version = old.version)
execute function tickets_other_program_update();

create function tickets_other_program_insert() returns trigger language plpgsql as $$
begin
    select 1 + coalesce(others.episode, 0), others.id, coalesce(others.occurrences_before + others.occurrence_count, 0)
    into new.episode, new.previous_id, new.occurrences_before
    from (select 1) as one left join lateral (
        select * from tickets
        where violation_key = new.violation_key and tickets.episode > 0
        order by tickets.episode desc limit 1) as others on true;
    if new.status = 'acknowledged' then
        new.acknowledged_at := coalesce(new.acknowledged_at, current_timestamp);
    elsif new.status = 'diagnosed' then
        new.diagnosed_at := coalesce(new.diagnosed_at, current_timestamp);
    elsif new.status = 'resolved' then
        new.resolved_by := coalesce(new.resolved_by, 'other_program');
    end if;
    if new.held then
        new.held_since := coalesce(new.held_since, current_timestamp);
    end if;
    return new;
end
$$;

create trigger tickets_other_program_insert
before insert on tickets
for each row when (new.episode = 0)
execute function tickets_other_program_insert();
--rollback drop trigger tickets_other_program_insert on tickets;
--rollback drop function tickets_other_program_insert();
--rollback drop trigger tickets_other_program_update on tickets;
--rollback drop function tickets_other_program_update();
