package dev.ticketstore.tests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.Adoption;
import dev.ticketstore.BulkChange;
import dev.ticketstore.ChangeFollower;
import dev.ticketstore.CheckCycle;
import dev.ticketstore.CycleScope;
import dev.ticketstore.InvalidInputException;
import dev.ticketstore.Json;
import dev.ticketstore.Retention;
import dev.ticketstore.RetryPolicy;
import dev.ticketstore.StoreCopy;
import dev.ticketstore.TicketOperations;
import dev.ticketstore.TicketQuery;
import dev.ticketstore.TicketStore;
import dev.ticketstore.TimeRange;
import dev.ticketstore.Violation;
import dev.ticketstore.contract.TicketStoreContract;
import dev.ticketstore.model.CycleOutcome;
import dev.ticketstore.model.Severity;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each argument of the API that must not be null is refused as such, whatever the others are. */
class NullArgumentsTest extends TicketStoreContract {

  /** A good value of each type, for the arguments that are not null. */
  private final Map<Class<?>, Object> good = new LinkedHashMap<>();

  private final List<String> wrong = new ArrayList<>();
  private final List<String> refused = new ArrayList<>();

  @Test
  void methodsRefuseNull() throws Exception {
    goodValues();
    store.observe(storeDown("tikv-1", NOW));
    try (ChangeFollower follower = store.follow(null)) {
      methods(TicketStore.class, store);
      methods(TicketOperations.class, store.retrying(RetryPolicy.standard()));
      methods(ChangeFollower.class, follower);
    }
    methods(TicketStore.builder().getClass(), TicketStore.builder());
    methods(StoreCopy.class, null);
    methods(Adoption.class, null);
    methods(TicketQuery.Builder.class, TicketQuery.builder());
    methods(Violation.Builder.class, Violation.of("a", "b"));
    for (Class<?> each :
        List.of(
            Violation.class,
            CheckCycle.class,
            CycleScope.class,
            TicketQuery.class,
            TimeRange.class,
            Retention.class,
            RetryPolicy.class,
            BulkChange.class,
            Json.class)) {
      for (Executable constructor : each.getConstructors()) {
        arguments(each, null, constructor);
      }
      methods(each, good.get(each));
    }
    assertThat(wrong).isEmpty();
    assertThat(refused).hasSizeGreaterThan(60);
  }

  private void goodValues() {
    good.put(String.class, "text");
    good.put(Instant.class, NOW);
    good.put(Duration.class, Duration.ofSeconds(1));
    good.put(Path.class, Path.of("none.db"));
    good.put(Severity.class, Severity.INFO);
    good.put(CycleOutcome.class, CycleOutcome.COMPLETE);
    good.put(CycleScope.Kind.class, CycleScope.Kind.EVERYTHING);
    good.put(BulkChange.Step.class, BulkChange.Step.ACKNOWLEDGE);
    good.put(SortedSet.class, new TreeSet<>());
    good.put(Violation.class, storeDown("tikv-1", NOW));
    good.put(CycleScope.class, CycleScope.everything());
    good.put(TicketQuery.class, TicketQuery.all());
    good.put(TimeRange.class, TimeRange.ALWAYS);
    good.put(Retention.class, Retention.everythingBefore(NOW));
    good.put(RetryPolicy.class, RetryPolicy.standard());
    good.put(BulkChange.class, BulkChange.of(BulkChange.Step.ACKNOWLEDGE));
    good.put(Json.class, Json.of("{}"));
    good.put(TicketStore.class, store);
    good.put(List.class, List.of());
    good.put(Map.class, Map.of());
    good.put(
        CheckCycle.class,
        new CheckCycle("s", NOW, CycleScope.everything(), CycleOutcome.COMPLETE, List.of()));
  }

  private void methods(Class<?> type, @Nullable Object target) throws Exception {
    for (Method each : type.getMethods()) {
      boolean inherited =
          each.getDeclaringClass() == Object.class || each.getName().equals("equals");
      if (!inherited && !each.isBridge()) {
        arguments(type, target, each);
      }
    }
  }

  private void arguments(Class<?> type, @Nullable Object target, Executable executable)
      throws Exception {
    AnnotatedType[] types = executable.getAnnotatedParameterTypes();
    for (int i = 0; i < types.length; i++) {
      boolean nullable = types[i].isAnnotationPresent(Nullable.class);
      if (!nullable && !executable.getParameterTypes()[i].isPrimitive()) {
        call(type, target, executable, i);
      }
    }
  }

  private void call(Class<?> type, @Nullable Object target, Executable executable, int nullAt)
      throws Exception {
    Class<?>[] types = executable.getParameterTypes();
    Object[] arguments = new Object[types.length];
    for (int i = 0; i < types.length; i++) {
      arguments[i] =
          i == nullAt ? null : value(types[i], executable.getAnnotatedParameterTypes()[i]);
    }
    String call =
        type.getSimpleName()
            + "."
            + executable.getName()
            + " "
            + executable.getParameters()[nullAt];
    try {
      Object result =
          executable instanceof Method method
              ? method.invoke(Modifier.isStatic(method.getModifiers()) ? null : target, arguments)
              : ((java.lang.reflect.Constructor<?>) executable).newInstance(arguments);
      if (result instanceof CompletionStage<?> stage) {
        stage.toCompletableFuture().join();
      }
      wrong.add(call + " took it");
    } catch (CompletionException | InvocationTargetException e) {
      Throwable cause = e.getCause();
      if (cause instanceof InvalidInputException invalid
          && String.valueOf(invalid.getMessage()).endsWith("expected a value, not null")) {
        refused.add(call);
      } else {
        wrong.add(call + " threw " + cause);
      }
    }
  }

  private @Nullable Object value(Class<?> type, AnnotatedType annotated) {
    if (type == int.class) {
      return 1;
    }
    if (type == long.class) {
      return 1L;
    }
    if (type == boolean.class) {
      return false;
    }
    if (annotated.isAnnotationPresent(Nullable.class)) {
      return null;
    }
    Object value = good.get(type);
    if (value == null && type.isInterface()) {
      value = good.values().stream().filter(type::isInstance).findFirst().orElse(null);
    }
    if (value == null && type.isInterface()) {
      value =
          Proxy.newProxyInstance(
              type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> null);
    }
    return value;
  }
}
