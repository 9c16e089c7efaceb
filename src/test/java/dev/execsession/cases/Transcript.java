package dev.execsession.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the tool prints, as a page shows it; {@code -Dcases.rewrite=true} writes it there. */
final class Transcript {
  private Transcript() {}

  /** Holds the fenced block that follows the comment with this title. */
  static void holds(Path page, String title, String printed) throws IOException {
    String actual =
        printed
            .replaceAll("\\b\\d{8}-\\d{9}-[0-9a-f]{4}\\b", "20261122-120000000-1f3a")
            .replaceAll("(\\s)(?:\\d+ ms|\\d+(?:\\.\\d)? s)\\b", "$120 ms");
    String text = Files.readString(page);
    Matcher block =
        Pattern.compile(
                "(?<=" + Pattern.quote("<!-- " + title + " -->\n```text\n") + ")[^`].*?(?=```\n)",
                Pattern.DOTALL)
            .matcher(text);
    assertThat(block.find()).as("%s shows %s", page, title).isTrue();
    if (Boolean.getBoolean("cases.rewrite")) {
      Files.writeString(page, block.replaceFirst(Matcher.quoteReplacement(actual)));
    } else {
      assertThat(block.group()).isEqualTo(actual);
    }
  }

  /** Returns a run at a terminal without progress lines and without the summary of its plan. */
  static String afterSummary(String words, String screen) {
    String shown = screen.replace("\r\n", "\n").replaceAll("[^\n]*\u001b\\[J", "");
    return "$ exec-session " + words + "\n…" + shown.substring(shown.indexOf("\nsession "));
  }
}
