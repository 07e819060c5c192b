package example;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The service on a database of its own, and a client of it. */
record Service(ConfigurableApplicationContext context, EmbeddedPostgres server, HttpClient client)
    implements AutoCloseable {

  private static final Pattern COUNT = Pattern.compile("\"count\":(\\d+)");

  /** On SQLite, or on what {@code test.database.url} names; {@code embedded} is a PostgreSQL. */
  static Service start(Path folder) throws IOException {
    String url = System.getProperty("test.database.url", "");
    if (url.isEmpty()) {
      String file = folder.resolve("tickets.db").toString();
      return start("jdbc:sqlite:" + file + "?transaction_mode=IMMEDIATE&busy_timeout=10000", null);
    }
    if (!url.equals("embedded")) {
      return start(url, null);
    }
    EmbeddedPostgres server = EmbeddedPostgres.start();
    return start(server.getJdbcUrl("postgres", "postgres"), server);
  }

  private static Service start(String url, EmbeddedPostgres server) {
    return new Service(
        new SpringApplicationBuilder(SpringService.class)
            .run("--server.port=0", "--spring.datasource.url=" + url),
        server,
        HttpClient.newHttpClient());
  }

  HttpResponse<String> post(String path, String body) throws Exception {
    return send(
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  HttpResponse<String> get(String path) throws Exception {
    return send(HttpRequest.newBuilder(uri(path)));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create(
        "http://localhost:" + context.getEnvironment().getProperty("local.server.port") + path);
  }

  /** How often all violations of unresolved tickets have been counted. */
  long occurrences() throws Exception {
    HttpResponse<String> tickets = get("/tickets?size=1000");
    assertThat(tickets.statusCode()).isEqualTo(200);
    Matcher count = COUNT.matcher(tickets.body());
    long sum = 0;
    while (count.find()) {
      sum += Long.parseLong(count.group(1));
    }
    return sum;
  }

  @Override
  public void close() throws IOException {
    context.close();
    if (server != null) {
      server.close();
    }
  }
}
