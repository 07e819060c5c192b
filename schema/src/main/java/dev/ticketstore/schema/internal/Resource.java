package dev.ticketstore.schema.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A text file on the class path. Each is read once, as a search takes longer than an opening. */
final class Resource {

  private static final Map<String, List<String>> READ = new ConcurrentHashMap<>();

  private Resource() {}

  static List<String> lines(String name) {
    return READ.computeIfAbsent(name, Resource::read);
  }

  private static List<String> read(String name) {
    try (InputStream file = Resource.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException("The class path lacks " + name);
      }
      return new String(file.readAllBytes(), UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
