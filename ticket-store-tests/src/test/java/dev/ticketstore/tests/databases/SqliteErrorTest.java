package dev.ticketstore.tests.databases;

import static dev.ticketstore.tests.databases.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseException.Reason;
import dev.ticketstore.SchemaPolicy;
import dev.ticketstore.TicketStore;
import dev.ticketstore.Violation;
import dev.ticketstore.contract.OnlyOn;
import dev.ticketstore.contract.TicketStoreContract;
import dev.ticketstore.model.TicketStatus;
import dev.ticketstore.tests.support.ChildJvm;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jooq.SQLDialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** What goes wrong with real files, and what the store says. */
@OnlyOn(value = SQLDialect.SQLITE, because = "its files are the server's")
class SqliteErrorTest extends TicketStoreContract {

  @TempDir Path folder;

  private Path file() {
    return Path.of(database.name());
  }

  private static SQLiteDataSource dataSource(String url, SQLiteConfig config) {
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl(url);
    return source;
  }

  @Test
  void fileThatAnotherConnectionWritesIsLockedAndTheCallMayBeRepeated() throws SQLException {
    try (TicketStore impatient = database.store().timeout(Duration.ofMillis(250)).open();
        Connection other = database.connect();
        Statement statement = other.createStatement()) {
      long id = impatient.observe(storeDown("a", NOW)).ticket().id();
      statement.execute("begin immediate");

      for (ThrowingCallable call :
          List.<ThrowingCallable>of(
              () -> impatient.observe(storeDown("b", NOW)), () -> impatient.resolve(id))) {
        assertThat(assertFails(Reason.LOCKED, call).isRetryable()).isTrue();
      }
      assertThat(impatient.count()).containsEntry(TicketStatus.OPEN, 1L);
      try (TicketStore another = database.store().timeout(Duration.ofMillis(250)).open()) {
        assertThat(another.find(id)).isPresent();
      }

      statement.execute("rollback");
      assertThat(impatient.resolve(id).changed()).isTrue();
    }
  }

  @Test
  void readOnlyConnectionsRead() {
    long id = store.observe(storeDown("a", NOW)).ticket().id();
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);

