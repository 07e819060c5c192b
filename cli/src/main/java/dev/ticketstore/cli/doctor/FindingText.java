package dev.ticketstore.cli.doctor;

import dev.ticketstore.cli.Secrets;
import dev.ticketstore.cli.doctor.Finding.Remedy;
import dev.ticketstore.cli.doctor.Finding.Section;
import dev.ticketstore.cli.doctor.Finding.State;
import dev.ticketstore.cli.output.AnsiColor;
import dev.ticketstore.cli.output.Json;
import dev.ticketstore.cli.output.PrintableText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Findings for people: one a line, what to do about it on the next. */
public final class FindingText {

  private static final String INDENT = "  ";

  /** A line of text narrower than this is hard to read; a terminal then breaks it. */
  private static final int NARROWEST = 30;

  private static final int STATE_WIDTH = "problem".length();

  private final List<String> lines = new ArrayList<>();
  private final boolean colors;
  private final int checkWidth;
  private final int textWidth;

  private FindingText(List<Finding> findings, boolean colors, int columns) {
    this.colors = colors;
    this.checkWidth =
        findings.stream().mapToInt(each -> PrintableText.width(each.check())).max().orElse(0);
    this.textWidth = Math.max(NARROWEST, columns - margin().length());
  }

  /**
   * The lines, and one that counts what is wrong.
   *
   * @param columns in which texts are broken
   */
  public static List<String> lines(Findings findings, boolean colors, int columns) {
    List<Finding> sorted = findings.sorted();
    FindingText text = new FindingText(sorted, colors, columns);
    Section section = null;
    for (Finding each : sorted) {
      if (each.section() != section) {
        section = each.section();
        text.lines.add(title(section));
      }
      text.add(each);
    }
    text.lines.add("");
    text.lines.add(summary(findings.count(State.PROBLEM), findings.count(State.WARNING)));
    return text.lines;
  }

  private static String title(Section section) {
    String name = section.name();
    return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
  }

  private static String summary(long problems, long warnings) {
    return (problems == 0 ? "No problem" : counted(problems, "problem"))
        + ", "
        + (warnings == 0 ? "no warning" : counted(warnings, "warning"))
        + ".";
  }

  private static String counted(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  private void add(Finding finding) {
    String state = PrintableText.padEnd(Json.name(finding.state()), STATE_WIDTH);
    String head =
        INDENT
            + (colors ? color(finding.state()).paint(state) : state)
            + INDENT
            + PrintableText.padEnd(finding.check(), checkWidth)
            + INDENT;
    List<String> texts = wrapped(finding.found());
    lines.add(head + texts.get(0));
    texts.subList(1, texts.size()).forEach(each -> lines.add(margin() + each));
    remedy(finding.remedy());
  }

  private static AnsiColor color(State state) {
    return switch (state) {
      case OK -> AnsiColor.GREEN;
      case WARNING -> AnsiColor.YELLOW;
      case PROBLEM -> AnsiColor.BOLD_RED;
    };
  }

  /** A command stays whole, so that it can be pasted. */
  private void remedy(@Nullable Remedy remedy) {
    if (remedy == null) {
      return;
    }
    String end = remedy.command() == null ? "." : ":";
    wrapped(remedy.advice() + end).forEach(each -> lines.add(margin() + each));
    if (remedy.command() != null) {
      lines.add(margin() + INDENT + PrintableText.escape(remedy.command()));
    }
  }

  private String margin() {
    return " ".repeat(INDENT.length() * 3 + STATE_WIDTH + checkWidth);
  }

  private List<String> wrapped(String text) {
    List<String> wrapped = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word :
        PrintableText.escape(Secrets.hide(text.replaceAll("\\s+", " "))).split(" ", -1)) {
      if (!line.isEmpty() && PrintableText.width(line + " " + word) > textWidth) {
        wrapped.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    wrapped.add(line.toString());
    return wrapped;
  }
}
