package dev.execsession.cli;

import dev.execsession.config.ConfigLoader;
import dev.execsession.contract.PlanScope;
import dev.execsession.guard.PathJudge;
import dev.execsession.guard.Ruling;
import dev.execsession.journal.Actor;
import dev.execsession.journal.BlockState;
import dev.execsession.journal.Fact;
import dev.execsession.journal.SessionState;
import dev.execsession.journal.Signed;
import dev.execsession.plan.Block;
import dev.execsession.plan.Plan;
import dev.execsession.plan.ScopeEntry;
import dev.execsession.scope.ScopeJudge;
import dev.execsession.scope.Verdict;
import dev.execsession.text.TextSanitizer;
import dev.execsession.text.TreePath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Why a path may change under a plan, or may not, and what would allow it. */
final class Explanation {
  /** The name of a file that stands for any new one in a folder. */
  static final String NEW_FILE = "a new file";

  private static final List<String> NEVER = List.of("the running plan", ".git");

  /** The worktree, and what git ignores in it. */
  record Tree(Path root, PathJudge.IgnoredPaths ignored) {}

  /**
   * A place where a rule is written.
   *
   * @param list {@code Exclude}, {@code Include of block B02}
   * @param file null when it is built in
   * @param line null outside of the plan
   */
  record Origin(String list, @Nullable String file, @Nullable Integer line) {
    @Override
    public String toString() {
      return list
          + (file == null ? "" : ", " + TextSanitizer.oneLine(file))
          + (line == null ? "" : ":" + line);
    }
  }

  /** The verdict for a block. */
  record ForBlock(Block block, Ruling ruling) {
    String id() {
      return block.id().value();
    }
  }

  private final String asked;
  private final PlanScope scope;
  private final Ruling whole;
  private final boolean isCompanion;
  private final List<ForBlock> blocks;
  private final boolean ignored;
  private final Optional<SessionState> session;

  /**
   * @param asked the path as given
   * @param judged the same, or the file that stands for a folder
   * @param session the plan's newest, if there is one
   */
  Explanation(
      String asked,
      String judged,
      Path directory,
      PlanScope scope,
      Tree tree,
      Optional<SessionState> session) {
    this.asked = asked;
    this.scope = scope;
    this.session = session;
    ScopeJudge judge = scope.judge();
    this.whole = new PathJudge(tree.root(), judge, tree.ignored()).rule(judged, directory);
    this.isCompanion =
        whole.verdict() == Verdict.OUTSIDE
            && new PathJudge(
                    tree.root(), judge.allowing(scope.rules().allowedWith()), tree.ignored())
                .rule(judged, directory)
                .allowed();
    this.blocks =
        scope.plan().blocks().stream()
            .map(
                block ->
                    new ForBlock(
                        block,
                        new PathJudge(tree.root(), scope.judge(block), tree.ignored())
                            .rule(judged, directory)))
            .toList();
    this.ignored = isIgnored(tree.ignored(), whole.path());
  }

  private static boolean isIgnored(PathJudge.IgnoredPaths paths, @Nullable TreePath path) {
    try {
      return path != null && paths.ignored(path).holds();
    } catch (IOException e) {
      return false;
    }
  }

  Ruling whole() {
    return whole;
  }

  PlanScope scope() {
    return scope;
  }

  List<ForBlock> blocks() {
    return blocks;
  }

  boolean ignored() {
    return ignored;
  }

  /** Returns whether the path may change together with an included one. */
  boolean isCompanion() {
    return isCompanion;
  }

  /** Returns whether its name is of a kind that holds secrets. */
  boolean isSensitive() {
    TreePath path = whole.path();
    return path != null && scope.judge().isSensitive(path);
  }

  /** Returns the path as the worktree names it, a folder with its slash. */
  String shown() {
    TreePath path = whole.path();
    if (path == null) {
      return TextSanitizer.oneLine(asked);
    }
    return path.name().equals(NEW_FILE) ? path.parent().display() + "/" : path.display();
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(shown() + ": " + verdict());
    lines.add(
        "  rule    "
            + TextSanitizer.oneLine(whole.rule())
            + origin(whole, null).map(origin -> " (" + origin + ")").orElse(""));
    if (whole.note() != null) {
      lines.add("  note    " + TextSanitizer.oneLine(whole.note()));
    }
    if (ignored) {
      lines.add("  git     ignores it");
    }
    if (isSensitive()) {
      lines.add("  secret  it may hold secrets: its content is never shown");
    }
    if (whole.verdict() != null) {
      forBlocks().forEach(line -> lines.add("  blocks  " + line));
    }
    allow().forEach(line -> lines.add("  allow   " + line));
    onRecord().forEach(line -> lines.add("  record  " + line));
    return lines;
  }

  private String verdict() {
    Verdict verdict = whole.verdict();
    if (verdict == null) {
      return "not allowed";
    }
    String judged = verdict.jsonName() + ", ";
    if (verdict == Verdict.SIDE_EFFECT) {
      return judged + "allowed: listed, but not part of a block's work";
    }
    return judged
        + (isCompanion
            ? "allowed only together with an included change"
            : whole.allowed() ? "allowed" : "not allowed");
  }

