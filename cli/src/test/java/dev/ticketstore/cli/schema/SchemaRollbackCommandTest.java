package dev.ticketstore.cli.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Undoes changes. */
class SchemaRollbackCommandTest extends SchemaCommandRun {

  @Test
  void rollsBack() throws SQLException {
    schema("update").done();
    execute("update databasechangelog set tag = 'old' where orderexecuted = " + (CHANGES - 1));

    assertThat(schema("rollback-sql", "old").done().out())
        .containsIgnoringCase("delete from databasechangelog")
        .contains(NEWEST_ID);
    assertThat(json(0, "rollback-sql", "old").get("sql").textValue())
        .containsIgnoringCase("delete from databasechangelog")
        .contains(NEWEST_ID);
    assertThat(schema("rollback", "old").done().outLines())
        .containsExactly("rolled back  " + NEWEST, "Rolled back 1 change.");
    assertThat(json(0, "rollback", "old")).hasToString("{\"rolled_back\":[]}");
    assertThat(schema("rollback", "old").done().outLines())
        .containsExactly("Nothing was applied after old.");
    schema("rollback", "new").failed(1, "No change has the tag 'new'");
    schema("rollback-sql", "new").failed(1, "No change has the tag 'new'");
    schema("rollback").failed(2, "TAG");
  }
}
