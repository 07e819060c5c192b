package dev.ticketstore.cli.schema;

import dev.ticketstore.cli.input.Converters;
import dev.ticketstore.schema.RollbackPoint;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** How far a rollback returns; one of these is given. */
final class RollbackOptions {

  @Parameters(index = "0", paramLabel = "TAG", description = "The tag of the last one to keep.")
  private @Nullable String tag;

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "Undo this many, the newest first.",
      converter = Converters.ToPositive.class)
  private @Nullable Integer count;

  @Option(
      names = "--to-date",
      paramLabel = "INSTANT",
      description = "Undo those that were applied after it, such as 2026-01-24T23:08:17Z.",
      converter = Converters.ToInstant.class)
  private @Nullable Instant date;

  @Option(
      names = "--to",
      paramLabel = "CHANGE",
      description = "The name or id of the last one to keep.")
  private @Nullable String change;

  RollbackPoint point() {
    if (tag != null) {
      return new RollbackPoint.Tag(tag);
    }
    if (count != null) {
      return new RollbackPoint.Count(count);
    }
    if (date != null) {
      return new RollbackPoint.Date(date);
    }
    return new RollbackPoint.Change(String.valueOf(change));
  }

  /** For people. */
  String text() {
    return tag != null ? tag : date != null ? date.toString() : String.valueOf(change);
  }
}
