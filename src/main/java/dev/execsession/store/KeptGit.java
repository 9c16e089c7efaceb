package dev.execsession.store;

import dev.execsession.file.Unverifiable;
import dev.execsession.git.GitIndex;
import dev.execsession.git.GitObjects;
import dev.execsession.git.RefsReader;
import dev.execsession.git.RepositoryFacts;
import dev.execsession.git.StagedEntry;
import dev.execsession.git.StashLog;
import dev.execsession.journal.Fact;
import dev.execsession.text.ShellWord;
import dev.execsession.text.TreePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Staged and stashed content that refs keep, and how to get back what git no longer shows. */
public record KeptGit(RepositoryFacts facts) {
  /** Returns what is kept, as it is recorded. */
  public static Fact.Kept fact(List<StashLog.Entry> stash, List<StagedEntry> staged) {
    return new Fact.Kept(
        stash.stream().map(entry -> new Fact.Stashed(entry.commit(), entry.message())).toList(),
        staged.stream().map(KeptGit::fact).toList());
  }

  private static Fact.Staged fact(StagedEntry entry) {
    TreePath path = entry.path();
    return new Fact.Staged(
        path.text(),
        path.utf8().isPresent() ? null : path.base64(),
        String.format(Locale.ROOT, "%06o", entry.mode()),
        entry.blob());
  }

  /** Returns a sentence with a command for each entry that the stash no longer has. */
  public List<String> lostStashes(Fact.Kept kept) {
    if (kept.stashed().isEmpty()) {
      return List.of();
    }
    Set<String> present = stash();
    return kept.stashed().stream()
        .filter(entry -> !present.contains(entry.id()))
        .map(KeptGit::dropped)
        .toList();
  }

  private static String dropped(Fact.Stashed entry) {
    return "stash entry `"
        + entry.id()
        + "` was dropped; restore it with `git stash store -m "
        + ShellWord.quote(entry.message())
        + " "
        + entry.id()
        + "`";
  }

  private static String unstaged(Fact.Staged entry) {
    return "the staged version of `"
        + path(entry).display()
        + "` is gone; stage it again with `git update-index --add --cacheinfo "
        + ShellWord.quote(entry.mode() + "," + entry.blob() + "," + entry.path())
        + "`";
  }

  /** Returns every sentence that the other methods may return. */
  public static List<String> sentences(Fact.Kept kept) {
    return Stream.concat(
            kept.stashed().stream().map(KeptGit::dropped),
            kept.staged().stream().map(KeptGit::unstaged))
        .toList();
  }

  private Set<String> stash() {
    try {
      return StashLog.read(facts.commonDir()).stream()
          .map(StashLog.Entry::commit)
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw Unverifiable.git("the stash", e);
    }
  }

  /**
   * Returns a sentence with a command for each staged version that neither the index nor HEAD has.
   */
  public List<String> lostStaged(Fact.Kept kept) {
    if (kept.staged().isEmpty()) {
      return List.of();
    }
    List<String> sentences = new ArrayList<>();
    try (GitObjects objects = GitObjects.open(facts.commonDir())) {
      GitIndex index = GitIndex.read(facts.gitDir());
      String head = new RefsReader(facts.gitDir(), facts.commonDir()).read().headCommit();
      for (Fact.Staged staged : kept.staged()) {
        TreePath path = path(staged);
        GitIndex.Entry entry = index.find(path);
        boolean isStaged = entry != null && entry.blob().equals(staged.blob());
        if (!isStaged && !staged.blob().equals(committed(objects, head, path))) {
          sentences.add(unstaged(staged));
        }
      }
    } catch (IOException e) {
      throw Unverifiable.git("git's index", e);
    }
    return sentences;
  }

  private static @Nullable String committed(
      GitObjects objects, @Nullable String head, TreePath path) throws IOException {
    return head == null ? null : objects.blobAt(head, path);
  }

  private static TreePath path(Fact.Staged staged) {
    return staged.pathBase64() == null
        ? TreePath.of(staged.path())
        : TreePath.ofBytes(Base64.getDecoder().decode(staged.pathBase64()));
  }
}
