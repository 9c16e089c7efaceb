package dev.execsession.guard;

import dev.execsession.guard.InstallRecord.Added;
import dev.execsession.guard.InstallRecord.Entry;
import dev.execsession.guard.InstallRecord.Exclude;
import dev.execsession.guard.SettingsPiece.Items;
import dev.execsession.guard.SettingsPiece.Whole;
import dev.execsession.json.Json;
import dev.execsession.json.JsonEdit;
import dev.execsession.json.JsonException;
import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.text.ShellWord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Installs an agent's hook in a project's settings and removes it. Not a byte changes elsewhere;
 * removing it from a file that was not edited since restores the original.
 */
public final class Installation {
  /** What git does with a file that an installation creates. */
  @FunctionalInterface
  public interface Untracked {
    /** Returns whether git would show the file as untracked: neither tracked nor ignored. */
    boolean isShown(String file);
  }

  private final Agent agent;
  private final Path root;
  private final RecordFile records;
  private final ExcludeFile exclude;

  /**
   * @param root the worktree's root
   * @param commonDir the shared part of its repository, where the record is kept
   */
  public Installation(Agent agent, Path root, Path commonDir) {
    this.agent = agent;
    this.root = root;
    this.records = RecordFile.of(agent, root, commonDir);
    this.exclude = ExcludeFile.of(root, commonDir);
  }

  /** The changes to make, and the record to keep. */
  public static final class Plan {
    private final List<FileChange> changes;
    private final InstallRecord record;
    private final String exclude;

    private Plan(List<FileChange> changes, InstallRecord record, String exclude) {
      this.changes = changes.stream().filter(change -> !change.isNothing()).toList();
      this.record = record;
      this.exclude = exclude;
    }

    /** Returns whether a file changes that all worktrees of the repository share. */
    public boolean isShared() {
      return changes.stream().anyMatch(change -> change.file().equals(exclude));
    }

    /** Returns the files that change; none if everything is installed already. */
    public List<FileChange> changes() {
      return changes;
    }
  }

  /**
   * Plans an installation.
   *
   * @param places patterns that the agent's own rules deny
   * @throws StopException REFUSED when a settings file is not plain JSON
   */
  public Plan install(Path launcher, List<String> places, Untracked git) {
    List<SettingsPiece> pieces =
        AgentSettings.of(agent, ShellWord.quote(launcher.toString()), places);
    InstallRecord old = records.read();
    List<FileChange> changes = new ArrayList<>();
    List<Entry> entries = new ArrayList<>();
    for (String file : files(pieces, old)) {
      @Nullable String now = TextFile.read(root, file);
      @Nullable String base = base(file, now, old);
      List<Added> added = new ArrayList<>();
      @Nullable String after = base;
      for (SettingsPiece piece : pieces) {
        if (piece.file().equals(file)) {
          after = put(piece, after, added);
        }
      }
      changes.add(new FileChange(file, now, after));
      if (after != null) {
        entries.add(new Entry(file, base, after, added));
      }
    }
    return excluding(lines(entries, old, git), old, changes, entries);
  }

  /** Returns whether the agent's settings in the worktree have our hook. */
  public boolean isInstalled() {
    for (SettingsPiece piece : AgentSettings.of(agent, "", List.of())) {
      @Nullable String text = TextFile.read(root, piece.file());
      try {
        boolean found =
            text != null
                && (piece instanceof Items items
                    ? JsonEdit.items(text, items.path()).stream()
                        .anyMatch(entry -> AgentSettings.isOwnHook(entry, agent))
                    : OpencodePlugin.command(text).isPresent());
        if (found) {
          return true;
        }
      } catch (JsonException e) {
        // An agent that cannot read its settings runs no hook.
      }
    }
    return false;
  }

  /** Plans the removal. */
  public Plan uninstall() {
    InstallRecord old = records.read();
    List<FileChange> changes = new ArrayList<>();
    for (String file : files(AgentSettings.of(agent, "", List.of("x")), old)) {
      @Nullable String now = TextFile.read(root, file);
      changes.add(new FileChange(file, now, base(file, now, old)));
    }
    return excluding(List.of(), old, changes, List.of());
  }

