package dev.ticketstore.tests.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.contract.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Texts that change only on purpose: files beside the changelog. */
final class Golden {

  private static final String FOLDER = "/dev/ticketstore/schema/";

  private Golden() {}

  /** {@code sqlite} or {@code postgresql}. */
  static String family(TestDatabase database) {
    return database.isSqlite() ? "sqlite" : "postgresql";
  }

  /**
   * Compares a text with the file of this name. If it differs, the text is in {@code target/golden}
   * to look at, and to copy if it is meant.
   */
  static void compare(String name, String actual) throws IOException {
    String expected = "";
    try (InputStream file = Golden.class.getResourceAsStream(FOLDER + name)) {
      if (file != null) {
        expected = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      }
    }
    if (!actual.equals(expected)) {
      Path written = Files.createDirectories(Path.of("target", "golden")).resolve(name);
      Files.writeString(written, actual);
      assertThat(actual).as("differs from " + name + ", see " + written).isEqualTo(expected);
    }
  }
}
