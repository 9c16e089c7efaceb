package dev.execsession.contract;

import dev.execsession.agent.OutputFormat;
import dev.execsession.config.Config;
import dev.execsession.config.ExecutorConfig;
import dev.execsession.config.SkillConfig;
import dev.execsession.executor.AgentOptions;
import dev.execsession.executor.Budget;
import dev.execsession.executor.ExecutorProbe;
import dev.execsession.executor.ExecutorSpec;
import dev.execsession.executor.PromptStyle;
import dev.execsession.guard.Agent;
import dev.execsession.guard.LaunchGuard;
import dev.execsession.journal.Caller;
import dev.execsession.journal.Mode;
import dev.execsession.plan.Block;
import dev.execsession.plan.Plan;
import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import dev.execsession.process.ChildEnvironment;
import dev.execsession.text.ShellWord;
import dev.execsession.text.Suggestion;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the executor of a block: its own field, the command line, the configuration, its {@code
 * Run} commands, or a person at the terminal, in this order. A block that an agent begins is the
 * agent's, unless the plan gives it to a person or to commands.
 */
final class ExecutorCatalog {
  private static final String MANUAL = "manual";
  private static final String COMMANDS = "commands";

  private final RunRequest request;
  private final Config config;
  private final Path root;
  private final boolean confined;
  private final List<Block> without = new ArrayList<>();

  /**
   * @param confined whether executors run in our sandbox
   */
  ExecutorCatalog(RunRequest request, Config config, Path root, boolean confined) {
    this.request = request;
    this.config = config;
    this.root = root;
    this.confined = confined;
  }

  /** Returns the blocks so far without any executor. */
  List<Block> without() {
    return List.copyOf(without);
  }

  /** Returns the block's executor, or reports why it has none. */
  Optional<ExecutorSpec> choose(
      Block block, List<SkillConfig> skills, Plan plan, Consumer<Problem> problems) {
    if (request.turn() instanceof Turn.Decide) {
      return Optional.empty();
    }
    Optional<Caller> caller = request.turn().caller();
    if (caller.isPresent()
        && !(MANUAL.equals(block.executor()) && request.mode() == Mode.AUTONOMOUS)) {
      return Optional.of(unlessReserved(block, new ExecutorSpec.Agent(caller.get().name())));
    }
    @Nullable String command = request.executor().command();
    if (block.executor() == null && command != null) {
      return probed(commandLine(command), problems);
    }
    String name = name(block, skills);
    if (name == null) {
      if (!block.run().isEmpty()) {
        return Optional.of(commands(block));
      }
      if (mayAskPerson()) {
        return Optional.of(new ExecutorSpec.Manual());
      }
      without.add(block);
      return Optional.empty();
    }
    return named(name, block, plan, problems);
  }

  /** Returns the agent, except for a block that the plan gives to a person or to commands. */
  private static ExecutorSpec unlessReserved(Block block, ExecutorSpec agent) {
    if (MANUAL.equals(block.executor())) {
      return new ExecutorSpec.Manual();
    }
    boolean isCommands = block.executor() == null || COMMANDS.equals(block.executor());
    return isCommands && !block.run().isEmpty() ? commands(block) : agent;
  }

  private @Nullable String name(Block block, List<SkillConfig> skills) {
    if (block.executor() != null) {
      return block.executor();
    }
    if (request.executor().name() != null) {
      return request.executor().name();
    }
    for (SkillConfig skill : skills) {
      if (skill.executor() != null) {
        return skill.executor();
      }
    }
    return config.executor();
  }

