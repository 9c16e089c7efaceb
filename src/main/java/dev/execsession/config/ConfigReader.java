package dev.execsession.config;

import dev.execsession.problem.ProblemCode;
import dev.execsession.text.Suggestion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Turns the top map of the file, with the environment above it, into values. */
final class ConfigReader {
  private static final String ACTIVE_FOLDER = "docs/exec-plans/active";
  private static final List<String> APPROVED =
      List.of("approved", "active", "ready", "in progress");

  private final SourceText source;
  private final Section top;
  private final EnvironmentReader environment;
  private final Map<String, ExecutorConfig> presets;

  ConfigReader(
      SourceText source,
      YamlNode.Mapping top,
      EnvironmentReader environment,
      Map<String, ExecutorConfig> presets) {
    this.source = source;
    this.top = Section.of(source, "", top, ConfigKeys.TOP);
    this.environment = environment;
    this.presets = presets;
  }

  Config read() {
    top.text("version").ifPresent(this::checkVersion);
    Map<String, ExecutorConfig> executors =
        top.names("executors").map(names -> ExecutorReader.read(names, presets)).orElse(presets);
    Map<String, SkillConfig> skills = skills(executors.keySet());
    return new Config(
        plans(),
        approval(),
        new SectionsReader(top).read(),
        executor(executors.keySet()),
        environment.over(executors),
        ChecksReader.read(top),
        checkDefaults(),
        top.section("scope", ConfigKeys.SCOPE)
            .map(scope -> new Config.Scope(scope.paths("protect"), scope.paths("sensitive")))
            .orElse(new Config.Scope(List.of(), List.of())),
        sandbox(),
        commitsAllowed(),
        top.paths("architecture"),
        top.section("dependencies", ConfigKeys.DEPENDENCIES)
            .map(of -> new Config.Dependencies(of.paths("manifests"), of.paths("ignore")))
            .orElse(new Config.Dependencies(List.of(), List.of())),
        skills,
        policies(skills.keySet()),
        docs(),
        acknowledgeGuards(),
        redact(),
        top.section("report", ConfigKeys.REPORT)
            .map(report -> report.paths("files"))
            .orElse(List.of()));
  }

  private void checkVersion(YamlNode.Text version) {
    if (!version.value().equals("1")) {
      top.fault(
          version,
          "version",
          "must be `1`, not `" + version.value() + "`",
          "write `version: 1`; a later version needs a later tool");
    }
  }

  private Config.Plans plans() {
    Config.Plans otherwise = new Config.Plans(List.of(ACTIVE_FOLDER), false);
    Optional<YamlNode> node = top.node("plans");
    if (node.isEmpty()) {
      return otherwise;
    }
    if (node.get() instanceof YamlNode.Mapping) {
      Section plans = top.section("plans", ConfigKeys.PLANS).orElseThrow();
      List<String> active =
          plans.node("active").map(folders -> folders(plans, "active", folders)).orElse(List.of());
      return new Config.Plans(
          active.isEmpty() ? otherwise.active() : active, plans.flag("any-path").orElse(false));
    }
    List<String> active = folders(top, "plans", node.get());
    return active.isEmpty() ? otherwise : new Config.Plans(active, false);
  }

  private static List<String> folders(Section section, String key, YamlNode node) {
    List<String> folders = new ArrayList<>();
    if (node instanceof YamlNode.Text) {
      section.path(key).ifPresent(folders::add);
    } else {
      for (YamlNode.Text text : section.asSomeTexts(key, node)) {
        section.path(key, text).ifPresent(folders::add);
      }
    }
    return folders.stream().map(folder -> folder.replaceAll("/+$", "")).toList();
  }

  private Config.Approval approval() {
    List<String> modes = List.of("folder", "status", "recorded");
    Optional<String> mode;
    List<String> words = new ArrayList<>();
    if (top.node("approval").filter(YamlNode.Mapping.class::isInstance).isPresent()) {
      Section approval = top.section("approval", ConfigKeys.APPROVAL).orElseThrow();
      mode = approval.choice("mode", modes);
      approval
          .node("words")
          .map(node -> approval.asSomeTexts("words", node))
          .orElse(List.of())
          .forEach(word -> words.add(word.value().toLowerCase(Locale.ROOT)));
    } else {
      mode = top.choice("approval", modes);
    }
    return new Config.Approval(
        mode.map(word -> Config.Approval.Mode.valueOf(word.toUpperCase(Locale.ROOT)))
            .orElse(Config.Approval.Mode.FOLDER),
        words.isEmpty() ? APPROVED : words);
  }

  private @Nullable String executor(Set<String> known) {
    Optional<String> fromEnvironment = environment.text(EnvironmentReader.EXECUTOR);
    Optional<YamlNode.Text> fromFile = top.text("executor");
    fromFile.ifPresent(text -> checkExecutor(top, "executor", text, known));
    if (fromEnvironment.isPresent() && !isExecutor(fromEnvironment.get(), known)) {
      source.complainElsewhere(
          ProblemCode.CONFIG_VALUE,
          "the variable `"
              + EnvironmentReader.EXECUTOR
              + "` names `"
              + fromEnvironment.get()
              + "`, which is not an executor",
          executorHint(fromEnvironment.get(), known));
    }
    return fromEnvironment.or(() -> fromFile.map(YamlNode.Text::value)).orElse(null);
  }

