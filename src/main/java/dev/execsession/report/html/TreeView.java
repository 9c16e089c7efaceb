package dev.execsession.report.html;

import dev.execsession.report.Words;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes changed paths as a tree of folders, each file with its verdict. */
final class TreeView {
  /** Deeper folders are part of the file's name. */
  private static final int DEEPEST = 20;

  /** Larger trees are shown with their folders closed, but for those that hold a violation. */
  private static final int OPEN = 200;

  private final Parts parts;
  private final Folder root = new Folder();

  TreeView(Parts parts) {
    this.parts = parts;
  }

  /** A folder that holds folders and files, each by name. */
  private static final class Folder {
    private final Map<String, Folder> folders = new TreeMap<>();
    private final Map<String, Leaf> files = new TreeMap<>();
    private int count;
    private int violations;
  }

  /**
   * A file: its whole path, whether its change is forbidden, and what is written after its name.
   */
  private record Leaf(String path, boolean isViolation, Runnable body) {}

  void add(String path, boolean isViolation, Runnable body) {
    String[] names = path.split("/", DEEPEST);
    Folder folder = root;
    count(folder, isViolation);
    for (int i = 0; i < names.length - 1; i++) {
      folder = folder.folders.computeIfAbsent(names[i], name -> new Folder());
      count(folder, isViolation);
    }
    folder.files.put(names[names.length - 1], new Leaf(path, isViolation, body));
  }

  private static void count(Folder folder, boolean isViolation) {
    folder.count++;
    folder.violations += isViolation ? 1 : 0;
  }

  void write() {
    parts.html().put(Tag.of("div", "tree"), () -> content(root));
  }

  private void content(Folder folder) {
    parts
        .html()
        .put(
            "ul",
            () -> {
              folder.folders.forEach((name, child) -> folder(name, child));
              folder.files.forEach(this::file);
            });
  }

  private void folder(String name, Folder folder) {
    Map.@Nullable Entry<String, Folder> only = only(folder);
    if (only != null) {
      folder(name + "/" + only.getKey(), only.getValue());
      return;
    }
    boolean isOpen = root.count <= OPEN || folder.violations > 0;
    parts
        .html()
        .put(
            Tag.of("li").with("data-group", ""),
            () ->
                parts.details(
                    Tag.of("details"), isOpen, () -> summary(name, folder), () -> content(folder)));
  }

  private void summary(String name, Folder folder) {
    parts.html().put("code", name + "/");
    parts.gap();
    parts.meta(Words.count(folder.count, "file"));
    if (folder.violations > 0) {
      parts.label(Parts.Mood.BAD, folder.violations + " not allowed");
    }
  }

  private static Map.@Nullable Entry<String, Folder> only(Folder folder) {
    return folder.files.isEmpty() && folder.folders.size() == 1
        ? folder.folders.entrySet().iterator().next()
        : null;
  }

  private void file(String name, Leaf leaf) {
    parts
        .html()
        .put(
            Tag.of("li", leaf.isViolation() ? "file no" : "file").with("data-find", leaf.path()),
            () -> {
              parts.html().put("code", name);
              parts.gap();
              leaf.body().run();
            });
    parts.line();
  }
}
