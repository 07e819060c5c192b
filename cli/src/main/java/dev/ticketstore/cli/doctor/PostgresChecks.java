package dev.ticketstore.cli.doctor;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.function;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.table;

import dev.ticketstore.DatabaseException.Reason;
import dev.ticketstore.TicketStore;
import dev.ticketstore.cli.doctor.Finding.Section;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.Field;

/** The server and the settings of a PostgreSQL database. */
record PostgresChecks(TicketStore store, Remedies remedies) {

  private static final Field<String> NAME = field(name("name"), String.class);
  private static final Field<String> SETTING = field(name("setting"), String.class);

  private static final int MOST_PERCENT = 80;

  private static final String OFF = "off";

  /** Whose session it is, once there is one. */
  void session(Findings findings) {
    Login login = store.read(PostgresChecks::login);
    findings.ok(Section.DATABASE, "session", "schema " + login.schema() + ", as " + login.role());
  }

  /** The schema and the role of the session. */
  static Login login(DSLContext dsl) {
    return new Login(text(dsl, "current_user"), text(dsl, "current_schema"));
  }

  /** A role and the schema that it uses. */
  record Login(String role, String schema) {}

  private static String text(DSLContext dsl, String function) {
    return dsl.select(function(name(function), String.class)).fetchSingle().value1();
  }

  void settings(Findings findings) {
    Map<String, String> all =
        store.read(
            dsl -> dsl.select(NAME, SETTING).from(name("pg_settings")).fetchMap(NAME, SETTING));
    findings.ok(
        Section.SETTINGS,
        "encoding",
        setting(all, "server_encoding")
            + "; the store's times are UTC, the server's log is in "
            + setting(all, "log_timezone"));
    durability(findings, all);
    transactions(findings, all);
    vacuum(findings, all);
  }

  private static String setting(Map<String, String> all, String name) {
    return all.getOrDefault(name, "hidden");
  }

  private void durability(Findings findings, Map<String, String> all) {
    List<String> off =
        List.of("fsync", "full_page_writes", "synchronous_commit").stream()
            .filter(each -> setting(all, each).equals(OFF))
            .toList();
    if (off.isEmpty()) {
      findings.ok(
          Section.SETTINGS,
          "durability",
          "synchronous_commit " + setting(all, "synchronous_commit") + ", fsync on");
    } else {
      findings.warning(
          Section.SETTINGS,
          "durability",
          String.join(" and ", off) + " off: a crash of the server loses what was committed",
          remedies.reset(off.get(0)));
    }
  }

  private void transactions(Findings findings, Map<String, String> all) {
    if (setting(all, "default_transaction_read_only").equals("on") && !isStandby()) {
      findings.problem(
          Section.SETTINGS,
          "transactions",
          "read-only by default: each call that writes fails",
          remedies.reset("default_transaction_read_only"));
    } else {
      findings.ok(
          Section.SETTINGS,
          "transactions",
          setting(all, "default_transaction_isolation") + "; the store sets what it needs");
    }
    long statement = Long.parseLong(all.getOrDefault("statement_timeout", "0"));
    String text =
        statement == 0 ? "none for statements" : "statements end after " + statement + " ms";
    if (statement > 0 && statement < Duration.ofSeconds(1).toMillis()) {
      findings.warning(Section.SETTINGS, "time-outs", text, remedies.reset("statement_timeout"));
    } else {
      findings.ok(
          Section.SETTINGS,
          "time-outs",
          text + "; the store waits " + setting(all, "lock_timeout") + " ms for a lock");
    }
  }

  private void vacuum(Findings findings, Map<String, String> all) {
    if (setting(all, "autovacuum").equals(OFF) || setting(all, "track_counts").equals(OFF)) {
      findings.warning(
          Section.SETTINGS,
          "autovacuum",
          "off: tables grow with each repeat of a violation",
          remedies.reset("autovacuum"));
    } else {
      findings.ok(Section.SETTINGS, "autovacuum", "on");
    }
  }

  boolean isStandby() {
    return store.read(
        dsl -> dsl.select(function("pg_is_in_recovery", Boolean.class)).fetchSingle().value1());
  }

  void role(Findings findings) {
    if (isStandby()) {
      findings.warning(
          Section.DATABASE,
          "server",
          "a standby, which takes no writes and has no change feed",
          remedies.of(Reason.STANDBY));
    } else {
      findings.ok(Section.DATABASE, "server", "a primary");
    }
  }

  void connections(Findings findings) {
    store.read(
        dsl -> {
          long max = Long.parseLong(setting(dsl, "max_connections"));
          long reserved = Long.parseLong(setting(dsl, "superuser_reserved_connections"));
          Field<Integer> backends = field(name("numbackends"), Integer.class);
          BigDecimal used =
              dsl.select(sum(backends))
                  .from(table(name("pg_stat_database")))
                  .fetchSingle()
                  .value1();
          String text =
              used + " of " + max + " are in use, " + reserved + " are kept for superusers";
          if (used.longValue() * 100 > (max - reserved) * MOST_PERCENT) {
            findings.warning(Section.SETTINGS, "connections", text, remedies.connections());
          } else {
            findings.ok(Section.SETTINGS, "connections", text);
          }
          return true;
        });
  }

  private static String setting(DSLContext dsl, String setting) {
    return dsl.select(function("current_setting", String.class, inline(setting)))
        .fetchSingle()
        .value1();
  }
}
