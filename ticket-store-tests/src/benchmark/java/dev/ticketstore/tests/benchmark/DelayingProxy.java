package dev.ticketstore.tests.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.locks.LockSupport;

/** Keeps what passes for half a millisecond in each direction, on the loopback interface only. */
final class DelayingProxy implements AutoCloseable {

  private static final long DELAY_NANOS = 500_000;

  private final ServerSocket server;
  private final int target;

  private DelayingProxy(ServerSocket server, int target) {
    this.server = server;
    this.target = target;
  }

  static DelayingProxy start(int target) throws IOException {
    DelayingProxy proxy =
        new DelayingProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), target);
    daemon(proxy::accept);
    return proxy;
  }

  int port() {
    return server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket caller = server.accept();
        Socket database = new Socket(InetAddress.getLoopbackAddress(), target);
        caller.setTcpNoDelay(true);
        database.setTcpNoDelay(true);
        daemon(() -> pass(caller, database));
        daemon(() -> pass(database, caller));
      } catch (IOException e) {
        return;
      }
    }
  }

  private static void pass(Socket from, Socket to) {
    byte[] bytes = new byte[1 << 16];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
        long until = System.nanoTime() + DELAY_NANOS;
        for (long left = DELAY_NANOS; left > 0; left = until - System.nanoTime()) {
          LockSupport.parkNanos(left);
        }
        out.write(bytes, 0, count);
      }
    } catch (IOException e) {
      // One side is gone; the other one notices.
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "delaying-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
