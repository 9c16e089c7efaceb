package dev.execsession.plan;

import dev.execsession.plan.Content.Para;
import dev.execsession.text.WordList;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words next to paths that change what a scope entry grants. */
public final class ScopeWords {
  /** Verbs before a path, which grant nothing by themselves. */
  public static final Set<String> FILE_WORDS =
      WordList.of(
          "create|add|new|new file|modify|update|edit|change|test|tests|delete|remove|"
              + "rename|move");

  /** The start of a remark or label that forbids changes. */
  private static final Pattern FORBIDS =
      Pattern.compile(
          "(?:must not|may not|not\\b|never\\b|(?:do not|don['’]t|no) (?:touch|chang|modif|edit)"
              + "|unchanged\\b|untouched\\b|read[- ]only\\b|out of scope\\b|off[- ]limits\\b"
              + "|no changes\\b|exclud|forbidden\\b|protected\\b|except\\b|~~|❌|🚫).*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  /** Words before a path that exclude it. */
  private static final Pattern TURNS =
      Pattern.compile(
          "\\b(?:not|never|except|excluding|without|but|minus|instead of|no|don['’]t|outside|other than"
              + "|besides|nicht|kein\\w*|außer|nunca|salvo|excepto|sauf)\\b|❌|🚫|以外|除",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CHARACTER_CLASS);

  /** Words before a path that is only mentioned. */
  private static final Pattern MENTIONS =
      Pattern.compile(
          "\\b(?:see|moved from|copied from|generated from|based on|as in|like|tests? for)\\b",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern FILE_WORD =
      Pattern.compile(
          "^(?:create|add|modify|update|edit|change|delete|remove|test)\\s+(?=`)",
          Pattern.CASE_INSENSITIVE);

  public static final Set<String> READ_WORDS = Set.of("read", "reference", "see", "context");

  private ScopeWords() {}

  /** Returns whether words before a path exclude it: all but this. */
  public static boolean turns(String before) {
    return TURNS.matcher(before).find();
  }

  /** Returns whether words before a path only mention it. */
  static boolean mentions(String before) {
    return MENTIONS.matcher(before).find();
  }

  /** Returns whether a heading, label or note forbids changes. */
  public static boolean forbids(String name) {
    return FORBIDS.matcher(name).matches();
  }

  /** Returns whether a heading or label forbids changes; a sentence without paths does not. */
  static boolean forbids(Content content) {
    String text =
        content instanceof Para para
            ? para.prose().plain()
            : ((Content.Title) content).prose().plain();
    boolean sentence =
        content instanceof Para && !text.matches("(?s).*[:：]\\s*") && text.contains(" ");
    return FORBIDS.matcher(text).matches() && !(sentence && !text.contains("`"));
  }

  /** Removes {@code Modify} and the like before a path. */
  static Prose withoutVerb(Prose prose) {
    Matcher verb = FILE_WORD.matcher(prose.text());
    return verb.find() ? prose.cut(verb.end()) : prose;
  }
}
