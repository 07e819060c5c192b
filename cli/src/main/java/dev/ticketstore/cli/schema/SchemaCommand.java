package dev.ticketstore.cli.schema;

import dev.ticketstore.cli.TicketsCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.ScopeType;

/** The commands for the tables; the verbs are named as Liquibase's are. */
@Command(
    scope = ScopeType.INHERIT,
    description = "Show, apply, check and undo changes of the schema.",
    exitCodeList = {
      "0:The operation succeeded.",
      "1:The operation failed; nothing has changed, unless the message says what has.",
      "2:The command line is wrong; nothing has been done.",
      "3:Changes are pending.",
      "4:Another process keeps the database locked.",
      "5:The database is edited, half migrated, another program's, or of a build before 0.1.0.",
      "6:The database is newer than this version.",
      "7:The schema differs from what the applied changes mean: drift, repair, baseline."
    },
    subcommands = {
      SchemaStatusCommand.class,
      SchemaUpdateCommand.class,
      SchemaUpdateSqlCommand.class,
      SchemaValidateCommand.class,
      SchemaHistoryCommand.class,
      SchemaTagCommand.class,
      SchemaRollbackCommand.class,
      SchemaRollbackSqlCommand.class,
      SchemaListLocksCommand.class,
      SchemaReleaseLocksCommand.class,
      SchemaDriftCommand.class,
      SchemaRepairCommand.class,
      SchemaBaselineCommand.class,
      SchemaWaitCommand.class,
      SchemaAdoptCommand.class,
      SchemaGrantsCommand.class,
      HelpCommand.class
    })
@SuppressWarnings("NullAway.Init")
public final class SchemaCommand {

  @ParentCommand private TicketsCommand tickets;

  TicketsCommand tickets() {
    return tickets;
  }
}
