package dev.ticketstore.cli.output;

import dev.ticketstore.cli.Environment;
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
public final class Progress implements AutoCloseable {

  private static final int UPDATE_INTERVAL_MILLIS = 200;
  private static final int KIBIBYTE = 1024;

  private final AtomicLong counted = new AtomicLong();
  private final PrintWriter err;
  private final @Nullable ProgressBar bar;

  private Progress(Environment environment, String task, long max, Units units) {
    err = environment.err();
    if (!environment.terminal().errIsTerminal()) {
      bar = null;
      return;
    }
    bar =
        new ProgressBarBuilder()
            .setTaskName(task)
            .setInitialMax(max)
            .setUpdateIntervalMillis(UPDATE_INTERVAL_MILLIS)
            .setRenderer(new Renderer(counted, units))
            .setConsumer(new Line(err, environment.terminal().columns() - 1))
            .build();
  }

  /**
   * Draws a bar for lines of a replay that are read.
   *
   * @param bytes how much there is to read; below 0 if unknown
   */
  public static Progress lines(Environment environment, long bytes) {
    return new Progress(environment, "Replay", bytes, new Units(" KiB", KIBIBYTE, "lines/s"));
  }

  /**
   * Draws a bar for items of a feed that are read.
   *
   * @param bytes how much there is to read; below 0 if unknown
   */
  public static Progress items(Environment environment, long bytes) {
    return new Progress(environment, "Import", bytes, new Units(" KiB", KIBIBYTE, "items/s"));
  }

  /**
   * Draws a bar for rows.
   *
   * @param rows how many there are; below 0 if unknown
   */
  public static Progress rows(Environment environment, String task, long rows) {
    return new Progress(environment, task, rows, new Units(" rows", 1, "rows/s"));
  }

  /** One more line or item, which ends at the byte {@code end}. */
  public void read(long end) {
    counted.incrementAndGet();
    step(end);
  }

  /** So many rows are done. */
  public void done(long rows) {
    counted.set(rows);
    step(rows);
  }

  private void step(long position) {
    if (bar != null) {
      bar.stepTo(position);
    }
  }

  /** Leaves the bar as it is then, on a line of its own. */
  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      err.println();
      err.flush();
    }
  }

  /** In what a bar counts, and in what it tells the speed. */
  private record Units(String name, long size, String speed) {}

  /** The speed is not of what the bar counts: of a replay the one is bytes, the other lines. */
  private static final class Renderer extends DefaultProgressBarRenderer {

    private final AtomicLong counted;
    private final String speed;

    Renderer(AtomicLong counted, Units units) {
      super(
          ProgressBarStyle.UNICODE_BLOCK,
          units.name(),
          units.size(),
          true,
          new DecimalFormat("#"),
          ChronoUnit.SECONDS,
          true,
          Renderer::remaining);
      this.counted = counted;
      this.speed = units.speed();
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
      return String.format(Locale.ROOT, "%.0f %s", counted.get() * 1000.0 / millis, speed);
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
      // Not called for a bar that is closed before it has been drawn; the line is ended elsewhere.
    }
  }
}
