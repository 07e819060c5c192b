package dev.ticketstore.cli.input;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.ticketstore.cli.output.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads check cycles and single events from NDJSON: UTF-8, one JSON object a line. Blank lines are
 * skipped.
 *
 * <p>It reads no further than it was asked to, so that entries can be stored before the next line
 * is waited for.
 */
public final class ReplayReader {

  private static final String BYTE_ORDER_MARK = "\ufeff";

  /** The words in which Jackson adds where an object began. */
  private static final Pattern SOURCE = Pattern.compile(" \\([^(]*\\[Source: .*", Pattern.DOTALL);

  /** What to write instead, for messages in which Jackson names its settings. */
  private static final Map<Pattern, String> INSTEAD =
      Map.of(
          Pattern.compile("Non-standard token '([^']*)'.*", Pattern.DOTALL),
          "$1 is no number of JSON: write null or leave the field out",
          Pattern.compile("Unexpected character \\('\\+'.*", Pattern.DOTALL),
          "write a number without a plus sign",
          Pattern.compile("Unexpected character \\('\\.'.*", Pattern.DOTALL),
          "write a number with a digit before its point, such as 0.5",
          Pattern.compile("Unexpected character \\('[/#]'.*", Pattern.DOTALL),
          "JSON has no comments: leave it out",
          Pattern.compile("Unexpected character \\('[']'.*", Pattern.DOTALL),
          "write texts and names in double quotes",
          Pattern.compile(", from `[^`]*`\\)"),
          ")");

  private final ByteLines lines;
  private long line;

  public ReplayReader(InputStream in) {
    this.lines = new ByteLines(in);
  }

  /**
   * The next entry; empty at the end.
   *
   * @throws BadLineException if the line at {@link #line()} is neither a check cycle nor an event
   */
  public Optional<ReplayEntry> next() throws IOException {
    while (true) {
      line++;
      Optional<byte[]> bytes = lines.next();
      if (bytes.isEmpty()) {
        return Optional.empty();
      }
      String text = decode(bytes.get());
      if (!text.isBlank()) {
        return Optional.of(entry(JsonFields.of("", parse(text))));
      }
    }
  }

  private static ReplayEntry entry(JsonFields fields) {
    return fields.has(ReplayEventJson.EVENT)
        ? ReplayEventJson.event(fields)
        : new ReplayEntry.Cycle(CheckCycleJson.cycle(fields));
  }

  /** Whether there is another line already. */
  public boolean isReady() {
    return lines.isReady();
  }

  /** The number of the line that was read last, from 1. */
  public long line() {
    return line;
  }

  /** How many bytes have been read, up to the end of that line. */
  public long bytes() {
    return lines.bytes();
  }

  private String decode(byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return line == 1 && text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new BadLineException("expected UTF-8", e);
    }
  }

  /** What is wrong, in words that name no setting of the parser. */
  private static String reason(JsonProcessingException e) {
    if (e instanceof MismatchedInputException) {
      return "one object a line, and nothing after it";
    }
    String reason = SOURCE.matcher(e.getOriginalMessage()).replaceFirst("");
    for (Map.Entry<Pattern, String> each : INSTEAD.entrySet()) {
      reason = each.getKey().matcher(reason).replaceFirst(each.getValue());
    }
    return reason;
  }

  private static JsonNode parse(String text) {
    try {
      return Json.parse(text);
    } catch (JsonEOFException e) {
      throw new BadLineException("the line ends before its JSON does", e);
    } catch (JsonProcessingException e) {
      throw new BadLineException(
          "expected JSON: "
              + reason(e)
              + (e.getLocation() == null ? "" : ", at column " + e.getLocation().getColumnNr()),
          e);
    }
  }
}
