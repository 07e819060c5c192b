package dev.ticketstore.tests.faults;

import dev.ticketstore.tests.support.PgBouncer;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An HAProxy that forwards TCP to the leader of a cluster, as a process that ends with this one. */
final class HaProxy implements AutoCloseable {

  private static final Path PROGRAM = Path.of("/usr/sbin/haproxy");

  private final Process process;
  private final int port;

  private HaProxy(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Whether this machine has it and PgBouncer. */
  static boolean isInstalled() {
    return Files.isExecutable(PROGRAM) && PgBouncer.isInstalled();
  }

  static HaProxy before(PatroniCluster cluster) throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    List<String> lines =
        new ArrayList<>(
            List.of(
                "defaults",
                "  mode tcp",
                "  timeout connect 2s",
                "  timeout client 1h",
                "  timeout server 1h",
                "listen leader",
                "  bind 127.0.0.1:" + port,
                "  option httpchk OPTIONS /primary",
                "  http-check expect status 200",
                "  default-server inter 1s fall 2 rise 1 on-marked-down shutdown-sessions"));
    for (int node = 0; node < PatroniCluster.NODES; node++) {
      lines.add(
          "  server n%d 127.0.0.1:%d check port %d"
              .formatted(node + 1, cluster.postgresPort(node), cluster.patroniPort(node)));
    }
    Path file = Files.createTempFile("haproxy", ".cfg");
    Files.write(file, lines);
    Process process =
        new ProcessBuilder(PROGRAM.toString(), "-db", "-q", "-f", file.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    return new HaProxy(process, port);
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    process.destroy();
  }
}
