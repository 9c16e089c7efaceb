package dev.execsession.worktree;

import dev.execsession.file.EntryType;
import dev.execsession.scope.Ignored;
import dev.execsession.text.TreePath;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Finds the ignored folder that an ignored path of a look is in. */
final class IgnoredPlaces {
  private final IgnoreRules rules;
  private final Manifest manifest;
  private final Map<TreePath, Optional<TreePath>> known = new HashMap<>();

  IgnoredPlaces(IgnoreRules rules, Manifest manifest) {
    this.rules = rules;
    this.manifest = manifest;
  }

  Ignored of(ManifestEntry entry) {
    if (!entry.ignored()) {
      return Ignored.NOT;
    }
    boolean isFolder = entry.type() == EntryType.DIRECTORY;
    return top(isFolder ? entry.path() : entry.path().parent())
        .map(Ignored::inside)
        .orElse(Ignored.ITSELF);
  }

  /** Returns the topmost ignored folder that a folder is, or is in. */
  private Optional<TreePath> top(TreePath folder) {
    if (folder.raw().isEmpty()) {
      return Optional.empty();
    }
    Optional<TreePath> found = known.get(folder);
    if (found == null) {
      found = top(folder.parent());
      if (found.isEmpty() && isIgnored(folder)) {
        found = Optional.of(folder);
      }
      known.put(folder, found);
    }
    return found;
  }

  private boolean isIgnored(TreePath folder) {
    return rules.isIgnoredItself(folder, true)
        || manifest.find(folder).filter(ManifestEntry::ignored).isPresent();
  }
}
