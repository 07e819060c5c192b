package dev.ticketstore.tests.databases;

import static dev.ticketstore.jooq.Tables.TICKETS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ticketstore.analytics.Snapshot;
import dev.ticketstore.contract.TicketStoreContract;
import dev.ticketstore.jooq.types.UnportableExpressionException;
import dev.ticketstore.model.Severity;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;

/** A snapshot for a job that has the generated tables alone. */
class SnapshotTest extends TicketStoreContract {

  @Test
  void readsOneSnapshotWhileOthersWrite() {
    store.observe(storeDown("tikv-1", NOW));
    List<Integer> counts =
        Snapshot.read(
            database.dataSource(),
            ctx -> {
              int before = ctx.fetchCount(TICKETS);
              store.observe(storeDown("tikv-2", NOW));
              return List.of(before, ctx.fetchCount(TICKETS));
            });
    assertThat(counts).containsExactly(1, 1);
    assertThat(count()).isEqualTo(2);
  }

  @Test
  void expressionsArePortableOrRefused() {
    store.observe(storeDown("tikv-1", NOW));
    assertThat(
            (int)
                Snapshot.read(
                    database.dataSource(),
                    ctx ->
                        ctx.fetchCount(
                            TICKETS,
                            TICKETS
                                .FIRST_SEEN_AT
                                .le(DSL.val(NOW))
                                .and(DSL.hour(TICKETS.FIRST_SEEN_AT).eq(23)))))
        .isEqualTo(1);
    assertThatThrownBy(
            () ->
                Snapshot.read(
                    database.dataSource(),
                    ctx -> ctx.fetch(TICKETS, TICKETS.SEVERITY_NAME.ge(Severity.INFO))))
        .isInstanceOf(UnportableExpressionException.class);
  }

  @Test
  void cannotWrite() {
    store.observe(storeDown("tikv-1", NOW));
    assertThatThrownBy(
            () -> Snapshot.read(database.dataSource(), ctx -> ctx.deleteFrom(TICKETS).execute()))
        .isInstanceOf(DataAccessException.class);
    assertThat(count()).isEqualTo(1);
  }

  @Test
  void leavesNothingBehind() throws SQLException {
    store.observe(storeDown("tikv-1", NOW));
    try (Connection connection = database.connect()) {
      DSLContext dsl = database.dsl(connection);
      if (database.isPostgres()) {
        dsl.execute("set time zone 'Asia/Kathmandu'");
      }
      String before = settings(dsl);
      Field<Integer> hour = DSL.hour(TICKETS.FIRST_SEEN_AT);
      assertThat(
              (int)
                  Snapshot.read(
                      connection, ctx -> ctx.select(hour).from(TICKETS).fetchSingle(hour)))
          .isEqualTo(23);
      assertThat((int) Snapshot.read(connection, ctx -> ctx.fetchCount(TICKETS))).isEqualTo(1);
      assertThatThrownBy(
              () -> Snapshot.read(connection, ctx -> ctx.fetch("select nothing from nowhere")))
          .isInstanceOf(DataAccessException.class);
      assertThatThrownBy(
              () ->
                  Snapshot.read(
                      connection,
                      ctx -> {
                        throw new IllegalStateException("of the caller's");
                      }))
          .isInstanceOf(IllegalStateException.class);
      assertThat(settings(dsl)).isEqualTo(before);
      assertThat(connection.getAutoCommit()).isTrue();
      assertThat(connection.isReadOnly()).isFalse();
      assertThat(dsl.deleteFrom(TICKETS).execute()).isEqualTo(1);
      connection.setAutoCommit(false);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Snapshot.read(connection, ctx -> ctx.fetchCount(TICKETS)))
          .withMessageContaining("auto-commit");
    }
  }

  private String settings(DSLContext dsl) {
    return database.isSqlite()
        ? dsl.fetch("pragma query_only").formatCSV()
        : dsl.fetch(
                "select current_setting('timezone'), current_setting('transaction_isolation'),"
                    + " current_setting('transaction_read_only')")
            .formatCSV();
  }

  @Test
  void streamsRowsByPortions() {
    for (int i = 0; i < 3; i++) {
      store.observe(storeDown("tikv-" + i, NOW));
    }
    long streamed =
        Snapshot.read(
            database.dataSource(),
            ctx -> {
              assertThat(ctx.settings().getFetchSize()).isPositive();
              try (Stream<?> rows = ctx.selectFrom(TICKETS).fetchStream()) {
                return rows.count();
              }
            });
    assertThat(streamed).isEqualTo(3);
  }

  private int count() {
    return store.read(ctx -> ctx.fetchCount(TICKETS));
  }
}
