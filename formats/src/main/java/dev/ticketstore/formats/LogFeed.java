package dev.ticketstore.formats;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads the lines of a log of Nagios or Icinga, each of which may have its own encoding. */
final class LogFeed implements FeedReader {

  private final FeedInput in;
  private final AlertRules rules;
  private final NagiosLine format;
  private long line;

  LogFeed(FeedInput in, AlertRules rules) {
    this.in = in;
    this.rules = rules;
    this.format = new NagiosLine(rules);
  }

  @Override
  public Optional<FeedItem> next() throws IOException {
    while (true) {
      line++;
      FeedPosition position = new FeedPosition(line, "");
      try {
        Optional<byte[]> bytes = in.line();
        if (bytes.isEmpty()) {
          return Optional.empty();
        }
        String text = decode(bytes.get()).strip();
        if (!text.isEmpty()) {
          return Optional.of(JsonFeed.read(position, () -> format.read(text, position)));
        }
      } catch (UnreadableException e) {
        return Optional.of(new FeedItem.Unreadable(position, e.reason()));
      }
    }
  }

  /** The output of plugins is in whatever encoding their host has. */
  private static String decode(byte[] line) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
    } catch (CharacterCodingException e) {
      return new String(line, StandardCharsets.ISO_8859_1);
    }
  }

  @Override
  public boolean isReady() throws IOException {
    return in.isReady();
  }

  @Override
  public long bytes() {
    return in.bytes();
  }

  @Override
  public String source() {
    return rules.source();
  }
}
