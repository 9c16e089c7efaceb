package dev.execsession.setup;

import dev.execsession.process.Programs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes the configuration that fits a repository. */
final class ConfigDraft {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./][A-Za-z0-9_./=,:* -]*");
  private static final Pattern WORD =
      Pattern.compile("(?i)true|false|yes|no|on|off|null|~|[0-9.]+");
  private static final String HEAD =
      """
      # How exec-session runs plans in this repository. Keys that are not here have their defaults.
      version: 1
      """;

  private final Profile profile;
  private final Path root;
  private final Map<String, String> environment;
  private final List<String> absent = new ArrayList<>();
  private final StringBuilder text = new StringBuilder(HEAD);

  private ConfigDraft(Profile profile, Path root, Map<String, String> environment) {
    this.profile = profile;
    this.root = root;
    this.environment = environment;
  }

  /**
   * A configuration's text.
   *
   * @param absent programs that checks need and that are not on the path
   */
  record Drafted(String text, List<String> absent) {
    Drafted {
      absent = List.copyOf(absent);
    }
  }

  /**
   * Drafts the configuration.
   *
   * @param aliases standard name of a section → the heading of the repository's own template
   */
  static Drafted of(
      Profile profile, Map<String, String> aliases, Path root, Map<String, String> environment) {
    ConfigDraft draft = new ConfigDraft(profile, root, environment);
    draft.checks();
    draft.skills();
    draft.docs();
    draft.scope();
    draft.sections(aliases);
    return new Drafted(draft.text.toString(), draft.absent);
  }

  private void checks() {
    List<String> active = new ArrayList<>();
    Map<String, List<String>> inactive = new TreeMap<>();
    for (Build build : profile.builds()) {
      for (Build.Command check : build.checks()) {
        if (isThere(check)) {
          active.add(item(check));
        } else {
          inactive.computeIfAbsent(check.program(), key -> new ArrayList<>()).add(item(check));
        }
      }
    }
    absent.addAll(inactive.keySet());
    text.append("\n# Checks of every plan, in addition to its own: after each block, or once at")
        .append(" completion.\n")
        .append(active.isEmpty() ? "# checks:\n" : "checks:\n");
    active.forEach(item -> append("  ", item));
    inactive.forEach(
        (program, items) -> {
          append("  # ", "`" + program + "` was not found when this file was written:");
          items.forEach(item -> append("  # ", item));
        });
    if (active.isEmpty() && inactive.isEmpty()) {
      append("#   ", "- make test");
    }
  }

  private void append(String indent, String lines) {
    lines.lines().forEach(line -> text.append(indent).append(line).append('\n'));
  }

  private boolean isThere(Build.Command check) {
    return check.program().isEmpty()
        || Programs.find(check.program(), environment, root).kind() == Programs.Kind.EXECUTABLE;
  }

  private static String item(Build.Command check) {
    if (check.folder().isEmpty() && !check.atEnd()) {
      return "- " + scalar(check.line());
    }
    StringBuilder item = new StringBuilder("- run: ").append(scalar(check.line()));
    if (!check.folder().isEmpty()) {
      item.append("\n  directory: ")
          .append(scalar(check.folder().substring(0, check.folder().length() - 1)));
    }
    if (check.atEnd()) {
      item.append("\n  at: completion");
    }
    return item.toString();
  }

  private void skills() {
    if (profile.skills().isEmpty()) {
      return;
    }
    text.append(
            "\n# Kinds of work. `brief: FILE` adds instructions for executors, `executor: NAME`")
        .append(" chooses one.\nskills:\n");
    profile
        .skills()
        .forEach(
            (name, paths) ->
                text.append("  ")
                    .append(name)
                    .append(": {paths: ")
                    .append(list(paths))
                    .append("}\n"));
    if (profile.skills().containsKey("backend")) {
      text.append(
          """

          # Two promises that a person or executor confirms when a block changes `backend`. An unconfirmed
          # one is reported as a risk; with `block` the block is not done.
          policies:
            tenant-isolation: {on-missing: risk}
            server-side-authorization: {on-missing: risk}
          """);
    }
  }

  private void docs() {
    List<String> behaviour = profile.behaviour();
    if (behaviour.isEmpty() || !profile.skills().containsKey("docs")) {
      return;
    }
    text.append(
            "\n# A block that changes behaviour and no document is a risk; `block` refuses it.\n")
        .append("docs:\n  behaviour: ")
        .append(list(behaviour))
        .append("\n  docs: ")
        .append(list(profile.docs()))
        .append("\n  on-missing: risk\n");
  }

  private void scope() {
    if (profile.locks().isEmpty() && profile.generated().isEmpty()) {
      return;
    }
    text.append("\nscope:\n");
    if (!profile.locks().isEmpty()) {
      text.append("  # These may change in a block that also changes an included file.\n")
          .append("  allowed-with: ")
          .append(list(profile.locks()))
          .append('\n');
    }
    if (!profile.generated().isEmpty()) {
      text.append("  # Generated files; outside the scope they are reported as such.\n")
          .append("  generated: ")
          .append(list(profile.generated()))
          .append('\n');
    }
  }

  private void sections(Map<String, String> aliases) {
    if (!aliases.isEmpty()) {
      text.append("\n# The headings of this repository's own template.\n")
          .append(aliasLines(aliases));
    }
  }

  /** Returns the key {@code sections} with these headings. */
  static String aliasLines(Map<String, String> aliases) {
    return aliases.entrySet().stream()
        .map(alias -> "  " + alias.getKey() + ": [" + inList(alias.getValue()) + "]\n")
        .collect(Collectors.joining("", "sections:\n", ""));
  }

  private static String list(List<String> values) {
    return values.stream().map(ConfigDraft::inList).collect(Collectors.joining(", ", "[", "]"));
  }

  private static String inList(String value) {
    return value.indexOf(',') < 0 ? scalar(value) : quoted(value);
  }

  private static String scalar(String value) {
    boolean plain =
        PLAIN.matcher(value).matches()
            && !WORD.matcher(value).matches()
            && !value.contains(": ")
            && !value.endsWith(":")
            && !value.endsWith(" ");
    return plain ? value : quoted(value);
  }

  private static String quoted(String value) {
    return "'" + value.replace("'", "''") + "'";
  }
}
