package dev.ticketstore.internal.database;

import java.util.List;
import org.jooq.DSLContext;
import org.jooq.conf.FetchTriggerValuesAfterReturning;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultConfiguration;

/** What the statements of the store ask of jOOQ, whoever gives the connection. */
public final class JooqSettings {

  static {
    // A library prints nothing. jOOQ reads these once, when its first statement is rendered.
    for (String banner : List.of("org.jooq.no-logo", "org.jooq.no-tips")) {
      if (System.getProperty(banner) == null) {
        System.setProperty(banner, "true");
      }
    }
  }

  private JooqSettings() {}

  /** Changes what the statements of the store rely on. */
  public static Settings of(Settings settings) {
    return settings
        .withRenderSchema(false)
        .withRenderMapping(null)
        // Else RETURNING is emulated on SQLite, and gives the wrong rows for an upsert.
        .withFetchTriggerValuesAfterReturning(FetchTriggerValuesAfterReturning.NEVER)
        .withExecuteLogging(false);
  }

  static DSLContext context(Dialect dialect, Leases leases) {
    return DSL.using(
        new DefaultConfiguration()
            .set(dialect.jooq())
            .set(of(new Settings()))
            .set(leases)
            .set(new UnreadableValues()));
  }
}
