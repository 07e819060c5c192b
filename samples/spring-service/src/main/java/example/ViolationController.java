package example;

import dev.ticketstore.Observation;
import dev.ticketstore.TicketStore;
import dev.ticketstore.Violation;
import dev.ticketstore.model.Severity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ViolationController {

  private final TicketStore store;

  ViolationController(TicketStore store) {
    this.store = store;
  }

  /**
   * A violation that a monitor reports.
   *
   * @param observationId with it a retry of the same request counts once; may be null
   */
  record Report(
      String invariant, String message, String storeId, Severity severity, String observationId) {}

  record Answer(Observation.Outcome outcome, TicketView ticket) {}

  /** Answers after the commit. */
  @PostMapping("/violations")
  Answer observe(@RequestBody Report report) {
    Observation seen =
        store.observe(
            Violation.of(report.invariant(), report.message())
                .storeId(report.storeId())
                .severity(report.severity() == null ? Severity.WARNING : report.severity())
                .observationId(report.observationId())
                .build());
    return new Answer(seen.outcome(), TicketView.of(seen.ticket()));
  }
}
