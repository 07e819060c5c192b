package dev.ticketstore.tests.support;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ticketstore.tests.support.TcpProxy.Direction;
import dev.ticketstore.tests.support.TcpProxy.Fault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each fault strikes at its byte. */
class TcpProxyTest {

  private ServerSocket server;
  private TcpProxy proxy;
  private Socket client;
  private Socket accepted;

  @BeforeEach
  void connect() throws IOException {
    server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    proxy = new TcpProxy("127.0.0.1", server.getLocalPort());
    client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    accepted = server.accept();
    client.setSoTimeout(200);
    accepted.setSoTimeout(200);
  }

  @AfterEach
  void close() throws IOException {
    client.close();
    accepted.close();
    proxy.close();
    server.close();
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(US_ASCII));
  }

  private static String receive(Socket socket, int bytes) throws IOException {
    return new String(socket.getInputStream().readNBytes(bytes), US_ASCII);
  }

  @Test
  void cutsAfterTheByte() throws IOException {
    proxy.arm(Fault.CUT, Direction.TO_SERVER, 3);
    send(client, "abcdef");

    assertThat(receive(accepted, 6)).isEqualTo("abc");
    assertThat(client.getInputStream().read()).isEqualTo(-1);
    assertThat(proxy.faults()).isEqualTo(1);
  }

  @Test
  void halfCloseEndsOneDirection() throws IOException {
    proxy.arm(Fault.HALF_CLOSE, Direction.TO_CLIENT, 2);
    send(accepted, "abc");

    assertThat(receive(client, 3)).isEqualTo("ab");
    send(client, "xyz");
    assertThat(receive(accepted, 3)).isEqualTo("xyz");
  }

  @Test
  void stallHoldsBackUntilItIsResumed() throws IOException {
    proxy.arm(Fault.STALL, Direction.TO_CLIENT, 2);
    send(accepted, "abc");

    assertThat(receive(client, 2)).isEqualTo("ab");
    assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(() -> receive(client, 1));
    proxy.resume();
    assertThat(receive(client, 1)).isEqualTo("c");
  }

  @Test
  void silenceAcceptsAndForwardsNothing() throws IOException {
    proxy.silence();
    send(client, "abc");
    try (Socket second = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
      assertThat(second.isConnected()).isTrue();
    }

    assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(() -> receive(accepted, 1));
    proxy.resume();
    assertThat(receive(accepted, 3)).isEqualTo("abc");
  }

  @Test
  void cutsAllConnections() throws IOException {
    send(client, "abc");
    assertThat(receive(accepted, 3)).isEqualTo("abc");

    proxy.cutAll();

    assertThat(client.getInputStream().read()).isEqualTo(-1);
    assertThat(proxy.connections()).isZero();
  }
}
