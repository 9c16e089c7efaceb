package dev.execsession.guard;

import dev.execsession.file.WholeFile;
import dev.execsession.json.Json;
import dev.execsession.json.JsonEdit;
import dev.execsession.json.JsonException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What agents have on record about trusting a folder and its hooks: without it they ignore an
 * installed hook silently. Reads their files as of codex 0.171, gemini 0.61 and copilot 1.0.102.
 */
public final class AgentTrust {
  private static final String CODEX_HOOKS = ".codex/hooks.json";

  private final Path root;
  private final Path mainRoot;
  private final Map<String, String> environment;

  /**
   * @param root the worktree's root
   * @param commonDir the shared part of its repository
   */
  public AgentTrust(Path root, Path commonDir, Map<String, String> environment) {
    this.root = root;
    this.mainRoot = Objects.requireNonNullElse(commonDir.getParent(), root);
    this.environment = Map.copyOf(environment);
  }

  /** Returns one sentence for each reason why the agent would not run the installed hook. */
  public List<String> missing(Agent agent) {
    return switch (agent) {
      case CODEX -> codex();
      case GEMINI -> gemini();
      case COPILOT -> copilot();
      // Claude Code asks at a terminal only; the others know no trust.
      case CLAUDE, CURSOR, OPENCODE -> List.of();
    };
  }

  /** Returns whether the agent trusts the worktree; empty for one that knows no such trust. */
  public Optional<Boolean> ofFolder(Agent agent) {
    return switch (agent) {
      case CODEX -> Optional.of(isTrustedByCodex(codexConfig()));
      case GEMINI -> Optional.of(gemini().isEmpty());
      case COPILOT -> Optional.of(copilot().isEmpty());
      case CLAUDE, CURSOR, OPENCODE -> Optional.empty();
    };
  }

  private Map<List<String>, String> codexConfig() {
    return TomlReader.strings(text(home("CODEX_HOME", ".codex"), "config.toml"));
  }

  private List<String> codex() {
    Map<List<String>, String> config = codexConfig();
    List<String> missing = new ArrayList<>();
    if (!isTrustedByCodex(config)) {
      missing.add(
          "codex does not trust this folder: the hook will not run (start `codex` here once and"
              + " trust it)");
    }
    if (!areHooksTrusted(config)) {
      missing.add(
          "codex does not trust this version of the hook: the hook will not run (start"
              + " `codex` here and review it, or use `/hooks`)");
    }
    return missing;
  }

  private boolean isTrustedByCodex(Map<List<String>, String> config) {
    return isTrustedByCodex(config, root) || isTrustedByCodex(config, mainRoot);
  }

  private static boolean isTrustedByCodex(Map<List<String>, String> config, Path folder) {
    return "trusted".equals(config.get(List.of("projects", folder.toString(), "trust_level")));
  }

  private boolean areHooksTrusted(Map<List<String>, String> config) {
    for (HookEvent event : HookEvent.values()) {
      if (!areHooksTrusted(config, String.valueOf(event.nameOf(Agent.CODEX)))) {
        return false;
      }
    }
    return true;
  }

  private boolean areHooksTrusted(Map<List<String>, String> config, String event) {
    try {
      @Nullable String text = TextFile.read(root, CODEX_HOOKS);
      List<@Nullable Object> groups =
          text == null ? List.of() : JsonEdit.items(text, List.of("hooks", event));
      for (int i = 0; i < groups.size(); i++) {
        if (groups.get(i) instanceof Map<?, ?> group
            && group.get("hooks") instanceof List<?> hooks) {
          for (int j = 0; j < hooks.size(); j++) {
            String name = codexName(event);
            String key = root.resolve(CODEX_HOOKS) + ":" + name + ":" + i + ":" + j;
            if (hooks.get(j) instanceof Map<?, ?> hook
                && AgentSettings.isOwnHook(hook, Agent.CODEX)
                && !codexHash(name, group.get("matcher"), hook)
                    .equals(config.get(List.of("hooks", "state", key, "trusted_hash")))) {
              return false;
            }
          }
        }
      }
      return true;
    } catch (JsonException e) {
      return false;
    }
  }

