package dev.ticketstore.spring;

import dev.ticketstore.TicketStore;
import java.util.Map;
import org.springframework.boot.actuate.autoconfigure.health.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;

/** The health of the store, by the interfaces of Spring Boot 3.5. */
@AutoConfiguration(after = TicketStoreAutoConfiguration.class)
@ConditionalOnClass({AbstractHealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnSingleCandidate(TicketStore.class)
@ConditionalOnEnabledHealthIndicator("ticket-store")
class Boot3HealthAutoConfiguration {

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
