package dev.ticketstore.cli.doctor;

import dev.ticketstore.TicketStore;
import dev.ticketstore.cli.doctor.Finding.Remedy;
import dev.ticketstore.cli.doctor.Finding.Section;
import java.util.Locale;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** The settings that a SQLite file keeps. Others are those of each connection. */
record SqliteChecks(TicketStore store) {

  private static final String[] AUTO_VACUUM = {"none", "full", "incremental"};

  void run(Findings findings) {
    store.read(
        dsl -> {
          journal(findings, pragma(dsl, "journal_mode", String.class));
          findings.ok(
              Section.SETTINGS,
              "connections",
              "synchronous full, foreign keys on: the library sets both; other programs set their"
                  + " own");
          findings.ok(
              Section.SETTINGS,
              "page size",
              pragma(dsl, "page_size", Integer.class)
                  + " bytes, auto_vacuum "
                  + AUTO_VACUUM[pragma(dsl, "auto_vacuum", Integer.class)]);
          long size = pragma(dsl, "page_size", Long.class);
          findings.ok(
              Section.DISK,
              "pages",
              pragma(dsl, "page_count", Long.class)
                  + ", with "
                  + DiskSpace.bytes(size * pragma(dsl, "freelist_count", Long.class))
                  + " free for new rows");
          return true;
        });
  }

  private void journal(Findings findings, String mode) {
    String name = mode.toLowerCase(Locale.ROOT);
    if (name.equals("wal")) {
      findings.ok(Section.SETTINGS, "journal", "wal");
    } else {
      findings.warning(
          Section.SETTINGS,
          "journal",
          name + ": a writer waits for each reader",
          Remedy.of("Nothing: the next command or service that writes changes it to wal"));
    }
  }

  /** A pragma that only reads, as a table with one row. */
  static <T> T pragma(DSLContext dsl, String name, Class<T> type) {
    return dsl.select(DSL.field(DSL.name(name), type))
        .from(DSL.table(DSL.name("pragma_" + name)))
        .fetchSingle()
        .value1();
  }
}
