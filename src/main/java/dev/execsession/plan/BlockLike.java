package dev.execsession.plan;

import dev.execsession.plan.Content.Item;
import dev.execsession.plan.Content.Items;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A heading similar to that of a block, as in other dialects: {@code Task 1: X}, {@code Phase 0 —
 * X}, {@code 第一阶段}, or {@code 2. X} above items such as {@code - [ ] 2.1 Y}.
 *
 * @param level the level of the heading
 * @param id a possible block id, {@code T1}
 * @param opening the heading up to its title, {@code Task 1:}
 * @param title the heading after the number; may be empty
 */
public record BlockLike(int level, String id, String opening, String title) {
  private static final String NUMBERING = "^(?:§?\\d+(?:\\.\\d+)*[.):]?\\s+)?";
  private static final Pattern NAMED =
      Pattern.compile(
          NUMBERING
              + "(?:(?<word>(?i:task|phase|fase|step|chunk|card|pr|milestone|stage|block|sprint"
              + "|iteration|wave|slice|increment|track|wi|work item|work package|etapa|paso|tarea"
              + "|hito|schritt|aufgabe|meilenstein|étape|tâche)|任务|阶段|步骤|里程碑|タスク|フェーズ"
              + "|ステップ|단계|작업)\\s*[#-]?\\s*(?<id>[A-Z]{1,3}-?\\d+[A-Za-z]?|\\d+(?:\\.\\d+)*[A-Za-z]?|[A-Z]|[IVX]+"
              + "|[一二三四五六七八九十]+))(?![\\p{L}\\p{N}])(?<title>.*)$");
  private static final Pattern COUNTED =
      Pattern.compile(
          NUMBERING
              + "(?:第?\\s*(?<id>\\d+|[一二三四五六七八九十]+)\\s*"
              + "(?<word>阶段|步骤|步|フェーズ|段階|단계))(?<title>.*)$");
  private static final Pattern NUMBERED = Pattern.compile("^(?<id>\\d+)\\.\\s+(?<title>\\S.*)$");
  private static final Pattern SEPARATOR = Pattern.compile("\\s*[:：—–.)-]*\\s*");
  private static final Pattern STEP = Pattern.compile(NUMBERING + "(?i:step|paso|schritt|步骤|ステップ)");
  private static final String DIGITS = "一二三四五六七八九十";

  public static Optional<BlockLike> of(Part part) {
    String heading = SectionKey.tidy(part.heading().plain());
    Matcher named = NAMED.matcher(heading);
    if (named.matches()) {
      return Optional.of(like(part, named));
    }
    Matcher counted = COUNTED.matcher(heading);
    if (counted.matches()) {
      return Optional.of(like(part, counted));
    }
    Matcher numbered = NUMBERED.matcher(heading);
    if (numbered.matches() && holdsItemsOf(numbered.group("id"), part.body())) {
      String id = numbered.group("id");
      return Optional.of(like(part, "B" + id, numbered));
    }
    return Optional.empty();
  }

  /** Returns whether it is a step, which also occurs in descriptions of tests. */
  public boolean isStep() {
    return STEP.matcher(opening).lookingAt();
  }

  /** Returns whether it is the heading of a block. */
  boolean isBlock() {
    return opening.startsWith("Block " + id);
  }

  /** Returns a hint how to rename it: {@code `## Task 1: …` becomes `### Block T1: …`}. */
  String renaming() {
    return "`"
        + "#".repeat(level)
        + " "
        + opening
        + " …` becomes `### Block "
        + id
        + ": …`, and so on";
  }

  /** Returns the heading as a block. */
  String asBlock() {
    return "### Block " + id + (title.isEmpty() ? "" : ": " + title);
  }

  private static BlockLike like(Part part, Matcher found) {
    char letter = found.group("word").charAt(0);
    String prefix = letter < 0x80 ? String.valueOf(letter).toUpperCase(Locale.ROOT) : "B";
    String number = found.group("id");
    int digit = DIGITS.indexOf(number.charAt(0)) + 1;
    if (number.length() > 1 && Character.isLetter(number.charAt(0)) && digit == 0) {
      return like(part, number, found);
    }
    return like(part, prefix + (digit > 0 ? String.valueOf(digit) : number), found);
  }

  private static BlockLike like(Part part, String id, Matcher found) {
    String all = found.group();
    int titleStart = found.start("title");
    Matcher separator = SEPARATOR.matcher(all).region(titleStart, all.length());
    int titleAt = separator.lookingAt() ? separator.end() : titleStart;
    return new BlockLike(
        part.level(), id, all.substring(0, titleAt).strip(), all.substring(titleAt).strip());
  }

  /** Returns whether there are checkboxes numbered as their heading, or, below 1, any. */
  private static boolean holdsItemsOf(String number, List<Content> body) {
    for (Content content : body) {
      if (content instanceof Items items) {
        for (Item item : items.items()) {
          if (Checkbox.has(item.prose())
              && (number.equals("1")
                  || Checkbox.drop(item.prose()).text().matches(number + "\\.\\d+\\b.*"))) {
            return true;
          }
        }
      }
    }
    return false;
  }
}
