package dev.ticketstore.internal.validation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ticketstore.CycleScope;
import dev.ticketstore.Violation;
import dev.ticketstore.model.CycleOutcome;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The content of a check cycle in few characters, by which one that is sent again is told from
 * another one: its start, scope, outcome, and violations in their order. When it ended, and how
 * many cycles must miss a ticket, are not part of it.
 */
public final class CycleContent {

  private final MessageDigest digest;

  private CycleContent(MessageDigest digest) {
    this.digest = digest;
  }

  /** The SHA-256 of the content, in hexadecimal. */
  public static String digest(
      Instant startedAt, CycleScope scope, CycleOutcome outcome, CycleViolations violations) {
    CycleContent content = new CycleContent(sha256());
    content.add(startedAt);
    content.add(scope.kind().name());
    content.add(scope.anySource());
    scope.names().forEach(content::add);
    content.add(outcome.literal());
    content.add(violations.digest());
    return content.hexadecimal();
  }

  /** The SHA-256 of violations in their order, in hexadecimal. */
  static String digest(List<Violation> violations) {
    CycleContent content = new CycleContent(sha256());
    for (Violation each : violations) {
      content.add(each.violationKey());
      content.add(each.severity().literal());
      content.add(each.message());
      content.add(
          each.metricSnapshot() == null ? null : CanonicalJson.of(each.metricSnapshot().text()));
      for (Map.Entry<String, String> label : each.labels().entrySet()) {
        content.add(label.getKey());
        content.add(label.getValue());
      }
      content.add(each.observedAt());
      content.add(each.batchKey());
      content.add(each.observationId());
    }
    return content.hexadecimal();
  }

  private String hexadecimal() {
    return HexFormat.of().formatHex(digest.digest());
  }

  /** With its length, so that no two lists of texts are one text. */
  private void add(@Nullable Object value) {
    if (value == null) {
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(-1).flip());
      return;
    }
    byte[] text = value.toString().getBytes(UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(text.length).flip());
    digest.update(text);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Each Java platform has SHA-256", e);
    }
  }
}
