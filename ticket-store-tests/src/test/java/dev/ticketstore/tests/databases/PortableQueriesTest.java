package dev.ticketstore.tests.databases;

import static dev.ticketstore.jooq.Tables.TICKETS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.jooq.impl.DSL.greatest;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;

import dev.ticketstore.jooq.types.PortableFunctions;
import dev.ticketstore.jooq.types.PortableQueries;
import dev.ticketstore.jooq.types.UnportableExpressionException;
import java.time.Instant;
import java.util.List;
import org.jooq.Configuration;
import org.jooq.DSLContext;
import org.jooq.DatePart;
import org.jooq.SQLDialect;
import org.jooq.Select;
import org.jooq.VisitListener;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultConfiguration;
import org.jooq.impl.DefaultVisitListenerProvider;
import org.junit.jupiter.api.Test;

class PortableQueriesTest {

  private static final Instant T = Instant.parse("2026-01-24T23:59:59.9Z");

  private final Configuration configuration = new DefaultConfiguration().set(SQLDialect.SQLITE);
  private final DSLContext dsl = DSL.using(PortableQueries.install(configuration));
  private final Select<?> query =
      select(greatest(TICKETS.LAST_SEEN_AT, DSL.param("at", T))).from(TICKETS);

  @Test
  void listenersOfTheCallersStay() {
    Configuration other =
        new DefaultConfiguration().set(new DefaultVisitListenerProvider(new VisitListener() {}));

    assertThat(PortableQueries.install(other)).isSameAs(other);
    PortableQueries.install(other);

    assertThat(other.visitListenerProviders()).hasSize(2);
  }

  @Test
  void bindsKeepTheirPlacesAndNames() {
    assertThat(dsl.extractBindValues(query)).containsExactly(T);
    assertThat(query.getParams()).containsOnlyKeys("at");
    assertThat(dsl.renderNamedParams(query)).contains(":at").doesNotContain("?");
    assertThat(dsl.renderInlined(query)).contains("'2026-01-24T23:59:59.900000Z'");
  }

  @Test
  void renderingLeavesTheQueryAsItWas() {
    String before = query.getSQL();

    dsl.render(query);

    assertThat(query.getSQL()).isEqualTo(before);
  }

  @Test
  void refusalNamesWhatToUse() {
    assertThatExceptionOfType(UnportableExpressionException.class)
        .isThrownBy(() -> dsl.render(DSL.trunc(TICKETS.FIRST_SEEN_AT, DatePart.DAY)))
        .withMessage(
            "trunc of an instant would be silently wrong on some database;"
                + " use PortableFunctions.truncate");
  }

  @Test
  void helpersAreForTheTwoDatabases() {
    assertThatExceptionOfType(UnportableExpressionException.class)
        .isThrownBy(() -> DSL.using(SQLDialect.H2).render(PortableFunctions.now()));
    for (DatePart unit : List.of(DatePart.SECOND, DatePart.YEAR)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> PortableFunctions.truncate(TICKETS.FIRST_SEEN_AT, unit))
          .withMessageContaining(unit.name());
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> dsl.renderInlined(select(val(Instant.MAX))));
  }
}
