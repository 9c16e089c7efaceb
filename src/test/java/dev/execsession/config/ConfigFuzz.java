package dev.execsession.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.cli.PrintedProblems;
import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.SourceSpan;
import dev.execsession.testing.FuzzTarget;
import dev.execsession.testing.Mutator;
import dev.execsession.text.TextSanitizer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Loading any configuration throws nothing, and each problem has a position. */
public final class ConfigFuzz implements FuzzTarget {
  private static final List<String> PIECES =
      List.of(
          "\n",
          "\n  ",
          "\n- ",
          ": ",
          ":",
          "- ",
          "? ",
          "| \n",
          ">-\n",
          "|2\n",
          "&a ",
          "*a",
          "<<: *a\n",
          "&a [*a, *a]",
          "!!java.net.URL ",
          "!!binary ",
          "!!set ",
          "!x ",
          "!!float ",
          "!<tag> ",
          "{",
          "}",
          "[",
          "]",
          "[[",
          "{a: ",
          ", ",
          "'",
          "\"",
          "\"\\x00\"",
          "\"\\u202e\"",
          "\\",
          "#",
          " #",
          "%YAML 1.1\n",
          "%TAG ! x\n",
          "---\n",
          "...\n",
          "\t",
          "\r",
          "\r\n",
          "\u2028",
          "\u0085",
          "\ufeff",
          "\u0007",
          "é",
          "😀",
          "version: 2\n",
          "version: 1\n",
          "null",
          "~",
          "yes",
          "0x1f",
          "1e999",
          ".nan",
          "-1",
          "99999999999999999999",
          "15m",
          "0s",
          "9999999999999999h",
          "10MiB",
          "executors:\n",
          "checks:\n",
          "skills:\n",
          "policies:\n",
          "  command: [a, b]\n",
          "${X}",
          "/",
          "../x",
          "[a",
          "(((((a+)+)+)+)+)$",
          "@",
          "`",
          "2026-11-22",
          "=",
          "\ud83d\ude00: 1\n");
  private static final List<String> VALUES =
      List.of(
          "", "claude", "15m", "-1", "10MiB", "\u0000", "a b 'c", "'", "true", "sh", "x=y", "\n");

  private final Mutator mutator = new Mutator(PIECES);
  private final List<String> seeds = new ArrayList<>();
  private final Path root;

  /** Collects the examples of the documentation; mutated ones are written to the folder. */
  public ConfigFuzz(Path folder) throws IOException {
    root = folder;
    seeds.addAll(ConfigurationPageTest.examples("docs/configuration.md"));
  }

  @Override
  public void round(Random random) {
    String seed = Mutator.pick(seeds, random);
    seed = random.nextInt(4) == 0 ? seed + Mutator.pick(seeds, random) : seed;
    byte[] bytes = mutator.text(seed, random).getBytes(StandardCharsets.UTF_8);
    if (random.nextInt(10) == 0) {
      bytes = Mutator.bytes(bytes, random);
    }
    Map<String, String> environment = new TreeMap<>();
    if (random.nextInt(3) == 0) {
      String name = Mutator.pick(EnvironmentReader.NAMES, random).replace("<NAME>", "CLAUDE");
      environment.put(name, Mutator.pick(VALUES, random));
    }
    LoadedConfig loaded = ConfigFixture.load(root, bytes, environment);
    String[] lines =
        new String(bytes, StandardCharsets.UTF_8).replace("\r\n", "\n").split("\n", -1);
    loaded.problems().forEach(problem -> assertPlaced(problem, lines));
    assertThat(PrintedProblems.of(loaded.problems()).codePoints())
        .noneMatch(c -> c != '\n' && TextSanitizer.isHidden(c));
    assertThat(ConfigFixture.load(root, bytes, environment).problems())
        .isEqualTo(loaded.problems());
  }

  private static void assertPlaced(Problem problem, String[] lines) {
    SourceSpan where = problem.where();
    if (problem.path() == null) {
      assertThat(problem.message()).contains("EXEC_SESSION_");
    } else if (where == null) {
      assertThat(problem.code()).as("%s", problem).isEqualTo(ProblemCode.CONFIG_UNREADABLE);
    } else {
      assertThat(where.line()).as("%s", problem).isLessThanOrEqualTo(lines.length);
      assertThat(where.column())
          .as("%s", problem)
          .isLessThanOrEqualTo(lines[where.line() - 1].length() + 1);
    }
  }
}