  private static void checkExecutor(
      Section section, String key, YamlNode.Text text, Set<String> known) {
    if (!isExecutor(text.value(), known)) {
      section.fault(
          text,
          key,
          "names `" + text.value() + "`, which is not an executor",
          executorHint(text.value(), known));
    }
  }

  private static boolean isExecutor(String name, Set<String> known) {
    return known.contains(name) || ExecutorReader.BUILT_IN.contains(name);
  }

  private static String executorHint(String given, Set<String> known) {
    Set<String> all = new TreeSet<>(known);
    all.addAll(ExecutorReader.BUILT_IN);
    return Suggestion.hint(
        given,
        all,
        "the executors are " + Suggestion.alternatives(List.copyOf(all)).replace(" or ", " and "));
  }

  private Config.CheckDefaults checkDefaults() {
    Optional<Section> file = top.section("check-defaults", ConfigKeys.CHECK_DEFAULTS);
    Optional<Duration> timeout = file.flatMap(section -> section.duration("timeout"));
    Optional<Duration> idle = file.flatMap(section -> section.duration("idle"));
    Optional<String> shell =
        file.flatMap(section -> section.text("shell")).map(YamlNode.Text::value);
    Optional<Long> keep =
        file.flatMap(
            section -> section.parsed("keep-output", Units::bytes, "a size", Units.SIZE_HINT));
    return new Config.CheckDefaults(
        environment
            .duration(EnvironmentReader.CHECK_TIMEOUT)
            .or(() -> timeout)
            .orElse(Duration.ofMinutes(15)),
        environment
            .duration(EnvironmentReader.CHECK_IDLE)
            .or(() -> idle)
            .orElse(Duration.ofMinutes(10)),
        environment.text(EnvironmentReader.CHECK_SHELL).or(() -> shell).orElse("sh"),
        environment
            .bytes(EnvironmentReader.CHECK_KEEP_OUTPUT)
            .or(() -> keep)
            .orElse(10L * 1024 * 1024));
  }

  private Config.Sandbox sandbox() {
    List<String> writable = new ArrayList<>();
    top.section("sandbox", ConfigKeys.SANDBOX)
        .ifPresent(
            sandbox ->
                sandbox
                    .texts("writable")
                    .forEach(text -> sandbox.folder("writable", text).ifPresent(writable::add)));
    writable.addAll(environment.absolutePaths(EnvironmentReader.SANDBOX_WRITABLE));
    return new Config.Sandbox(
        environment.choice(EnvironmentReader.SANDBOX, List.of("auto", "on", "off")).orElse(null),
        writable);
  }

  private boolean commitsAllowed() {
    List<String> words = List.of("allow", "forbid");
    Optional<String> file = top.choice("commits", words);
    return !environment
        .choice(EnvironmentReader.COMMITS, words)
        .or(() -> file)
        .orElse("allow")
        .equals("forbid");
  }

  private boolean acknowledgeGuards() {
    Optional<Boolean> file = top.flag("acknowledge-guards");
    return environment
        .choice(EnvironmentReader.ACKNOWLEDGE_GUARDS, List.of("true", "false"))
        .map(Boolean::valueOf)
        .or(() -> file)
        .orElse(false);
  }

  private Map<String, SkillConfig> skills(Set<String> executors) {
    Map<String, SkillConfig> skills = new LinkedHashMap<>();
    Optional<Section> names = top.names("skills");
    if (names.isEmpty()) {
      return skills;
    }
    for (YamlNode.Entry entry : names.get().entries()) {
      String name = entry.key().value();
      Optional<Section> section = names.get().section(name, ConfigKeys.SKILL);
      if (section.isPresent()) {
        Optional<YamlNode.Text> executor = section.get().text("executor");
        executor.ifPresent(text -> checkExecutor(section.get(), "executor", text, executors));
        skills.put(
            name,
            new SkillConfig(
                name,
                section.get().paths("paths"),
                section.get().path("brief").orElse(null),
                executor.map(YamlNode.Text::value).orElse(null),
                entry.key().where()));
      }
    }
    return skills;
  }

  private Map<String, PolicyConfig> policies(Set<String> skills) {
    Map<String, PolicyConfig> shipped = Shipped.policies();
    Map<String, PolicyConfig> all =
        top.names("policies")
            .map(names -> PolicyReader.read(names, shipped, skills))
            .orElse(shipped);
    Map<String, PolicyConfig> enabled = new LinkedHashMap<>(all);
    enabled.values().removeIf(policy -> !policy.enabled());
    return enabled;
  }

  private Config.Docs docs() {
    return top.section("docs", ConfigKeys.DOCS)
        .map(
            docs ->
                new Config.Docs(
                    docs.paths("behaviour"),
                    docs.paths("docs"),
                    PolicyReader.onMissing(docs, OnMissing.BLOCK)))
        .orElse(new Config.Docs(List.of(), List.of(), OnMissing.BLOCK));
  }

  private List<String> redact() {
    List<String> patterns = new ArrayList<>();
    for (YamlNode.Text text : top.texts("redact")) {
      try {
        Pattern compiled = Pattern.compile(text.value());
        if (compiled.matcher("").matches()) {
          top.fault(
              text,
              "redact",
              "`" + text.value() + "` matches the empty text",
              "write an expression that needs at least one character");
        } else {
          patterns.add(text.value());
        }
      } catch (PatternSyntaxException e) {
        top.fault(
            text,
            "redact",
            "`" + text.value() + "` is not a regular expression",
            "escape `( [ { * + ?` with `\\` where they mean themselves");
      }
    }
    return patterns;
  }
}
