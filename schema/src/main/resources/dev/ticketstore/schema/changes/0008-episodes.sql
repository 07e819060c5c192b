--liquibase formatted sql

--changeset ticket-store:episodes-sqlite dbms:sqlite logicalFilePath:dev/ticketstore/schema/changes/0008-episodes.sql
-- Tickets of one key are its episodes, numbered from 1; 0 is of another program, until a trigger has numbered it.
-- Each knows the one before it and what all before it counted, so that the older ones can go. The last three columns
-- say who made the latest change, for the history.
alter table tickets add column episode integer not null default 0
    constraint tickets_episode_check check (episode >= 0);
alter table tickets add column previous_id integer;
alter table tickets add column occurrences_before integer not null default 0
    constraint tickets_occurrences_before_check check (occurrences_before >= 0);
alter table tickets add column flapping integer not null default 0
    constraint tickets_flapping_check check (flapping in (0, 1));
alter table tickets add column source text;
alter table tickets add column missed_cycles integer not null default 0
    constraint tickets_missed_cycles_check check (missed_cycles >= 0);
alter table tickets add column assignee text;
alter table tickets add column change_actor text;
alter table tickets add column change_note text;
alter table tickets add column change_batch_key text;
--rollback alter table tickets drop column change_batch_key;
--rollback alter table tickets drop column change_note;
--rollback alter table tickets drop column change_actor;
--rollback alter table tickets drop column assignee;
--rollback alter table tickets drop column missed_cycles;
--rollback alter table tickets drop column source;
--rollback alter table tickets drop column flapping;
--rollback alter table tickets drop column occurrences_before;
--rollback alter table tickets drop column previous_id;
--rollback alter table tickets drop column episode;

--changeset ticket-store:episodes-postgresql dbms:postgresql logicalFilePath:dev/ticketstore/schema/changes/0008-episodes.sql
-- Of two messages of one instant the greater one stays, so that they must compare as on SQLite.
alter table tickets
    add column episode bigint not null default 0
        constraint tickets_episode_check check (episode >= 0),
    add column previous_id bigint,
    add column occurrences_before bigint not null default 0
        constraint tickets_occurrences_before_check check (occurrences_before >= 0),
    add column flapping boolean not null default false,
    add column source text collate "C",
    add column missed_cycles bigint not null default 0
        constraint tickets_missed_cycles_check check (missed_cycles >= 0),
    add column assignee text collate "C",
    add column change_actor text collate "C",
    add column change_note text,
    add column change_batch_key text collate "C",
    alter column message type text collate "C";
--rollback alter table tickets drop column change_batch_key, drop column change_note, drop column change_actor, drop column assignee, drop column missed_cycles, drop column source, drop column flapping, drop column occurrences_before, drop column previous_id, drop column episode, alter column message type text collate "default";

--changeset ticket-store:episode-numbers logicalFilePath:dev/ticketstore/schema/changes/0008-episodes.sql
update tickets
set episode = numbered.episode, previous_id = numbered.previous_id,
    occurrences_before = numbered.occurrences_before, version = version + 1
from (
    select id as numbered_id,
        row_number() over (partition by violation_key order by id) as episode,
        lag(id) over (partition by violation_key order by id) as previous_id,
        coalesce(sum(occurrence_count) over (
            partition by violation_key order by id rows between unbounded preceding and 1 preceding), 0)
            as occurrences_before
    from tickets) as numbered
where numbered_id = id;

create unique index idx_tickets_episode on tickets (violation_key, episode) where episode > 0;
--rollback drop index idx_tickets_episode;

--changeset ticket-store:foreign-episode-sqlite dbms:sqlite splitStatements:false logicalFilePath:dev/ticketstore/schema/changes/0008-episodes.sql
create trigger tickets_foreign_episode
after insert on tickets
when new.episode = 0
begin
    update tickets
    set episode = 1 + coalesce(before.episode, 0),
        previous_id = before.id,
        occurrences_before = coalesce(before.occurrences_before + before.occurrence_count, 0)
    from (select 1) left join (
        select * from tickets as others
        where others.violation_key = new.violation_key and others.episode > 0
        order by others.episode desc limit 1) as before
    where tickets.id = new.id;
end;
--rollback drop trigger tickets_foreign_episode;

--changeset ticket-store:foreign-episode-postgresql dbms:postgresql splitStatements:false logicalFilePath:dev/ticketstore/schema/changes/0008-episodes.sql
create function tickets_foreign_episode() returns trigger language plpgsql as $$
begin
    new.episode := 1;
    select 1 + others.episode, others.id, others.occurrences_before + others.occurrence_count
    into new.episode, new.previous_id, new.occurrences_before
    from (select 1) as one left join lateral (
        select * from tickets
        where violation_key = new.violation_key and tickets.episode > 0
        order by tickets.episode desc limit 1) as others on true;
    new.episode := coalesce(new.episode, 1);
    new.occurrences_before := coalesce(new.occurrences_before, 0);
    return new;
end
$$;

create trigger tickets_foreign_episode
before insert on tickets
for each row when (new.episode = 0)
execute function tickets_foreign_episode();
--rollback drop trigger tickets_foreign_episode on tickets;
--rollback drop function tickets_foreign_episode();
