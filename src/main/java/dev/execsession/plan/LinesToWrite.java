package dev.execsession.plan;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The lines to add for a missing section, with placeholders. */
final class LinesToWrite {
  private static final String INCLUDE = "### Include\n- `<path that may change, as in src/**>`";
  private static final String EXCLUDE = "### Exclude\n- none";

  private static final String NEW_BLOCK =
      "### Block B01: Title\n- **Goal:** <what this block achieves>\n- **Steps:**\n"
          + "  1. <the first step>";
  private static final int LONGEST_VALUE = 200;
  private static final Pattern BRANCH = Pattern.compile("^`?([\\w][\\w./#+-]*)`?(?:\\s|$|[,;|(])");

  private LinesToWrite() {}

  /** Returns the lines for a section; {@code near} is the nearest text in the document. */
  static String of(String key, String name, @Nullable Sighting near, @Nullable BlockLike block) {
    return switch (key) {
      case Names.OBJECTIVE ->
          "## Objective Lock\n- **Objective:** "
              + value(near, "<one sentence: what is true when the plan is done>");
      case Names.SNAPSHOT ->
          "## Recent Changes Snapshot\n"
              + "- **Delivered Behavior:** <what changed shortly before this plan>";
      case Names.BEHAVIOR ->
          "## Current Behavior Summary\n- <how it works today, in a sentence or two>";
      case Names.BLOCKS ->
          "## Proposed Next Blocks\n\n" + (block == null ? NEW_BLOCK : block.asBlock());
      case Names.BRANCH -> "## Branch Continuity\n- **Execution Branch:** `" + branch(near) + "`";
      case Names.SCOPE -> "## File Scope Contract\n\n" + INCLUDE + "\n\n" + EXCLUDE;
      default -> "## " + name + "\n<what this section is for>";
    };
  }

  /** Returns the lines for a part of the scope, indented as in a hint. */
  static String part(String key) {
    return "  " + (key.equals(Names.INCLUDE) ? INCLUDE : EXCLUDE).replace("\n", "\n  ");
  }

  /** Returns the author's short value for the whole plan, or else a placeholder. */
  private static String value(@Nullable Sighting near, String blank) {
    return near == null
            || near.inBlock()
            || near.isHeading()
            || near.value().isBlank()
            || near.value().length() > LONGEST_VALUE
        ? blank
        : near.value();
  }

  private static String branch(@Nullable Sighting near) {
    Matcher branch = BRANCH.matcher(near == null ? "" : near.value());
    return branch.find() ? branch.group(1) : "<branch>";
  }
}
