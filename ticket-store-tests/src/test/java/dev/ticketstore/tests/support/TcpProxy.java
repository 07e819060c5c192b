package dev.ticketstore.tests.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A proxy before a TCP server that breaks connections: at an offset of its traffic, or all at once.
 * It must not change what it forwards.
 */
public final class TcpProxy implements AutoCloseable {

  private static final int CONNECT_MILLIS = 5_000;

  /** A way in which a network breaks. */
  public enum Fault {
    /** Both sides see their connection reset or closed. */
    CUT,
    /** Neither side hears anything more; both connections stay open. */
    STALL,
    /** The receiver sees the end of its input; the other direction still works. */
    HALF_CLOSE
  }

  /** The way of some bytes. */
  public enum Direction {
    /** From the client. */
    TO_SERVER,
    /** From the server. */
    TO_CLIENT
  }

  /** A fault that waits for its byte. */
  private static final class Armed {

    private final Fault fault;
    private final Direction direction;
    private long bytesLeft;

    private Armed(Fault fault, Direction direction, long bytesLeft) {
      this.fault = fault;
      this.direction = direction;
      this.bytesLeft = bytesLeft;
    }
  }

  private final InetSocketAddress target;
  private final ServerSocket listener;
  private final Set<Link> links = ConcurrentHashMap.newKeySet();
  private @Nullable Armed armed;
  private boolean silent;
  private boolean closed;
  private int faults;

  /** Listens on a free port of this machine, and forwards to {@code host} and {@code port}. */
  public TcpProxy(String host, int port) {
    target = new InetSocketAddress(host, port);
    try {
      listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start("accept", this::accept);
  }

  /** The port to connect to, on {@code 127.0.0.1}. */
  public int port() {
    return listener.getLocalPort();
  }

  /**
   * Arms one fault, in place of an earlier one that has not struck: it strikes the connection that
   * carries the byte after {@code bytes} more in {@code direction}, and the bytes before it arrive.
   */
  public synchronized void arm(Fault fault, Direction direction, long bytes) {
    armed = new Armed(fault, direction, bytes);
  }

  /** Whether the armed fault has not struck yet. */
  public synchronized boolean isArmed() {
    return armed != null;
  }

  /** The number of faults that struck a connection. */
  public synchronized int faults() {
    return faults;
  }

  /**
   * Forwards nothing from now on, on connections of the present and the future, until {@link
   * #resume}. New connections are accepted.
   */
  public synchronized void silence() {
    silent = true;
  }

  /** Ends {@link #silence} and each stall; what was held back arrives. */
  public synchronized void resume() {
    silent = false;
    links.forEach(link -> link.stalled = false);
    notifyAll();
  }

  /** Cuts all connections of the present. */
  public void cutAll() {
    links.forEach(Link::cut);
  }

  /** The number of connections through it. */
  public int connections() {
    return links.size();
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    closeQuietly(listener);
    cutAll();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        @SuppressWarnings("resource") // its link closes it
        Link link = new Link(listener.accept());
        links.add(link);
        start("to server", () -> link.pump(Direction.TO_SERVER));
      } catch (IOException e) {
        // Closed: the loop ends.
      }
    }
  }

  private static void start(String name, Runnable work) {
    Thread thread = new Thread(work, "proxy " + name);
    thread.setDaemon(true);
    thread.start();
  }

  /** The number of {@code bytes} that pass before the armed fault strikes; all if it does not. */
  private synchronized int passing(Direction direction, int bytes) {
    if (armed == null || armed.direction != direction) {
      return bytes;
    }
    int passing = (int) Math.min(armed.bytesLeft, bytes);
    armed.bytesLeft -= passing;
    return passing;
  }

  private synchronized @Nullable Fault strike(Direction direction) {
    if (armed == null || armed.direction != direction || armed.bytesLeft > 0) {
      return null;
    }
    Fault fault = armed.fault;
    armed = null;
    faults++;
    return fault;
  }

  /** Waits out a silence. */
  private synchronized void awaitSound(Link link) throws IOException {
    while ((silent || link.stalled) && !closed) {
      try {
        wait();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }
  }

  private static void closeQuietly(AutoCloseable socket) {
    try {
      socket.close();
    } catch (Exception e) {
      // It is closed as well as can be.
    }
  }

  /** A connection of a client, and the one to the server that belongs to it. */
  private final class Link {

    private final Socket client;
    private final Socket server = new Socket();
    private volatile boolean stalled;

    private Link(Socket client) {
      this.client = client;
    }

    private void pump(Direction direction) {
      try {
        if (direction == Direction.TO_SERVER) {
          awaitSound(this);
          server.connect(target, CONNECT_MILLIS);
          start("to client", () -> pump(Direction.TO_CLIENT));
        }
        Socket from = direction == Direction.TO_SERVER ? client : server;
        Socket to = direction == Direction.TO_SERVER ? server : client;
        forward(direction, from.getInputStream(), to);
      } catch (IOException e) {
        cut();
      }
    }

    private void forward(Direction direction, InputStream in, Socket to) throws IOException {
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[8_192];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        awaitSound(this);
        int passing = passing(direction, read);
        out.write(buffer, 0, passing);
        if (passing < read) {
          Fault fault = strike(direction);
          if (fault == Fault.CUT) {
            cut();
            return;
          }
          if (fault == Fault.HALF_CLOSE) {
            to.shutdownOutput();
            return;
          }
          stalled = fault == Fault.STALL;
          awaitSound(this);
          out.write(buffer, passing, read - passing);
        }
      }
      to.shutdownOutput();
    }

    private void cut() {
      links.remove(this);
      closeQuietly(client);
      closeQuietly(server);
    }
  }
}
