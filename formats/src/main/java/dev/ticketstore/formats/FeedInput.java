package dev.ticketstore.formats;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The bytes of a feed, by lines or as they come. */
final class FeedInput {

  /** A first line that is longer says nothing of how documents are laid out. */
  private static final int MAX_PEEKED = 1024 * 1024;

  private static final int BUFFER = 64 * 1024;
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private final Counted counted;
  private final BufferedInputStream in;
  private boolean begun;

  FeedInput(InputStream in) {
    this.counted = new Counted(in);
    this.in = new BufferedInputStream(counted, BUFFER);
  }

  /** The bytes after the lines that were read. */
  InputStream rest() throws IOException {
    begin();
    return in;
  }

  /**
   * The next line without its line feed, which the last one may lack; empty at the end.
   *
   * @throws UnreadableException if it is too long; the one after it can be read
   */
  Optional<byte[]> line() throws IOException {
    begin();
    int next = in.read();
    if (next < 0) {
      return Optional.empty();
    }
    ByteArrayOutputStream line = new ByteArrayOutputStream(256);
    boolean tooLong = false;
    for (; next >= 0 && next != '\n'; next = in.read()) {
      tooLong = tooLong || line.size() >= Trees.MAX_BYTES;
      if (!tooLong) {
        line.write(next);
      }
    }
    if (tooLong) {
      throw new UnreadableException("expected at most " + Trees.MAX_BYTES + " bytes in a line");
    }
    return Optional.of(line.toByteArray());
  }

  /** The line that comes next, unless it is the last or very long; it is not taken. */
  Optional<byte[]> peekLine() throws IOException {
    begin();
    in.mark(MAX_PEEKED + 1);
    ByteArrayOutputStream line = new ByteArrayOutputStream(256);
    int next = in.read();
    for (; next >= 0 && next != '\n' && line.size() < MAX_PEEKED; next = in.read()) {
      line.write(next);
    }
    in.reset();
    return next == '\n' ? Optional.of(line.toByteArray()) : Optional.empty();
  }

  boolean isReady() throws IOException {
    return in.available() > 0;
  }

  long bytes() {
    return counted.bytes;
  }

  private void begin() throws IOException {
    if (!begun) {
      begun = true;
      in.mark(BYTE_ORDER_MARK.length);
      for (byte each : BYTE_ORDER_MARK) {
        if ((byte) in.read() != each) {
          in.reset();
          return;
        }
      }
    }
  }

  private static final class Counted extends FilterInputStream {

    private long bytes;

    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      bytes += read < 0 ? 0 : 1;
      return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      bytes += Math.max(0, read);
      return read;
    }
  }
}
