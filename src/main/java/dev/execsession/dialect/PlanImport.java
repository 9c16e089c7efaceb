package dev.execsession.dialect;

import dev.execsession.dialect.Draft.Place;
import dev.execsession.dialect.Words.Meaning;
import dev.execsession.plan.Content;
import dev.execsession.plan.Dialect;
import dev.execsession.plan.Document;
import dev.execsession.plan.FrontMatter;
import dev.execsession.plan.Part;
import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.SourceSpan;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.text.ShellWord;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Converts a plan of another dialect to a draft. */
public final class PlanImport {
  /** Names of files that say nothing, some of which no plan may have. */
  private static final Set<String> GENERAL =
      Set.of("tasks", "plan", "spec", "index", "readme", "template");

  private static final Pattern CONFLICT = Pattern.compile("^(?:<{7}|>{7}|\\|{7})(?:\\s.*)?$");

  /** A status in a title, which would count as the draft's. */
  private static final Pattern DRAFT =
      Pattern.compile(
          "\\s*[(\\[](?:draft|wip|proposal|proposed)[)\\]]\\s*$", Pattern.CASE_INSENSITIVE);

  private final Neighbors neighbors;
  private final @Nullable String branch;

  /**
   * @param branch the branch that is checked out, as a candidate; absent without one
   */
  public PlanImport(Neighbors neighbors, @Nullable String branch) {
    this.neighbors = neighbors;
    this.branch = branch;
  }

  /**
   * Returns the draft of a source; the same for the same source, neighbors and branch.
   *
   * @param path the source as the user would name it
   * @throws StopException when the source cannot be imported
   */
  public Imported read(byte[] bytes, String path) {
    Document source = Document.read(bytes, path);
    check(source);
    Draft draft = new Draft(title(source));
    SourceReader reader = new SourceReader(source, draft);
    reader.readSections();
    @Nullable Dialect known = dialect(source, reader);
    read(known, reader);
    reader.doubtMissing();
    reader.doubtStatus();
    reader.doubtRest();
    if (draft.branch == null && branch != null) {
      draft.doubt(Place.BRANCH, new Sourced("candidate, checked out now: " + branch, 0));
    }
    String dialect = known == null ? "a Markdown document" : known.shown();
    for (boolean fenced : List.of(false, true)) {
      DraftWriter writer = new DraftWriter(draft, fenced);
      String text = writer.write("`" + path + "`, " + dialect);
      if (DraftProof.holds(draft, text)) {
        return new Imported(dialect, text, carried(draft), uncertain(draft), writer.blanks());
      }
    }
    throw refusal(
        source,
        0,
        "the text of this file cannot be carried over without changing what it grants",
        "write the plan by hand: exec-session new NAME");
  }

  /** Returns the dialect; files that may and may not change are a contract in any document. */
  private static @Nullable Dialect dialect(Document source, SourceReader reader) {
    Dialect found = source.dialect();
    if (found != null && found != Dialect.PLAN_MODE) {
      return found;
    }
    Set<Meaning> meanings = EnumSet.noneOf(Meaning.class);
    for (Part part : source.root().readable()) {
      meanings.add(reader.words.of(part.heading().plain()));
    }
    boolean contract = meanings.containsAll(Set.of(Meaning.INCLUDE, Meaning.EXCLUDE));
    return contract ? Dialect.CONTRACT : found;
  }

  private void read(@Nullable Dialect dialect, SourceReader reader) {
    if (dialect == null) {
      new GeneralReader(reader).read();
      return;
    }
    switch (dialect) {
      case SUPERPOWERS -> new SuperpowersReader(reader).read();
      case SPEC_KIT_TASKS -> new SpecKitReader(reader, neighbors).read();
      case OPENSPEC_TASKS -> new OpenSpecReader(reader, neighbors).read();
      case GSD -> new GsdReader(reader).read();
      case EXEC_PLAN -> new ExecPlanReader(reader).read();
      case RALPHEX -> new RalphexReader(reader).read();
      case CONTRACT -> new ContractReader(reader).read();
      case PLAN_MODE -> new GeneralReader(reader).read();
    }
    if (reader.draft.blocks.isEmpty()) {
      reader.onlyBlock();
    }
  }

