package dev.execsession.guard;

import dev.execsession.guard.ActiveBlock.IgnoreText;
import dev.execsession.json.JsonException;
import dev.execsession.process.PidSpace;
import dev.execsession.process.ProcessIdentity;
import dev.execsession.scope.ScopeDefinition;
import dev.execsession.scope.ScopeDefinition.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The {@link ActiveBlock} as a JSON object, with only the lengths of the ignore files. Read and
 * written field by field: a hook reads it at its start, where reflection on records takes longer
 * than everything else.
 */
final class ActiveBlockJson {
  private ActiveBlockJson() {}

  static Map<String, ?> write(ActiveBlock block) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("session", block.session());
    tree.put("block", block.block());
    tree.put("plan", block.plan());
    tree.put("planDigest", block.planDigest());
    tree.put("root", block.root());
    tree.put("commits", block.commits());
    tree.put("result", block.result());
    tree.put("open", block.open());
    tree.put("tool", process(block.tool()));
    tree.put("scope", scope(block.scope()));
    tree.put("checks", block.checks());
    List<Object> ignored = new ArrayList<>();
    for (IgnoreText file : block.ignored()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("folder", file.folder());
      one.put("length", file.text().length());
      ignored.add(one);
    }
    tree.put("ignored", ignored);
    return tree;
  }

  private static Map<String, Object> process(ProcessIdentity process) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("pid", process.pid());
    tree.put("ticks", process.ticks());
    tree.put("host", process.space().host());
    tree.put("boot", process.space().boot());
    tree.put("pidns", process.space().pidns());
    tree.put("tty", process.tty());
    return tree;
  }

  private static Map<String, Object> scope(ScopeDefinition scope) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("include", entries(scope.include()));
    tree.put("exclude", entries(scope.exclude()));
    tree.put("blockInclude", entries(scope.blockInclude()));
    tree.put("blockExclude", entries(scope.blockExclude()));
    tree.put("protect", scope.protect());
    tree.put("sensitive", scope.sensitive());
    tree.put("allowedWith", scope.allowedWith());
    tree.put("plan", scope.plan());
    tree.put("foldNames", scope.foldNames());
    return tree;
  }

  private static List<Object> entries(List<Entry> entries) {
    List<Object> tree = new ArrayList<>();
    for (Entry entry : entries) {
      Map<String, @Nullable Object> one = new LinkedHashMap<>();
      one.put("pattern", entry.pattern());
      one.put("note", entry.note());
      tree.add(one);
    }
    return tree;
  }

  /**
   * Reads what was written.
   *
   * @param texts the concatenated texts of the ignore files, one char per byte
   * @throws JsonException when anything is missing or of another type
   */
  static ActiveBlock read(@Nullable Object tree, String texts) throws JsonException {
    Map<?, ?> block = object(tree);
    Map<?, ?> tool = object(block.get("tool"));
    return new ActiveBlock(
        text(block, "session"),
        text(block, "block"),
        text(block, "plan"),
        text(block, "planDigest"),
        text(block, "root"),
        value(block, "commits", Boolean.class),
        text(block, "result"),
        // A file of an earlier version has no such block.
        block.containsKey("open") && value(block, "open", Boolean.class),
        new ProcessIdentity(
            value(tool, "pid", Long.class),
            value(tool, "ticks", Long.class),
            new PidSpace(text(tool, "host"), text(tool, "boot"), text(tool, "pidns")),
            text(tool, "tty")),
        scope(object(block.get("scope"))),
        block.containsKey("checks") ? texts(block, "checks") : List.of(),
        ignored(value(block, "ignored", List.class), texts));
  }

  private static ScopeDefinition scope(Map<?, ?> tree) throws JsonException {
    return new ScopeDefinition(
        entries(tree, "include"),
        entries(tree, "exclude"),
        entries(tree, "blockInclude"),
        entries(tree, "blockExclude"),
        texts(tree, "protect"),
        texts(tree, "sensitive"),
        texts(tree, "allowedWith"),
        text(tree, "plan"),
        value(tree, "foldNames", Boolean.class));
  }

  private static List<IgnoreText> ignored(List<?> trees, String texts) throws JsonException {
    List<IgnoreText> files = new ArrayList<>();
    int at = 0;
    for (Object tree : trees) {
      Map<?, ?> file = object(tree);
      long length = value(file, "length", Long.class);
      if (length < 0 || length > texts.length() - at) {
        throw wrong("length");
      }
      int end = at + (int) length;
      files.add(new IgnoreText(text(file, "folder"), texts.substring(at, end)));
      at = end;
    }
    if (at < texts.length()) {
      throw wrong("length");
    }
    return files;
  }

  private static List<Entry> entries(Map<?, ?> tree, String key) throws JsonException {
    List<Entry> entries = new ArrayList<>();
    for (Object item : value(tree, key, List.class)) {
      Map<?, ?> entry = object(item);
      entries.add(
          new Entry(
              text(entry, "pattern"), entry.get("note") == null ? null : text(entry, "note")));
    }
    return entries;
  }

  private static List<String> texts(Map<?, ?> tree, String key) throws JsonException {
    List<String> texts = new ArrayList<>();
    for (Object item : value(tree, key, List.class)) {
      if (!(item instanceof String text)) {
        throw wrong(key);
      }
      texts.add(text);
    }
    return texts;
  }

  private static Map<?, ?> object(@Nullable Object tree) throws JsonException {
    if (tree instanceof Map<?, ?> map) {
      return map;
    }
    throw new JsonException("not an object");
  }

  private static String text(Map<?, ?> tree, String key) throws JsonException {
    return value(tree, key, String.class);
  }

  private static <T> T value(Map<?, ?> tree, String key, Class<T> type) throws JsonException {
    Object value = tree.get(key);
    if (!type.isInstance(value)) {
      throw wrong(key);
    }
    return type.cast(value);
  }

  private static JsonException wrong(String key) {
    return new JsonException("`" + key + "` is missing or of another type");
  }
}
