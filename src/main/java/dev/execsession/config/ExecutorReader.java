package dev.execsession.config;

import dev.execsession.agent.OutputFormat;
import dev.execsession.executor.AgentOptions;
import dev.execsession.executor.Budget;
import dev.execsession.executor.PromptStyle;
import dev.execsession.problem.SourceSpan;
import dev.execsession.text.Suggestion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Parses the map of executors; missing keys of an entry keep the preset's values. */
final class ExecutorReader {
  /** Executors that are not a command. */
  static final List<String> BUILT_IN = List.of("manual", "commands");

  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]*";

  private ExecutorReader() {}

  /** Returns the presets, overridden by the entries of {@code names}. */
  static Map<String, ExecutorConfig> read(Section names, Map<String, ExecutorConfig> presets) {
    Map<String, ExecutorConfig> executors = new LinkedHashMap<>(presets);
    for (YamlNode.Entry entry : names.entries()) {
      String name = entry.key().value();
      SourceSpan where = entry.key().where();
      if (BUILT_IN.contains(name)) {
        names.faultyKey(
            where, "`" + name + "` is built in and cannot be configured", "rename this executor");
      } else if (!name.matches(NAME)) {
        names.faultyKey(
            where,
            "`" + name + "` is not a valid executor name",
            "use letters, digits, `.`, `_` and `-`, starting with a letter or digit");
      } else {
        names
            .section(name, ConfigKeys.EXECUTOR)
            .flatMap(section -> read(section, name, where, executors))
            .ifPresent(executor -> executors.put(name, executor));
      }
    }
    return executors;
  }

  private static Optional<ExecutorConfig> read(
      Section section, String name, SourceSpan where, Map<String, ExecutorConfig> known) {
    Optional<ExecutorConfig> derived = derived(section, known);
    if (section.where("from") != null && derived.isEmpty()) {
      return Optional.empty();
    }
    @Nullable ExecutorConfig preset = derived.orElse(known.get(name));
    Optional<YamlNode> command = section.node("command");
    List<String> argv = new ArrayList<>();
    Optional<String> shell = Optional.empty();
    if (command.isPresent() && command.get() instanceof YamlNode.Listing list) {
      argv.addAll(section.asArguments("command", list));
    } else if (command.isPresent()) {
      shell = section.text("command").map(YamlNode.Text::value);
    } else if (preset != null) {
      argv.addAll(preset.argv());
      shell = Optional.ofNullable(preset.shell());
    }
    // The options belong to the preset's own command.
    @Nullable ExecutorConfig origin = command.isEmpty() ? preset : null;
    AgentOptions options = origin == null ? AgentOptions.NONE : origin.options();
    PromptStyle prompt =
        word(section, "prompt", PromptStyle.values(), preset, ExecutorConfig::prompt);
    OutputFormat result =
        word(section, "result", OutputFormat.values(), preset, ExecutorConfig::result);
    Optional<Duration> timeout = section.duration("timeout");
    Optional<Duration> idle = section.duration("idle");
    Map<String, String> env = new LinkedHashMap<>(preset == null ? Map.of() : preset.env());
    env.putAll(environment(section));
    boolean interactive =
        section.flag("interactive").orElse(preset != null && preset.interactive());
    if (interactive && prompt == PromptStyle.STDIN) {
      section.faultyKey(
          Objects.requireNonNullElse(
              section.where("prompt"),
              Objects.requireNonNullElse(section.where("interactive"), where)),
          "the interactive executor `" + name + "` cannot read its brief from standard input",
          "write `prompt: argument` or `prompt: file`; standard input is the terminal");
      return Optional.empty();
    }
    Optional<String> description = section.text("description").map(YamlNode.Text::value);
    if (argv.isEmpty() && shell.isEmpty()) {
      if (section.where("command") == null) {
        section.faultyKey(
            where,
            "the executor `" + name + "` has no command",
            "add `command: [PROGRAM, ARGUMENT]`, `command: SHELL COMMAND` or `from: PRESET`");
      }
      return Optional.empty();
    }
    List<String> args = new ArrayList<>(origin == null ? List.of() : origin.args());
    section
        .node("args")
        .ifPresent(node -> section.asTexts("args", node).forEach(text -> args.add(text.value())));
    return Optional.of(
        new ExecutorConfig(
            name,
            argv,
            shell.orElse(null),
            prompt,
            result,
            timeout.orElse(preset == null ? ExecutorConfig.DEFAULT_TIMEOUT : preset.timeout()),
            idle.orElse(preset == null ? null : preset.idle()),
            env,
            interactive,
            options,
            model(section, name, options).orElse(origin == null ? null : origin.model()),
            args,
            budget(section).orElse(preset == null ? Budget.NONE : preset.budget()),
            description.orElse(preset == null ? null : preset.description()),
            where));
  }

  private static Optional<ExecutorConfig> derived(
      Section section, Map<String, ExecutorConfig> known) {
    Optional<YamlNode.Text> from = section.text("from");
    if (from.isEmpty()) {
      return Optional.empty();
    }
    String name = from.get().value();
    if (section.where("command") != null) {
      section.fault(
          from.get(),
          "from",
          "cannot be combined with `command`",
          "keep one of them: `args` adds arguments to the command of `" + name + "`");
      return Optional.empty();
    }
    ExecutorConfig found = known.get(name);
    if (found == null) {
      List<String> names = List.copyOf(known.keySet());
      section.fault(
          from.get(),
          "from",
          "names no executor: `" + name + "`",
          Suggestion.hint(
              name, names, "name a preset, or an executor that is configured above this one"));
    }
    return Optional.ofNullable(found);
  }

  private static Optional<String> model(Section section, String name, AgentOptions options) {
    Optional<YamlNode.Text> model = section.text("model");
    if (model.isPresent() && !options.takesModel()) {
      section.fault(
          model.get(),
          "model",
          "cannot be set for `" + name + "`: its command takes no model",
          "add the model to `args` or `command`");
      return Optional.empty();
    }
    return model.map(YamlNode.Text::value);
  }

  private static Optional<Budget> budget(Section section) {
    Optional<Section> part = section.section("budget", ConfigKeys.BUDGET);
    if (part.isEmpty()) {
      return Optional.empty();
    }
    Optional<Double> cost =
        part.get().parsed("cost", Units::dollars, "an amount", Units.DOLLARS_HINT);
    Optional<Long> tokens =
        part.get().parsed("tokens", Units::count, "a number of tokens", Units.COUNT_HINT);
    return Optional.of(new Budget(cost.orElse(null), tokens.orElse(null)));
  }

  private static <E extends Enum<E>> E word(
      Section section,
      String key,
      E[] values,
      @Nullable ExecutorConfig preset,
      Function<ExecutorConfig, E> of) {
    List<String> words =
        Arrays.stream(values).map(value -> value.name().toLowerCase(Locale.ROOT)).toList();
    E otherwise = preset == null ? values[0] : of.apply(preset);
    return section.choice(key, words).map(word -> values[words.indexOf(word)]).orElse(otherwise);
  }

  private static Map<String, String> environment(Section section) {
    Map<String, String> values = new LinkedHashMap<>();
    section.names("env").ifPresent(env -> readEnvironment(env, values));
    return values;
  }

  private static void readEnvironment(Section env, Map<String, String> values) {
    for (YamlNode.Entry entry : env.entries()) {
      String name = entry.key().value();
      if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
        env.faultyKey(
            entry.key().where(),
            "`" + name + "` is not a valid environment variable name",
            "use letters, digits and `_`, not starting with a digit");
      } else if (name.startsWith("EXEC_SESSION_")) {
        env.faultyKey(
            entry.key().where(),
            "`" + name + "` is set by the tool",
            "choose a name that does not start with `EXEC_SESSION_`");
      } else if (entry.value() instanceof YamlNode.Text text && text.value().isEmpty()) {
        values.put(name, "");
      } else {
        env.text(name).ifPresent(text -> values.put(name, text.value()));
      }
    }
  }
}
