package dev.execsession.git;

import dev.execsession.file.ContentId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What controls git here: each setting of each configuration file, and a digest of every hook,
 * attributes and ignore file, of alternates, modules, links of worktrees, files of unfinished
 * operations, and of what the configuration leads to.
 *
 * @param digests a file's name, or a configuration file's and a setting's on a line of its own, to
 *     its digest
 */
public record ControlState(Map<String, String> digests) {
  public ControlState {
    digests = Collections.unmodifiableMap(new TreeMap<>(digests));
  }

  /** Returns a digest in place of a setting's values, which may be secret. */
  public static String mark(List<String> values) {
    return ContentId.of(String.join("\0", values).getBytes(StandardCharsets.UTF_8)).hex();
  }

  /** No shown name holds one. */
  private static final String SEPARATOR = "\n";

  static String name(String file, String key) {
    return file + SEPARATOR + key;
  }

  /**
   * Returns the differences, in order. The environment determines which of the user's files are
   * read, so those are compared only if both scans watched them.
   */
  public List<ControlChange> changedFrom(ControlState before) {
    TreeSet<String> names = new TreeSet<>(before.digests.keySet());
    names.addAll(digests.keySet());
    List<ControlChange> changes = new ArrayList<>();
    for (String name : names) {
      String old = before.digests.get(name);
      String now = digests.get(name);
      int end = name.indexOf(SEPARATOR);
      String file = end < 0 ? name : name.substring(0, end);
      boolean both = before.digests.containsKey(file) && digests.containsKey(file);
      boolean same = Objects.equals(old, now) || (isTold(old) && isTold(now));
      if (!same && (both || !file.startsWith("/"))) {
        String key = end < 0 ? null : name.substring(end + 1);
        changes.add(
            new ControlChange(
                file,
                key,
                old,
                now,
                ControlRules.weight(file, key, old, now, before, this),
                before.submodule(file)));
      }
    }
    return changes;
  }

  /** Returns whether the settings of a configuration file say all that there is to say of it. */
  private static boolean isTold(@Nullable String digest) {
    return digest == null || digest.equals(ControlReader.SETTINGS) || digest.equals("absent");
  }

  /** Returns the path of the submodule to whose repository a file belongs. */
  @Nullable String submodule(String file) {
    for (int end = file.length(); end > 0; end = file.lastIndexOf('/', end - 1)) {
      String place = digests.get(name(file.substring(0, end), ControlRules.SUBMODULE_PATH));
      if (place != null) {
        return place;
      }
    }
    return null;
  }

  /** Returns whether any setting of the section is there, in any file. */
  boolean hasSection(String section) {
    return digests.keySet().stream().anyMatch(name -> name.contains(SEPARATOR + section + "."));
  }
}
