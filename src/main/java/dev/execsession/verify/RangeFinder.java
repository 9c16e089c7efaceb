package dev.execsession.verify;

import dev.execsession.file.WholeFile;
import dev.execsession.git.CommitFact;
import dev.execsession.git.GitObjects;
import dev.execsession.git.Revisions;
import dev.execsession.json.Json;
import dev.execsession.json.JsonException;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.text.TextSanitizer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the range to judge: the one named, a pull request's, or what the base branch lacks. */
record RangeFinder(GitObjects objects, Revisions revisions, Map<String, String> environment) {
  private static final List<String> BASE_BRANCHES =
      List.of(
          "refs/remotes/origin/HEAD",
          "refs/remotes/origin/main",
          "refs/remotes/origin/master",
          "refs/heads/main",
          "refs/heads/master");

  /** The branch that changes go into, and its last commit. */
  private record BaseBranch(String name, String tip) {}

  /**
   * Finds the range.
   *
   * @param words {@code A..B}; null for the default
   * @throws StopException REFUSED when there is none
   */
  Range find(@Nullable String words) throws IOException {
    if (words != null) {
      return named(words);
    }
    Optional<Range> pullRequest = pullRequest();
    return pullRequest.isPresent() ? pullRequest.get() : fromBaseBranch();
  }

  private Range named(String words) throws IOException {
    int dots = words.indexOf("..");
    if (dots <= 0) {
      throw refused(
          "`" + TextSanitizer.oneLine(words) + "` is not a range",
          "write it as `A..B`: `main..HEAD`");
    }
    String right = words.substring(dots + (words.startsWith("...", dots) ? 3 : 2));
    return between(
        words,
        revisions.commit(words.substring(0, dots)),
        revisions.commit(right.isEmpty() ? "HEAD" : right));
  }

  /** A job of GitHub Actions gets the pull request's commits in a file. */
  private Optional<Range> pullRequest() throws IOException {
    String file = environment.getOrDefault("GITHUB_EVENT_PATH", "");
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try {
      Map<String, ?> event =
          Json.parseObject(
              new String(WholeFile.read(Path.of(file), WholeFile.SMALL), StandardCharsets.UTF_8));
      String base = sha(event, "base");
      String head = sha(event, "head");
      return base == null || head == null
          ? Optional.empty()
          : Optional.of(between("the pull request's commits", fetched(base), fetched(head)));
    } catch (IOException | JsonException e) {
      throw refused(
          "the event in `" + TextSanitizer.oneLine(file) + "` cannot be read: " + e.getMessage(),
          "pass `--range A..B`");
    }
  }

  private static @Nullable String sha(Map<String, ?> event, String side) {
    return event.get("pull_request") instanceof Map<?, ?> request
            && request.get(side) instanceof Map<?, ?> ref
            && ref.get("sha") instanceof String id
        ? id
        : null;
  }

  private String fetched(String id) throws IOException {
    return revisions
        .find(id)
        .orElseThrow(
            () ->
                new StopException(
                    Stop.UNVERIFIABLE,
                    ProblemCode.VERIFY_HISTORY,
                    "commit `"
                        + CommitFact.abbreviated(id)
                        + "` of the pull request was not fetched",
                    "check out with the whole history: `fetch-depth: 0` for actions/checkout"));
  }

  private Range fromBaseBranch() throws IOException {
    String head = revisions.commit("HEAD");
    BaseBranch branch =
        baseBranch()
            .orElseThrow(
                () ->
                    refused(
                        "no base branch was found here: no `origin/HEAD`, `main` or `master`",
                        "pass `--range A..B`"));
    if (objects.buildsOn(branch.tip(), head)) {
      throw refused(
          "HEAD has no commits that `" + branch.name() + "` has not",
          "name the commits with `--range A..B`, such as `HEAD~3..HEAD`");
    }
    return between(branch.name() + "..HEAD", branch.tip(), head);
  }

  private Optional<BaseBranch> baseBranch() throws IOException {
    List<String> names = new ArrayList<>();
    String target = environment.getOrDefault("GITHUB_BASE_REF", "");
    if (!target.isEmpty()) {
      names.add("refs/remotes/origin/" + target);
    }
    names.addAll(BASE_BRANCHES);
    for (String name : names) {
      Optional<String> tip = revisions.find(name);
      if (tip.isPresent()) {
        return Optional.of(
            new BaseBranch(name.replaceFirst("^refs/(remotes|heads)/", ""), tip.get()));
      }
    }
    return Optional.empty();
  }

  private Range between(String words, String from, String end) throws IOException {
    Optional<String> parted = revisions.mergeBase(from, end);
    if (parted.isEmpty()) {
      throw new StopException(
          Stop.REFUSED,
          objects.isShallow() ? ProblemCode.VERIFY_HISTORY : ProblemCode.VERIFY_RANGE,
          "the ends of `" + TextSanitizer.oneLine(words) + "` have no commit in common",
          objects.isShallow()
              ? "the clone is shallow; run `git fetch --unshallow`"
              : "name two commits of one history");
    }
    String base = parted.get();
    if (base.equals(end)) {
      throw refused(
          from.equals(end)
              ? "`" + TextSanitizer.oneLine(words) + "` has no commits"
              : "`" + TextSanitizer.oneLine(words) + "` has no commits: its end is the older one",
          from.equals(end) ? "name an older start" : "swap the two");
    }
    List<String> notes = new ArrayList<>();
    if (!base.equals(from)) {
      notes.add(
          "`"
              + CommitFact.abbreviated(from)
              + "` went on since the commits parted from it at `"
              + CommitFact.abbreviated(base)
              + "`, which is the base");
    }
    List<String> without = new ArrayList<>(List.of(from));
    Optional<BaseBranch> branch = baseBranch();
    if (branch.isPresent()
        && !branch.get().tip().equals(from)
        && !objects.buildsOn(branch.get().tip(), end)) {
      without.add(branch.get().tip());
    }
    return new Range(words, base, end, without, notes);
  }

  private static StopException refused(String message, String hint) {
    return new StopException(Stop.REFUSED, ProblemCode.VERIFY_RANGE, message, hint);
  }
}
