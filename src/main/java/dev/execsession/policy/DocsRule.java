package dev.execsession.policy;

import dev.execsession.text.TreePath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Judges whether documentation was updated with a change of behaviour. */
public final class DocsRule {
  private static final Pattern NONE =
      Pattern.compile("none(?:\\s*[—–:-]\\s*(.*)|\\s*\\((.*)\\))?", Pattern.CASE_INSENSITIVE);

  private final List<String> behaviour;
  private final List<String> docs;
  private final PathMatcher matcher;

  /**
   * @param behaviour patterns of files whose changes need documentation; empty disables the rule
   * @param docs patterns of documents
   */
  public DocsRule(List<String> behaviour, List<String> docs, PathMatcher matcher) {
    this.behaviour = List.copyOf(behaviour);
    this.docs = List.copyOf(docs);
    this.matcher = matcher;
  }

  public enum Status {
    /** No behaviour changed, or nothing is configured. */
    NOT_CONCERNED,
    /** A document was changed with the behaviour. */
    UPDATED,
    /** The block declares, with a reason, that none is needed. */
    NOT_NEEDED,
    /** Behaviour changed, but no document did, and no reason is given. */
    UNANSWERED,
    /** The block names documents that were not changed. */
    MISSING
  }

  /**
   * The judgement of a block's documentation.
   *
   * @param note the reason given, or a sentence about what is missing; absent otherwise
   * @param because the first changed path of behaviour, if any
   */
  public record Result(Status status, @Nullable String note, @Nullable TreePath because) {}

  /**
   * Judges a block.
   *
   * @param required the block's field {@code Docs}: paths or patterns of documents, or {@code none
   *     — reason}
   * @param changed every path that the block changed
   * @param written those of them that are files with text added or changed
   */
  public Result judge(
      List<String> required, Collection<TreePath> changed, Collection<TreePath> written) {
    @Nullable TreePath because = first(changed, behaviour).orElse(null);
    List<String> names = new ArrayList<>();
    @Nullable String reason = null;
    for (String entry : required) {
      Matcher none = NONE.matcher(entry.strip());
      if (!none.matches()) {
        names.add(entry.strip());
      } else if (PolicyEngine.saysSomething(reasonOf(none))) {
        reason = reasonOf(none);
      }
    }
    List<String> untouched =
        names.stream().filter(name -> first(written, List.of(name)).isEmpty()).toList();
    if (!untouched.isEmpty()) {
      String list = String.join("`, `", untouched);
      return new Result(
          Status.MISSING,
          "the block must update `" + list + "`, where no text was added or changed",
          because);
    }
    if (!names.isEmpty()) {
      return new Result(Status.UPDATED, null, because);
    }
    if (because == null) {
      return new Result(Status.NOT_CONCERNED, reason, null);
    }
    if (first(written, docs).isPresent()) {
      return new Result(Status.UPDATED, null, because);
    }
    if (reason != null) {
      return new Result(Status.NOT_NEEDED, reason, because);
    }
    return new Result(
        Status.UNANSWERED,
        "`" + because.display() + "` changed, but nothing under " + String.join(", ", docs),
        because);
  }

  private static String reasonOf(Matcher none) {
    String reason = none.group(1) == null ? none.group(2) : none.group(1);
    return reason == null ? "" : reason.strip();
  }

  private Optional<TreePath> first(Collection<TreePath> paths, List<String> patterns) {
    if (patterns.isEmpty()) {
      return Optional.empty();
    }
    return paths.stream()
        .sorted()
        .filter(path -> patterns.stream().anyMatch(pattern -> matcher.matches(pattern, path)))
        .findFirst();
  }
}
