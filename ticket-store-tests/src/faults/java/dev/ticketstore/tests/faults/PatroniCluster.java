package dev.ticketstore.tests.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Three PostgreSQL with Patroni and etcd, in a container each on a Docker network of their own, with
 * synchronous replication. Each node publishes its ports on loopback.
 */
final class PatroniCluster implements AutoCloseable {

  /** What {@code .ci/build-cluster-image} builds. */
  static final String IMAGE = "ticket-store-cluster";

  static final int NODES = 3;

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration COMING_BACK = Duration.ofSeconds(90);
  private static final String SUBNET = "10.213.77.";

  private final String name = "ticket-store-" + ProcessHandle.current().pid();
  private final List<Integer> postgres = new ArrayList<>();
  private final List<Integer> patroni = new ArrayList<>();
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

  /** Starts it, and returns once it has a leader and two members that follow. */
  PatroniCluster() throws InterruptedException {
    docker(
        "network",
        "create",
        "--subnet",
        SUBNET + "0/24",
        "-o",
        "com.docker.network.bridge.enable_ip_masquerade=false",
        name);
    for (int node = 0; node < NODES; node++) {
      postgres.add(freePort());
      patroni.add(freePort());
      List<String> run =
          new ArrayList<>(
              List.of(
                  "run",
                  "-d",
                  "--network",
                  name,
                  "--ip",
                  ip(node),
                  "--name",
                  container(node),
                  "-p",
                  "127.0.0.1:" + postgres.get(node) + ":5432",
                  "-p",
                  "127.0.0.1:" + patroni.get(node) + ":8008",
                  IMAGE,
                  String.valueOf(node + 1)));
      IntStream.range(0, NODES).forEach(each -> run.add(ip(each)));
      docker(run.toArray(String[]::new));
    }
    awaitComplete();
  }

  /** Whether a Docker engine answers and has the image. */
  static boolean isThere() {
    try {
      return run("docker", "image", "inspect", IMAGE).exit == 0;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  private static String ip(int node) {
    return SUBNET + (11 + node);
  }

  private String container(int node) {
    return name + "-" + (node + 1);
  }

  /** The database, by all nodes. */
  String url() {
    return "jdbc:postgresql://"
        + postgres.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","))
        + "/postgres?targetServerType=primary&hostRecheckSeconds=1&connectTimeout=2";
  }

  /** The port of a node's PostgreSQL on loopback. */
  int postgresPort(int node) {
    return postgres.get(node);
  }

  /** The port of a node's Patroni on loopback. */
  int patroniPort(int node) {
    return patroni.get(node);
  }

  /** The node that holds the leader's lock and takes writes, or -1. */
  int leader() {
    return IntStream.range(0, NODES).filter(node -> answers(node, "/primary")).findFirst().orElse(-1);
  }

  private boolean answers(int node, String path) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(
                  URI.create("http://127.0.0.1:" + patroni.get(node) + path))
              .timeout(Duration.ofSeconds(1))
              .build();
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Returns once one node leads, one follows it synchronously, and the last one replicates. A node
   * that does not come back is restarted once, as an operator would.
   */
  void awaitComplete() throws InterruptedException {
    if (!isCompleteWithin(COMING_BACK)) {
      for (int node = 0; node < NODES; node++) {
        if (!answers(node, "/primary") && !answers(node, "/replica?lag=1MB")) {
          System.out.println("  node " + (node + 1) + " did not come back: restarted");
          docker("restart", "-t", "1", container(node));
        }
      }
      if (!isCompleteWithin(PATIENCE)) {
        throw new AssertionError("The cluster is not complete: " + logs());
      }
    }
  }

  private boolean isCompleteWithin(Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (count("/primary") != 1 || count("/synchronous") != 1 || count("/replica?lag=1MB") != 2) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      Thread.sleep(200);
    }
    return true;
  }

  private long count(String path) {
    return IntStream.range(0, NODES).filter(node -> answers(node, path)).count();
  }

  private String logs() {
    return IntStream.range(0, NODES)
        .mapToObj(node -> run("docker", "logs", "--tail", "15", container(node)).output)
        .collect(Collectors.joining("\n"));
  }

  /** A way in which a node fails, and comes back. */
  enum Fault {
    KILL {
      @Override
      void strike(PatroniCluster cluster, int node) {
        docker("kill", cluster.container(node));
      }

      @Override
      void heal(PatroniCluster cluster, int node) {
        docker("start", cluster.container(node));
      }
    },
    PAUSE {
      @Override
      void strike(PatroniCluster cluster, int node) {
        docker("pause", cluster.container(node));
      }

      @Override
      void heal(PatroniCluster cluster, int node) {
        docker("unpause", cluster.container(node));
      }
    },
    CUT_OFF {
      @Override
      void strike(PatroniCluster cluster, int node) {
        docker("network", "disconnect", cluster.name, cluster.container(node));
      }

      @Override
      void heal(PatroniCluster cluster, int node) {
        docker("network", "connect", "--ip", ip(node), cluster.name, cluster.container(node));
      }
    };

    abstract void strike(PatroniCluster cluster, int node);

    abstract void heal(PatroniCluster cluster, int node);

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  @Override
  public void close() {
    for (int node = 0; node < NODES; node++) {
      run("docker", "rm", "-f", "-v", container(node));
    }
    run("docker", "network", "rm", name);
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Result(int exit, String output) {}

  private static void docker(String... arguments) {
    List<String> command = new ArrayList<>(List.of("docker"));
    command.addAll(List.of(arguments));
    Result result = run(command.toArray(String[]::new));
    if (result.exit != 0) {
      throw new IllegalStateException(String.join(" ", command) + ": " + result.output);
    }
  }

  private static Result run(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Result(process.waitFor(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
