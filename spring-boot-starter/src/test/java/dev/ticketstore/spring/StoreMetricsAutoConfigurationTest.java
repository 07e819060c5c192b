package dev.ticketstore.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.StoreMetrics;
import dev.ticketstore.TicketStore;
import dev.ticketstore.Violation;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class StoreMetricsAutoConfigurationTest {

  private static final Violation DOWN = Violation.of("store_down", "no heartbeat").build();

  @TempDir Path folder;

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  private ApplicationContextRunner runner() {
    return new ApplicationContextRunner()
        .withConfiguration(
            AutoConfigurations.of(
                TicketStoreAutoConfiguration.class, StoreMetricsAutoConfiguration.class))
        .withPropertyValues("ticket-store.url=" + SqliteDataSources.url(folder));
  }

  private ApplicationContextRunner metered() {
    return runner().withBean(SimpleMeterRegistry.class, () -> registry);
  }

  private double observed() {
    return registry.get("ticket.store.observations").tag("outcome", "created").counter().count();
  }

  @Test
  void registryOfTheApplicationHasTheMeters() {
    metered()
        .run(
            context -> {
              context.getBean(TicketStore.class).observe(DOWN);
              assertThat(observed()).isEqualTo(1);
            });
  }

  /** A bean that follows the feed of the store. */
  @Configuration(proxyBeanMethods = false)
  static class Following {

    @Bean
    ChangeCursor relay(TicketStore store) {
      return new ChangeCursor() {
        @Override
        public @Nullable String stored() {
          return null;
        }
      };
    }
  }

  @Test
  void followersThatNeedTheStoreHaveAGauge() {
    metered()
        .withUserConfiguration(Following.class)
        .run(
            context -> {
              context.getBean(TicketStore.class).observe(DOWN);
              assertThat(
                      registry
                          .get("ticket.store.feed.ready")
                          .tag("follower", "relay")
                          .gauge()
                          .value())
                  .isEqualTo(1);
            });
  }

  @Test
  void applicationMaySetOtherMetrics() {
    metered()
        .withBean(
            TicketStoreBuilderCustomizer.class, () -> builder -> builder.metrics(StoreMetrics.NONE))
        .run(
            context -> {
              context.getBean(TicketStore.class).observe(DOWN);
              assertThat(observed()).isZero();
            });
  }

  @Test
  void startsWithoutARegistryAndWithoutMicrometer() {
    runner().run(context -> assertThat(context).hasSingleBean(TicketStore.class));
    runner()
        .withClassLoader(new FilteredClassLoader("io.micrometer", "dev.ticketstore.micrometer"))
        .run(context -> assertThat(context).hasSingleBean(TicketStore.class));
  }
}
