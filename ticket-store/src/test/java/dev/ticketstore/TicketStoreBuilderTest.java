package dev.ticketstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The limits of each option: both ends are taken, and one beyond is rejected and quoted. */
class TicketStoreBuilderTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private record Option<T>(
      String field,
      BiConsumer<TicketStoreBuilder, T> setter,
      T least,
      T largest,
      List<T> beyond,
      String expected) {}

  static List<Option<?>> options() {
    return List.of(
        new Option<>(
            "maxConnections",
            TicketStoreBuilder::maxConnections,
            1,
            1_000,
            List.of(0, 1_001, -1),
            "expected 1 to 1000, not "),
        new Option<>(
            "timeout",
            TicketStoreBuilder::timeout,
            Duration.ofMillis(250),
            Duration.ofHours(1),
            List.of(Duration.ofMillis(250).minusNanos(1), Duration.ofHours(1).plusNanos(1)),
            "expected 250 ms to 1 h, not "),
        new Option<>(
            "schemaLockTimeout",
            TicketStoreBuilder::schemaLockTimeout,
            Duration.ofMillis(250),
            Duration.ofHours(1),
            List.of(Duration.ofMillis(250).minusNanos(1), Duration.ofHours(1).plusNanos(1)),
            "expected 250 ms to 1 h, not "),
        new Option<>(
            "maxClockSkew",
            TicketStoreBuilder::maxClockSkew,
            Duration.ZERO,
            Duration.ofDays(3_650),
            List.of(Duration.ofNanos(-1), Duration.ofDays(3_650).plusNanos(1)),
            "expected 0 to 3650 days, not "),
        new Option<>(
            "maxPending",
            TicketStoreBuilder::maxPending,
            1,
            1_000_000,
            List.of(0, 1_000_001, -1),
            "expected 1 to 1000000, not "),
        new Option<>(
            "sqliteLogLimit",
            TicketStoreBuilder::sqliteLogLimit,
            65_536L,
            1L << 30,
            List.of(65_535L, (1L << 30) + 1),
            "expected 65536 to 1073741824 bytes, not "),
        new Option<>(
            "flapping",
            (builder, tickets) -> builder.flapping(tickets, SECOND),
            2,
            1_000,
            List.of(1, 1_001),
            "expected 2 to 1000 tickets, not "),
        new Option<>(
            "flapping",
            (builder, window) -> builder.flapping(2, window),
            SECOND,
            Duration.ofDays(7),
            List.of(SECOND.minusNanos(1), Duration.ofDays(7).plusNanos(1)),
            "expected 1 s to 7 days, not "));
  }

  @ParameterizedTest
  @MethodSource("options")
  <T> void bothEndsAreTakenAndOneBeyondIsRejectedAndQuoted(Option<T> option) {
    for (T end : List.of(option.least(), option.largest())) {
      assertThatCode(() -> option.setter().accept(TicketStore.builder(), end))
          .doesNotThrowAnyException();
    }
    for (T beyond : option.beyond()) {
      assertThatExceptionOfType(InvalidInputException.class)
          .isThrownBy(() -> option.setter().accept(TicketStore.builder(), beyond))
          .withMessageContaining(option.expected() + beyond)
          .satisfies(e -> assertThat(e.field()).isEqualTo(option.field()));
    }
  }

  @Test
  @SuppressWarnings("NullAway")
  void nullIsRejectedByName() {
    Stream.<Consumer<TicketStoreBuilder>>of(
            builder -> builder.dataSource(null),
            builder -> builder.clock(null),
            builder -> builder.schemaPolicy(null),
            builder -> builder.timeout(null),
            builder -> builder.schemaLockTimeout(null),
            builder -> builder.synchronous(null),
            builder -> builder.maxClockSkew(null))
        .forEach(
            option ->
                assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> option.accept(TicketStore.builder()))
                    .withMessageContaining("expected a value, not null"));
  }
}
