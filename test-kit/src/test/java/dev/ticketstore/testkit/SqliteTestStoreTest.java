package dev.ticketstore.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.ticketstore.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionContext;

class SqliteTestStoreTest extends TestStoreContract {

  /** The extension asks nothing of it. */
  private static final ExtensionContext CONTEXT =
      (ExtensionContext)
          Proxy.newProxyInstance(
              ExtensionContext.class.getClassLoader(),
              new Class<?>[] {ExtensionContext.class},
              (proxy, method, arguments) -> {
                throw new UnsupportedOperationException(method.getName());
              });

  @Override
  TestStore extension() {
    return TestStore.onSqlite();
  }

  @Test
  void fileIsRemoved() throws Exception {
    TestStore other = TestStore.onSqlite();
    other.beforeEach(CONTEXT);
    Path file =
        Path.of(
            other
                .store()
                .read(context -> context.fetchSingle("pragma database_list").get("file"))
                .toString());
    assertThat(file).exists();

    other.afterEach(CONTEXT);

    assertThat(Files.exists(file.getParent())).isFalse();
    assertThatIllegalStateException()
        .isThrownBy(other::store)
        .withMessageContaining("@RegisterExtension");
  }

  @Test
  void storeThatCannotBeOpenedLeavesNothing() {
    List<Path> before = folders();
    List<Path> made = new ArrayList<>();
    TestStore other =
        TestStore.onSqlite()
            .with(
                builder -> {
                  made.addAll(folders());
                  made.removeAll(before);
                  return builder.maxPending(0);
                });

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> other.beforeEach(CONTEXT));
    assertThat(made).isNotEmpty();
    other.afterEach(CONTEXT);

    assertThat(made).noneMatch(Files::exists);
  }

  private static List<Path> folders() {
    try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return all.filter(each -> each.getFileName().toString().startsWith("ticket-store-test"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void settingsAreThoseOfTheTest() {
    TestStore other =
        TestStore.onSqlite().with(builder -> builder.flapping(2, Duration.ofMinutes(10)));
    other.beforeEach(CONTEXT);
    try {
      long first = other.store().observe(Violations.of("lag")).ticket().id();
      other.store().resolve(first);
      other.clock().advance(Duration.ofMinutes(1));
      assertThat(other.store().observe(Violations.of("lag")).ticket().flapping()).isTrue();
    } finally {
      other.afterEach(CONTEXT);
    }
  }
}
