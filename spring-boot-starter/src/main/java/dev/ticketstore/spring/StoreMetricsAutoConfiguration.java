package dev.ticketstore.spring;

import dev.ticketstore.micrometer.MicrometerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** The meters of the store, in the registry of the application. */
@AutoConfiguration(
    before = TicketStoreAutoConfiguration.class,
    afterName = {
      "org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration",
      "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
    })
@ConditionalOnClass({MeterRegistry.class, MicrometerMetrics.class})
@ConditionalOnSingleCandidate(MeterRegistry.class)
public class StoreMetricsAutoConfiguration {

  /** Spring makes it. */
  StoreMetricsAutoConfiguration() {}

  /** First, so that a customizer of the application's may set others. */
  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE)
  TicketStoreBuilderCustomizer ticketStoreMetrics(
      MeterRegistry registry, ListableBeanFactory beans) {
    MicrometerMetrics metrics = new MicrometerMetrics(registry);
    // Only their names, as those beans may need the store.
    for (String name : beans.getBeanNamesForType(ChangeCursor.class, true, false)) {
      metrics.follower(name, () -> beans.getBean(name, ChangeCursor.class).stored());
    }
    return builder -> builder.metrics(metrics);
  }
}
