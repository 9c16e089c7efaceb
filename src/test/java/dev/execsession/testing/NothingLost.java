package dev.execsession.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Invariants after every case:
 *
 * <ul>
 *   <li>P, pre-image: only files that the executor or a check changed differ;
 *   <li>G, git: index, HEAD, refs, stash, configuration and hooks are unchanged;
 *   <li>O, once: the executor ran for each block as often as the journal has attempts;
 *   <li>J, journal: the status is one JSON document with defined states;
 *   <li>K: no process, temporary file or lock owner is left.
 * </ul>
 */
public final class NothingLost {
  private static final Set<String> STATES =
      Set.of("active", "completed", "blocked", "escalated", "paused", "interrupted");
  private static final Set<String> STATUSES = Set.of("done", "blocked", "pending");

  private final CaseRepo repo;
  private final Fingerprint tree;
  private final Fingerprint everything;
  private final GitFingerprint git;
  private final int earlierRuns;
  private boolean gitTouched;
  private boolean workedByHand;

  private NothingLost(CaseRepo repo) {
    this.repo = repo;
    this.tree = Fingerprint.ofTree(repo.files().root());
    this.everything = Fingerprint.ofEverything(repo.files().root());
    this.git = GitFingerprint.of(repo.files());
    this.earlierRuns = repo.runs().size();
  }

  /** Records the current state, before a session begins. */
  public static NothingLost since(CaseRepo repo) {
    return new NothingLost(repo);
  }

  /** Returns the recorded files. */
  public Fingerprint tree() {
    return tree;
  }

  /** Allows git changes by the executor. */
  public NothingLost exceptGitByTheExecutor() {
    gitTouched = true;
    return this;
  }

  /** Allows commits by the tool, which change index and branch. */
  public NothingLost exceptTheCommits() {
    gitTouched = true;
    return this;
  }

  /** Expects work by a person, which no executor counted. */
  public NothingLost byHand() {
    workedByHand = true;
    return this;
  }

  /**
   * Checks all invariants after a session in which exactly these files were changed, added or
   * deleted by the executor and the checks; returns its status.
   */
  public JsonDoc holdsWithChanges(String... paths) {
    assertThat(tree.differences(Fingerprint.ofTree(repo.files().root())))
        .as("files that differ from before")
        .isEqualTo(new TreeSet<>(List.of(paths)));
    if (!gitTouched) {
      assertThat(GitFingerprint.of(repo.files())).isEqualTo(git);
    }
    Cli.Ran ran = repo.cli().inside().run("status", "--json", CaseRepo.PLAN);
    assertThat(ran.err()).as("status --json writes nothing but its document").isEmpty();
    JsonDoc status = ran.json();
    assertThat(status.text("state")).isIn(STATES);
    assertThat(status.texts("blocks.*.status")).allMatch(STATUSES::contains);
    if (!workedByHand) {
      assertThat(attempts(status)).as("attempts in the journal").isEqualTo(counted());
    }
    assertNothingIsLeft();
    return status;
  }

  /** Checks that nothing was started, and nothing written outside the tool's own folder. */
  public void holdsAndNothingWasStarted() {
    assertThat(everything.differences(Fingerprint.ofEverything(repo.files().root())))
        .as("files that differ from before, those of git included")
        .isEmpty();
    assertThat(runs()).as("runs of the executor").isEmpty();
    assertThat(ownFiles()).as("sessions").noneMatch(file -> file.endsWith("journal.jsonl"));
    assertNothingIsLeft();
  }

  private void assertNothingIsLeft() {
    assertThat(Survivors.of(Cli.MARK, repo.files().root().toString())).as("processes").isEmpty();
    assertThat(ownFiles())
        .as("the tool's files")
        .noneMatch(file -> file.endsWith(".tmp"))
        .noneMatch(file -> file.endsWith("owner.json"))
        .noneMatch(file -> file.matches("[^/]+/commit/.+"));
  }

  private static Map<String, Integer> attempts(JsonDoc status) {
    Map<String, Integer> attempts = new TreeMap<>();
    for (JsonDoc block : status.docs("blocks.*")) {
      int count = Integer.parseInt(block.text("attempts"));
      if (count > 0) {
        attempts.put(block.text("id"), count);
      }
    }
    return attempts;
  }

  private Map<String, Integer> counted() {
    Map<String, Integer> counted = new TreeMap<>();
    runs().forEach(block -> counted.merge(block, 1, Integer::sum));
    return counted;
  }

  private List<String> runs() {
    return repo.runs().subList(earlierRuns, repo.runs().size());
  }

  private List<String> ownFiles() {
    Path folder = repo.files().path(".git/exec-session");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.map(file -> folder.relativize(file).toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
