package dev.execsession.plan;

import dev.execsession.plan.Content.Fence;
import dev.execsession.problem.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Extracts the script of a fence, and distinguishes it from a file's content. */
public final class CheckFence {
  private static final Pattern PROMPT = Pattern.compile("(?m)^\\s*\\$ ");
  private static final Pattern FILE_CONTENT =
      Pattern.compile(
          "\\b(?:create|write|save|contents?|add (?:the )?file|file)\\b", Pattern.CASE_INSENSITIVE);

  private CheckFence() {}

  /** Returns the shell named by a fence's tag; absent for the configured one. */
  static @Nullable String shell(Fence fence) {
    return fence.info().equals("bash") || fence.info().equals("zsh") ? fence.info() : null;
  }

  /** Returns the script of a fence without prompts and console output. */
  public static String script(Fence fence) {
    boolean console = fence.info().equals("console");
    if (!console && !PROMPT.matcher(fence.text()).find()) {
      return fence.text().stripTrailing();
    }
    List<String> lines = new ArrayList<>();
    boolean continued = false;
    for (String line : fence.text().split("\n", -1)) {
      Matcher prompt = PROMPT.matcher(line);
      if (prompt.find()) {
        lines.add(line.substring(prompt.end()));
      } else if (continued) {
        lines.add(line.replaceFirst("^> ", ""));
      } else if (!console) {
        lines.add(line);
      } else {
        continue;
      }
      continued = line.endsWith("\\");
    }
    return String.join("\n", lines).stripTrailing();
  }

  /** Returns whether a paragraph introduces the content of a file. */
  public static boolean introducesFile(Prose prose) {
    String words = prose.text().replaceAll("`[^`]*`", "`");
    boolean namesFile =
        prose.codes().stream()
            .anyMatch(code -> code.text().matches("\\S*[\\w-]\\.[A-Za-z]\\w{0,9}"));
    boolean onlyFile = words.replaceAll("[*`:：\\s]", "").isEmpty();
    return namesFile
        && CheckReader.endsWithColon(prose)
        && (onlyFile || FILE_CONTENT.matcher(words).find());
  }

  /** Returns the line of a script that is not allowed in a check, or else the fence. */
  static SourceSpan offendingLine(Fence fence) {
    List<String> lines = fence.text().lines().toList();
    Optional<Integer> line =
        IntStream.range(0, lines.size())
            .filter(i -> Placeholder.inCommand(lines.get(i)).isPresent())
            .boxed()
            .findFirst();
    if (line.isEmpty()) {
      line =
          IntStream.range(0, lines.size())
              .filter(i -> CommandRules.gitWrite(lines.get(i)).isPresent())
              .boxed()
              .findFirst();
    }
    return line.map(i -> span(fence, i, lines.get(i))).orElse(fence.where());
  }

  private static SourceSpan span(Fence fence, int index, String line) {
    int start = fence.where().column() + line.length() - line.stripLeading().length();
    return new SourceSpan(
        fence.firstLine() + index, start, Math.max(start + 1, start + line.strip().length()));
  }
}
