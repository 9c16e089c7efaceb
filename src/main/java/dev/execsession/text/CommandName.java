package dev.execsession.text;

import java.util.List;
import java.util.regex.Pattern;

/** Names a shell command by its first line that does something. */
public final class CommandName {
  /** A comment, shell options, an exported value, or a change of folder, and nothing else. */
  private static final Pattern PREPARES =
      Pattern.compile("#.*|set(\\s+[-+]\\w+(\\s+\\w+)?)+|export\\s+[^;&|]*|cd\\s+[^;&|]*");

  private CommandName() {}

  /** Returns that line, followed by {@code …} if others that do something follow it. */
  public static String of(String command) {
    List<String> lines =
        command.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    List<String> work = lines.stream().filter(line -> !PREPARES.matcher(line).matches()).toList();
    List<String> named = work.isEmpty() ? lines : work;
    if (named.isEmpty()) {
      return "";
    }
    String first = named.get(0);
    boolean goesOn = first.endsWith("\\");
    return (goesOn ? first.substring(0, first.length() - 1).stripTrailing() : first)
        + (named.size() > 1 ? " …" : "");
  }
}
