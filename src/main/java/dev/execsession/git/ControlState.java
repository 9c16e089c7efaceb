package dev.execsession.git;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A digest of every file that controls git here: configuration, hooks, attributes, alternates,
 * modules, links of other worktrees, files of unfinished operations, the {@code .git} entry, and
 * the user's configuration by path. A change to any of them can change what git does.
 *
 * @param digests a name such as {@code .git/config} or {@code /home/u/.gitconfig} to its digest
 */
public record ControlState(Map<String, String> digests) {
  public ControlState {
    digests = Collections.unmodifiableMap(new TreeMap<>(digests));
  }

  /**
   * Returns the names that differ, in order. Which of the user's files are read depends on the
   * environment, so those are compared only if both states hold them.
   */
  public List<String> changedFrom(ControlState before) {
    TreeSet<String> names = new TreeSet<>(before.digests.keySet());
    names.addAll(digests.keySet());
    names.removeIf(
        name ->
            name.startsWith("/")
                && !(digests.containsKey(name) && before.digests.containsKey(name)));
    names.removeIf(
        name -> digests.containsKey(name) && digests.get(name).equals(before.digests.get(name)));
    return List.copyOf(names);
  }
}
