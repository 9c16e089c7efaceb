package dev.execsession.scope;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compiles a pattern into the tokens of an {@link Automaton}, as git's wildmatch reads them. An
 * unterminated class or a trailing backslash makes a pattern that matches nothing.
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
   * Compiles a pattern without its leading and trailing slash.
   *
   * @param literalLength the number of chars before the first wildcard; git matches those
   *     separately, so that {@code **} right after them counts as being at the start
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
            case '?' -> add(1, new Token.OneOf(ByteSet.allBut(ByteSet.of('/'))));
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
        // In `a/**/b` the stars and the slash after them together may match nothing.
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
        c = 0; // the end of a range does not start another
      } else if (c == '[' && pattern.startsWith(":", next + 1)) {
        int close = pattern.indexOf(']', next + 2);
        if (close < 0) {
          return false;
        }
        if (close - 1 >= next + 2 && pattern.charAt(close - 1) == ':') {
          if (!addNamed(pattern.substring(next + 2, close - 1), members)) {
            return false;
          }
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
    ByteSet accepted = negated ? ByteSet.allBut(members) : members;
    accepted.remove('/');
    return add(next + 1 - at, new Token.OneOf(accepted));
  }

  /** Adds a POSIX class; returns whether it exists. */
  private static boolean addNamed(String name, ByteSet to) {
    switch (name) {
      case "alnum" -> {
        addLetters(to);
        to.addRange('0', '9');
      }
      case "alpha" -> addLetters(to);
      case "blank" -> {
        to.add(' ');
        to.add('\t');
      }
      case "cntrl" -> {
        to.addRange(0, ' ' - 1);
        to.add(0x7f);
      }
      case "digit" -> to.addRange('0', '9');
      case "graph" -> to.addRange('!', '~');
      case "lower" -> to.addRange('a', 'z');
      case "print" -> to.addRange(' ', '~');
      case "punct" -> {
        to.addRange('!', '0' - 1);
        to.addRange('9' + 1, 'A' - 1);
        to.addRange('Z' + 1, 'a' - 1);
        to.addRange('z' + 1, '~');
      }
      case "space" -> {
        to.add(' ');
        to.addRange('\t', '\r');
      }
      case "upper" -> to.addRange('A', 'Z');
      case "xdigit" -> {
        to.addRange('0', '9');
        to.addRange('a', 'f');
        to.addRange('A', 'F');
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void addLetters(ByteSet to) {
    to.addRange('a', 'z');
    to.addRange('A', 'Z');
  }
}
