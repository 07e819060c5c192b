package example;

import dev.ticketstore.TicketStore;
import dev.ticketstore.micrometer.MicrometerMetrics;
import io.micrometer.core.instrument.MeterRegistry;

class MeteredStore {

  static TicketStore open(String url, MeterRegistry registry) {
    return TicketStore.builder().url(url).metrics(new MicrometerMetrics(registry)).open();
  }
}
