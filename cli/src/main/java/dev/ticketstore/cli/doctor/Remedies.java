package dev.ticketstore.cli.doctor;

import dev.ticketstore.DatabaseException;
import dev.ticketstore.cli.doctor.Finding.Remedy;
import dev.ticketstore.schema.SchemaException;
import org.jspecify.annotations.Nullable;

/**
 * The next step for each reason of a failure. The message of the failure says what happened.
 *
 * @param commands for the database that failed
 */
record Remedies(Commands commands) {

  Remedy of(DatabaseException.Reason reason) {
    return switch (reason) {
      case LOCKED -> locked();
      case CONNECTION_REFUSED, CONNECTION_LOST, POOL_EXHAUSTED, CANCELED -> server();
      case AUTHENTICATION ->
          new Remedy(
              "Set TICKETS_USER and TICKETS_PASSWORD, or write ~/.pgpass, and try to log in",
              commands.psql("select 1"));
      case UNKNOWN_DATABASE ->
          new Remedy(
              "Correct the name in the URL, or create the database",
              commands.postgres("createdb")
                  + " -E UTF8 -T template0 "
                  + Commands.quote(commands.database()));
      case UNKNOWN_SCHEMA ->
          new Remedy(
              "Create the schema, or give the role the use of it: see `tickets schema grants`",
              commands.psql("select * from information_schema.schemata"));
      case PERMISSION_DENIED -> grants("public");
      case CANNOT_OPEN, READ_ONLY, FILE_REPLACED -> access();
      case NOT_A_DATABASE ->
          new Remedy(
              "Name another file with --db; to see what this one is", "file " + commands.file());
      case CORRUPT ->
          Remedy.of(
              "Stop what writes to it, keep a copy of the file with its -wal, and restore a backup");
      case DISK_FULL -> new Remedy("Free some space", "df -h");
      case IO -> new Remedy("Check the disk and the log of the system", "dmesg | tail");
      case SCHEMA_OLDER, SCHEMA_HALF_MIGRATED -> update();
      case SCHEMA_NEWER -> newer();
      case SCHEMA_INVALID -> repair();
      case SCHEMA_FOREIGN -> foreign();
      case SCHEMA_UNRELEASED ->
          Remedy.of("Export it with the build that made it, and make a new database");
      case STANDBY -> Remedy.of("Name the primary in the URL, or add targetServerType=primary");
      case UNSUPPORTED ->
          Remedy.of(
              "Use PostgreSQL 13 or newer with a database in UTF8 (createdb -E UTF8 -T template0 NAME),"
                  + " and a pooler in transaction mode or none");
      case NATIVE_LIBRARY ->
          new Remedy(
              "Name a folder that may be written and executed",
              "export JAVA_TOOL_OPTIONS=-Dorg.sqlite.tmpdir=$HOME");
      case CONFLICT,
          INTERRUPTED,
          IN_TRANSACTION,
          TRANSACTION_FAILED,
          INVALID_QUERY,
          WRITE_IN_READ,
          MISSING_LIBRARY,
          OTHER ->
          new Remedy("Run it again; --verbose prints more", commands.tickets("list --verbose"));
    };
  }

  Remedy of(SchemaException.Reason reason) {
    return switch (reason) {
      case OUTDATED, HALF_MIGRATED -> update();
      case NEWER -> newer();
      case UNRELEASED -> of(DatabaseException.Reason.SCHEMA_UNRELEASED);
      case INVALID -> repair();
      case FOREIGN -> foreign();
      case LOCKED -> new Remedy("See which process has it", commands.tickets("schema list-locks"));
      case INTERRUPTED,
          UNKNOWN_TAG,
          UNKNOWN_CHANGE,
          UNSUPPORTED_DATABASE,
          MISSING_LIBRARY,
          FAILED ->
          new Remedy(
              "Run the check by itself; --verbose prints more",
              commands.tickets("schema status --verbose"));
    };
  }

