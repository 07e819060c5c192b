package dev.ticketstore.spring;

import dev.ticketstore.TicketStore;
import java.util.Map;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.context.annotation.Bean;

/** The health of the store, by the interfaces of Spring Boot 4.0. */
@AutoConfiguration(after = TicketStoreAutoConfiguration.class)
@ConditionalOnClass({AbstractHealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnSingleCandidate(TicketStore.class)
@ConditionalOnEnabledHealthIndicator("ticket-store")
class Boot4HealthAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean(name = "ticketStoreHealthIndicator")
  AbstractHealthIndicator ticketStoreHealthIndicator(
      TicketStore store, Map<String, ChangeCursor> cursors) {
    return new AbstractHealthIndicator("The ticket store does not answer") {
      @Override
      protected void doHealthCheck(Health.Builder builder) {
        StoreHealth health = StoreHealth.of(store, cursors);
        (health.up() ? builder.up() : builder.down()).withDetails(health.details());
      }
    };
  }
}
