package dev.ticketstore.cli;

import java.io.PrintWriter;
import java.text.DecimalFormat;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import me.tongfei.progressbar.DefaultProgressBarRenderer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;
import me.tongfei.progressbar.ProgressState;
import org.jspecify.annotations.Nullable;

/** A progress bar on standard error, if that is a terminal, and nothing elsewhere. */
final class ReplayProgress implements AutoCloseable {

  private static final int UPDATE_INTERVAL_MILLIS = 200;
  private static final int KIBIBYTE = 1024;

  private final AtomicLong cycles = new AtomicLong();
  private final @Nullable ProgressBar bar;

  /**
   * Draws the bar.
   *
   * @param bytes how much there is to read; below 0 if nobody knows
   */
  ReplayProgress(Environment environment, long bytes) {
    if (!environment.terminal().errIsTerminal()) {
      bar = null;
      return;
    }
    bar =
        new ProgressBarBuilder()
            .setTaskName("Replay")
            .setInitialMax(bytes)
            .setUpdateIntervalMillis(UPDATE_INTERVAL_MILLIS)
            .setRenderer(new Renderer(cycles))
            .setConsumer(new Line(environment.err(), environment.terminal().columns() - 1))
            .build();
  }

  /** One more cycle, which ends at the byte {@code end}. */
  void cycle(long end) {
    cycles.incrementAndGet();
    if (bar != null) {
      bar.stepTo(end);
    }
  }

  /** Leaves the bar as it is then, on a line of its own. */
  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }

  /** Progress is in bytes, speed in cycles. */
  private static final class Renderer extends DefaultProgressBarRenderer {

    private final AtomicLong cycles;

    Renderer(AtomicLong cycles) {
      super(
          ProgressBarStyle.UNICODE_BLOCK,
          " KiB",
          KIBIBYTE,
          true,
          new DecimalFormat("#"),
          ChronoUnit.SECONDS,
          true,
          Renderer::remaining);
      this.cycles = cycles;
    }

    private static Optional<Duration> remaining(ProgressState progress) {
      long done = progress.getCurrent();
      if (progress.isIndefinite() || done == 0) {
        return Optional.empty();
      }
      long millis = progress.getElapsedAfterStart().toMillis();
      return Optional.of(Duration.ofMillis(millis * (progress.getMax() - done) / done));
    }

    @Override
    protected String speed(ProgressState progress) {
      long millis = Math.max(1, progress.getElapsedAfterStart().toMillis());
      return String.format(Locale.ROOT, "%.0f cycles/s", cycles.get() * 1000.0 / millis);
    }
  }

  /** Draws over the line that it drew before. */
  private record Line(PrintWriter err, int columns) implements ProgressBarConsumer {

    @Override
    public int getMaxRenderedLength() {
      return columns;
    }

    @Override
    public void accept(String rendered) {
      err.print('\r' + rendered);
      err.flush();
    }

    @Override
    public void close() {
      err.println();
      err.flush();
    }
  }
}
