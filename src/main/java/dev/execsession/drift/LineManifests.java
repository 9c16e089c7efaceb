package dev.execsession.drift;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses manifests with one package per line. */
final class LineManifests {
  private static final Pattern GEM =
      Pattern.compile("\\bgem\\s*\\(?\\s*[\"']([^\"'\\n]+)[\"']([^\\n]*)");
  private static final Pattern GEM_SOURCE =
      Pattern.compile("\\b(?:git|github|path|source)(?::|\\s*=>)\\s*[\"']([^\"'\\n]+)[\"']");
  private static final Pattern REQUIRED =
      Pattern.compile("^([^\\s()]+\\.[^\\s()]*|[^\\s()]+/[^\\s()]+)\\s+v\\S+$");
  private static final Pattern REPLACED = Pattern.compile("=>\\s*(\\S+)");
  private static final Pattern TOOL = Pattern.compile("^(\\S+/\\S+)$");

  private LineManifests() {}

  /** Returns the modules of a {@code go.mod}, replacements included. */
  static Set<String> goMod(String text) throws UnreadableManifest {
    return goModules(text, false);
  }

  /** Returns the modules that a {@code go.mod} marks as indirect. */
  static Set<String> goIndirect(String text) throws UnreadableManifest {
    return goModules(text, true);
  }

  private static Set<String> goModules(String text, boolean onlyIndirect)
      throws UnreadableManifest {
    Set<String> modules = new LinkedHashSet<>();
    String block = "";
    for (String line : text.lines().toList()) {
      boolean indirect = line.matches(".*//\\s*indirect\\b.*");
      String plain = line.replaceFirst("//.*$", "").strip();
      if (plain.equals(")")) {
        block = "";
        continue;
      }
      String verb = block;
      if (block.isEmpty()) {
        verb = plain.replaceFirst("[\\s(].*$", "");
        plain = plain.substring(verb.length()).strip();
        if (plain.equals("(")) {
          block = verb;
          continue;
        }
      }
      Pattern form =
          switch (verb) {
            case "require" -> REQUIRED;
            case "replace" -> REPLACED;
            case "tool" -> TOOL;
            default -> null;
          };
      if (form != null && !plain.isEmpty()) {
        Matcher matcher = form.matcher(plain.replace("\"", ""));
        if (!matcher.find()) {
          throw new UnreadableManifest("the line `" + plain + "` is not a " + verb);
        }
        if (indirect || !onlyIndirect) {
          modules.add(matcher.group(1));
        }
      }
    }
    return modules;
  }

  /** Returns the gems of a Gemfile; one with its own source as {@code name@source}. */
  static Set<String> gemfile(String text) {
    return gemMentions(SourceComments.hashes(text));
  }

  /** Like {@link #gemfile}, but includes comments. */
  static Set<String> gemMentions(String text) {
    Set<String> gems = new LinkedHashSet<>();
    Matcher gem = GEM.matcher(text);
    while (gem.find()) {
      Matcher source = GEM_SOURCE.matcher(gem.group(2));
      gems.add(source.find() ? gem.group(1) + "@" + source.group(1) : gem.group(1));
    }
    return gems;
  }
}
