package dev.ticketstore.tests.support;

import dev.ticketstore.contract.TestDatabase;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A PgBouncer before a PostgreSQL server, as a process that ends with this one. It hands each
 * transaction the session that was idle for longest, so that sessions change hands as often as can
 * be.
 */
public final class PgBouncer implements AutoCloseable {

  private static final Duration START = Duration.ofSeconds(20);

  private final Process process;
  private final int port;

  private PgBouncer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Whether this machine has the program. */
  public static boolean isInstalled() {
    return program().isPresent();
  }

  private static Optional<Path> program() {
    return Stream.concat(
            Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)),
            Stream.of("/usr/sbin"))
        .map(folder -> Path.of(folder, "pgbouncer"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Starts one before the server of a database.
   *
   * @param mode {@code session}, {@code transaction} or {@code statement}
   * @param settings more lines of its file
   */
  public static PgBouncer before(TestDatabase database, String mode, String... settings) {
    int port = URI.create(database.url().substring("jdbc:".length())).getPort();
    return before(port, database.user(), database.password(), mode, settings);
  }

  /** The same before the server at a port of this machine. */
  public static PgBouncer before(
      int server, String user, String password, String mode, String... settings) {
    try {
      int port = freePort();
      Path folder =
          Files.createTempDirectory(
              "pgbouncer",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
      Path file = folder.resolve("pgbouncer.ini");
      // The last one goes first.
      List.of(folder, file, folder.resolve("log")).forEach(each -> each.toFile().deleteOnExit());
      Files.write(
          file,
          List.of(
              "[databases]",
              "* = host=127.0.0.1 port=" + server + " user=" + user + " password=" + password,
              "[pgbouncer]",
              "listen_addr = 127.0.0.1",
              "listen_port = " + port,
              "unix_socket_dir =",
              "auth_type = any",
              "pool_mode = " + mode,
              "max_client_conn = 500",
              "server_round_robin = 1",
              String.join("\n", settings)));
      Process process =
          new ProcessBuilder(command(file))
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("log").toFile())
              .start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
      awaitListening(port, process, folder.resolve("log"));
      return new PgBouncer(process, port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** It runs for no root. */
  private static List<String> command(Path file) {
    String program = program().orElseThrow().toString();
    return System.getProperty("user.name").equals("root")
        ? List.of(program, "-q", "-u", "nobody", file.toString())
        : List.of(program, "-q", file.toString());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void awaitListening(int port, Process process, Path log) throws IOException {
    long deadline = System.nanoTime() + START.toNanos();
    while (true) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
        return;
      } catch (IOException e) {
        if (!process.isAlive() || System.nanoTime() > deadline) {
          throw new IOException("PgBouncer did not start: " + Files.readString(log), e);
        }
        Thread.onSpinWait();
      }
    }
  }

  /** The same database through it. */
  public String url(String url) {
    return "jdbc:postgresql://127.0.0.1:" + port + url.substring(url.lastIndexOf('/'));
  }

  @Override
  public void close() {
    process.destroy();
  }
}
