--liquibase formatted sql

--changeset ticket-store:tickets-sqlite dbms:sqlite stripComments:false logicalFilePath:dev/ticketstore/schema/changes/01-tickets.sql
-- Instants are text of fixed width, 2026-01-24T23:08:17.123456Z, so that text order is time order. The checks also
-- accept naive ISO 8601 and CURRENT_TIMESTAMP, which other programs write: they count as UTC, with up to six digits of
-- a fraction and no offset. SQLite skips a check none of whose columns is assigned, hence a constraint a column.
-- datetime() turns 30 February into 1 March: its result is compared with the input, by IS, since a check that is NULL
-- passes. The last comment stays in the database: sqlite-jdbc looks for the primary key with a pattern that takes half
-- a minute over this text without it, and 24 ms with it.
create table tickets (
    id integer primary key autoincrement,
    violation_key text not null,
    invariant_name text not null,
    store_id text,
    status text not null default 'open',
    held integer not null default 0,
    batch_key text,
    occurrence_count integer not null default 1,
    first_seen_at text not null,
    last_seen_at text not null,
    acknowledged_at text,
    diagnosed_at text,
    resolved_at text,
    resolved_by text,
    message text not null,
    severity text not null default 'warning',
    severity_rank integer generated always as (
        case severity when 'info' then 1 when 'warning' then 2 when 'critical' then 3 end) virtual,
    diagnosis text,
    metric_snapshot text,
    labels text,
    assignee text,
    held_since text,
    held_micros integer not null default 0,
    episode integer not null default 0,
    previous_id integer,
    occurrences_before integer not null default 0,
    flapping integer not null default 0,
    source text,
    missed_cycles integer not null default 0,
    version integer not null default 1,
    change_actor text,
    change_note text,
    change_batch_key text,
    change_effective_at text,
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z')),
    updated_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z')),
    constraint tickets_violation_key_check
        check (violation_key = invariant_name || coalesce(':' || store_id, '')),
    constraint tickets_invariant_name_check
        check (invariant_name <> '' and invariant_name not like '%:%'),
    constraint tickets_store_id_check check (store_id <> ''),
    constraint tickets_status_check check (status in ('open', 'acknowledged', 'diagnosed', 'resolved')),
    constraint tickets_held_check check (held in (0, 1)),
    constraint tickets_held_micros_check check (held_micros >= 0),
    constraint tickets_occurrence_count_check check (occurrence_count >= 1),
    constraint tickets_version_check check (version >= 1),
    constraint tickets_episode_check check (episode >= 0),
    constraint tickets_occurrences_before_check check (occurrences_before >= 0),
    constraint tickets_flapping_check check (flapping in (0, 1)),
    constraint tickets_missed_cycles_check check (missed_cycles >= 0),
    constraint tickets_first_seen_at_check check (
        datetime(first_seen_at) is replace(substr(first_seen_at, 1, 19), 'T', ' ')
            and substr(first_seen_at, 12, 2) < '24'
            and length(rtrim(first_seen_at, 'Z')) <= 26 and substr(first_seen_at, 20) not glob '*[^0-9.Z]*'),
    constraint tickets_last_seen_at_check check (last_seen_at = first_seen_at
        or datetime(last_seen_at) is replace(substr(last_seen_at, 1, 19), 'T', ' ')
            and substr(last_seen_at, 12, 2) < '24'
            and length(rtrim(last_seen_at, 'Z')) <= 26 and substr(last_seen_at, 20) not glob '*[^0-9.Z]*'),
    constraint tickets_seen_order_check check (
        case when length(first_seen_at) = 27 and length(last_seen_at) = 27 then last_seen_at >= first_seen_at
        else substr(replace(rtrim(last_seen_at, 'Z'), ' ', 'T') || case when length(rtrim(last_seen_at, 'Z')) = 19
            then '.' else '' end || '000000', 1, 26)
            >= substr(replace(rtrim(first_seen_at, 'Z'), ' ', 'T') || case when length(rtrim(first_seen_at, 'Z')) = 19
            then '.' else '' end || '000000', 1, 26) end),
    constraint tickets_acknowledged_at_check check (acknowledged_at is null
        or datetime(acknowledged_at) is replace(substr(acknowledged_at, 1, 19), 'T', ' ')
            and substr(acknowledged_at, 12, 2) < '24'
            and length(rtrim(acknowledged_at, 'Z')) <= 26 and substr(acknowledged_at, 20) not glob '*[^0-9.Z]*'),
    constraint tickets_diagnosed_at_check check (diagnosed_at is null
        or datetime(diagnosed_at) is replace(substr(diagnosed_at, 1, 19), 'T', ' ')
            and substr(diagnosed_at, 12, 2) < '24'
            and length(rtrim(diagnosed_at, 'Z')) <= 26 and substr(diagnosed_at, 20) not glob '*[^0-9.Z]*'),
    constraint tickets_resolved_at_check check (resolved_at is null
        or datetime(resolved_at) is replace(substr(resolved_at, 1, 19), 'T', ' ')
            and substr(resolved_at, 12, 2) < '24'
            and length(rtrim(resolved_at, 'Z')) <= 26 and substr(resolved_at, 20) not glob '*[^0-9.Z]*'),
    constraint tickets_held_since_check check (held_since is null
        or datetime(held_since) is replace(substr(held_since, 1, 19), 'T', ' ')
            and substr(held_since, 12, 2) < '24'
            and length(rtrim(held_since, 'Z')) <= 26 and substr(held_since, 20) not glob '*[^0-9.Z]*'),
    constraint tickets_change_effective_at_check check (change_effective_at is null
        or datetime(change_effective_at) is replace(substr(change_effective_at, 1, 19), 'T', ' ')
            and substr(change_effective_at, 12, 2) < '24'
            and length(rtrim(change_effective_at, 'Z')) <= 26 and substr(change_effective_at, 20) not glob '*[^0-9.Z]*'),
    constraint tickets_created_at_check check (
        datetime(created_at) is replace(substr(created_at, 1, 19), 'T', ' ')
            and substr(created_at, 12, 2) < '24'
            and length(rtrim(created_at, 'Z')) <= 26 and substr(created_at, 20) not glob '*[^0-9.Z]*'),
    constraint tickets_updated_at_check check (updated_at = created_at or updated_at = last_seen_at
        or datetime(updated_at) is replace(substr(updated_at, 1, 19), 'T', ' ')
            and substr(updated_at, 12, 2) < '24'
            and length(rtrim(updated_at, 'Z')) <= 26 and substr(updated_at, 20) not glob '*[^0-9.Z]*'),
    constraint tickets_resolution_check check (resolved_at is null and resolved_by is null or status = 'resolved'),
    constraint tickets_resolved_by_check check (resolved_by in ('person', 'cycle', 'other_program')),
    constraint tickets_severity_check check (severity in ('info', 'warning', 'critical')),
    constraint tickets_metric_snapshot_check check (
        metric_snapshot is null
        or case when json_valid(metric_snapshot) then json_type(metric_snapshot) = 'object' else 0 end),
    constraint tickets_labels_check check (
        labels is null or case when json_valid(labels) then json_type(labels) = 'object' else 0 end)
    /* constraint pk_tickets primary key (id) */
) strict;
--rollback drop table tickets;

