package dev.execsession.guard;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a person can type to an agent: the whole prompt is {@code approve B01}, {@code approve
 * B02-B03}, {@code approve}, {@code approve changes} or {@code approve autonomous}, in any case;
 * {@code aprobar} is the same. Written without patterns, because a hook asks for it.
 *
 * @param kind what is approved
 * @param word the block or range as typed; null for the only result that waits
 */
public record ApprovalWords(Kind kind, @Nullable String word) {
  /** What is approved. */
  public enum Kind {
    RESULT,
    CHANGES,
    AUTONOMOUS
  }

  private static final Set<String> VERBS = Set.of("approve", "aprobar");

  /** How the words start that a person means it by. */
  private static final List<String> MEANT = List.of("approv", "aprob", "aprueb");

  private static final Set<String> CHANGES = Set.of("changes", "cambios");
  private static final Set<String> AUTONOMOUS = Set.of("autonomous", "autonomo", "autónomo");
  private static final int LONGEST = 200;

  /** Returns what a prompt approves; empty if it says anything else, or more. */
  public static Optional<ApprovalWords> of(String prompt) {
    String text = prompt.strip();
    if (text.length() > LONGEST || text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0) {
      return Optional.empty();
    }
    int end = 0;
    while (end < text.length() && !isBlank(text.charAt(end))) {
      end++;
    }
    if (!VERBS.contains(lower(text.substring(0, end)))) {
      return Optional.empty();
    }
    String rest = text.substring(end).strip();
    if (rest.isEmpty()) {
      return Optional.of(new ApprovalWords(Kind.RESULT, null));
    }
    if (CHANGES.contains(lower(rest))) {
      return Optional.of(new ApprovalWords(Kind.CHANGES, null));
    }
    if (AUTONOMOUS.contains(lower(rest))) {
      return Optional.of(new ApprovalWords(Kind.AUTONOMOUS, null));
    }
    return isId(rest) ? Optional.of(new ApprovalWords(Kind.RESULT, rest)) : Optional.empty();
  }

  /** Returns whether a short prompt speaks of approving, in whatever words. */
  static boolean isMeant(String prompt) {
    String text = lower(prompt.strip());
    if (text.length() > LONGEST) {
      return false;
    }
    for (String start : MEANT) {
      int at = text.indexOf(start);
      if (at == 0 || (at > 0 && !Character.isLetter(text.charAt(at - 1)))) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns the blocks as the plan writes them: {@code B01}, {@code B02-B03}; empty when the plan
   * has no such block.
   */
  public Optional<String> among(List<String> ids) {
    if (word == null) {
      return Optional.empty();
    }
    Optional<String> single = find(ids, word);
    for (int i = word.indexOf('-'); single.isEmpty() && i > 0; i = word.indexOf('-', i + 1)) {
      Optional<String> from = find(ids, word.substring(0, i));
      Optional<String> to = find(ids, word.substring(i + 1));
      if (from.isPresent() && to.isPresent()) {
        return Optional.of(from.get() + "-" + to.get());
      }
    }
    return single;
  }

  private static Optional<String> find(List<String> ids, String word) {
    for (String id : ids) {
      if (id.equalsIgnoreCase(word)) {
        return Optional.of(id);
      }
    }
    return Optional.empty();
  }

  /** Returns whether it is one word of the letters that ids have, with a digit. */
  private static boolean isId(String word) {
    boolean digit = false;
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      digit |= c >= '0' && c <= '9';
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!letter && !(c >= '0' && c <= '9') && "._-".indexOf(c) < 0) {
        return false;
      }
    }
    return digit;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
