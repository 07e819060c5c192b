package dev.ticketstore.tests.migration;

import dev.ticketstore.schema.SchemaMigrator;
import dev.ticketstore.tests.support.ChildProcess;
import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Does all that the migrator can do. It prints nothing itself; if anything tries to use the
 * network, it notes that in a file.
 */
final class SilentProcess {

  private SilentProcess() {}

  /** Takes the URL of a SQLite file, and the file for the notes. */
  public static void main(String[] args) throws Exception {
    refuseSockets(Path.of(args[1]));
    ChildProcess.awaitBegin();
    SchemaMigrator migrator = SchemaMigrator.of(args[0]);
    migrator.status();
    migrator.update();
    migrator.validate();
    migrator.update();
  }

  @SuppressWarnings("deprecation") // nothing else sees each socket that is made
  private static void refuseSockets(Path notes) throws IOException {
    Socket.setSocketImplFactory(
        () -> {
          note(notes, "socket");
          throw new IllegalStateException("No sockets here");
        });
    ProxySelector.setDefault(
        new ProxySelector() {
          @Override
          public List<Proxy> select(URI uri) {
            note(notes, uri.toString());
            throw new IllegalStateException("No network here");
          }

          @Override
          public void connectFailed(URI uri, SocketAddress address, IOException e) {}
        });
  }

  private static void note(Path notes, String what) {
    try {
      Files.writeString(notes, what + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
