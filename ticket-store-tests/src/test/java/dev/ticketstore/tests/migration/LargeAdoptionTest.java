package dev.ticketstore.tests.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.Adoption;
import dev.ticketstore.AdoptionReport;
import dev.ticketstore.tests.support.ChildJvm;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A file that is larger than the heap is adopted, with progress. {@code -Dadoption.rows=200000}
 * makes it larger than a build does.
 */
class LargeAdoptionTest {

  private static final int ROWS = Integer.getInteger("adoption.rows", 80_000);

  /** Adopts a file in a process of its own. */
  static final class Adopt {

    private Adopt() {}

    public static void main(String[] args) {
      AtomicLong told = new AtomicLong();
      AdoptionReport report =
          Adoption.adopt(
              Path.of(args[0]),
              rows -> {
                if (rows != told.incrementAndGet()) {
                  throw new IllegalStateException("told of " + rows + " after " + told);
                }
              });
      System.out.println(
          told + " " + report.absorbed() + " " + report.tickets() + " " + report.occurrences());
    }
  }

  @Test
  void aFileNeedsNoMoreThan48MegabytesOfHeap(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("tickets.db");
    try (PythonProgram python = new PythonProgram(file)) {
      // Each tenth key has two unresolved tickets, and a row about 600 bytes.
      python.update(
          """
          WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
          INSERT INTO tickets (violation_key, invariant_name, store_id, message, first_seen_at, last_seen_at,
              metric_snapshot, subject_context)
          SELECT 'cpu:s' || (i - (i % 10 = 0)), 'cpu', 's' || (i - (i % 10 = 0)), 'message ' || hex(zeroblob(100)),
              '2014-02-14T14:25:00', '2014-02-14T14:30:00', '{"value":' || i || '}', hex(zeroblob(100))
          FROM n
          """,
          ROWS);
    }

    ChildJvm child = ChildJvm.run(List.of("-Xmx48m"), Adopt.class, file.toString());

    assertThat(child.output().lines())
        .contains("%1$d %2$d %3$d %1$d".formatted(ROWS, ROWS / 10, ROWS - ROWS / 10));
    assertThat(child.exitCode()).isZero();
  }
}