    try (TicketStore readOnly =
        TicketStore.builder()
            .dataSource(dataSource(database.url(), config))
            .schemaPolicy(SchemaPolicy.NONE)
            .open()) {
      assertThat(readOnly.find(id)).isPresent();
      assertThat(
              readOnly.<Integer>read(
                  context -> context.fetchSingle("select 1").get(0, Integer.class)))
          .isEqualTo(1);
      assertThat(
              assertFails(Reason.READ_ONLY, () -> readOnly.observe(storeDown("a", NOW)))
                  .isRetryable())
          .isFalse();
      assertFails(Reason.READ_ONLY, () -> readOnly.resolve(id));
    }
  }

  @Test
  void schemaIsNotMadeOnAReadOnlyConnection() throws IOException {
    Path empty = Files.createFile(folder.resolve("empty.db"));
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);

    assertFails(
        Reason.READ_ONLY, () -> TicketStore.open(dataSource("jdbc:sqlite:" + empty, config)));

    assertThat(empty).isEmptyFile();
  }

  @Test
  void textFileIsNotADatabaseAndStaysAsItIs() throws IOException {
    Path text = folder.resolve("notes.txt");
    Files.writeString(text, "These are notes.\n".repeat(1_000));
    byte[] before = Files.readAllBytes(text);

    assertThat(
            assertFails(Reason.NOT_A_DATABASE, () -> TicketStore.open("jdbc:sqlite:" + text))
                .isRetryable())
        .isFalse();

    assertThat(text).hasBinaryContent(before);
  }

  @Test
  void overwrittenPagesAreCorrupt() throws IOException {
    // Opening reads the pages of the schema, which stay as they are.
    long schemaEnd = Files.size(file());
    store.observeAll(IntStream.range(0, 500).mapToObj(i -> storeDown("s-" + i, NOW)).toList());
    store.close();
    try (RandomAccessFile bytes = new RandomAccessFile(file().toFile(), "rw")) {
      bytes.seek(schemaEnd);
      byte[] garbage = new byte[(int) (bytes.length() - schemaEnd)];
      Arrays.fill(garbage, (byte) 0x5a);
      bytes.write(garbage);
    }

    try (TicketStore broken = database.store().schemaPolicy(SchemaPolicy.NONE).open()) {
      assertThat(
              assertFails(
                      Reason.CORRUPT,
                      () ->
                          broken.observeAll(
                              IntStream.range(0, 500)
                                  .mapToObj(i -> storeDown("s-" + i, NOW))
                                  .toList()))
                  .isRetryable())
          .isFalse();
    }
  }

  @Test
  void fullDiskIsRetryableAndNothingOfTheCallIsStored() {
    store.observe(storeDown("a", NOW));
    SQLiteConfig config = new SQLiteConfig();
    config.setPragma(SQLiteConfig.Pragma.MAX_PAGE_COUNT, "60");
    List<Violation> many =
        IntStream.range(0, 10)
            .mapToObj(
                i ->
                    Violation.of("x", "m".repeat(60_000)).storeId("s-" + i).observedAt(NOW).build())
            .toList();

    try (TicketStore small = TicketStore.open(dataSource(database.url(), config))) {
      assertThat(assertFails(Reason.DISK_FULL, () -> small.observeAll(many)).isRetryable())
          .isTrue();
      assertThat(small.count()).containsEntry(TicketStatus.OPEN, 1L);
      assertThat(small.observe(storeDown("a", NOW)).ticket().occurrenceCount()).isEqualTo(2);
    }
    assertThat(store.observeAll(many)).hasSize(10);
  }

  @Test
  void missingFolderCannotBeOpenedAndIsNotMade() {
    Path missing = folder.resolve("missing");

    DatabaseException thrown =
        assertFails(
            Reason.CANNOT_OPEN,
            () -> TicketStore.open("jdbc:sqlite:" + missing.resolve("tickets.db")));

    assertThat(thrown).hasMessageContaining(missing.toString());
    assertThat(thrown.isRetryable()).isFalse();
    assertThat(missing).doesNotExist();
  }

  @Test
  void folderInsteadOfAFileCannotBeOpened() {
    assertFails(Reason.CANNOT_OPEN, () -> TicketStore.open("jdbc:sqlite:" + folder));
  }

  @Test
  void fileAsAFolderCannotBeOpened() throws IOException {
    Path text = Files.writeString(folder.resolve("notes.txt"), "notes");

    assertFails(
        Reason.CANNOT_OPEN, () -> TicketStore.open("jdbc:sqlite:" + text.resolve("tickets.db")));
  }

  /** Opens a store in a process of its own and prints what it throws. */
  static final class Open {

    private Open() {}

    /** Takes the URL; arguments themselves cannot hold an umlaut in every locale. */
    public static void main(String[] arguments) {
      try (TicketStore opened = TicketStore.open(arguments[0].replace("{umlaut}", "\u00fc"))) {
        System.out.println("opened " + opened.count());
      } catch (DatabaseException e) {
        System.out.println(e.reason() + " retryable=" + e.isRetryable() + " " + e.getMessage());
      }
    }
  }

  @Test
  void nativeLibraryThatCannotBeUnpackedNamesTheProperty()
      throws IOException, InterruptedException {
    Path noFolder = Files.writeString(folder.resolve("no-folder"), "");
    for (String property : List.of("org.sqlite.tmpdir", "java.io.tmpdir")) {
      ChildJvm child =
          ChildJvm.run(
              List.of("-D" + property + "=" + noFolder),
              Open.class,
              "jdbc:sqlite:" + folder.resolve("tickets.db"));

      // Java 24 and newer warn first where java.io.tmpdir is no folder.
      assertThat(child.output())
          .as(property)
          .containsPattern("(?m)^NATIVE_LIBRARY retryable=false")
          .contains("org.sqlite.tmpdir");
    }
  }

  @Test
  void localeWithoutUmlautsOpensAFileThatHasOne() throws IOException, InterruptedException {
    ChildJvm child =
        ChildJvm.run(
            Map.of("LC_ALL", "C"),
            List.of(),
            Open.class,
            "jdbc:sqlite:" + folder.resolve("gr{umlaut}n.db"));

    assertThat(child.output()).startsWith("opened");
    assertThat(folder.resolve("grün.db")).exists();
  }
}
