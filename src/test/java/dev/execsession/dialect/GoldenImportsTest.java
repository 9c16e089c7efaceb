package dev.execsession.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.plan.Block;
import dev.execsession.plan.Check;
import dev.execsession.plan.Document;
import dev.execsession.plan.ParsedPlan;
import dev.execsession.plan.Plan;
import dev.execsession.plan.PlanParser;
import dev.execsession.plan.PlanRules;
import dev.execsession.plan.ScopeEntry;
import dev.execsession.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The drafts of small documents of each dialect. A folder has {@code source.md}, its neighbors, the
 * {@code draft.md} of it, and {@code granted.txt}: every path and command that the source grants.
 * {@code -Dcases.rewrite=true} writes the drafts.
 */
class GoldenImportsTest {
  private static final Path FOLDER = Path.of("src/test/resources/cases/import");
  private static final Pattern LINE = Pattern.compile("<!-- (?:(\\S+\\.md) )?line (\\d+) -->");

  static List<Path> sources() throws IOException {
    try (Stream<Path> folders = Files.list(FOLDER)) {
      return folders.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("sources")
  void a_source_has_its_draft(Path folder) throws IOException {
    String draft = imported(folder).text();
    Path golden = folder.resolve("draft.md");
    if (Boolean.getBoolean("cases.rewrite")) {
      Files.writeString(golden, draft);
    }
    assertThat(draft).isEqualTo(Files.readString(golden));
    assertThat(imported(folder)).isEqualTo(imported(folder));
  }

  @ParameterizedTest
  @MethodSource("sources")
  void the_lock_of_a_draft_is_exactly_what_its_source_grants(Path folder) throws IOException {
    List<String> granted =
        List.of(Files.readString(folder.resolve("granted.txt")).strip().split("\n(?=path|check)"));

    assertThat(lock(parsed(folder).plan()))
        .isEqualTo(new TreeSet<>(granted.get(0).isEmpty() ? List.of() : granted));
  }

  @ParameterizedTest
  @MethodSource("sources")
  void only_blanks_are_left_to_fill_in(Path folder) throws IOException {
    List<Problem> problems = parsed(folder).problems();

    assertThat(problems).isNotEmpty();
    assertThat(problems)
        .allSatisfy(
            problem ->
                assertThat(problem.message())
                    .containsAnyOf(
                        "placeholder",
                        "still to be filled in",
                        "only blanks",
                        "has no objective",
                        "has no checks"));
    assertThat(parsed(folder).ok()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("sources")
  void each_block_step_path_and_check_has_the_line_it_is_from(Path folder) throws IOException {
    List<String> draft = imported(folder).text().lines().toList();
    Plan plan = parsed(folder).plan();

    for (Block block : plan.blocks()) {
      assertThat(draft.get(block.where().line() - 1)).containsPattern(LINE);
      block
          .steps()
          .forEach(step -> assertThat(draft.get(step.where().line() - 1)).containsPattern(LINE));
      entries(block.include(), block.exclude()).forEach(e -> assertFrom(folder, draft, e));
      block.checks().forEach(check -> assertFrom(folder, draft, check));
    }
    entries(plan.include(), plan.exclude()).forEach(entry -> assertFrom(folder, draft, entry));
    plan.checks().forEach(check -> assertFrom(folder, draft, check));
  }

  private static List<ScopeEntry> entries(List<ScopeEntry> one, List<ScopeEntry> other) {
    return Stream.concat(one.stream(), other.stream()).toList();
  }

  /** The named line has the end of the path, before any braces and brackets. */
  private static void assertFrom(Path folder, List<String> draft, ScopeEntry entry) {
    String name = entry.pattern().replaceFirst(".*/(?=.)", "").replaceFirst("\\..*", "");
    assertThat(named(folder, draft.get(entry.where().line() - 1))).contains(name);
  }

  private static void assertFrom(Path folder, List<String> draft, Check check) {
    int line = check.where().line() - 1;
    while (!LINE.matcher(draft.get(line)).find()) {
      line--;
    }
    String first = check.command().lines().findFirst().orElseThrow();
    assertThat(named(folder, draft.get(line))).contains(first);
  }

  /** Returns the line of the source that a line of the draft names. */
  private static String named(Path folder, String line) {
    Matcher mark = LINE.matcher(line);
    assertThat(mark.find()).as(line).isTrue();
    String file = mark.group(1) == null ? "source.md" : mark.group(1);
    try {
      return Files.readAllLines(folder.resolve(file))
          .get(Integer.parseInt(mark.group(2)) - 1)
          .replace("&amp;", "&");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns all paths and commands of a plan. */
  static Set<String> lock(Plan plan) {
    Set<String> lock = new TreeSet<>();
    List<Check> checks = new ArrayList<>(plan.checks());
    entries(plan.include(), plan.exclude()).forEach(e -> lock.add("path " + e.pattern()));
    for (Block block : plan.blocks()) {
      entries(block.include(), block.exclude()).forEach(e -> lock.add("path " + e.pattern()));
      checks.addAll(block.checks());
      block.run().forEach(script -> lock.add("run " + script));
    }
    checks.forEach(check -> lock.add("check " + check.command()));
    return lock;
  }

  private static ParsedPlan parsed(Path folder) throws IOException {
    byte[] draft = imported(folder).text().getBytes(StandardCharsets.UTF_8);
    return PlanParser.parse(draft, "draft.md", PlanRules.defaults(true));
  }

  private static Imported imported(Path folder) throws IOException {
    Neighbors neighbors =
        name -> {
          Path file = folder.resolve(name);
          try {
            return Files.exists(file)
                ? Optional.of(Document.read(Files.readAllBytes(file), name))
                : Optional.empty();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        };
    return new PlanImport(neighbors, "feature/x")
        .read(Files.readAllBytes(folder.resolve("source.md")), "specs/009-label-filter/source.md");
  }
}
