package dev.ticketstore.tests.databases;

import static dev.ticketstore.jooq.Tables.CYCLE_OBSERVATIONS;
import static dev.ticketstore.jooq.Tables.CYCLE_SUMMARY;
import static dev.ticketstore.jooq.Tables.KEY_SUMMARY;
import static dev.ticketstore.jooq.Tables.TICKET_FACTS;
import static dev.ticketstore.jooq.Tables.TICKET_STATE_SPANS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.contract.TicketStoreContract;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jooq.Table;
import org.jooq.TableOptions;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;

/**
 * Jobs depend on the columns of the views. A column may be added to {@code view-columns.txt}; one
 * that is there keeps its name and its types.
 */
class ViewColumnsTest extends TicketStoreContract {

  private static final List<Table<?>> VIEWS =
      List.of(TICKET_FACTS, TICKET_STATE_SPANS, KEY_SUMMARY, CYCLE_OBSERVATIONS, CYCLE_SUMMARY);

  @Test
  void eachColumnIsThereWithItsTypeInTheGeneratedCode() throws IOException {
    List<String> generated =
        VIEWS.stream()
            .flatMap(
                view ->
                    Arrays.stream(view.fields())
                        .map(
                            column ->
                                view.getName()
                                    + "."
                                    + column.getName()
                                    + " "
                                    + column.getType().getSimpleName()))
            .toList();

    assertThat(generated).containsAll(pinned());
    assertThat(generated).as("columns that are not pinned").hasSameSizeAs(pinned());
  }

  @Test
  void eachViewIsListed() {
    assertThat(VIEWS)
        .containsExactlyInAnyOrderElementsOf(
            dev.ticketstore.jooq.DefaultSchema.DEFAULT_SCHEMA.getTables().stream()
                .filter(table -> table.getOptions().type() == TableOptions.TableType.VIEW)
                .toList());
  }

  /** A star names no column, so what the database has is compared with what was generated. */
  @Test
  void theDatabaseHasTheSameColumnsInTheSameOrder() throws SQLException {
    try (Connection connection = database.connect()) {
      for (Table<?> view : VIEWS) {
        assertThat(
                database
                    .dsl(connection)
                    .fetch("select * from " + DSL.name(view.getName()).unquotedName() + " limit 0")
                    .fieldsRow()
                    .fields())
            .extracting("name")
            .containsExactlyElementsOf(
                Arrays.stream(view.fields()).map(column -> column.getName()).toList());
      }
    }
  }

  private static List<String> pinned() throws IOException {
    try (InputStream file =
        Objects.requireNonNull(
            ViewColumnsTest.class.getResourceAsStream("/schema/view-columns.txt"))) {
      return new String(file.readAllBytes(), UTF_8).lines().toList();
    }
  }
}
