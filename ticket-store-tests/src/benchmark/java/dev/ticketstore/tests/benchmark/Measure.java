package dev.ticketstore.tests.benchmark;

import java.util.Locale;
import org.openjdk.jmh.results.RunResult;

/** What of two contests is compared, and how. */
enum Measure {
  /** How many times as fast the first is. */
  SPEED {
    @Override
    double compare(RunResult ours, RunResult peers) {
      return callsPerMilli(ours) / callsPerMilli(peers);
    }
  },
  /** How many times as long the longest wait of the second is. */
  LONGEST_WAIT {
    @Override
    double compare(RunResult ours, RunResult peers) {
      return peers.getPrimaryResult().getStatistics().getMax()
          / ours.getPrimaryResult().getStatistics().getMax();
    }
  },
  /** How many times as often the second waits for the disk. */
  FSYNCS {
    @Override
    double compare(RunResult ours, RunResult peers) {
      return fsyncs(peers) / fsyncs(ours);
    }

    private double fsyncs(RunResult result) {
      return result.getSecondaryResults().get(FsyncProfiler.LABEL).getScore();
    }
  },
  /** How many milliseconds the first takes longer. */
  MILLIS_LONGER {
    @Override
    double compare(RunResult ours, RunResult peers) {
      return score(ours) - score(peers);
    }

    @Override
    boolean isMet(double reached, double threshold) {
      return reached <= threshold;
    }

    @Override
    String threshold(double value) {
      return String.format(Locale.ROOT, "<= %.0f ms", value);
    }
  };

  abstract double compare(RunResult ours, RunResult peers);

  boolean isMet(double reached, double threshold) {
    return reached >= threshold;
  }

  String threshold(double value) {
    return String.format(Locale.ROOT, ">= %s", format(value));
  }

  static String format(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%.0f", value);
  }

  static double callsPerMilli(RunResult result) {
    return result.getSecondaryResults().get(WallTimeProfiler.LABEL).getScore();
  }

  private static double score(RunResult result) {
    return result.getPrimaryResult().getScore();
  }
}
