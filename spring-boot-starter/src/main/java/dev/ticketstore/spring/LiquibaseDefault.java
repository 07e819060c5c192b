package dev.ticketstore.spring;

import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.io.ResourceLoader;

/**
 * Gives {@code spring.liquibase.enabled} the default {@code false} in an application that has no
 * changelog of its own.
 *
 * <p>The store brings Liquibase to the class path. Spring Boot then starts a Liquibase of its own
 * beside each {@code DataSource}, and fails without a changelog. The store migrates all the same.
 */
final class LiquibaseDefault
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  static final String ENABLED = "spring.liquibase.enabled";

  /** Where Spring Boot looks unless {@code spring.liquibase.change-log} is set. */
  private static final String CHANGELOG = "classpath:/db/changelog/db.changelog-master.yaml";

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    ConfigurableEnvironment environment = context.getEnvironment();
    if (isSet(environment, ENABLED)
        || isSet(environment, "spring.liquibase.change-log")
        || hasChangelog(context)) {
      return;
    }
    environment
        .getPropertySources()
        .addLast(new MapPropertySource("ticketStoreDefaults", Map.of(ENABLED, "false")));
  }

  private static boolean isSet(ConfigurableEnvironment environment, String property) {
    return Binder.get(environment).bind(property, String.class).isBound();
  }

  private static boolean hasChangelog(ResourceLoader resources) {
    return resources.getResource(CHANGELOG).exists();
  }
}
