package dev.execsession.config;

import dev.execsession.policy.OnMissing;
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

/** Parses the top-level map of the file, overridden by the environment. */
final class ConfigReader {
  private static final String ACTIVE_FOLDER = "docs/exec-plans/active";
  private static final List<String> APPROVED =
      List.of("approved", "active", "ready", "in progress");

  private static final Pattern GIT_ALLOW =
      Pattern.compile(
          "(?!(?i:include|includeif)\\.)[A-Za-z][A-Za-z0-9-]*\\.([^*?=]+\\.)?[A-Za-z][A-Za-z0-9-]*=.+"
              + "|[^*?=:]*hooks/[^*?=]+=sha256:[0-9a-f]{64}|[^*?=:]*/[^*?=]+=sha256:[0-9a-f]{64}");

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
    checkVersion();
    Optional<Section> names = top.names("executors");
    Map<String, ExecutorConfig> executors =
        names.isEmpty() ? presets : ExecutorReader.read(names.get(), presets);
    Section scope = top.part("scope", ConfigKeys.SCOPE);
    Section dependencies = top.part("dependencies", ConfigKeys.DEPENDENCIES);
    Map<String, SkillConfig> skills = skills(executors.keySet());
    return new Config(
        plans(),
        approval(),
        new SectionsReader(top).read(),
        executor(executors.keySet()),
        environment.over(executors),
        ChecksReader.read(top),
        checkDefaults(),
        new Config.Scope(
            scope.paths("protect"),
            scope.paths("sensitive"),
            scope.paths("generated"),
            scope.paths("allowed-with")),
        sandbox(),
        commitsAllowed(),
        top.paths("architecture"),
        new Config.Dependencies(dependencies.paths("manifests"), dependencies.paths("ignore")),
        skills,
        policies(skills.keySet()),
        docs(),
        acknowledgeGuards(),
        redact(),
        top.part("report", ConfigKeys.REPORT).paths("files"),
        gitAllow());
  }

  private List<String> gitAllow() {
    List<String> allowed = new ArrayList<>();
    Section git = top.part("git", ConfigKeys.GIT);
    for (YamlNode.Text text : git.texts("allow")) {
      if (GIT_ALLOW.matcher(text.value()).matches()) {
        allowed.add(text.value());
      } else {
        git.fault(
            text,
            "allow",
            "`" + text.value() + "` is neither `key=value` nor a hook's path and digest",
            "write one setting with its value, such as `core.hooksPath=.githooks`, or"
                + " `.git/hooks/pre-push=sha256:…`; includes and wildcards cannot be allowed");
      }
    }
    return allowed;
  }

  private void checkVersion() {
    Optional<YamlNode.Text> version = top.text("version");
    if (version.isPresent() && !version.get().value().equals("1")) {
      top.fault(
          version.get(),
          "version",
          "must be `1`, not `" + version.get().value() + "`",
          "write `version: 1`; a newer version needs a newer tool");
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
    Optional<YamlNode> node = top.node("approval");
    if (node.isPresent() && node.get() instanceof YamlNode.Mapping) {
      Section approval = top.section("approval", ConfigKeys.APPROVAL).orElseThrow();
      mode = approval.choice("mode", modes);
      approval
          .node("words")
          .map(list -> approval.asSomeTexts("words", list))
          .orElse(List.of())
          .forEach(word -> words.add(word.value().toLowerCase(Locale.ROOT)));
    } else {
      mode = top.choice("approval", modes);
    }
    return new Config.Approval(
        Config.Approval.Mode.valueOf(mode.orElse("folder").toUpperCase(Locale.ROOT)),
        words.isEmpty() ? APPROVED : words);
  }

  private @Nullable String executor(Set<String> known) {
    Optional<String> fromEnvironment = environment.text(EnvironmentReader.EXECUTOR);
    Optional<YamlNode.Text> fromFile = top.text("executor");
    if (fromFile.isPresent()) {
      checkExecutor(top, "executor", fromFile.get(), known);
    }
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
    return fromEnvironment.isPresent() || fromFile.isEmpty()
        ? fromEnvironment.orElse(null)
        : fromFile.get().value();
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
    Section file = top.part("check-defaults", ConfigKeys.CHECK_DEFAULTS);
    Optional<Duration> timeout = file.duration("timeout");
    Optional<Duration> idle = file.duration("idle");
    Optional<YamlNode.Text> shell = file.text("shell");
    Optional<Long> keep = file.parsed("keep-output", Units::bytes, "a size", Units.SIZE_HINT);
    return new Config.CheckDefaults(
        environment
            .duration(EnvironmentReader.CHECK_TIMEOUT)
            .orElse(timeout.orElse(Duration.ofMinutes(15))),
        environment
            .duration(EnvironmentReader.CHECK_IDLE)
            .orElse(idle.orElse(Duration.ofMinutes(10))),
        environment
            .text(EnvironmentReader.CHECK_SHELL)
            .orElse(shell.isEmpty() ? "sh" : shell.get().value()),
        environment
            .bytes(EnvironmentReader.CHECK_KEEP_OUTPUT)
            .orElse(keep.orElse(10L * 1024 * 1024)));
  }

  private Config.Sandbox sandbox() {
    List<String> writable = new ArrayList<>();
    Section sandbox = top.part("sandbox", ConfigKeys.SANDBOX);
    for (YamlNode.Text text : sandbox.texts("writable")) {
      sandbox.folder("writable", text).ifPresent(writable::add);
    }
    writable.addAll(environment.absolutePaths(EnvironmentReader.SANDBOX_WRITABLE));
    return new Config.Sandbox(
        environment.choice(EnvironmentReader.SANDBOX, List.of("auto", "on", "off")).orElse(null),
        writable);
  }

  private boolean commitsAllowed() {
    List<String> words = List.of("allow", "forbid");
    String file = top.choice("commits", words).orElse("allow");
    return environment.choice(EnvironmentReader.COMMITS, words).orElse(file).equals("allow");
  }

  private boolean acknowledgeGuards() {
    boolean file = top.flag("acknowledge-guards").orElse(false);
    Optional<String> word =
        environment.choice(EnvironmentReader.ACKNOWLEDGE_GUARDS, List.of("true", "false"));
    return word.isEmpty() ? file : word.get().equals("true");
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
    Map<String, PolicyConfig> shipped = Presets.policies();
    Optional<Section> names = top.names("policies");
    if (names.isEmpty()) {
      return shipped;
    }
    Map<String, PolicyConfig> enabled =
        new LinkedHashMap<>(PolicyReader.read(names.get(), shipped, skills));
    enabled.values().removeIf(policy -> !policy.enabled());
    return enabled;
  }

  private Config.Docs docs() {
    Section docs = top.part("docs", ConfigKeys.DOCS);
    return new Config.Docs(
        docs.paths("behaviour"), docs.paths("docs"), PolicyReader.onMissing(docs, OnMissing.BLOCK));
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
              "`" + text.value() + "` matches the empty string",
              "write an expression that matches at least one character");
        } else {
          patterns.add(text.value());
        }
      } catch (PatternSyntaxException e) {
        top.fault(
            text,
            "redact",
            "`" + text.value() + "` is not a regular expression",
            "escape `( [ { * + ?` with `\\` to match them literally");
      }
    }
    return patterns;
  }
}
