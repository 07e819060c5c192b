package dev.ticketstore.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ticketstore.InvalidInputException;
import dev.ticketstore.Violation;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LabelKeyTest {

  @Test
  void labelsAreInTheOrderOfTheirNames() {
    assertThat(LabelKey.storeId(Map.of("b", "2", "a", "1"))).isEqualTo("a=1,b=2");
    assertThat(LabelKey.storeId(Map.of())).isNull();
  }

  @Test
  void separatorsAreEscaped() {
    assertThat(LabelKey.storeId(Map.of("a=,", "x=y,z:50%"))).isEqualTo("a%3D%2C=x=y%2Cz:50%25");
    assertThat(LabelKey.storeId("tikv-3:20160, a=b")).isEqualTo("tikv-3:20160, a=b");
    assertThat(LabelKey.invariantName("a:b,c")).isEqualTo("a%3Ab,c");
    assertThat(LabelKey.storeId("a\nb\u0000\ud800c\ud83d\ude00"))
        .isEqualTo("a%0Ab%00%uD800c\ud83d\ude00");
  }

  @Test
  void longNameIsCutAndHasADigest() {
    String longName = "a".repeat(300);

    assertThat(LabelKey.storeId("a".repeat(255))).hasSize(255).doesNotContain("~");
    assertThat(LabelKey.storeId(longName)).hasSize(255).matches("a{222}~[0-9a-f]{32}");
    assertThat(LabelKey.storeId(longName)).isNotEqualTo(LabelKey.storeId(longName + "b"));
    assertThat(LabelKey.storeId("a".repeat(221) + "\ud83d\ude00" + longName))
        .matches("a{221}~[0-9a-f]{32}");
  }

  /** Labels of few characters, so that any confusion of two of them would show. */
  @Test
  void otherLabelsHaveOtherKeysThatTheStoreTakes() {
    Random random = new Random(11);
    List<String> parts = List.of("a", ",", "=", "%", "%2C", "\n", ":", "\ud800");
    Set<Map<String, String>> all = new HashSet<>();
    Set<String> keys = new HashSet<>();
    for (int i = 0; i < 20_000; i++) {
      Map<String, String> labels = new HashMap<>();
      for (int j = random.nextInt(3); j >= 0; j--) {
        labels.put(text(random, parts), text(random, parts));
      }
      if (all.add(labels)) {
        String store = LabelKey.storeId(labels);
        assertThat(keys.add(store)).as("%s", labels).isTrue();
        Violation.of("a", "m").storeId(store).build();
      }
    }
    assertThat(all).hasSizeGreaterThan(5_000);
  }

  private static String text(Random random, List<String> parts) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(3); i >= 0; i--) {
      text.append(parts.get(random.nextInt(parts.size())));
    }
    return text.toString();
  }

  @Test
  void formatsHaveNames() {
    assertThat(FeedFormat.named("alertmanager")).isEqualTo(FeedFormat.ALERTMANAGER);
    assertThatThrownBy(() -> FeedFormat.named("xml"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "format: expected one of alertmanager, grafana, cloudwatch, pagerduty, cloudevents,"
                + " nagios, icinga, not 'xml'");
  }

  @Test
  void optionsAreChecked() {
    FeedOptions defaults = FeedOptions.defaults();

    assertThatThrownBy(() -> defaults.withSource(" ")).hasMessageStartingWith("source: expected");
    assertThatThrownBy(() -> defaults.withSource("s".repeat(256)))
        .hasMessageStartingWith("source: expected");
    assertThatThrownBy(() -> defaults.withKeyLabels(List.of("")))
        .hasMessageStartingWith("keyLabels: expected");
    assertThatThrownBy(() -> defaults.withSeverityLabel(""))
        .hasMessageStartingWith("severityLabel: expected");
  }
}
