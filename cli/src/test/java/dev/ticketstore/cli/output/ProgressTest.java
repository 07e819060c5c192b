package dev.ticketstore.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.cli.Environment;
import dev.ticketstore.cli.output.Terminal.Kind;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressTest {

  @Test
  void endsTheLineOfABarThatIsClosedBeforeItHasBeenDrawn() {
    for (int i = 0; i < 20; i++) {
      StringWriter err = new StringWriter();
      Environment onTerminal =
          new Environment(
              InputStream.nullInputStream(),
              new PrintWriter(Writer.nullWriter()),
              new PrintWriter(err),
              Map.of(),
              new Terminal(Kind.TERMINAL, Kind.TERMINAL, 100),
              Clock.systemUTC());

      Progress.lines(onTerminal, -1).close();

      assertThat(err.toString()).containsPattern("lines/s\\R$");
    }
  }
}
