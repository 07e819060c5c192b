package dev.ticketstore.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTextTest {

  @Test
  void escapesWhatATerminalWouldObey() {
    assertThat(PrintableText.escape("a\n\r\t\u0000\u001b\u007f\u0085\u2028\u2066b"))
        .isEqualTo("a\\n\\r\\t\\u0000\\u001b\\u007f\\u0085\\u2028\\u2066b");
    assertThat(PrintableText.escape("\ud800")).isEqualTo("\\ud800");
  }

  @Test
  void leavesOtherTextAsItIs() {
    String text = "Größe 磁盘 👩‍💻 \"\\\"";

    assertThat(PrintableText.escape(text)).isEqualTo(text);
  }

  @Test
  void measuresColumns() {
    assertThat(PrintableText.width("abc")).isEqualTo(3);
    assertThat(PrintableText.width("磁盘")).isEqualTo(4);
    assertThat(PrintableText.width("e\u0301")).isEqualTo(1);
    assertThat(PrintableText.padEnd("磁", 4)).isEqualTo("磁  ");
    assertThat(PrintableText.padStart("磁", 4)).isEqualTo("  磁");
    assertThat(PrintableText.padStart("abc", 2)).isEqualTo("abc");
  }

  @Test
  void cutsTheEnd() {
    assertThat(PrintableText.cut("abcdef", 6)).isEqualTo("abcdef");
    assertThat(PrintableText.cut("abcdef", 5)).isEqualTo("abcd…");
    assertThat(PrintableText.cut("磁盘空间", 6)).isEqualTo("磁盘…");
    assertThat(PrintableText.cut("ab👩👩", 5)).isEqualTo("ab👩…");
  }

  @Test
  void cutsTheMiddle() {
    assertThat(PrintableText.cutMiddle("abcdefghij", 10)).isEqualTo("abcdefghij");
    assertThat(PrintableText.cutMiddle("abcdefghij", 7)).isEqualTo("ab…ghij");
    assertThat(PrintableText.cutMiddle("磁盘空间不足", 7)).isEqualTo("磁…不足");
  }
}
