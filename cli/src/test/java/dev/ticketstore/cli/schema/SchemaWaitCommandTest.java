package dev.ticketstore.cli.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.cli.CommandLineRun.Result;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Waits for the migration of another process. */
class SchemaWaitCommandTest extends SchemaCommandRun {

  @Test
  void saysThatTheSchemaIsCurrent() {
    schema("update").done();

    assertThat(schema("wait").done().outLines()).containsExactly("Up to date.");
    assertThat(json(0, "wait")).hasToString("{\"up_to_date\":true}");
  }

  @Test
  void waitsForAFileThatIsNotThereYet() throws Exception {
    CompletableFuture<Result> waiting =
        CompletableFuture.supplyAsync(() -> schema("wait", "--timeout", "5m"));

    schema("update").done();

    Result result = waiting.get(5, TimeUnit.MINUTES);
    assertThat(result.exitCode()).isZero();
    assertThat(result.outLines()).containsExactly("Up to date.");
  }

  @Test
  void givesUpAfterTheTimeoutAndMakesNoFile() throws Exception {
    Result missing = schema("wait", "--timeout", "1ms");
    assertThat(missing.exitCode()).isEqualTo(1);
    assertThat(missing.err()).contains("tickets: Waited 1 ms in vain. ");
    assertThat(folder).isEmptyDirectory();

    makeOutdated();
    Result outdated = schema("wait", "--timeout", "100ms");
    assertThat(outdated.exitCode()).isEqualTo(3);
    assertThat(outdated.out()).isEmpty();
    assertThat(outdated.err().lines())
        .hasSize(2)
        .satisfiesExactly(
            line -> assertThat(line).startsWith("Waiting: The database lacks 1 change(s)"),
            line ->
                assertThat(line).startsWith("tickets: Waited 100 ms in vain. The database lacks"));
  }

  @Test
  void refusesATimeThatIsNone() {
    schema("wait", "--timeout", "0s").failed(2, "'--timeout'", "'0s'");
  }
}