  private List<String> forBlocks() {
    List<ForBlock> allowed = blocks.stream().filter(block -> block.ruling().allowed()).toList();
    if (allowed.size() == blocks.size()) {
      return List.of("every block may change it");
    }
    List<String> lines = new ArrayList<>();
    lines.add(allowed.isEmpty() ? "no block may change it" : ids(allowed) + " may change it");
    if (whole.allowed()) {
      for (ForBlock block : blocks) {
        if (!block.ruling().allowed()) {
          lines.add(
              block.id()
                  + " may not: "
                  + TextSanitizer.oneLine(block.ruling().rule())
                  + origin(block.ruling(), block.block()).map(o -> " (" + o + ")").orElse(""));
        }
      }
    }
    return lines;
  }

  private static String ids(List<ForBlock> blocks) {
    return blocks.stream().map(ForBlock::id).collect(Collectors.joining(", "));
  }

  /** Returns what would allow the path, a sentence each. */
  List<String> allow() {
    if (!whole.allowed()) {
      return whole.verdict() == null ? List.of() : List.of(allow(whole, null));
    }
    return blocks.stream()
        .filter(block -> !block.ruling().allowed())
        .map(block -> allow(block.ruling(), block.block()))
        .distinct()
        .toList();
  }

  private String allow(Ruling ruling, @Nullable Block block) {
    String rule = "`" + TextSanitizer.oneLine(ruling.rule()) + "`";
    String path = shown().endsWith("/") ? shown() + "**" : shown();
    String of = block == null ? "" : " of block " + block.id().value();
    return switch (ruling.verdict() == null ? Verdict.OUTSIDE : ruling.verdict()) {
      case EXCLUDED -> "remove " + rule + " from Exclude" + of + ", or narrow it";
      case PROTECTED, SENSITIVE ->
          NEVER.contains(ruling.rule())
              ? "nothing: no block may change it"
              : "name it literally in Include: `" + path + "`";
      case OUTSIDE, INCLUDED, SIDE_EFFECT ->
          "add `"
              + path
              + "` to Include"
              + of
              + (block == null && blocks.stream().noneMatch(b -> b.block().include().isEmpty())
                  ? " of the plan and of its block"
                  : "");
    };
  }

  /** Returns where the deciding rule is written. */
  Optional<Origin> origin(Ruling ruling, @Nullable Block block) {
    if (ruling.verdict() == null || NEVER.contains(ruling.rule())) {
      return Optional.empty();
    }
    Plan plan = scope.plan();
    String of = block == null ? "" : " of block " + block.id().value();
    return switch (ruling.verdict()) {
      case EXCLUDED ->
          find("Exclude" + of, block == null ? List.of() : block.exclude(), ruling)
              .or(() -> find("Exclude", plan.exclude(), ruling));
      case INCLUDED ->
          find("Include" + of, block == null ? List.of() : block.include(), ruling)
              .or(() -> find("Include", plan.include(), ruling));
      case PROTECTED -> Optional.of(builtIn("scope.protect", scope.rules().protect(), ruling));
      case SENSITIVE -> Optional.of(builtIn("scope.sensitive", scope.rules().sensitive(), ruling));
      case OUTSIDE, SIDE_EFFECT -> Optional.empty();
    };
  }

  private Optional<Origin> find(String list, List<ScopeEntry> entries, Ruling ruling) {
    return entries.stream()
        .filter(entry -> entry.pattern().equals(ruling.rule()))
        .findFirst()
        .map(entry -> new Origin(list, scope.path(), entry.where().line()));
  }

  private static Origin builtIn(String key, List<String> configured, Ruling ruling) {
    return configured.contains(ruling.rule())
        ? new Origin(key, ConfigLoader.FILE, null)
        : new Origin("built in", null, null);
  }

  /** Returns what the plan's newest session recorded about the path, a line each. */
  private List<String> onRecord() {
    TreePath path = whole.path();
    if (session.isEmpty() || path == null) {
      return List.of();
    }
    SessionState state = session.get();
    List<String> lines = new ArrayList<>();
    for (BlockState block : state.blocks()) {
      changes(block).forEach(change -> lines.add(line(block, change)));
    }
    Signed signed = state.accepted().get(path.text());
    if (signed != null) {
      lines.add("changed outside of any block, accepted by " + TextSanitizer.oneLine(signed.by()));
    }
    return lines;
  }

  /** Returns what a block changed at the path. */
  List<Fact.Change> changes(BlockState block) {
    TreePath path = whole.path();
    return block.changes().stream()
        .filter(change -> path != null && change.key().equals(path.key()))
        .toList();
  }

  /** Returns the session whose record the explanation includes. */
  Optional<SessionState> session() {
    return session;
  }

  private static String line(BlockState block, Fact.Change change) {
    String people =
        block.approvals().stream()
            .map(Fact.Approval::by)
            .distinct()
            .map(TextSanitizer::oneLine)
            .collect(Collectors.joining(", "));
    return block.id()
        + ": "
        + change.kind().jsonName()
        + " by "
        + change.hands().stream().map(Actor::jsonName).collect(Collectors.joining(", "))
        + ", "
        + change.verdict().jsonName()
        + " (`"
        + TextSanitizer.oneLine(change.rule())
        + "`)"
        + (people.isEmpty() ? "" : ", accepted by " + people);
  }
}
