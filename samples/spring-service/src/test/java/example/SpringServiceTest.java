package example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.TicketQuery;
import dev.ticketstore.TicketStore;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringBootVersion;
import org.springframework.jdbc.core.JdbcTemplate;

class SpringServiceTest {

  private static final int CLIENTS = 50;
  private static final int REQUESTS = 20;

  @TempDir Path folder;

  private Service service;

  @BeforeEach
  void start() throws Exception {
    service = Service.start(folder);
    JdbcTemplate jdbc = service.context().getBean(JdbcTemplate.class);
    jdbc.execute("delete from tickets");
    jdbc.execute("delete from readings");
    System.out.println(
        "Spring Boot "
            + SpringBootVersion.getVersion()
            + ", "
            + service.get("/actuator/health").body());
  }

  @AfterEach
  void stop() throws IOException {
    service.close();
  }

  private static String violation(String store) {
    return """
    {"invariant": "store_down", "message": "silent", "storeId": "%s", "severity": "CRITICAL"}
    """
        .formatted(store);
  }

  private static String reading(String id, double temperature) {
    return """
    {"id": "%s", "sensor": "hall", "temperature": %s}
    """
        .formatted(id, temperature);
  }

  @Test
  void violationBecomesATicketThatAPersonAcknowledges() throws Exception {
    assertThat(service.post("/violations", violation("tikv-1")).body()).contains("\"CREATED\"");
    assertThat(service.post("/violations", violation("tikv-1")).body()).contains("\"REPEATED\"");

    HttpResponse<String> tickets = service.get("/tickets");
    assertThat(tickets.body())
        .contains("\"key\":\"store_down:tikv-1\"", "\"count\":2", "\"status\":\"OPEN\"");
    String id = tickets.body().replaceFirst("(?s).*\"id\":(\\d+).*", "$1");
    HttpResponse<String> acknowledged =
        service.post("/tickets/" + id + "/acknowledge?by=alice", "");
    assertThat(acknowledged.statusCode()).isEqualTo(200);
    assertThat(acknowledged.body()).contains("\"status\":\"ACKNOWLEDGED\"");
  }

  @Test
  void failuresHaveTheirStatus() throws Exception {
    assertThat(
            service
                .post("/violations", "{\"invariant\": \"\", \"message\": \"silent\"}")
                .statusCode())
        .isEqualTo(400);
    assertThat(service.post("/tickets/4711/acknowledge?by=alice", "").statusCode()).isEqualTo(404);
  }

  @Test
  void readingAndItsTicketAreOneTransaction() throws Exception {
    assertThat(service.post("/readings", reading("r1", 95)).statusCode()).isEqualTo(200);
    assertThat(service.occurrences()).isEqualTo(1);

    assertThat(service.post("/readings", reading("r1", 99)).statusCode()).isEqualTo(409);

    assertThat(service.occurrences()).isEqualTo(1);
    assertThat(service.post("/readings", reading("r2", 20)).statusCode()).isEqualTo(200);
    assertThat(service.occurrences()).isEqualTo(1);
  }

  @Test
  void healthShowsDatabaseSchemaAndFeed() throws Exception {
    HttpResponse<String> health = service.get("/actuator/health");

    assertThat(health.statusCode()).isEqualTo(200);
    assertThat(health.body())
        .contains("\"ticketStore\":{", "\"schema\":\"current\"", "\"feed\":{\"heldBack\":0}");
  }

  @Test
  void nothingThatFiftyClientsWereToldIsLost() throws Exception {
    AtomicLong acknowledged = new AtomicLong();
    List<String> failures = new ArrayList<>();
    clients(
        client -> {
          for (int i = 0; i < REQUESTS; i++) {
            HttpResponse<String> answer =
                i % 4 == 3
                    ? service.post("/readings", reading(client + "-" + i, 95))
                    : service.post("/violations", violation("tikv-" + (client + i) % 7));
            if (answer.statusCode() == 200) {
              acknowledged.incrementAndGet();
            } else {
              synchronized (failures) {
                failures.add(answer.statusCode() + " " + answer.body());
              }
            }
          }
        });

    // One that was refused is none that counted.
    assertThat(service.occurrences()).isEqualTo(acknowledged.get());
    assertThat(failures).allMatch(failure -> failure.startsWith("503 "));
    assertThat(acknowledged.get()).isGreaterThan(CLIENTS * REQUESTS * 9 / 10);
    System.out.println(acknowledged + " acknowledged, " + failures.size() + " to be sent again");
  }

  @Test
  void nothingThatWasAnsweredIsLostWhenTheServiceStopsUnderLoad() throws Exception {
    DataSource dataSource = service.context().getBean(DataSource.class);
    String url = dataSource.unwrap(com.zaxxer.hikari.HikariDataSource.class).getJdbcUrl();
    AtomicLong acknowledged = new AtomicLong();
    AtomicLong unanswered = new AtomicLong();
    AtomicBoolean refused = new AtomicBoolean();
    CountDownLatch busy = new CountDownLatch(200);
    Thread stopping =
        new Thread(
            () -> {
              try {
                busy.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              service.context().close();
            });
    stopping.start();
    clients(
        client -> {
          while (!refused.get()) {
            try {
              HttpResponse<String> answer =
                  service.post("/violations", violation("tikv-" + client));
              if (answer.statusCode() == 200) {
                acknowledged.incrementAndGet();
                busy.countDown();
              }
            } catch (IOException e) {
              unanswered.incrementAndGet();
              refused.set(true);
            }
          }
        });
    stopping.join();

    try (TicketStore store =
        TicketStore.open(url.replaceFirst("^(jdbc:sqlite:[^?]*)\\?.*", "$1"))) {
      long counted =
          store.stream(TicketQuery.all()).mapToLong(ticket -> ticket.occurrenceCount()).sum();
      System.out.println(
          counted + " counted, " + acknowledged + " acknowledged, " + unanswered + " unanswered");
      assertThat(counted).isBetween(acknowledged.get(), acknowledged.get() + unanswered.get());
    }
  }

  private interface Client {
    void run(int number) throws Exception;
  }

  private static void clients(Client client) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        int number = i;
        running.add(
            threads.submit(
                () -> {
                  client.run(number);
                  return null;
                }));
      }
      for (Future<?> each : running) {
        each.get(2, TimeUnit.MINUTES);
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
