package dev.ticketstore.cli.doctor;

import dev.ticketstore.DatabaseException;
import dev.ticketstore.cli.doctor.Finding.Section;
import dev.ticketstore.schema.SchemaException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Runs checks, each in a thread of its own, and turns their failures into findings. A server or a
 * disk that is silent must not hang the command, whatever the check was waiting for.
 */
final class Probe {

  /** The store's own time-outs come first, as they name the reason. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final Findings findings;
  private final Remedies remedies;
  private final Duration timeout;

  Probe(Findings findings, Remedies remedies, Duration timeout) {
    this.findings = findings;
    this.remedies = remedies;
    this.timeout = timeout;
  }

  /**
   * Runs a check, which adds what it finds.
   *
   * @return whether it came to its end
   */
  boolean run(Section section, String check, Consumer<Findings> work) {
    Findings own = new Findings();
    FutureTask<Boolean> task = new FutureTask<>(() -> guarded(own, section, check, work));
    Thread thread = new Thread(task, "doctor " + check);
    thread.setDaemon(true);
    thread.start();
    boolean done = false;
    try {
      done = task.get(timeout.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      task.cancel(true);
      own.problem(
          section,
          check,
          "no answer within " + timeout.plus(GRACE).toSeconds() + " s",
          remedies.silence());
    } catch (InterruptedException e) {
      task.cancel(true);
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException unexpected
          ? unexpected
          : new IllegalStateException(e.getCause());
    }
    findings.addAll(own);
    return done;
  }

  /** The same for work that may take as long as it takes. */
  boolean patiently(Section section, String check, Consumer<Findings> work) {
    return guarded(findings, section, check, work);
  }

  private boolean guarded(Findings own, Section section, String check, Consumer<Findings> work) {
    try {
      work.accept(own);
      return true;
    } catch (DatabaseException e) {
      own.problem(section, check, String.valueOf(e.getMessage()), remedies.of(e.reason()));
    } catch (SchemaException e) {
      own.problem(section, check, String.valueOf(e.getMessage()), remedies.of(e.reason()));
    } catch (RuntimeException e) {
      // The other checks still say what they find.
      own.problem(section, check, "it failed: " + e, remedies.of(DatabaseException.Reason.OTHER));
    }
    return false;
  }
}
