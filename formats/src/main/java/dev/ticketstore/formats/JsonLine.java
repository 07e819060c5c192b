package dev.ticketstore.formats;

/** What a line says of how documents are laid out. */
final class JsonLine {

  private JsonLine() {}

  static boolean isBlank(byte[] line) {
    for (byte each : line) {
      if (each > ' ' || each < 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether a line is meant to be a whole document: its brackets are closed, or it was cut within a
   * value. One of several lines ends where more must follow, such as after a comma.
   */
  static boolean isDocument(byte[] line) {
    int depth = 0;
    boolean inText = false;
    byte last = ' ';
    for (int i = 0; i < line.length; i++) {
      byte each = line[i];
      if (each == 0) {
        return false; // UTF-16
      }
      if (inText && each == '\\') {
        i++;
      } else if (each == '"') {
        inText = !inText;
      } else if (!inText && (each == '{' || each == '[')) {
        depth++;
      } else if (!inText && (each == '}' || each == ']')) {
        depth--;
      }
      last = each > ' ' || each < 0 ? each : last;
    }
    return inText || depth == 0 || "{[,:".indexOf(last) < 0;
  }
}
