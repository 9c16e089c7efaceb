package dev.execsession.dialect;

import dev.execsession.plan.ScopeWords;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds paths in a sentence, and whether the sentence says that they are to change. */
final class Mentions {
  /** A path; a target is named by an order, as in {@code Add X in a/B.java}. */
  record Path(String path, boolean isTarget) {}

  private static final Pattern TOKEN =
      Pattern.compile(
          "`(?<code>[^`]+)`|(?<bare>[\\w@.+*()\\[\\]{},-]+(?:/[\\w@.+*()\\[\\]{},-]*)+)");
  private static final Pattern ONLY_RUN =
      Pattern.compile(
          "^(?:\\*\\*)?(?:run|verify|execute|confirm|validate|review|check|ensure|read|inspect|audit)\\b.*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern LEADS =
      Pattern.compile(
          "(?:^|.*\\s)(?:in|to|at|into|under|create|add|update|modify|edit|extend|delete|remove)"
              + "\\s+(?:the\\s+)?(?:existing\\s+|new\\s+)?(?:file\\s+)?$",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern REFERS =
      Pattern.compile(
          ".*\\b(?:as|see|defined|described|like|found|used|similar|according|relative|compared|existing"
              + "|specified|documented|listed|pattern|example|those|is|are)\\s+(?:in|to|at|under|into)"
              + "\\s+(?:the\\s+)?$",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern JOINS =
      Pattern.compile("\\s*(?:,|\\+|&|and|, and|/)\\s*", Pattern.CASE_INSENSITIVE);
  private static final Pattern RATHER =
      Pattern.compile(".*\\brather than\\b.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private Mentions() {}

  /** Returns the paths with a folder, in order, each once. */
  static List<Path> of(String sentence) {
    List<Path> paths = new ArrayList<>();
    boolean order = !ONLY_RUN.matcher(sentence).matches();
    boolean joined = false;
    int last = 0;
    Matcher token = TOKEN.matcher(sentence);
    while (token.find()) {
      String text =
          token.group("code") == null ? trimmed(token.group("bare")) : token.group("code");
      boolean bareFolder = token.group("code") == null && text.endsWith("/");
      if (!Paths.isNested(text) || bareFolder) {
        continue;
      }
      String all = sentence.substring(0, token.start());
      String before = sentence.substring(last, token.start());
      String clause = all.substring(clauseStart(all));
      boolean turned = ScopeWords.turns(clause) || RATHER.matcher(clause).matches();
      boolean led = LEADS.matcher(before).matches() && !REFERS.matcher(before).matches();
      boolean target =
          order
              && depth(all) == 0
              && !turned
              && (led || (joined && JOINS.matcher(before).matches()));
      if (paths.stream().noneMatch(known -> known.path().equals(text))) {
        paths.add(new Path(text, target));
      }
      joined = target;
      last = token.end();
    }
    return paths;
  }

  private static String trimmed(String bare) {
    return bare.replaceFirst("[.,)(]+$", "").replaceFirst("^[(,]+", "");
  }

  private static int clauseStart(String text) {
    Matcher end = Pattern.compile("[.;:!?]\\s|\\s[—–]\\s").matcher(text);
    int start = 0;
    while (end.find()) {
      start = end.end();
    }
    return start;
  }

  /** Returns how many parentheses are open at the end, without those in code. */
  private static int depth(String text) {
    int depth = 0;
    boolean code = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      code ^= c == '`';
      depth += !code && "(（".indexOf(c) >= 0 ? 1 : !code && ")）".indexOf(c) >= 0 ? -1 : 0;
    }
    return depth;
  }
}