  private static void check(Document source) {
    if (!source.problems().isEmpty()) {
      throw new StopException(Stop.REFUSED, source.problems());
    }
    for (int line = 1; line <= source.text().lines(); line++) {
      if (CONFLICT.matcher(source.text().line(line)).matches()) {
        throw refusal(source, line, "the file has a conflict marker", "resolve the conflict first");
      }
    }
    if (source.isPlan()) {
      throw refusal(
          source,
          1,
          "this is a plan already; there is nothing to import",
          "exec-session validate " + ShellWord.path(source.path()));
    }
    for (Document.Lines fence : source.brokenFences()) {
      if (fence.last() == 0) {
        throw refusal(
            source,
            fence.first(),
            "unbalanced fence: it is never closed and contains the rest of the file",
            "close it with a line of three backticks");
      }
    }
    if (isEmpty(source.root())) {
      throw refusal(
          source,
          0,
          "the file has no heading and no list, so nothing can be read as a plan",
          "name a Markdown file");
    }
  }

  private static boolean isEmpty(Part root) {
    boolean lists =
        Passages.flat(root.contents()).stream().anyMatch(Content.Items.class::isInstance);
    boolean tags = root.body().stream().anyMatch(Content.Unread.class::isInstance);
    return root.parts().isEmpty() && !lists && !tags;
  }

  private static StopException refusal(Document source, int line, String message, String hint) {
    Problem problem = Problem.error(ProblemCode.IMPORT_SOURCE, message, hint);
    return new StopException(
        Stop.REFUSED,
        List.of(
            line == 0
                ? problem.at(source.path(), null, null)
                : problem.at(source.path(), SourceSpan.ofLine(line), source.text().line(line))));
  }

  private static Sourced title(Document source) {
    for (Part part : source.root().readable()) {
      if (part.level() == 1 && !part.heading().plain().isBlank()) {
        return new Sourced(DRAFT.matcher(part.heading().text()).replaceFirst(""), part.line());
      }
    }
    Optional<FrontMatter.Key> named =
        source.front().stream().filter(key -> key.name().equals("title")).findFirst();
    return named
        .map(key -> new Sourced(key.value(), key.where().line()))
        .orElseGet(() -> new Sourced(name(source.path()), 0));
  }

  /** Returns a name for a plan: that of its file, or of its folder when that says nothing. */
  public static String name(String path) {
    List<String> names = List.of(path.replace('\\', '/').split("/+", -1));
    String stem = names.get(names.size() - 1).replaceFirst("(?<=.)\\.[A-Za-z]+$", "");
    String folder = names.size() < 2 ? "" : names.get(names.size() - 2);
    boolean general = GENERAL.contains(stem.toLowerCase(Locale.ROOT)) || stem.startsWith("_");
    return general && !folder.isEmpty() && !folder.startsWith(".") ? folder : stem;
  }

  private static List<String> carried(Draft draft) {
    List<String> carried = new ArrayList<>();
    count(carried, draft.objective == null ? 0 : 1, "objective");
    count(carried, draft.blocks.size(), "block");
    count(carried, draft.blocks.stream().mapToInt(b -> b.steps.size()).sum(), "step");
    count(carried, draft.include.size(), "included path");
    count(carried, draft.exclude.size() + draft.guards.size(), "exclude");
    int checks = draft.blocks.stream().mapToInt(b -> b.checks.size()).sum();
    count(carried, draft.checks.size() + checks, "check");
    int manual = draft.blocks.stream().mapToInt(b -> b.manual.size()).sum();
    count(carried, draft.manual.size() + manual, "manual check");
    count(carried, draft.branch == null ? 0 : 1, "branch");
    return carried;
  }

  private static void count(List<String> carried, int number, String what) {
    if (number > 0) {
      carried.add(String.format(Locale.ROOT, "%d %s%s", number, what, plural(number, what)));
    }
  }

  private static String plural(int number, String what) {
    return number == 1 ? "" : what.equals("branch") ? "es" : "s";
  }

  private static List<String> uncertain(Draft draft) {
    List<Sourced> doubts = new ArrayList<>();
    for (Place place : Place.values()) {
      doubts.addAll(draft.doubts(place));
    }
    draft.blocks.forEach(block -> doubts.addAll(block.doubts));
    return doubts.stream()
        .map(doubt -> doubt.line() == 0 ? doubt.text() : doubt.place() + ": " + doubt.text())
        .toList();
  }
}