  /** Nothing was said for longer than a time-out. */
  Remedy silence() {
    return commands.place().file().isPresent()
        ? new Remedy("Check the disk, or wait longer with --timeout", "df -h " + commands.file())
        : server();
  }

  /** The privileges that the role lacks, to choose from. */
  Remedy grants(String schema) {
    String role = commands.user();
    return new Remedy(
        "Let the owner of the tables run the statements of one use that this prints",
        "tickets schema grants --role "
            + (role == null ? "ROLE" : Commands.quote(role))
            + " --schema "
            + Commands.quote(schema));
  }

  Remedy update() {
    return new Remedy(
        "Apply the changes; --dry-run tries it first", commands.tickets("schema update"));
  }

  /** The rights on a file and on its folder. */
  Remedy access() {
    return new Remedy(
        "Change the owner or the mode of the file or of its folder",
        "ls -ld "
            + commands.file()
            + "* "
            + Commands.quote(folder(commands.place().file().orElse("."))));
  }

  private static String folder(String file) {
    int slash = file.lastIndexOf('/');
    return slash < 0 ? "." : file.substring(0, slash + 1);
  }

  /** There is no file yet. */
  Remedy create() {
    return new Remedy(
        "Check the path; observe, replay and import make a store, as does",
        commands.tickets("schema update"));
  }

  Remedy adopt() {
    return new Remedy(
        "Take the file over; without --dry-run it writes a backup first",
        commands.tickets("schema adopt --dry-run"));
  }

  Remedy drift() {
    return new Remedy(
        "See each difference; those of others can be accepted by --accept",
        commands.tickets("schema drift"));
  }

  Remedy runningMigration() {
    return new Remedy("Wait until it ends", commands.tickets("schema wait"));
  }

  Remedy releaseLocks() {
    return new Remedy(
        "Release it once no migration runs; `tickets schema list-locks` shows it",
        commands.tickets("schema release-locks"));
  }

  /** A reader that stays open keeps SQLite from cutting the log. */
  Remedy longReader() {
    return new Remedy(
        "End what has been reading for long; the next writer then cuts the log",
        "fuser -v " + commands.file());
  }

  Remedy space() {
    return new Remedy(
        "Make room on the disk, or remove old rows", commands.tickets("purge --older-than 90d"));
  }

  Remedy mount() {
    return new Remedy("Mount it for writing", "findmnt -T " + commands.file());
  }

  /** A setting that is to go back to what PostgreSQL comes with. */
  Remedy reset(String setting) {
    return new Remedy(
        "Reset it for the role, the database or the server; this shows where it is set",
        commands.psql("select * from pg_settings where name = '" + setting + "'"));
  }

  Remedy connections() {
    return new Remedy(
        "Lower maxConnections of the services, use a pooler, or raise max_connections",
        commands.psql("select * from pg_stat_activity"));
  }

  /** A transaction that holds events back. */
  Remedy openWriter(@Nullable Integer pid) {
    return pid == null
        ? new Remedy("Commit it or roll it back", commands.psql("select * from pg_prepared_xacts"))
        : new Remedy(
            "Let it commit, or end it", commands.psql("select pg_terminate_backend(" + pid + ")"));
  }

  private Remedy locked() {
    return commands.place().file().isPresent()
        ? new Remedy("End the process that keeps it", "fuser -v " + commands.file())
        : new Remedy("See which process has it", commands.tickets("schema list-locks"));
  }

  private Remedy server() {
    return new Remedy(
        "Check host and port in the URL, the network, and that the server runs",
        commands.postgres("pg_isready"));
  }

  private Remedy repair() {
    return new Remedy(
        "See what differs; without --dry-run it corrects the checksums",
        commands.tickets("schema repair --dry-run"));
  }

  private static Remedy newer() {
    return new Remedy(
        "Upgrade this command and the library to the version that applied the changes",
        "tickets --version");
  }

  private Remedy foreign() {
    return commands.place().file().isPresent()
        ? Remedy.of("Name another file by --db")
        : Remedy.of("Name another database in the URL, or another schema by currentSchema");
  }
}