  /** Returns the lines that the files created by an installation need. */
  private List<String> lines(List<Entry> entries, InstallRecord old, Untracked git) {
    List<String> lines = new ArrayList<>();
    for (Entry entry : entries) {
      String line = ExcludeFile.line(entry.file());
      boolean ours = old.excluded().contains(line) || records.othersExclude().contains(line);
      if (entry.before() == null
          && exclude.isEditable()
          && ((ours && exclude.has(line)) || git.isShown(entry.file()))) {
        lines.add(line);
      }
    }
    return lines;
  }

  /** Completes a plan by the change of {@code info/exclude}. */
  private Plan excluding(
      List<String> lines, InstallRecord old, List<FileChange> changes, List<Entry> entries) {
    Exclude kept = null;
    if (exclude.isEditable() && !(lines.isEmpty() && old.excluded().isEmpty())) {
      String now = exclude.read();
      String base = excludeBase(now, old);
      String after = ExcludeFile.with(base, lines);
      changes.add(new FileChange(exclude.name(), now, after));
      // Another worktree may have added the same lines before.
      String without = base == null ? null : ExcludeFile.without(base, lines);
      kept = lines.isEmpty() ? null : new Exclude(without, after, lines);
    }
    return new Plan(changes, new InstallRecord(1, entries, kept), exclude.name());
  }

  /** Returns the text of {@code info/exclude} without our lines, unless others need them. */
  private @Nullable String excludeBase(@Nullable String now, InstallRecord old) {
    Exclude entry = old.exclude();
    if (now == null || entry == null) {
      return now;
    }
    List<String> gone = new ArrayList<>(entry.lines());
    gone.removeAll(records.othersExclude());
    if (gone.equals(entry.lines()) && now.equals(entry.after())) {
      return entry.before();
    }
    String rest = ExcludeFile.without(now, gone);
    return rest.isEmpty() && entry.before() == null ? null : rest;
  }

  /** Applies the plan. */
  public void apply(Plan plan) {
    if (!plan.record.files().isEmpty()) {
      records.write(plan.record);
    }
    for (FileChange change : plan.changes) {
      if (change.after() == null) {
        TextFile.delete(root, change.file());
      } else {
        TextFile.replace(root.resolve(change.file()), change.after());
      }
    }
    if (plan.record.files().isEmpty()) {
      records.delete();
    }
  }

  private static Set<String> files(List<SettingsPiece> pieces, InstallRecord old) {
    Set<String> files = new LinkedHashSet<>();
    pieces.forEach(piece -> files.add(piece.file()));
    old.files().forEach(entry -> files.add(entry.file()));
    return files;
  }

  /**
   * Returns the file's content without our entries; exactly the original if it was not edited
   * since.
   */
  private @Nullable String base(String file, @Nullable String now, InstallRecord old) {
    Entry entry = old.of(file).orElse(null);
    if (entry != null && entry.after().equals(now)) {
      return entry.before();
    }
    if (now == null) {
      return null;
    }
    if (!file.endsWith(".json")) {
      return null;
    }
    try {
      String rest = now;
      for (Added added : entry == null ? List.<Added>of() : entry.added()) {
        Object item = Json.parse(added.item());
        rest = JsonEdit.remove(rest, added.path(), found -> Objects.equals(found, item));
      }
      for (SettingsPiece piece : AgentSettings.of(agent, "", List.of())) {
        if (piece instanceof Items items && piece.file().equals(file)) {
          rest =
              JsonEdit.remove(rest, items.path(), found -> AgentSettings.isOwnHook(found, agent));
        }
      }
      return rest;
    } catch (JsonException e) {
      throw refused(file, e);
    }
  }

  private String put(SettingsPiece piece, @Nullable String text, List<Added> added) {
    if (piece instanceof Whole whole) {
      return whole.text();
    }
    Items items = (Items) piece;
    try {
      String after = text == null ? Json.pretty(items.fresh()) : text;
      List<@Nullable Object> there = JsonEdit.items(after, items.path());
      for (Object item : items.items()) {
        String json = Json.compact(item);
        if (there.stream().noneMatch(found -> Json.compact(found).equals(json))) {
          after = JsonEdit.append(after, items.path(), item);
          added.add(new Added(items.path(), json));
        }
      }
      return after;
    } catch (JsonException e) {
      throw refused(items.file(), e);
    }
  }

  private static StopException refused(String file, JsonException e) {
    return new StopException(
        Stop.REFUSED,
        Problem.error(
                ProblemCode.GUARD_SETTINGS,
                "the settings are not plain JSON of the expected form: " + e.getMessage(),
                "fix the file (comments are not supported); nothing was changed")
            .at(file, null, null),
        e);
  }
}
