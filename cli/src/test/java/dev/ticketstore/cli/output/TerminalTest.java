package dev.ticketstore.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class TerminalTest {

  private static Terminal of(Map<String, String> properties, Map<String, String> variables) {
    Properties all = new Properties();
    all.putAll(properties);
    return Terminal.of(all, variables);
  }

  @Test
  void isNoneUnlessTheLauncherSaysSo() {
    assertThat(of(Map.of(), Map.of())).isEqualTo(Terminal.none());
    assertThat(of(Map.of("tickets.stdout", "", "tickets.columns", "x"), Map.of()))
        .isEqualTo(Terminal.none());
  }

  @Test
  void isWhatTheLauncherSays() {
    Terminal terminal =
        of(
            Map.of(
                "tickets.stdout", "pipe", "tickets.stderr", "terminal", "tickets.columns", "132"),
            Map.of());

    assertThat(terminal).isEqualTo(new Terminal(Terminal.Kind.PIPE, Terminal.Kind.TERMINAL, 132));
    assertThat(terminal.outIsTerminal()).isFalse();
    assertThat(terminal.errIsTerminal()).isTrue();
  }

  @Test
  void isAsWideAsTheVariableSays() {
    Map<String, String> measured = Map.of("tickets.columns", "132");

    assertThat(of(measured, Map.of("COLUMNS", "160")).columns()).isEqualTo(160);
    assertThat(of(measured, Map.of("COLUMNS", "0")).columns()).isEqualTo(132);
    assertThat(of(measured, Map.of("COLUMNS", "wide")).columns()).isEqualTo(132);
  }
}
