package dev.ticketstore.cli.doctor;

import dev.ticketstore.Adoption;
import dev.ticketstore.AdoptionFinding;
import dev.ticketstore.AdoptionFinding.Action;
import dev.ticketstore.DatabaseException.Reason;
import dev.ticketstore.InvalidInputException;
import dev.ticketstore.Ticket;
import dev.ticketstore.TicketQuery;
import dev.ticketstore.TicketStore;
import dev.ticketstore.cli.Environment;
import dev.ticketstore.cli.doctor.Finding.Remedy;
import dev.ticketstore.cli.doctor.Finding.Section;
import dev.ticketstore.cli.output.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jooq.impl.DSL;

/** Checks that read the whole database, and take as long as that takes. */
record FullChecks(TicketStore store, Remedies remedies, Environment environment) {

  /** The pages of a SQLite file, and the rows that refer to others. */
  void pages(Findings findings) {
    if (environment.terminal().errIsTerminal()) {
      environment.err().println("Checking each page of the file ...");
      environment.err().flush();
    }
    List<String> damage =
        store.read(
            dsl ->
                dsl.select(DSL.field(DSL.name("quick_check"), String.class))
                    .from(DSL.table(DSL.name("pragma_quick_check")))
                    .fetch(row -> row.value1()));
    if (damage.equals(List.of("ok"))) {
      findings.ok(Section.CONTENTS, "integrity", "each page is sound");
    } else {
      findings.problem(
          Section.CONTENTS,
          "integrity",
          damage.size() + " damages, the first: " + damage.get(0),
          remedies.of(Reason.CORRUPT));
    }
    int orphans =
        store.read(dsl -> dsl.fetchCount(DSL.table(DSL.name("pragma_foreign_key_check"))));
    if (orphans == 0) {
      findings.ok(Section.CONTENTS, "references", "each row refers to one that is there");
    } else {
      findings.problem(
          Section.CONTENTS,
          "references",
          orphans + " rows refer to none: another program deleted without foreign keys",
          new Remedy(
              "See which they are, and restore them from a backup",
              remedies.commands().sqlite("pragma foreign_key_check")));
    }
  }

  /** Each value of each ticket: some that a column cannot have can only be found by reading it. */
  void values(Findings findings) {
    long count = store.count().values().stream().mapToLong(Long::longValue).sum();
    AtomicLong read = new AtomicLong();
    try (Progress progress = Progress.rows(environment, "Read", count);
        Stream<Ticket> tickets = store.stream(TicketQuery.all())) {
      tickets.forEach(ticket -> progress.done(read.incrementAndGet()));
    }
    findings.ok(Section.CONTENTS, "values", "each ticket can be read, " + read + " in all");
  }

  /** The rows of the Python program, in a copy. */
  void adoption(Findings findings, Path file) {
    List<AdoptionFinding> refused = new ArrayList<>();
    try (Progress progress = Progress.rows(environment, "Adopt", -1)) {
      Adoption.dryRun(
          file,
          progress::done,
          each -> {
            if (each.action() == Action.REFUSE) {
              refused.add(each);
            }
          });
      findings.ok(Section.CONTENTS, "adoption", "nothing stands against it");
    } catch (InvalidInputException e) {
      String first =
          refused.isEmpty()
              ? String.valueOf(e.getMessage())
              : refused.get(0).subject() + ": " + refused.get(0).reason();
      findings.problem(
          Section.CONTENTS,
          "adoption",
          "it would refuse " + Math.max(1, refused.size()) + ", first " + first,
          remedies.adopt());
    }
  }
}
