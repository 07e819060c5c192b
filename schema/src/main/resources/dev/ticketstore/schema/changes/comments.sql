--liquibase formatted sql

--changeset ticket-store:comments-postgresql dbms:postgresql logicalFilePath:dev/ticketstore/schema/changes/comments.sql
-- SQLite keeps no comments. The build copies these into the javadoc of the generated tables.
comment on table tickets is 'Tickets, one row for each period in which a violation was observed without being resolved.';
comment on column tickets.id is 'Number of the ticket, given in the order of creation.';
comment on column tickets.violation_key is 'Identity of the violation: `invariant_name:store_id`, or `invariant_name` alone if it concerns no single store.';
comment on column tickets.invariant_name is 'Name of the invariant that does not hold.';
comment on column tickets.store_id is 'The store that the violation concerns, or null if it concerns none.';
comment on column tickets.status is 'Step of the lifecycle: open, acknowledged, diagnosed or resolved.';
comment on column tickets.held is 'Whether check cycles must leave the ticket unresolved.';
comment on column tickets.batch_key is 'Batch of the newest observation, or null if it named none.';
comment on column tickets.occurrence_count is 'Number of observations that the ticket counts.';
comment on column tickets.first_seen_at is 'Time of the earliest observation.';
comment on column tickets.last_seen_at is 'Time of the latest observation.';
comment on column tickets.resolved_at is 'Time at which the violation ended, or null if the ticket is not resolved.';
comment on column tickets.message is 'Message of the newest observation.';
comment on column tickets.severity is 'Severity of the newest observation: info, warning or critical.';
comment on column tickets.diagnosis is 'Text that explains the cause, or null if nothing has been found.';
comment on column tickets.metric_snapshot is 'Metrics of the newest observation, a JSON object, or null if it brought none.';
comment on column tickets.version is 'Number of the row''s changes, for optimistic locking.';
comment on column tickets.created_at is 'Time at which the store wrote the row.';
comment on column tickets.updated_at is 'Time of the row''s latest change.';
comment on column tickets.episode is 'Number of this ticket among those of its key, from 1.';
comment on column tickets.previous_id is 'The ticket of the same key before this one, or null if it is the first.';
comment on column tickets.occurrences_before is 'Observations that all earlier tickets of the key counted.';
comment on column tickets.flapping is 'Whether the key was resolved and observed again too often.';
comment on column tickets.source is 'Monitor that observed the violation last, or null if it gave no name.';
comment on column tickets.missed_cycles is 'Complete check cycles in a row that did not observe the violation.';
comment on column tickets.assignee is 'Person who works on the ticket, or null if it is not assigned.';
comment on column tickets.change_actor is 'Author of the row''s latest change, or null if unknown; the triggers copy it into the history.';
comment on column tickets.change_note is 'Note on the row''s latest change, or null if there is none; the triggers copy it into the history.';
comment on column tickets.change_batch_key is 'Batch of the row''s latest change, or null if there is none; the triggers copy it into the history.';

comment on table absorbed_tickets is 'Rows of another program that were further unresolved tickets of a key.';
comment on column absorbed_tickets.id is 'Number that the row had.';
comment on column absorbed_tickets.survivor_id is 'The ticket that took over the row''s count.';
comment on column absorbed_tickets.original_row is 'The whole row, a JSON object.';
comment on column absorbed_tickets.absorbed_at is 'Time at which the row was taken over.';

comment on table ticket_events is 'History of the tickets, one row for each change of a column.';
comment on column ticket_events.id is 'Number of the event; within a transaction in the order of the changes.';
comment on column ticket_events.transaction_id is 'Transaction that wrote the event; 0 on SQLite.';
comment on column ticket_events.ticket_id is 'The ticket that changed.';
comment on column ticket_events.violation_key is 'Key of that ticket.';
comment on column ticket_events.kind is 'What changed: opened, status, held, diagnosis, severity, flapping, assignee or comment.';
comment on column ticket_events.old_value is 'Value before the change, or null if there was none.';
comment on column ticket_events.new_value is 'Value after the change, or null if there is none.';
comment on column ticket_events.occurred_at is 'Time of the change.';
comment on column ticket_events.actor is 'Author of the change, or null if unknown.';
comment on column ticket_events.note is 'Note on the change, or null if there is none.';
comment on column ticket_events.batch_key is 'Batch that caused the change, or null if none did.';

comment on table observation_ids is 'Ids of observations that have been counted, so that a retry does not count again.';
comment on column observation_ids.observation_id is 'Id that the caller gave the observation.';
comment on column observation_ids.violation_key is 'Key of the violation.';
comment on column observation_ids.ticket_id is 'The ticket that counted the observation.';
comment on column observation_ids.counted_at is 'Time at which it was counted.';

comment on table check_cycles is 'Check cycles that have been applied, with the report of each.';
comment on column check_cycles.id is 'Number of the cycle.';
comment on column check_cycles.source is 'Monitor that ran the cycle.';
comment on column check_cycles.batch_key is 'Name of the cycle, unique within its source.';
comment on column check_cycles.started_at is 'Time at which the cycle began.';
comment on column check_cycles.ended_at is 'Time at which the cycle ended, or null if unknown.';
comment on column check_cycles.outcome is 'How the cycle ended: complete, partial or failed.';
comment on column check_cycles.scope is 'What the cycle evaluated, a JSON object.';
comment on column check_cycles.created_count is 'Tickets that the cycle opened.';
comment on column check_cycles.repeated_count is 'Observations that repeated an unresolved ticket.';
comment on column check_cycles.duplicate_count is 'Observations that had been counted before.';
comment on column check_cycles.late_count is 'Observations that came after their ticket''s resolution.';
comment on column check_cycles.resolved_count is 'Tickets that the cycle resolved.';
comment on column check_cycles.report is 'Report of the cycle, a JSON object.';
comment on column check_cycles.recorded_at is 'Time at which the store wrote the row.';

--rollback empty