--changeset ticket-store:tickets-postgresql dbms:postgresql logicalFilePath:dev/ticketstore/schema/changes/01-tickets.sql
-- Names, keys and messages compare by code point (collate "C"), as on SQLite, so that both databases sort and lock keys
-- alike and choose the same of two messages. The fill factor leaves room for repeats on the page of their ticket.
create table tickets (
    id bigint generated by default as identity primary key,
    violation_key text collate "C" not null,
    invariant_name text collate "C" not null,
    store_id text collate "C",
    status text not null default 'open',
    held boolean not null default false,
    batch_key text collate "C",
    occurrence_count bigint not null default 1,
    first_seen_at timestamptz not null,
    last_seen_at timestamptz not null,
    acknowledged_at timestamptz,
    diagnosed_at timestamptz,
    resolved_at timestamptz,
    resolved_by text,
    message text collate "C" not null,
    severity text not null default 'warning',
    severity_rank integer generated always as (
        case severity when 'info' then 1 when 'warning' then 2 when 'critical' then 3 end) stored,
    diagnosis text,
    metric_snapshot jsonb,
    labels jsonb,
    assignee text collate "C",
    held_since timestamptz,
    held_micros bigint not null default 0,
    episode bigint not null default 0,
    previous_id bigint,
    occurrences_before bigint not null default 0,
    flapping boolean not null default false,
    source text collate "C",
    missed_cycles bigint not null default 0,
    version bigint not null default 1,
    change_actor text collate "C",
    change_note text,
    change_batch_key text collate "C",
    change_effective_at timestamptz,
    created_at timestamptz not null default current_timestamp,
    updated_at timestamptz not null default current_timestamp,
    constraint tickets_violation_key_check
        check (violation_key = invariant_name || coalesce(':' || store_id, '')),
    constraint tickets_invariant_name_check
        check (invariant_name <> '' and invariant_name not like '%:%'),
    constraint tickets_store_id_check check (store_id <> ''),
    constraint tickets_status_check check (status in ('open', 'acknowledged', 'diagnosed', 'resolved')),
    constraint tickets_held_micros_check check (held_micros >= 0),
    constraint tickets_occurrence_count_check check (occurrence_count >= 1),
    constraint tickets_version_check check (version >= 1),
    constraint tickets_episode_check check (episode >= 0),
    constraint tickets_occurrences_before_check check (occurrences_before >= 0),
    constraint tickets_missed_cycles_check check (missed_cycles >= 0),
    constraint tickets_seen_order_check check (last_seen_at >= first_seen_at),
    constraint tickets_resolution_check check (resolved_at is null and resolved_by is null or status = 'resolved'),
    constraint tickets_resolved_by_check check (resolved_by in ('person', 'cycle', 'other_program')),
    constraint tickets_severity_check check (severity in ('info', 'warning', 'critical')),
    constraint tickets_metric_snapshot_check check (jsonb_typeof(metric_snapshot) = 'object'),
    constraint tickets_labels_check check (jsonb_typeof(labels) = 'object')
) with (fillfactor = 70);
--rollback drop table tickets;

--changeset ticket-store:tickets-indexes logicalFilePath:dev/ticketstore/schema/changes/01-tickets.sql
-- Episode 0 belongs to a row of another program until its trigger has numbered it. This index is created before the next
-- one, as PostgreSQL fills them in this order: an upsert that waits here for the opener of the same ticket has no entry
-- yet in the index that a repeat of that ticket would wait for. The other way round the two lock each other out.
create unique index idx_tickets_episode on tickets (violation_key, episode) where episode > 0;

-- The dedup upsert names this predicate. PostgreSQL infers a partial index from a literal one only.
create unique index idx_tickets_open_violation on tickets (violation_key) where status <> 'resolved';

create index idx_tickets_violation_time on tickets (violation_key, resolved_at);

create index idx_tickets_first_seen_at on tickets (first_seen_at);

create index idx_tickets_resolved_at on tickets (resolved_at) where status = 'resolved';
--rollback drop index idx_tickets_resolved_at;
--rollback drop index idx_tickets_first_seen_at;
--rollback drop index idx_tickets_violation_time;
--rollback drop index idx_tickets_open_violation;
--rollback drop index idx_tickets_episode;
