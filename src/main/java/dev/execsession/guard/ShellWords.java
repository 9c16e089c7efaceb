package dev.execsession.guard;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Splits shell text into simple commands, as far as possible without running it. Text that cannot
 * be parsed is skipped; the scan after the block is authoritative.
 */
final class ShellWords {
  /**
   * A simple command.
   *
   * @param words program and arguments
   * @param redirected the files that its output is sent to
   */
  record Simple(List<Word> words, List<Word> redirected) {}

  /**
   * A word without its quotes.
   *
   * @param literal whether the shell takes it literally
   */
  record Word(String text, boolean literal) {}

  private final String text;
  private final List<Simple> commands = new ArrayList<>();
  private final List<String> heredocs = new ArrayList<>();
  private List<Word> words = new ArrayList<>();
  private List<Word> redirected = new ArrayList<>();
  private int at;
  private boolean target;

  private ShellWords(String text) {
    this.text = text;
  }

  static List<Simple> split(String text) {
    ShellWords split = new ShellWords(text);
    split.run();
    return split.commands;
  }

  private void run() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\n') {
        at++;
        end();
        skipHeredocs();
      } else if (c == ' ' || c == '\t' || c == '\r') {
        at++;
      } else if (c == '#') {
        while (at < text.length() && text.charAt(at) != '\n') {
          at++;
        }
      } else if (";&|(){}".indexOf(c) >= 0) {
        separator(c);
      } else if (c == '<' || c == '>') {
        redirection(c);
      } else {
        word();
      }
    }
    end();
  }

  private void separator(char c) {
    at++;
    if (c == '&' && at < text.length() && text.charAt(at) == '>') {
      return;
    }
    // A brace is special only where a word could stand alone.
    if (c == '{' || c == '}') {
      boolean alone = at >= text.length() || " \t\n;".indexOf(text.charAt(at)) >= 0;
      if (!alone) {
        at--;
        word();
        return;
      }
    }
    end();
  }

  private void redirection(char c) {
    at++;
    if (c == '<') {
      if (text.startsWith("<<", at)) {
        at += 2; // a string on standard input
        skipBlanks();
        input();
      } else if (text.startsWith("<", at)) {
        at++;
        if (at < text.length() && text.charAt(at) == '-') {
          at++;
        }
        skipBlanks();
        String end = input();
        if (end != null) {
          heredocs.add(end);
        }
      }
      return;
    }
    while (at < text.length() && (text.charAt(at) == '>' || text.charAt(at) == '|')) {
      at++;
    }
    if (at < text.length() && (text.charAt(at) == '&' || text.charAt(at) == '(')) {
      at++;
      return;
    }
    // The number before it is a stream, not an argument.
    if (!words.isEmpty() && at > 1 && isDigit(words.get(words.size() - 1).text())) {
      words.remove(words.size() - 1);
    }
    target = true;
  }

  private static boolean isDigit(String text) {
    return text.length() == 1 && text.charAt(0) >= '0' && text.charAt(0) <= '9';
  }

  /** Consumes a word that is not an argument; returns null if none follows. */
  private @Nullable String input() {
    int known = words.size();
    target = false;
    if (at < text.length()) {
      word();
    }
    return words.size() > known ? words.remove(known).text() : null;
  }

  private void skipBlanks() {
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
  }

  private void word() {
    StringBuilder word = new StringBuilder();
    boolean literal = true;
    int begun = at;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (" \t\r\n;&|()<>".indexOf(c) >= 0) {
        break;
      }
      at++;
      if (c == '\'') {
        int end = text.indexOf('\'', at);
        end = end < 0 ? text.length() : end;
        word.append(text, at, end);
        at = Math.min(end + 1, text.length());
      } else if (c == '"') {
        literal &= quoted(word);
      } else if (c == '\\' && at < text.length()) {
        if (text.charAt(at) != '\n') {
          word.append(text.charAt(at));
        }
        at++;
      } else {
        literal &= "$`*?[".indexOf(c) < 0 && !(c == '~' && at - 1 == begun) && c != '{';
        word.append(c);
      }
    }
    if (at == begun) {
      at++; // not the start of a word: always advance
      return;
    }
    (target ? redirected : words).add(new Word(word.toString(), literal));
    target = false;
  }

  private boolean quoted(StringBuilder word) {
    boolean literal = true;
    while (at < text.length() && text.charAt(at) != '"') {
      char c = text.charAt(at++);
      if (c == '\\' && at < text.length() && "\\\"$`".indexOf(text.charAt(at)) >= 0) {
        c = text.charAt(at++);
      } else {
        literal &= c != '$' && c != '`';
      }
      word.append(c);
    }
    at = Math.min(at + 1, text.length());
    return literal;
  }

  private void skipHeredocs() {
    for (String end : heredocs) {
      while (at < text.length()) {
        int line = text.indexOf('\n', at);
        String current = text.substring(at, line < 0 ? text.length() : line);
        at = line < 0 ? text.length() : line + 1;
        if (current.strip().equals(end)) {
          break;
        }
      }
    }
    heredocs.clear();
  }

  private void end() {
    if (!words.isEmpty() || !redirected.isEmpty()) {
      commands.add(new Simple(List.copyOf(words), List.copyOf(redirected)));
    }
    words = new ArrayList<>();
    redirected = new ArrayList<>();
    target = false;
  }
}
