package dev.ticketstore.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaCommentsTest {

  private static final String SQL =
      """
      --liquibase formatted sql

      --changeset ticket-store:comments dbms:postgresql
      -- A comment's own comment.
      comment on table tickets is 'Tickets; one -- a row.';
      COMMENT ON COLUMN tickets.id
          IS 'It''s a number.';
      comment on view open_tickets is 'Unresolved.';
      --rollback empty""";

  @Test
  void readsTablesViewsAndColumns() {
    SchemaComments comments = SchemaComments.parse("comments.sql", SQL);

    assertThat(comments.of("tickets")).isEqualTo("Tickets; one -- a row.");
    assertThat(comments.of("tickets.id")).isEqualTo("It's a number.");
    assertThat(comments.of("open_tickets")).isEqualTo("Unresolved.");
    assertThat(comments.of("tickets.status")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "comment on table tickets is null;",
        "comment on table tickets is '';",
        "comment on table tickets is 'no end;",
        "comment on table tickets is 'no semicolon'",
        "comment on table tickets is 'a' 'b';",
        "comment on table public.tickets is 'a';",
        "comment on column tickets is 'a';",
        "comment on index i is 'a';",
        "/* block */ comment on table tickets is 'a';",
        "create table tickets (id bigint);"
      })
  void refusesAnyOtherStatement(String sql) {
    assertThatThrownBy(() -> SchemaComments.parse("comments.sql", SQL + "\n" + sql))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("comments.sql: expected `comment on")
        .hasMessageContaining(sql);
  }

  @Test
  void refusesASecondComment() {
    assertThatThrownBy(
            () ->
                SchemaComments.parse(
                    "comments.sql", SQL + "\ncomment on column tickets.id is 'Again.';"))
        .hasMessageContaining("two comments on tickets.id");
  }

  @Test
  void namesWhatHasNoCommentAndCommentsOnNothing() {
    SchemaComments comments = SchemaComments.parse("comments.sql", SQL);

    assertThatCode(() -> comments.requireExactly(List.of("tickets", "tickets.id", "open_tickets")))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> comments.requireExactly(List.of("tickets", "tickets.status")))
        .hasMessageContaining("no comment on tickets.status:")
        .hasMessageEndingWith("does not exist: open_tickets, tickets.id");
  }
}
