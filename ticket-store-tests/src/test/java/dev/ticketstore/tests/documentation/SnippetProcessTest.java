package dev.ticketstore.tests.documentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one snippet does to the process leaves the next one unharmed. */
class SnippetProcessTest {

  @TempDir Path folder;
  @TempDir Path notes;

  private SnippetProcess process;

  @BeforeEach
  void prepare() {
    process = new SnippetProcess(notes, folder, notes, Duration.ofSeconds(20));
  }

  @AfterEach
  void end() {
    process.close();
  }

  /** A process that has run this has not been replaced. */
  static final class Counts {
    private static int runs;

    private Counts() {}

    public static void main(String[] arguments) {
      System.out.print(++runs + String.join("+", arguments));
      System.err.print("!");
    }
  }

  static final class Exits {
    private Exits() {}

    public static void main(String[] arguments) {
      System.out.println("so far");
      System.exit(0);
    }
  }

  static final class Hangs {
    private Hangs() {}

    public static void main(String[] arguments) throws InterruptedException {
      System.out.println("so far");
      Thread.sleep(Duration.ofHours(1).toMillis());
    }
  }

  static final class Throws {
    private Throws() {}

    public static void main(String[] arguments) {
      System.out.println(Integer.parseInt("bad snippet"));
    }
  }

  static final class LeavesAFile {
    private LeavesAFile() {}

    public static void main(String[] arguments) throws IOException {
      Files.createFile(Path.of("left.db"));
    }
  }

  private String run(Class<?> main, String... arguments) throws Exception {
    return process.run(main.getName(), arguments);
  }

  @Test
  void mainMethodsShareAProcess() throws Exception {
    assertThat(run(Counts.class, "a", "", "c")).isEqualTo("1a++c!");
    assertThat(run(Counts.class)).isEqualTo("2!");
  }

  @Test
  void oneThatThrowsFailsAlone() throws Exception {
    run(Counts.class);

    assertThatThrownBy(() -> run(Throws.class))
        .isInstanceOf(AssertionError.class)
        .hasMessageContainingAll("Throws failed", "bad snippet");

    assertThat(run(Counts.class)).isEqualTo("2!");
  }

  @Test
  void oneThatExitsFailsAlone() throws Exception {
    assertThatThrownBy(() -> run(Exits.class))
        .isInstanceOf(AssertionError.class)
        .hasMessageContainingAll("Exits ended the process with 0", "so far");

    assertThat(run(Counts.class)).isEqualTo("1!");
  }

  @Test
  void oneThatHangsFailsAlone() throws Exception {
    try (SnippetProcess impatient =
        new SnippetProcess(notes, folder, notes, Duration.ofSeconds(1))) {
      assertThatThrownBy(() -> impatient.run(Hangs.class.getName()))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("Hangs had not returned after PT1S");
    }

    assertThat(run(Counts.class)).isEqualTo("1!");
  }

  @Test
  void eachFindsItsFolderEmpty() throws Exception {
    run(LeavesAFile.class);
    assertThat(folder.resolve("left.db")).exists();

    run(LeavesAFile.class);
  }
}
