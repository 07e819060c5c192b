package dev.ticketstore.cli.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SchemaResultTest {

  @Test
  void printsSqlAsItIsWithoutThePasswordOfItsComment() {
    SchemaResult result =
        new SchemaResult()
            .sql(
                "-- Against: u@jdbc:postgresql://h/x?password=s3cret\n\n\tselect 'password=x';\n\n");

    assertThat(result.lines())
        .containsExactly(
            "-- Against: u@jdbc:postgresql://h/x?password=***", "", "\tselect 'password=x';");
    assertThat(result.json().get("sql").textValue()).isEqualTo(String.join("\n", result.lines()));
  }
}
