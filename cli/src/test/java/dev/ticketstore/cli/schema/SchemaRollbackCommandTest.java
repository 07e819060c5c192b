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

  @Test
  void rollsBackByNumberToAChangeAndToADate() throws SQLException {
    schema("update").done();
    execute("update databasechangelog set dateexecuted = '2026-01-24 23:08:17'");

    assertThat(schema("rollback-sql", "--count", "1").done().out()).contains(NEWEST_ID);
    assertThat(json(0, "rollback", "--count", "1").get("rolled_back"))
        .singleElement()
        .hasToString("\"" + NEWEST + "\"");
    assertThat(schema("rollback", "--to", ALL.get(CHANGES - 3)).done().outLines())
        .containsExactly("rolled back  " + ALL.get(CHANGES - 2), "Rolled back 1 change.");
    assertThat(schema("rollback", "--to-date", "2026-01-24T23:08:17Z").done().outLines())
        .containsExactly("Nothing was applied after 2026-01-24T23:08:17Z.");
    schema("rollback", "--to-date", "2026-01-24T23:08:16Z").failed(1, "`tickets schema history`");
    schema("rollback", "--to", "nothing").failed(1, "No change 'nothing' has been applied");
    schema("rollback", "--count", "99").failed(1, "Only " + (CHANGES - 2) + " change(s)");
  }

  @Test
  void takesOnePointOnly() {
    schema("update").done();

    schema("rollback", "old", "--count", "1").failed(2, "--count");
    schema("rollback", "--to", "x", "--to-date", "2026-01-24T23:08:17Z").failed(2, "--to");
    for (String count : new String[] {"0", "-1", "x", "1.5"}) {
      schema("rollback", "--count=" + count).failed(2, "'--count'", "'" + count + "'");
    }
    assertThat(json(0, "status").get("pending")).isEmpty();
  }
}
