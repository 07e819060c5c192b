package dev.ticketstore;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what other metrics throw from a call that is committed. */
record GuardedMetrics(StoreMetrics metrics) implements StoreMetrics {

  private static final Logger LOG = LoggerFactory.getLogger(GuardedMetrics.class);

  private void tell(Consumer<StoreMetrics> what) {
    try {
      what.accept(metrics);
    } catch (RuntimeException e) {
      LOG.warn("{} failed; the call is not affected", metrics, e);
    }
  }

  @Override
  public void opened(TicketStore store) {
    tell(each -> each.opened(store));
  }

  @Override
  public void closing() {
    tell(StoreMetrics::closing);
  }

  @Override
  public void observed(List<Observation> observations) {
    tell(each -> each.observed(observations));
  }

  @Override
  public void sharing(int observations, Duration wait) {
    tell(each -> each.sharing(observations, wait));
  }

  @Override
  public void acknowledged(Ticket ticket) {
    tell(each -> each.acknowledged(ticket));
  }

  @Override
  public void resolved(Ticket ticket) {
    tell(each -> each.resolved(ticket));
  }

  @Override
  public void failed(TicketStoreException failure) {
    tell(each -> each.failed(failure));
  }

  @Override
  public void retried(TicketStoreException failure) {
    tell(each -> each.retried(failure));
  }
}
