package dev.execsession.cli;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Finds what git writes into a file that it could not merge. */
final class ConflictMarks {
  private static final Pattern MARKS = Pattern.compile("(?ms)^<{7} .*^={7}\\r?$.*^>{7} ");

  private ConflictMarks() {}

  static boolean isIn(byte[] content) {
    return MARKS.matcher(new String(content, StandardCharsets.UTF_8)).find();
  }
}
