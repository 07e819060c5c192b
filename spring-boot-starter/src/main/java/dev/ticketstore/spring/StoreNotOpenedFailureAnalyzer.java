package dev.ticketstore.spring;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Prints why the application did not start, instead of a stack trace. */
final class StoreNotOpenedFailureAnalyzer extends AbstractFailureAnalyzer<StoreNotOpenedException> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, StoreNotOpenedException cause) {
    return new FailureAnalysis(cause.getMessage(), cause.action(), rootFailure);
  }
}
