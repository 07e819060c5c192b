package dev.ticketstore.contract;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Disables a test, or each test of a class, where a writer opens the stores. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(NeedsOwner.Condition.class)
public @interface NeedsOwner {

  /** What a writer may not do. */
  String because();

  /** Decides once the test knows its database. */
  final class Condition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      return context
          .getTestInstance()
          .filter(test -> !((TicketStoreContract) test).server.opensAsOwner())
          .map(
              test ->
                  ConditionEvaluationResult.disabled(
                      "a writer may not: "
                          + OnlyOn.Condition.annotation(context, NeedsOwner.class).because()))
          .orElseGet(() -> ConditionEvaluationResult.enabled("as the owner"));
    }
  }
}
