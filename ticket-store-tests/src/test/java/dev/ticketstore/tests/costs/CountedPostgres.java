package dev.ticketstore.tests.costs;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * A proxy before a PostgreSQL server that reads the messages of its clients: an Execute or a Query
 * is a statement, a Sync or a Query is a round trip. An empty statement, by which a pool asks
 * whether a connection still works, is left out.
 */
final class CountedPostgres implements AutoCloseable {

  private static final int SSL_REQUEST = 80_877_103;
  private static final int GSS_REQUEST = 80_877_104;

  private final String url;
  private final ServerSocket listener;
  private final StatementLog log;

  /** Listens before the server of {@code url}. */
  CountedPostgres(String url, StatementLog log) throws IOException {
    this.url = url;
    this.log = log;
    this.listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  /** The same database by way of this proxy. */
  String url() {
    return url.replace("//" + server().getAuthority(), "//127.0.0.1:" + listener.getLocalPort());
  }

  private URI server() {
    return URI.create(url.substring("jdbc:".length()));
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Socket server = new Socket(server().getHost(), server().getPort());
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        start(() -> closing(client, server, () -> new Session().forward(client, server)));
        start(
            () ->
                closing(
                    client,
                    server,
                    () -> server.getInputStream().transferTo(client.getOutputStream())));
      } catch (IOException e) {
        if (!listener.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  /** One side that is closed closes the other. */
  private static void closing(Socket client, Socket server, Work work) {
    try (client;
        server) {
      work.run();
    } catch (IOException e) {
      // Closed, by the other thread or by one of both sides.
    }
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "counting proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  /** What one connection has prepared and bound. */
  private final class Session {

    private final Map<String, String> statements = new HashMap<>();
    private final Map<String, String> portals = new HashMap<>();
    private boolean onlyAsked;

    void forward(Socket client, Socket server) throws IOException {
      DataInputStream in = new DataInputStream(new BufferedInputStream(client.getInputStream()));
      DataOutputStream out =
          new DataOutputStream(new BufferedOutputStream(server.getOutputStream()));
      boolean started = false;
      while (true) {
        int type = started ? in.readUnsignedByte() : 0;
        byte[] body = new byte[in.readInt() - Integer.BYTES];
        in.readFully(body);
        if (started) {
          note((char) type, body);
          out.write(type);
        } else {
          int code = new DataInputStream(new ByteArrayInputStream(body)).readInt();
          started = code != SSL_REQUEST && code != GSS_REQUEST;
        }
        out.writeInt(body.length + Integer.BYTES);
        out.write(body);
        if (in.available() == 0) {
          out.flush();
        }
      }
    }

    private void note(char type, byte[] body) {
      String[] texts = new String(body, StandardCharsets.UTF_8).split("\0", 3);
      switch (type) {
        case 'P' -> statements.put(texts[0], texts[1]);
        case 'B' -> portals.put(texts[0], statements.getOrDefault(texts[1], ""));
        case 'E' -> execute(portals.getOrDefault(texts[0], ""));
        case 'Q' -> {
          execute(texts[0]);
          sync();
        }
        case 'S' -> sync();
        default -> {
          // Describes, closes or flushes something.
        }
      }
    }

    private void execute(String sql) {
      onlyAsked = sql.isBlank();
      if (!onlyAsked) {
        log.executed(sql);
      }
    }

    private void sync() {
      if (!onlyAsked) {
        log.roundTrip();
      }
      onlyAsked = false;
    }
  }
}
