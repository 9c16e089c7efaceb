package dev.execsession.report.html;

import dev.execsession.report.Words;
import java.util.ArrayList;
import java.util.List;

/** Writes a unified diff, a part for each file. */
record DiffView(Parts parts) {
  private static final String START = "diff --git ";
  private static final int LONGEST_LINE = 1000;

  /** The longest diff of a file that is shown open. */
  private static final int OPEN = 400;

  /** Writes a diff of many files. */
  void files(String diff) {
    List<String> file = new ArrayList<>();
    for (String line : diff.lines().toList()) {
      if (line.startsWith(START) && !file.isEmpty()) {
        file(file);
        file.clear();
      }
      file.add(line);
    }
    if (!file.isEmpty()) {
      file(file);
    }
  }

  private void file(List<String> lines) {
    if (!lines.get(0).startsWith(START)) {
      lines.forEach(parts::paragraph);
      return;
    }
    parts.details(
        Tag.of("details", "patch").with("data-find", ""),
        lines.size() <= OPEN,
        () -> summary(lines),
        () -> lines(lines.subList(1, lines.size())));
  }

  private void summary(List<String> lines) {
    String names = lines.get(0).substring(START.length());
    int middle = names.indexOf(" b/");
    parts.html().put("code", middle < 0 ? names : names.substring(middle + 3));
    parts.gap();
    parts.meta(Words.lines(count(lines, "+"), count(lines, "-")));
  }

  private static int count(List<String> lines, String sign) {
    String head = sign.repeat(3) + " ";
    return (int)
        lines.stream().filter(line -> line.startsWith(sign) && !line.startsWith(head)).count();
  }

  /** Writes lines, a run of the same kind as one element. */
  void lines(List<String> lines) {
    Html html = parts.html();
    html.put(
        Tag.of("pre", "log diff"),
        () -> {
          html.text("\n");
          int from = 0;
          for (int i = 1; i <= lines.size(); i++) {
            if (i == lines.size() || !kind(lines.get(i)).equals(kind(lines.get(from)))) {
              run(lines.subList(from, i));
              from = i;
            }
          }
        });
  }

  private void run(List<String> lines) {
    parts
        .html()
        .put(
            Tag.of("span", kind(lines.get(0))),
            () -> lines.forEach(line -> parts.html().text(cut(line) + "\n")));
  }

  private static String cut(String line) {
    return line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + "…" : line;
  }

  private static String kind(String line) {
    if (line.startsWith("+++ ") || line.startsWith("--- ") || line.startsWith("@@")) {
      return "hunk";
    }
    return line.startsWith("+") ? "add" : line.startsWith("-") ? "del" : "same";
  }
}
