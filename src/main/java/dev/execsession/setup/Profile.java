package dev.execsession.setup;

import dev.execsession.drift.LockFiles;
import dev.execsession.text.TreePath;
import dev.execsession.text.WordList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What a repository is, as far as its files show.
 *
 * @param skills kind of work → patterns of its folders
 * @param docs patterns of documents
 * @param locks paths of lock files, or their names when there are many
 * @param generated patterns of generated files
 */
record Profile(
    List<Build> builds,
    Map<String, List<String>> skills,
    List<String> docs,
    List<String> locks,
    List<String> generated) {
  private static final int MOST_LOCKS = 5;
  private static final List<String> BACKEND =
      WordList.inOrder("backend server api service services");
  private static final List<String> FRONTEND = WordList.inOrder("frontend web webapp client ui");
  private static final List<String> DOCS = WordList.inOrder("docs doc documentation");

  /** Folders that group others. */
  private static final List<String> GROUPS = List.of("", "apps/", "packages/");

  private static final Set<String> BACKEND_ENDINGS =
      WordList.of("java kt scala groovy go rs py rb php cs ts js mjs ex exs clj c cc cpp swift");
  private static final Set<String> FRONTEND_ENDINGS =
      WordList.of("ts tsx js jsx mjs vue svelte html css scss dart");
  private static final Set<String> TEXTS = WordList.of("md mdx rst adoc txt html");

  private static final Map<String, Predicate<String>> GENERATED = new LinkedHashMap<>();

  static {
    for (String ending : List.of(".pb.go", "_pb2.py", "_pb2_grpc.py", ".g.dart", ".freezed.dart")) {
      GENERATED.put("**/*" + ending, name -> name.endsWith(ending));
    }
    for (String folder : List.of("__generated__", "generated")) {
      GENERATED.put("**/" + folder + "/**", name -> ("/" + name).contains("/" + folder + "/"));
    }
  }

  static Profile of(RepositoryFiles files) {
    Map<String, List<String>> skills = new LinkedHashMap<>();
    putSkill("backend", folders(BACKEND, BACKEND_ENDINGS, files), skills);
    putSkill("frontend", folders(FRONTEND, FRONTEND_ENDINGS, files), skills);
    List<String> docs = new ArrayList<>();
    DOCS.stream()
        .filter(folder -> files.any(name -> isDocument(name, folder + "/")))
        .forEach(folder -> docs.add(folder + "/**"));
    putSkill("docs", List.copyOf(docs), skills);
    for (String name : List.of("README.md", "README.rst", "README.adoc")) {
      if (files.has(name)) {
        docs.add(name);
      }
    }
    return new Profile(new Builds(files).find(), skills, docs, locks(files), generated(files));
  }

  /** The plans themselves document nothing. */
  private static boolean isDocument(String name, String folder) {
    return name.startsWith(folder)
        && !name.contains("exec-plans/")
        && TEXTS.contains(name.substring(name.lastIndexOf('.') + 1));
  }

  private static void putSkill(
      String name, List<String> patterns, Map<String, List<String>> skills) {
    if (!patterns.isEmpty()) {
      skills.put(name, patterns);
    }
  }

  private static List<String> folders(
      List<String> names, Set<String> endings, RepositoryFiles files) {
    return GROUPS.stream()
        .flatMap(group -> names.stream().map(name -> group + name + "/"))
        .filter(folder -> files.hasBelow(folder, endings))
        .map(folder -> folder + "**")
        .toList();
  }

  private static List<String> locks(RepositoryFiles files) {
    List<String> paths = files.all(name -> LockFiles.isLock(TreePath.of(name)));
    return paths.size() <= MOST_LOCKS
        ? paths
        : paths.stream()
            .map(path -> "**/" + path.substring(path.lastIndexOf('/') + 1))
            .distinct()
            .toList();
  }

  private static List<String> generated(RepositoryFiles files) {
    return GENERATED.entrySet().stream()
        .filter(kind -> files.any(kind.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Returns the patterns of everything that the builds and skills build from. */
  List<String> behaviour() {
    Stream<String> folders =
        skills.entrySet().stream()
            .filter(skill -> !skill.getKey().equals("docs"))
            .flatMap(skill -> skill.getValue().stream());
    List<String> all =
        Stream.concat(builds.stream().flatMap(build -> build.sources().stream()), folders)
            .distinct()
            .toList();
    return all.stream().filter(pattern -> !isInside(pattern, all)).toList();
  }

  private static boolean isInside(String pattern, List<String> all) {
    return all.stream()
        .anyMatch(
            other ->
                !other.equals(pattern)
                    && other.endsWith("/**")
                    && pattern.startsWith(other.substring(0, other.length() - 2)));
  }
}
