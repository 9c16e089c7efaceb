package dev.execsession.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.process.Interrupts;
import dev.execsession.setup.AgentSkill;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** The words of the Agent Skill: valid by its specification, and true of this tool. */
class SkillTextTest {
  private static final Pattern PARTS = Pattern.compile("---\n(.*?\n)---\n(.*)", Pattern.DOTALL);
  private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)]+)\\)");

  private static final String SKILL = AgentSkill.text();
  private static final String BOTH = SKILL + AgentSkill.escalations();

  private static Map<String, Object> frontMatter() {
    return new Yaml(new SafeConstructor(new LoaderOptions())).load(part(1));
  }

  private static String part(int number) {
    Matcher parts = PARTS.matcher(SKILL);
    assertThat(parts.matches()).isTrue();
    return parts.group(number);
  }

  @Test
  void the_front_matter_is_valid_by_the_specification_of_agent_skills() {
    assertThat(frontMatter()).containsOnlyKeys("name", "description");
    assertThat(frontMatter().get("name"))
        .isEqualTo("exec-session")
        .asString()
        .matches("[a-z0-9]+(-[a-z0-9]+)*")
        .hasSizeLessThanOrEqualTo(64);
    assertThat(frontMatter().get("description")).asString().hasSizeBetween(1, 1024);
  }

  @Test
  void the_description_says_what_it_does_and_when_with_the_phrases_that_people_use() {
    assertThat(frontMatter().get("description"))
        .asString()
        .startsWith("Executes an approved Markdown plan")
        .contains(
            "Use when",
            "\"Execute approved roadmap block\"",
            "\"Implement this active execution plan\"",
            "\"Run execution session\"",
            "\"Sesion de ejecucion\"");
  }

  @Test
  void it_is_short_and_its_only_reference_is_the_file_that_is_installed_with_it() {
    assertThat(part(2).lines()).hasSizeLessThan(200);
    assertThat(LINK.matcher(SKILL).results().map(found -> found.group(1)).distinct())
        .containsExactly("references/escalations.md");
    assertThat(AgentSkill.escalations()).doesNotContain("](");
  }

  @Test
  void every_command_that_it_names_is_one_of_this_tool() {
    List<String> commands = commands();

    assertThat(commands)
        .contains("begin PLAN", "diff B01", "status", "report")
        .anyMatch(command -> command.startsWith("finish --escalate scope --detail "));
    for (String command : commands) {
      List<String> words = words(command);
      ParseResult parsed = parsed(words);
      assertThat(parsed.unmatched()).as(command).isEmpty();
    }
  }

  @Test
  void every_option_that_it_names_is_one_of_a_command_in_the_same_paragraph() {
    for (String paragraph : BOTH.split("\n\n|\n- ", -1)) {
      List<String> options =
          codes(paragraph).stream().filter(code -> code.startsWith("--")).toList();
      if (options.isEmpty()) {
        continue;
      }
      List<String> known = new ArrayList<>();
      for (String command : List.of("begin", "run", "finish")) {
        if (command.equals("finish") != paragraph.contains("exec-session run")) {
          known.addAll(spec(command).optionsMap().keySet());
        }
      }
      for (String option : options) {
        assertThat(known).as(paragraph).contains(words(option).get(0));
      }
    }
  }

  @Test
  void it_names_everything_that_is_refused_from_an_agents_shell() {
    assertThat(SKILL.substring(SKILL.indexOf("## What only the person runs")))
        .contains(
            "exec-session accept",
            "exec-session approve",
            "exec-session amend",
            "exec-session rollback",
            "exec-session close",
            "--approve",
            "--accept-between",
            "--adopt",
            "--allow-dirty",
            "--restart",
            "--ack-guards",
            "--override-mode",
            "--mode autonomous",
            "--sandbox off")
        .contains("Never run these");
  }

  @Test
  void it_says_what_to_do_for_every_exit_code() {
    TreeSet<Integer> named = new TreeSet<>();
    for (String line : SKILL.lines().filter(row -> row.matches("\\| [0-9].*")).toList()) {
      Pattern.compile("[0-9]")
          .matcher(line.substring(0, line.indexOf('|', 1)))
          .results()
          .forEach(code -> named.add(Integer.valueOf(code.group())));
    }
    assertThat(named).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
  }

  /** Returns what follows {@code exec-session} in code, also in blocks of code. */
  private static List<String> commands() {
    List<String> all = new ArrayList<>(codes(BOTH));
    BOTH.lines().forEach(all::add);
    return all.stream()
        .filter(code -> code.startsWith("exec-session "))
        .map(code -> code.substring("exec-session ".length()))
        .toList();
  }

  private static List<String> codes(String text) {
    return CODE.matcher(text).results().map(found -> found.group(1)).toList();
  }

  private static List<String> words(String command) {
    return WORD.matcher(command)
        .results()
        .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
        .toList();
  }

  private static CommandLine tool(List<String> words) {
    PrintStream none =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    return new ExecSession(
            new Surroundings(
                InputStream.nullInputStream(),
                none,
                none,
                Map.of(),
                Path.of(""),
                false,
                false,
                false,
                Interrupts.NONE))
        .parser(words);
  }

  private static CommandSpec spec(String command) {
    return Objects.requireNonNull(tool(List.of(command)).getSubcommands().get(command))
        .getCommandSpec();
  }

  /** Parses a command; one that is named without its parameters must exist. */
  private static ParseResult parsed(List<String> words) {
    CommandLine tool = tool(words);
    if (words.size() > 1) {
      return tool.parseArgs(words.toArray(String[]::new));
    }
    assertThat(tool.getSubcommands()).containsKey(words.get(0));
    return tool.parseArgs();
  }
}
