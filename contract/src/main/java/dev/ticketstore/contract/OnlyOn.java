package dev.ticketstore.contract;

import java.lang.annotation.Annotation;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jooq.SQLDialect;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Disables a test, or each test of a class, on the databases that lack what it is about. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(OnlyOn.Condition.class)
public @interface OnlyOn {

  /** The databases that have it. */
  SQLDialect value();

  /** What the others lack. */
  String because();

  /** Decides once the test knows its database. */
  final class Condition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      return context
          .getTestInstance()
          .map(test -> decide(context, (TicketStoreContract) test))
          .orElseGet(() -> ConditionEvaluationResult.enabled("no database yet"));
    }

    /** The annotation of the test, or else of its class. */
    static <A extends Annotation> A annotation(ExtensionContext context, Class<A> type) {
      return AnnotationSupport.findAnnotation(context.getTestMethod(), type)
          .or(() -> AnnotationSupport.findAnnotation(context.getTestClass(), type))
          .orElseThrow();
    }

    private static ConditionEvaluationResult decide(
        ExtensionContext context, TicketStoreContract test) {
      OnlyOn only = annotation(context, OnlyOn.class);
      return test.server.dialect() == only.value()
          ? ConditionEvaluationResult.enabled("on " + test.server.name())
          : ConditionEvaluationResult.disabled(
              "not on " + test.server.name() + ": " + only.because());
    }
  }
}
