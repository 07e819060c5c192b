package dev.ticketstore.tests.documentation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The pages of the documentation whose content a test compares with the code. */
final class Pages {

  private static final Path ROOT = Path.of("..");

  /** They quote other products and runs of hours. */
  private static final List<String> LEFT_OUT = List.of("peers.md", "benchmarks.md");

  private static final Pattern LINK =
      Pattern.compile("\\]\\((?!https?:)([^)#\\s]*)(?:#([^)\\s]*))?\\)");

  private Pages() {}

  /**
   * A link to another place in the repository.
   *
   * @param file as it is written; empty for the same page
   * @param heading the anchor; empty for the whole file
   */
  record Link(String file, String heading) {}

  /** The text of each page by its file's name. */
  static Map<String, String> all() throws IOException {
    Map<String, String> pages = new TreeMap<>();
    pages.put("README.md", Files.readString(ROOT.resolve("README.md")));
    try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
      for (Path file : docs.toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(".md") && !LEFT_OUT.contains(name)) {
          pages.put(name, Files.readString(file));
        }
      }
    }
    return pages;
  }

  static List<Link> links(String page) {
    List<Link> links = new ArrayList<>();
    Matcher link = LINK.matcher(page);
    while (link.find()) {
      links.add(new Link(link.group(1), link.group(2) == null ? "" : link.group(2)));
    }
    return links;
  }

  /** The anchors that the headings of a page get. */
  static List<String> headings(String page) {
    return Arrays.stream(page.split("\n", -1))
        .filter(line -> line.matches("#{1,6} .*"))
        .map(
            line ->
                line.replaceFirst("^#+ ", "")
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                    .replace(' ', '-'))
        .collect(Collectors.toList());
  }
}
