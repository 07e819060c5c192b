package dev.ticketstore.formats;

import static dev.ticketstore.formats.FeedFormat.ALERTMANAGER;
import static dev.ticketstore.formats.Feeds.read;
import static dev.ticketstore.formats.Feeds.reason;
import static dev.ticketstore.formats.Feeds.sample;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How documents follow each other in a feed, and what a broken one costs. */
class JsonDocumentsTest {

  private static final String GOOD =
      "{\"alerts\":[{\"labels\":{\"alertname\":\"A\"},\"status\":\"firing\"}]}";
  private static final String SAMPLE = sample("alertmanager.json");

  /** What was read, as positions and kinds. */
  private static List<String> kinds(String text) {
    return kinds(read(ALERTMANAGER, text));
  }

  private static List<String> kinds(List<FeedItem> items) {
    return items.stream()
        .map(item -> item.position() + " " + item.getClass().getSimpleName())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n", "\r\n\t\n", "\ufeff", "[]", "[\n]\n"})
  void nothingIsNoItem(String text) {
    assertThat(read(ALERTMANAGER, text)).isEmpty();
  }

  @Test
  void oneDocumentIsOnOneLineOrOnSeveral() {
    assertThat(kinds(GOOD)).containsExactly("line 1, alerts[0] Firing");
    assertThat(kinds("\ufeff\n\n" + GOOD + "\n")).containsExactly("line 3, alerts[0] Firing");
    assertThat(kinds("\n" + SAMPLE))
        .containsExactly("line 2, alerts[0] Firing", "line 2, alerts[1] Resolved");
  }

  @Test
  void documentsFollowEachOther() {
    assertThat(kinds(GOOD + "\n\n" + GOOD + "\r\n" + GOOD))
        .containsExactly(
            "line 1, alerts[0] Firing", "line 3, alerts[0] Firing", "line 4, alerts[0] Firing");
    assertThat(kinds(GOOD + GOOD))
        .containsExactly("line 1, alerts[0] Firing", "line 1, alerts[0] Firing");
    assertThat(kinds(SAMPLE + SAMPLE)).hasSize(4).contains("line 55, alerts[0] Firing");
  }

  @Test
  void arrayHasDocuments() {
    assertThat(kinds("[" + GOOD + ",7," + GOOD + "]"))
        .containsExactly(
            "line 1, [0].alerts[0] Firing",
            "line 1, [1] Unreadable",
            "line 1, [2].alerts[0] Firing");
    assertThat(kinds("[\n" + GOOD + ",\n" + GOOD + "\n]\n"))
        .containsExactly("line 2, [0].alerts[0] Firing", "line 3, [1].alerts[0] Firing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"alerts\":[{\"labels\":{\"alertname\":\"A",
        "{\"alerts\":[{\"labels\":{\"alertname\":\"A\"}",
        "{\"alerts\":[{\"labels\":{\"alertname\":\"A,",
        "oops",
        "{\"alerts\":[]}}",
        "{'alerts':[]}",
        "<html><body>502 Bad Gateway</body></html>"
      })
  void brokenLineCostsItselfOnly(String line) {
    List<String> kinds = kinds(GOOD + "\n" + line + "\n" + GOOD);

    assertThat(kinds)
        .containsExactly(
            "line 1, alerts[0] Firing", "line 2 Unreadable", "line 3, alerts[0] Firing");
    assertThat(kinds(line + "\n" + GOOD))
        .containsExactly("line 1 Unreadable", "line 2, alerts[0] Firing");
  }

  @Test
  void brokenDocumentOfSeveralLinesEndsTheFeed() {
    List<FeedItem> items =
        read(ALERTMANAGER, SAMPLE + SAMPLE.replace("\"status\": \"resolved\",", "oops") + SAMPLE);

    assertThat(kinds(items))
        .containsExactly(
            "line 1, alerts[0] Firing", "line 1, alerts[1] Resolved", "line 79 Unreadable");
    assertThat(reason(items.get(2))).endsWith("nothing after it can be read");
  }

  @Test
  void bytesThatAreNotUtf8AreReported() {
    byte[] latin =
        (GOOD + "\n" + GOOD.replace("\"A\"", "\"é\"") + "\n" + GOOD)
            .getBytes(StandardCharsets.ISO_8859_1);

    List<FeedItem> items = read(ALERTMANAGER, latin, FeedOptions.defaults());

    assertThat(kinds(items))
        .containsExactly(
            "line 1, alerts[0] Firing", "line 2 Unreadable", "line 3, alerts[0] Firing");
    assertThat(reason(items.get(1))).contains("UTF-8");
  }

  @Test
  void utf16IsRead() {
    byte[] bytes = ("\ufeff" + SAMPLE).getBytes(StandardCharsets.UTF_16LE);

    assertThat(read(ALERTMANAGER, bytes, FeedOptions.defaults())).hasSize(2);
    byte[] lines = ("\ufeff" + GOOD + "\n" + GOOD).getBytes(StandardCharsets.UTF_16LE);
    assertThat(kinds(read(ALERTMANAGER, lines, FeedOptions.defaults())))
        .containsExactly("line 1, alerts[0] Firing", "line 2, alerts[0] Firing");
  }

  @Test
  void nameTwiceInAnObjectIsReportedAndTheRestIsRead() {
    String twice = GOOD.replace("\"alertname\":\"A\"", "\"alertname\":\"A\",\"alertname\":\"B\"");
    List<FeedItem> items = read(ALERTMANAGER, "[" + twice + "," + GOOD + "]");

    assertThat(kinds(items))
        .containsExactly("line 1, [0] Unreadable", "line 1, [1].alerts[0] Firing");
    assertThat(reason(items.get(0)))
        .isEqualTo("alerts[0].labels.alertname: the name is in its object twice");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e99999999999", "-1E+2147483648"})
  void numberOutOfRangeIsReportedAndTheRestIsRead(String number) {
    List<FeedItem> items =
        read(ALERTMANAGER, "[{\"x\":[" + number + "],\"alerts\":[]}," + GOOD + "]");

    assertThat(kinds(items))
        .containsExactly("line 1, [0] Unreadable", "line 1, [1].alerts[0] Firing");
    assertThat(reason(items.get(0)))
        .isEqualTo("x[0]: the number is out of range: '" + number + "'");
  }

  @Test
  void deepNestingIsReported() {
    String deep = "{\"x\":" + "[".repeat(2_000) + "]".repeat(2_000) + "}";

    assertThat(kinds(GOOD + "\n" + deep + "\n" + GOOD)).contains("line 2 Unreadable").hasSize(3);
  }

  @Test
  void documentThatIsTooLargeIsReportedAndTheRestIsRead() {
    String large = "{\"x\":[" + "\"0123456789\",".repeat(2_000_000) + "1],\"alerts\":[]}";

    List<FeedItem> items = read(ALERTMANAGER, "[" + large + ",\n" + GOOD + "]");

    assertThat(kinds(items))
        .containsExactly("line 1, [0] Unreadable", "line 2, [1].alerts[0] Firing");
    assertThat(reason(items.get(0))).contains("16777216 bytes");
    assertThat(kinds(GOOD + "\n" + large + "\n" + GOOD)).contains("line 2 Unreadable").hasSize(3);
  }

  /** Half a gigabyte, of which no more than a document is in memory. */
  @Test
  void arrayOfManyDocumentsIsRead() throws IOException {
    byte[] document = (GOOD + ",").getBytes(StandardCharsets.UTF_8);
    int documents = 500_000;
    List<InputStream> parts = new ArrayList<>(List.of(stream("[")));
    parts.addAll(
        Collections.nCopies(documents / 100, document).stream()
            .map(each -> (InputStream) new ByteArrayInputStream(hundred(each)))
            .toList());
    parts.add(stream("7]"));
    FeedReader reader = ALERTMANAGER.read(new SequenceInputStream(Collections.enumeration(parts)));

    long firing = 0;
    Optional<FeedItem> last = Optional.empty();
    for (Optional<FeedItem> item = reader.next(); item.isPresent(); item = reader.next()) {
      firing += item.get() instanceof FeedItem.Firing ? 1 : 0;
      last = item;
    }

    assertThat(firing).isEqualTo(documents);
    assertThat(last.orElseThrow().position()).hasToString("line 1, [" + documents + "]");
    assertThat(reader.bytes()).isEqualTo((long) document.length * documents + 3);
  }

  private static byte[] hundred(byte[] document) {
    byte[] all = new byte[document.length * 100];
    for (int i = 0; i < 100; i++) {
      System.arraycopy(document, 0, all, i * document.length, document.length);
    }
    return all;
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
