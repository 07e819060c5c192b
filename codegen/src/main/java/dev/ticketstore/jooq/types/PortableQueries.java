package dev.ticketstore.jooq.types;

import java.util.Arrays;
import org.jooq.Configuration;
import org.jooq.VisitListenerProvider;
import org.jooq.impl.DefaultVisitListenerProvider;

/**
 * Makes jOOQ's own expressions over the generated columns mean the same on SQLite and on
 * PostgreSQL.
 *
 * <p>Without it SQLite compares instants, which are text there, with what jOOQ renders for {@code
 * currentInstant()} or {@code val(instant)}, and is silently wrong. With it such expressions are
 * right, or {@link UnportableExpressionException} names what to use. Rendering takes up to twice as
 * long.
 *
 * <p>Days, hours and the like are UTC's; on PostgreSQL they are those of the session's time zone,
 * which {@code TicketStore.read} sets to UTC, and which other callers set themselves. {@link
 * PortableFunctions#truncate} is UTC's everywhere.
 *
 * <p>Plain SQL templates are left alone, and so is {@code union} of JSON documents, whose
 * duplicates SQLite finds by their text.
 */
public final class PortableQueries {

  private PortableQueries() {}

  /**
   * Adds itself to a configuration, which must be one for SQLite or PostgreSQL. Does nothing the
   * second time. Not while statements of the configuration are being rendered.
   *
   * @return the same configuration
   */
  public static Configuration install(Configuration configuration) {
    VisitListenerProvider[] before = configuration.visitListenerProviders();
    if (Arrays.stream(before)
        .noneMatch(provider -> provider.provide() instanceof PortableListener)) {
      VisitListenerProvider[] after = Arrays.copyOf(before, before.length + 1);
      after[before.length] = new DefaultVisitListenerProvider(new PortableListener());
      configuration.set(after);
    }
    return configuration;
  }
}