  /** Returns {@code pre_tool_use} for {@code PreToolUse}. */
  private static String codexName(String event) {
    return event.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
  }

  /** Returns what codex keeps of a hook that a person has reviewed. */
  static String codexHash(String event, @Nullable Object matcher, Map<?, ?> hook) {
    Map<String, @Nullable Object> handler = new TreeMap<>();
    handler.put("async", false);
    hook.forEach((key, value) -> handler.put(String.valueOf(key), value));
    Map<String, @Nullable Object> identity = new TreeMap<>();
    identity.put("event_name", event);
    identity.put("hooks", List.of(handler));
    if (matcher != null) {
      identity.put("matcher", matcher);
    }
    return "sha256:" + TextFile.digest(Json.compact(identity));
  }

  private List<String> gemini() {
    Path home = home("GEMINI_CLI_HOME", "").resolve(".gemini");
    @Nullable String told = environment.get("GEMINI_CLI_TRUST_WORKSPACE");
    boolean restricted = "true".equals(environment.get("GEMINI_RESTRICTED_MODE"));
    boolean trusted =
        !restricted
            && !"false".equals(told)
            && ("true".equals(told)
                || isFalse(json(home, "settings.json"), "security", "folderTrust", "enabled")
                || isTrustedByGemini(home));
    return trusted
        ? List.of()
        : List.of(
            "gemini does not trust this folder: the hook will not run (start `gemini` here once"
                + " and trust it, or set `GEMINI_CLI_TRUST_WORKSPACE=true`)");
  }

  /** The rule with the longest path counts. */
  private boolean isTrustedByGemini(Path home) {
    @Nullable String other = environment.get("GEMINI_CLI_TRUSTED_FOLDERS_PATH");
    Map<String, ?> rules = other == null ? json(home, "trustedFolders.json") : json(root, other);
    String best = "";
    boolean trusted = false;
    for (Map.Entry<String, ?> rule : rules.entrySet()) {
      boolean parent = "TRUST_PARENT".equals(rule.getValue());
      Path folder = Path.of(rule.getKey());
      Path place = parent && folder.getParent() != null ? folder.getParent() : folder;
      if (root.startsWith(place) && rule.getKey().length() > best.length()) {
        best = rule.getKey();
        trusted = parent || "TRUST_FOLDER".equals(rule.getValue());
      }
    }
    return trusted;
  }

  private List<String> copilot() {
    Path home = home("COPILOT_HOME", ".copilot");
    boolean trusted = "true".equals(environment.get("COPILOT_ALLOW_ALL"));
    for (String file : List.of("config.json", "settings.json")) {
      for (String key : List.of("trustedFolders", "trusted_folders")) {
        if (json(home, file).get(key) instanceof List<?> folders) {
          trusted |= folders.stream().anyMatch(folder -> root.startsWith(String.valueOf(folder)));
        }
      }
    }
    return trusted
        ? List.of()
        : List.of(
            "copilot does not trust this folder: with `-p` the hook will not run (start `copilot`"
                + " here once and let it remember the folder, or pass `--trust-folder`)");
  }

  private Path home(String variable, String name) {
    @Nullable String other = environment.get(variable);
    return other == null || other.isEmpty()
        ? Path.of(environment.getOrDefault("HOME", "/")).resolve(name)
        : Path.of(other);
  }

  private static boolean isFalse(@Nullable Object tree, String... keys) {
    @Nullable Object value = tree;
    for (String key : keys) {
      value = value instanceof Map<?, ?> map ? map.get(key) : null;
    }
    return Boolean.FALSE.equals(value);
  }

  /** Returns an object; empty if the file cannot be read. Whole lines may be comments. */
  private static Map<String, ?> json(Path folder, String name) {
    try {
      return Json.parseObject(text(folder, name).replaceAll("(?m)^\\s*//.*$", ""));
    } catch (JsonException e) {
      return Map.of();
    }
  }

  private static String text(Path folder, String name) {
    try {
      byte[] bytes = WholeFile.read(folder.resolve(name), WholeFile.SMALL);
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}
