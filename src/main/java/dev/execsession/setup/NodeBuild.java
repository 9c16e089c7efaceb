package dev.execsession.setup;

import dev.execsession.json.Json;
import dev.execsession.json.JsonException;
import dev.execsession.setup.Build.Command;
import dev.execsession.text.ShellWord;
import dev.execsession.text.WordList;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Detects packages of npm, pnpm, Yarn and Bun, with their workspaces and scripts. */
record NodeBuild(RepositoryFiles files) {
  private static final String PACKAGE = "package.json";
  private static final Map<String, String> LOCKS = new LinkedHashMap<>();

  static {
    LOCKS.put("pnpm-lock.yaml", "pnpm");
    LOCKS.put("yarn.lock", "yarn");
    LOCKS.put("bun.lock", "bun");
    LOCKS.put("bun.lockb", "bun");
    LOCKS.put("package-lock.json", "npm");
    LOCKS.put("npm-shrinkwrap.json", "npm");
  }

  private static final List<String> AT_END = WordList.inOrder("lint typecheck type-check build");
  private static final int MOST_MEMBERS = 4;

  /** What `npm init` writes, and what never ends. */
  private static final Pattern NO_TEST =
      Pattern.compile("no test specified|--watch(?!=false|All=false)");

  private static final Pattern PNPM_ITEM = Pattern.compile("(?m)^\\s*-\\s*['\"]?([^'\"#\\s]+)");

  static boolean hasLock(RepositoryFiles files, String folder) {
    return LOCKS.keySet().stream().anyMatch(lock -> files.has(folder + lock));
  }

  Optional<Build> in(String folder) {
    if (!files.has(folder + PACKAGE)) {
      return Optional.empty();
    }
    Map<String, @Nullable Object> manifest = manifest(folder);
    String manager = manager(folder, manifest);
    List<String> globs = workspaces(folder, manifest);
    Map<String, String> scripts = scripts(manifest);
    List<Command> checks = new ArrayList<>();
    if (isTest(scripts.get("test"))) {
      String test = manager.equals("bun") ? "bun run test" : manager + " test";
      checks.add(Command.afterBlocks(test, folder, manager));
    } else {
      checks.addAll(ofMembers(folder, manager, members(folder, globs)));
    }
    for (String script : AT_END) {
      if (scripts.containsKey(script) && !NO_TEST.matcher(scripts.get(script)).find()) {
        checks.add(Command.atEnd(manager + " run " + script, folder, manager));
      }
    }
    return Optional.of(
        new Build(
            globs.isEmpty() ? manager : manager + " workspaces",
            checks,
            sources(folder, globs),
            folder + "node_modules/"));
  }

  private String manager(String folder, Map<String, @Nullable Object> manifest) {
    if (manifest.get("packageManager") instanceof String pinned) {
      String name = pinned.split("@", 2)[0];
      if (LOCKS.containsValue(name)) {
        return name;
      }
    }
    return LOCKS.entrySet().stream()
        .filter(lock -> files.has(folder + lock.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("npm");
  }

  private static boolean isTest(@Nullable String script) {
    return script != null && !NO_TEST.matcher(script).find();
  }

  /** Returns a check for each member of a workspace that has a test, or one for all of them. */
  private List<Command> ofMembers(String folder, String manager, List<String> members) {
    List<String> tested = new ArrayList<>();
    boolean all = true;
    for (String member : members) {
      String script = scripts(manifest(folder + member)).get("test");
      if (isTest(script)) {
        tested.add(member.substring(0, member.length() - 1));
      }
      all &= script == null || isTest(script);
    }
    if (tested.size() > MOST_MEMBERS && all && !manager.equals("yarn")) {
      String line =
          manager.equals("npm")
              ? "npm test --workspaces --if-present"
              : manager.equals("pnpm") ? "pnpm -r --if-present test" : "bun run --filter '*' test";
      return List.of(Command.afterBlocks(line, folder, manager));
    }
    return tested.stream()
        .map(member -> Command.afterBlocks(ofMember(folder, manager, member), folder, manager))
        .toList();
  }

  private String ofMember(String folder, String manager, String member) {
    return switch (manager) {
      case "pnpm" -> "pnpm --filter ./" + member + " test";
      case "yarn" ->
          "yarn workspace " + ShellWord.quote(name(folder + member + "/", member)) + " test";
      case "bun" -> "bun run --filter ./" + member + " test";
      default -> "npm test --workspace=" + member;
    };
  }

  private String name(String folder, String otherwise) {
    return manifest(folder).get("name") instanceof String name ? name : otherwise;
  }

  /** Returns the folders of a workspace that hold a package: {@code packages/a/}. */
  private List<String> members(String folder, List<String> globs) {
    List<PathMatcher> matchers = new ArrayList<>();
    for (String glob : globs) {
      try {
        matchers.add(FileSystems.getDefault().getPathMatcher("glob:" + glob));
      } catch (PatternSyntaxException e) {
        // Its packages are not described.
      }
    }
    return files.all(n -> n.startsWith(folder) && n.endsWith("/" + PACKAGE)).stream()
        .map(name -> name.substring(folder.length(), name.length() - PACKAGE.length()))
        .filter(member -> matchers.stream().anyMatch(m -> m.matches(Path.of(member))))
        .toList();
  }

  /** Returns the patterns of a workspace's folders, without excluding ones. */
  private List<String> workspaces(String folder, Map<String, @Nullable Object> manifest) {
    Object value = manifest.get("workspaces");
    Object list = value instanceof Map<?, ?> map ? map.get("packages") : value;
    List<String> globs = new ArrayList<>();
    if (list instanceof List<?> items) {
      items.forEach(item -> globs.add(String.valueOf(item)));
    }
    String pnpm = files.text(folder + "pnpm-workspace.yaml");
    int start = pnpm.indexOf("packages:");
    if (start >= 0) {
      String rest = pnpm.substring(start + "packages:".length());
      String items = rest.split("(?m)^[A-Za-z]", 2)[0];
      PNPM_ITEM.matcher(items).results().map((MatchResult m) -> m.group(1)).forEach(globs::add);
    }
    return globs.stream()
        .filter(glob -> !glob.startsWith("!") && !glob.equals("."))
        .map(glob -> glob.replaceFirst("^\\./", "").replaceFirst("/+$", ""))
        .toList();
  }

  private List<String> sources(String folder, List<String> globs) {
    List<String> sources = new ArrayList<>();
    for (String glob : globs) {
      String plain = glob.replaceFirst("[^/]*[*?{\\[].*$", "").replaceFirst("/+$", "");
      if (!plain.isEmpty() && !sources.contains(folder + plain + "/**")) {
        sources.add(folder + plain + "/**");
      }
    }
    for (String name : List.of("src/", "lib/", "app/")) {
      if (files.hasFolder(folder + name) && !sources.contains(folder + name + "**")) {
        sources.add(folder + name + "**");
      }
    }
    return sources;
  }

  private static Map<String, String> scripts(Map<String, @Nullable Object> manifest) {
    Map<String, String> scripts = new LinkedHashMap<>();
    if (manifest.get("scripts") instanceof Map<?, ?> map) {
      map.forEach((name, line) -> scripts.put(String.valueOf(name), String.valueOf(line)));
    }
    return scripts;
  }

  private Map<String, @Nullable Object> manifest(String folder) {
    try {
      return Json.parseObjectLastWins(files.text(folder + PACKAGE));
    } catch (JsonException e) {
      return Map.of();
    }
  }
}
