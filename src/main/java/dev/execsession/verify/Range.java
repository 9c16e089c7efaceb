package dev.execsession.verify;

import java.util.List;

/**
 * The commits to judge.
 *
 * @param words as the user named them, or where they were found
 * @param base the commit before the first, 40 hexadecimal digits
 * @param end the last commit
 * @param without commits whose history does not count: the base, and the tip of the base branch
 * @param notes what the user should know about the choice
 */
record Range(String words, String base, String end, List<String> without, List<String> notes) {
  Range {
    without = List.copyOf(without);
    notes = List.copyOf(notes);
  }
}
