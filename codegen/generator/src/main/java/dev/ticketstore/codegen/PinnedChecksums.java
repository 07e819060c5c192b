package dev.ticketstore.codegen;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ticketstore.schema.SchemaMigrator;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import liquibase.ChecksumVersion;
import liquibase.Scope;
import liquibase.changelog.ChangeLogParameters;
import liquibase.changelog.ChangeSet;
import liquibase.changelog.DatabaseChangeLog;
import liquibase.logging.core.NoOpLogService;
import liquibase.parser.ChangeLogParserFactory;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.ui.LoggerUIService;

/**
 * The checksums that {@code checksums.txt} must hold for the changelog. The migrator trusts that
 * file and must not meet a wrong one, so the build ends here and prints the right lines.
 */
final class PinnedChecksums {

  private static final String RESOURCE = "/dev/ticketstore/schema/checksums.txt";

  /** Liquibase's names, in the order of the file. */
  private static final List<String> DATABASES = List.of("sqlite", "postgresql");

  private PinnedChecksums() {}

  /**
   * Compares the file with the changelog.
   *
   * @throws IllegalStateException if they differ; the message has the lines to put there
   */
  static void requireThoseOfTheChangelog() {
    try (InputStream file = PinnedChecksums.class.getResourceAsStream(RESOURCE)) {
      List<String> pinned =
          file == null ? List.of() : new String(file.readAllBytes(), UTF_8).lines().toList();
      List<String> actual = lines(changelog());
      if (!actual.equals(pinned)) {
        throw new IllegalStateException(
            RESOURCE
                + " does not match the changelog. Restore a released change that was edited. Otherwise replace the"
                + " file's content by:\n"
                + String.join("\n", actual));
      }
    } catch (IOException e) {
      throw new IllegalStateException("Reading " + RESOURCE + " failed", e);
    }
  }

  /** Parses without output: Liquibase prints to standard output by default. */
  private static DatabaseChangeLog changelog() {
    ClassLoader classes = SchemaMigrator.class.getClassLoader();
    try {
      return Scope.child(
          Map.of(
              Scope.Attr.ui.name(),
              new LoggerUIService(),
              Scope.Attr.logService.name(),
              new NoOpLogService(),
              Scope.Attr.classLoader.name(),
              classes,
              "liquibase.analytics.enabled",
              false),
          () -> {
            var resources = new ClassLoaderResourceAccessor(classes);
            return ChangeLogParserFactory.getInstance()
                .getParser(SchemaMigrator.CHANGELOG, resources)
                .parse(SchemaMigrator.CHANGELOG, new ChangeLogParameters(), resources);
          });
    } catch (Exception e) {
      throw new IllegalStateException("The changelog could not be read", e);
    }
  }

  private static List<String> lines(DatabaseChangeLog changelog) {
    List<String> lines = new ArrayList<>();
    for (String database : DATABASES) {
      for (ChangeSet change : changelog.getChangeSets()) {
        Set<String> only = change.getDbmsSet();
        if (only == null || only.isEmpty() || only.contains(database)) {
          lines.add(
              database
                  + " "
                  + change.generateCheckSum(ChecksumVersion.latest())
                  + " "
                  + change.toString(false)
                  + (change.isRunInTransaction() ? "" : " outsideTransaction"));
        }
      }
    }
    return lines;
  }
}
