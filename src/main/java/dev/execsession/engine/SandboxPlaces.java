package dev.execsession.engine;

import dev.execsession.contract.BlockContract;
import dev.execsession.contract.Contract;
import dev.execsession.contract.SandboxChoice;
import dev.execsession.file.EntryType;
import dev.execsession.journal.SandboxMode;
import dev.execsession.plan.ScopeEntry;
import dev.execsession.process.Bubblewrap;
import dev.execsession.process.Confinement;
import dev.execsession.scan.ScanHistory;
import dev.execsession.scope.Ignored;
import dev.execsession.scope.PathPattern;
import dev.execsession.scope.ScopeJudge;
import dev.execsession.scope.Verdict;
import dev.execsession.store.Scratch;
import dev.execsession.store.SessionStore;
import dev.execsession.text.TreePath;
import dev.execsession.worktree.Manifest;
import dev.execsession.worktree.ManifestEntry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Determines where a command may write. In the worktree, {@code auto} allows everything, because
 * scans report file, rule and block where a read-only path would only fail; {@code on} opens what
 * the block includes.
 */
final class SandboxPlaces {
  /** Each mount costs a few milliseconds. */
  private static final int MOST_IGNORED = 200;

  private final Contract contract;
  private final ScanHistory history;
  private final @Nullable BlockContract block;
  private final Path root;
  private final Set<Path> writable = new TreeSet<>();
  private final Set<Path> readOnly = new TreeSet<>();

  private SandboxPlaces(Contract contract, ScanHistory history, @Nullable BlockContract block) {
    this.contract = contract;
    this.history = history;
    this.block = block;
    this.root = contract.repository().root();
  }

  /** Returns a command's confinement; empty without a sandbox. */
  static Optional<Confinement> confinement(
      Contract contract, ScanHistory history, @Nullable BlockContract block, Scratch scratch) {
    Bubblewrap tool = contract.sandbox().tool();
    return tool == null
        ? Optional.empty()
        : Optional.of(new SandboxPlaces(contract, history, block).confinement(tool, scratch));
  }

  private Confinement confinement(Bubblewrap tool, Scratch scratch) {
    SandboxChoice choice = contract.sandbox();
    choice.outside().writable().stream().filter(SandboxPlaces::isReal).forEach(writable::add);
    writable.addAll(choice.outside().make());
    readOnly.addAll(choice.outside().readOnly());
    // Their links may lead to where a user keeps all settings.
    choice.outside().steering().stream()
        .flatMap(place -> Confinement.real(place).stream())
        .forEach(readOnly::add);
    Path common = contract.repository().commonDir();
    if (choice.mode() == SandboxMode.ON) {
      included();
      Stream.of(root, common).filter(place -> !writable.contains(place)).forEach(readOnly::add);
      ignored(history.current().manifest());
      closed();
      contract.config().sandbox().writable().forEach(this::allow);
    } else {
      writable.add(root);
      writable.add(common);
      // A session judges what its commands do, so they may not write what it knows.
      readOnly.add(new SessionStore(common).home());
    }
    // A path that was removed since lock-in cannot be mounted.
    writable.removeIf(Files::notExists);
    readOnly.removeIf(Files::notExists);
    @Nullable Path temporary = choice.mode() == SandboxMode.ON ? scratch.folder("tmp") : null;
    scratch.made().flatMap(Confinement::real).ifPresent(writable::add);
    return new Confinement(tool, List.copyOf(writable), List.copyOf(readOnly), temporary);
  }

  /** Returns whether a path is still there, and no link leads from it to another place. */
  private static boolean isReal(Path place) {
    return Confinement.real(place).filter(place::equals).isPresent();
  }

  private void included() {
    List<ScopeEntry> narrower = block == null ? List.of() : block.block().include();
    List<ScopeEntry> all = narrower.isEmpty() ? contract.plan().include() : narrower;
    for (ScopeEntry entry : all) {
      PathPattern pattern = PathPattern.forInclude(entry.pattern());
      Optional<Path> whole = place(pattern.wholePlace()).filter(Files::isDirectory);
      writable.add(whole.orElseGet(() -> nearest(pattern.folder())));
    }
  }

  /** Returns the nearest existing folder in which the path can be created. */
  private Path nearest(String folder) {
    TreePath next = new TreePath(folder);
    while (true) {
      Optional<Path> here = place(next.raw()).filter(Files::isDirectory);
      if (here.isPresent() || next.raw().isEmpty()) {
        return here.orElse(root);
      }
      next = next.parent();
    }
  }

  /** Opens folders that git ignores, because builds write to them. */
  private void ignored(Manifest manifest) {
    ScopeJudge judge = block == null ? contract.scope() : block.scope();
    int count = 0;
    for (ManifestEntry entry : manifest.directories()) {
      if (count < MOST_IGNORED
          && isIgnoredFolder(entry)
          && manifest.find(entry.path().parent()).filter(SandboxPlaces::isIgnoredFolder).isEmpty()
          && judge.judge(entry.path(), true, Ignored.inside(entry.path())).verdict()
              == Verdict.SIDE_EFFECT) {
        count++;
        place(entry.path().raw()).ifPresent(writable::add);
      }
    }
  }

  private static boolean isIgnoredFolder(ManifestEntry entry) {
    return entry.type() == EntryType.DIRECTORY && entry.ignored();
  }

  private void closed() {
    List<String> own = new ArrayList<>(List.of(".git", ".exec-session.yml", ".exec-session"));
    own.add(contract.planPath());
    own.addAll(contract.config().plans().active());
    own.forEach(path -> place(TreePath.of(path).raw()).ifPresent(readOnly::add));
    List<ScopeEntry> excludes = new ArrayList<>(contract.plan().exclude());
    excludes.addAll(block == null ? List.of() : block.block().exclude());
    excludes.forEach(
        entry ->
            place(PathPattern.forExclude(entry.pattern()).wholePlace()).ifPresent(readOnly::add));
  }

  /** The user's own choices override closed paths. */
  private void allow(String path) {
    if (!path.startsWith("/") && !path.startsWith("~/")) {
      Optional<Path> place = place(TreePath.of(path.replaceAll("/+$", "")).raw());
      place.ifPresent(writable::add);
      place.ifPresent(readOnly::remove);
    }
  }

  /** Returns the place of a raw path; empty if it does not exist or a link leads elsewhere. */
  private Optional<Path> place(@Nullable String raw) {
    if (raw == null) {
      return Optional.empty();
    }
    try {
      String text = new String(raw.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
      Path path = root.resolve(text);
      return Confinement.real(path).filter(path::equals);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