  private Optional<ExecutorSpec> named(
      String name, Block block, Plan plan, Consumer<Problem> problems) {
    if (name.equals(MANUAL)) {
      if (mayAskPerson()) {
        return Optional.of(new ExecutorSpec.Manual());
      }
      problems.accept(
          at(
              block,
              plan,
              ProblemCode.EXEC_NONE,
              "block `" + block.id().value() + "` is for a person, but no terminal is attached",
              request.mode() == Mode.AUTONOMOUS
                  ? "run it stepwise at a terminal"
                  : "run it at a terminal, or choose another executor"));
      return Optional.empty();
    }
    if (name.equals(COMMANDS)) {
      if (!block.run().isEmpty()) {
        return Optional.of(commands(block));
      }
      problems.accept(
          at(
              block,
              plan,
              ProblemCode.EXEC_NONE,
              "block `" + block.id().value() + "` has no `Run` commands to execute",
              "add a `Run` field to the block, or choose another executor"));
      return Optional.empty();
    }
    ExecutorConfig known = config.executors().get(name);
    if (known == null) {
      List<String> names = new ArrayList<>(List.of(MANUAL, COMMANDS));
      names.addAll(config.executors().keySet());
      String hint = Suggestion.hint(name, names, "available: " + String.join(", ", quoted(names)));
      Problem unknown = Problem.error(ProblemCode.EXEC_UNKNOWN, "no executor `" + name + "`", hint);
      problems.accept(
          block.executor() == null
              ? unknown
              : at(block, plan, unknown.code(), unknown.message(), hint));
      return Optional.empty();
    }
    if (known.interactive() && !mayAskPerson()) {
      problems.accept(
          at(
              block,
              plan,
              ProblemCode.EXEC_INTERACTIVE,
              "executor `"
                  + name
                  + "` of block `"
                  + block.id().value()
                  + "` is interactive, but "
                  + (request.mode() == Mode.AUTONOMOUS
                      ? "autonomous mode does not prompt"
                      : "no terminal is attached"),
              (request.mode() == Mode.AUTONOMOUS
                      ? "run it stepwise at a terminal"
                      : "run it at a terminal")
                  + ", or choose another executor with `--executor NAME`"));
      return Optional.empty();
    }
    if (request.executor().model() != null && !known.takesModel()) {
      problems.accept(
          Problem.error(
              ProblemCode.EXEC_MODEL,
              "`--model` is not possible for executor `" + name + "`",
              "pass the model as its own argument: `--executor-arg ARG`, once for each word"));
    }
    return probed(spec(known), problems);
  }

  private static List<String> quoted(List<String> names) {
    return names.stream().map(name -> "`" + name + "`").toList();
  }

  private Optional<ExecutorSpec> probed(ExecutorSpec spec, Consumer<Problem> problems) {
    Map<String, String> environment = ChildEnvironment.of(request.environment());
    List<Problem> found = new ArrayList<>(ExecutorProbe.check(spec, environment, root));
    if (spec instanceof ExecutorSpec.External program && program.isGuarded()) {
      Agent.of(program.output().word())
          .flatMap(agent -> LaunchGuard.obstacle(agent, program.variables(environment)))
          .ifPresent(found::add);
    }
    found.forEach(problems);
    return found.stream().anyMatch(Problem::isError) ? Optional.empty() : Optional.of(spec);
  }

  private boolean mayAskPerson() {
    return request.personPresent() && request.mode() == Mode.STEPWISE;
  }

  private static ExecutorSpec commands(Block block) {
    return new ExecutorSpec.Commands(block.run(), ExecutorConfig.DEFAULT_TIMEOUT, Duration.ZERO);
  }

  private static ExecutorSpec commandLine(String command) {
    return new ExecutorSpec.External(
        ExecutorSpec.External.COMMAND_LINE,
        new ExecutorSpec.Shell(command),
        PromptStyle.STDIN,
        OutputFormat.NONE,
        Map.of(),
        ExecutorConfig.DEFAULT_TIMEOUT,
        Duration.ZERO,
        false,
        AgentOptions.NONE,
        Budget.NONE);
  }

  private ExecutorSpec spec(ExecutorConfig config) {
    ExecutorChoice choice = request.executor();
    return new ExecutorSpec.External(
        config.name(),
        config.shell() == null
            ? new ExecutorSpec.Argv(config.command(choice.model(), choice.args(), confined))
            : new ExecutorSpec.Shell(shell(config.shell(), choice.args())),
        config.prompt(),
        // Output to the terminal is not recorded, so no result can be parsed from it.
        config.interactive() ? OutputFormat.NONE : config.result(),
        config.env(),
        config.timeout(),
        config.interactive()
            ? Duration.ZERO
            : Objects.requireNonNullElse(config.idle(), Duration.ZERO),
        config.interactive(),
        config.options(),
        config.budget());
  }

  private static String shell(String command, List<String> args) {
    return Stream.concat(Stream.of(command), args.stream().map(ShellWord::quote))
        .collect(Collectors.joining(" "));
  }

  private Problem at(Block block, Plan plan, ProblemCode code, String message, String hint) {
    return Problem.error(code, message, hint)
        .at(request.plan().shown(), block.where(), plan.line(block.where()));
  }
}
