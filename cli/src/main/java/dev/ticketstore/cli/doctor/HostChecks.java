package dev.ticketstore.cli.doctor;

import dev.ticketstore.cli.doctor.Finding.Section;
import java.time.Clock;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * The machine and the program.
 *
 * @param version of the program
 */
record HostChecks(String version, Clock clock) {

  void run(Findings findings) {
    findings.ok(Section.HOST, "version", version);
    findings.ok(
        Section.HOST,
        "java",
        property("java.version")
            + " of "
            + property("java.vendor")
            + ", on "
            + property("os.name")
            + " "
            + property("os.version")
            + " "
            + property("os.arch"));
    findings.ok(
        Section.HOST,
        "clock",
        clock.instant().truncatedTo(ChronoUnit.SECONDS)
            + "; the time zone is "
            + ZoneId.systemDefault());
  }

  private static String property(String name) {
    return System.getProperty(name, "unknown");
  }
}
