package dev.execsession.scope;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Turns the text of a pattern into the tokens of an {@link Automaton}, as git's wildmatch reads
 * them. A class that never closes, or a backslash with nothing behind it, makes a pattern that
 * matches nothing.
 */
final class PatternCompiler {
  private final String pattern;
  private final int literalLength;
  private final boolean anchored;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private PatternCompiler(String pattern, int literalLength, boolean anchored) {
    this.pattern = pattern;
    this.literalLength = literalLength;
    this.anchored = anchored;
  }

  /**
   * Gives the automaton of a pattern without its leading and trailing slash.
   *
   * @param literalLength how many chars come before the first wildcard; git matches those apart, so
   *     that {@code **} right behind them counts as standing at the start
   */
  static @Nullable Automaton compile(String pattern, int literalLength, boolean anchored) {
    PatternCompiler compiler = new PatternCompiler(pattern, literalLength, anchored);
    return compiler.readAll() ? new Automaton(compiler.tokens) : null;
  }

  private boolean readAll() {
    while (at < pattern.length()) {
      char c = pattern.charAt(at);
      boolean understood =
          switch (c) {
            case '*' -> readStars();
            case '?' -> add(1, new Token.OneOf(ByteSet.of(b -> b != '/')));
            case '[' -> readClass();
            case '\\' -> at + 1 < pattern.length() && add(2, Token.literal(pattern.charAt(at + 1)));
            default -> add(1, Token.literal(c));
          };
      if (!understood) {
        return false;
      }
    }
    return true;
  }

  private boolean add(int length, Token token) {
    at += length;
    tokens.add(token);
    return true;
  }

  private boolean readStars() {
    int start = at;
    while (at < pattern.length() && pattern.charAt(at) == '*') {
      at++;
    }
    boolean several = at - start > 1;
    boolean atStart = start == 0 || start == literalLength || pattern.charAt(start - 1) == '/';
    boolean slashBehind = at < pattern.length() && pattern.charAt(at) == '/';
    boolean wholeSegment = at == pattern.length() || slashBehind || pattern.startsWith("\\/", at);
    if (several && anchored && atStart && wholeSegment) {
      if (slashBehind) {
        // In `a/**/b` the stars and the slash behind them together may stand for nothing.
        tokens.add(new Token.Optionally());
      }
      tokens.add(new Token.Folders());
    } else {
      tokens.add(new Token.Run());
    }
    return true;
  }

  private boolean readClass() {
    int next = at + 1;
    boolean negated = next < pattern.length() && "!^".indexOf(pattern.charAt(next)) >= 0;
    if (negated) {
      next++;
    }
    ByteSet members = new ByteSet();
    int previous = 0;
    boolean first = true;
    while (true) {
      if (next >= pattern.length()) {
        return false;
      }
      int c = pattern.charAt(next);
      if (c == ']' && !first) {
        break;
      }
      first = false;
      if (c == '\\') {
        if (++next >= pattern.length()) {
          return false;
        }
        c = pattern.charAt(next);
        members.add(c);
      } else if (c == '-'
          && previous != 0
          && next + 1 < pattern.length()
          && pattern.charAt(next + 1) != ']') {
        int end = pattern.charAt(++next);
        if (end == '\\') {
          if (++next >= pattern.length()) {
            return false;
          }
          end = pattern.charAt(next);
        }
        members.addRange(previous, end);
        c = 0; // a range's end does not start another range
      } else if (c == '[' && pattern.startsWith(":", next + 1)) {
        int close = pattern.indexOf(']', next + 2);
        if (close < 0) {
          return false;
        }
        if (close - 1 >= next + 2 && pattern.charAt(close - 1) == ':') {
          IntPredicate named = named(pattern.substring(next + 2, close - 1));
          if (named == null) {
            return false;
          }
          members.addAll(named);
          next = close;
          c = 0;
        } else {
          members.add('[');
        }
      } else {
        members.add(c);
      }
      previous = c;
      next++;
    }
    ByteSet accepted = ByteSet.of(b -> b != '/' && members.contains(b) != negated);
    return add(next + 1 - at, new Token.OneOf(accepted));
  }

  private static @Nullable IntPredicate named(String name) {
    IntPredicate lower = b -> b >= 'a' && b <= 'z';
    IntPredicate upper = b -> b >= 'A' && b <= 'Z';
    IntPredicate digit = b -> b >= '0' && b <= '9';
    IntPredicate letter = lower.or(upper);
    IntPredicate visible = b -> b > ' ' && b < 0x7f;
    return switch (name) {
      case "alnum" -> letter.or(digit);
      case "alpha" -> letter;
      case "blank" -> b -> b == ' ' || b == '\t';
      case "cntrl" -> b -> b < ' ' || b == 0x7f;
      case "digit" -> digit;
      case "graph" -> visible;
      case "lower" -> lower;
      case "print" -> b -> b >= ' ' && b < 0x7f;
      case "punct" -> visible.and(letter.or(digit).negate());
      case "space" -> b -> b == ' ' || (b >= '\t' && b <= '\r');
      case "upper" -> upper;
      case "xdigit" -> digit.or(b -> (b >= 'a' && b <= 'f') || (b >= 'A' && b <= 'F'));
      default -> null;
    };
  }
}
