package dev.ticketstore.cli.input;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Splits a stream at line feeds before anything decodes it, so that garbage in one line does not
 * spoil the lines before it.
 */
final class ByteLines {

  /** A longer line has lost its line feeds. */
  static final int MAX_LINE_BYTES = 64 * 1024 * 1024;

  private final InputStream in;
  private final byte[] buffer = new byte[64 * 1024];
  private int position;
  private int end;
  private long bytes;

  ByteLines(InputStream in) {
    this.in = in;
  }

  /**
   * The next line without its line feed, which the last one may lack; empty at the end.
   *
   * @throws BadLineException if it is too long
   */
  Optional<byte[]> next() throws IOException {
    if (!fill()) {
      return Optional.empty();
    }
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (fill()) {
      int start = position;
      while (position < end && buffer[position] != '\n') {
        position++;
      }
      line.write(buffer, start, position - start);
      bytes += position - start;
      if (line.size() > MAX_LINE_BYTES) {
        throw new BadLineException("expected at most " + MAX_LINE_BYTES + " bytes in a line");
      }
      if (position < end) {
        position++;
        bytes++;
        break;
      }
    }
    return Optional.of(line.toByteArray());
  }

  /** Whether {@link #next()} has a whole line without waiting for more. */
  boolean isReady() {
    for (int i = position; i < end; i++) {
      if (buffer[i] == '\n') {
        return true;
      }
    }
    return false;
  }

  /** How many bytes the lines so far have taken. */
  long bytes() {
    return bytes;
  }

  private boolean fill() throws IOException {
    if (position == end) {
      position = 0;
      end = Math.max(0, in.read(buffer));
    }
    return position < end;
  }
}
