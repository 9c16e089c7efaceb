package dev.execsession.agent;

import dev.execsession.json.Json;
import dev.execsession.json.JsonException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether an agent trusts a folder, as its own files say; the presets need no such trust. */
public enum FolderTrust {
  TRUSTED("trusted"),
  REFUSED("not trusted"),
  NOT_RECORDED("not recorded"),
  NOT_NEEDED("not needed");

  private static final Pattern PROJECT = Pattern.compile("\\[\\s*projects\\.([\"'])(.+)\\1\\s*\\]");
  private static final Pattern LEVEL =
      Pattern.compile("trust_level\\s*=\\s*[\"'](\\w+)[\"']\\s*(#.*)?");

  private final String words;

  FolderTrust(String words) {
    this.words = words;
  }

  public String words() {
    return words;
  }

  /** Returns the file below an agent's home that records trust; empty if it keeps none. */
  public static Optional<String> file(KnownAgent agent) {
    return switch (agent) {
      case CODEX -> Optional.of("config.toml");
      case GEMINI -> Optional.of("trustedFolders.json");
      case COPILOT -> Optional.of("config.json");
      case CLAUDE, AIDER, OPENCODE, CURSOR, GOOSE, AGY -> Optional.empty();
    };
  }

  /**
   * Returns the trust that a file records.
   *
   * @param text its content; null when there is none
   * @param folders the worktree, and the repository that it belongs to
   */
  public static FolderTrust of(KnownAgent agent, @Nullable String text, List<Path> folders) {
    if (file(agent).isEmpty()) {
      return NOT_NEEDED;
    }
    if (text == null) {
      return NOT_RECORDED;
    }
    try {
      return switch (agent) {
        case CODEX -> codex(text, folders);
        case GEMINI -> gemini(Json.parseObject(text), folders);
        default -> copilot(Json.parseObject(text), folders);
      };
    } catch (JsonException | InvalidPathException e) {
      return NOT_RECORDED;
    }
  }

  /** Reads the tables that Codex writes; an inline table is not found. */
  private static FolderTrust codex(String text, List<Path> folders) {
    boolean isOurs = false;
    for (String line : text.lines().map(String::strip).toList()) {
      Matcher project = PROJECT.matcher(line);
      if (project.matches()) {
        isOurs = folders.contains(Path.of(Objects.requireNonNull(project.group(2))));
      } else if (line.startsWith("[")) {
        isOurs = false;
      }
      Matcher level = LEVEL.matcher(line);
      if (isOurs && level.matches()) {
        return "trusted".equals(level.group(1)) ? TRUSTED : REFUSED;
      }
    }
    return NOT_RECORDED;
  }

  /** The rule for the nearest folder above decides. */
  private static FolderTrust gemini(Map<String, @Nullable Object> rules, List<Path> folders) {
    FolderTrust found = NOT_RECORDED;
    int nearest = -1;
    for (Map.Entry<String, @Nullable Object> rule : rules.entrySet()) {
      Path named = Path.of(rule.getKey()).normalize();
      Path covered =
          "TRUST_PARENT".equals(rule.getValue())
              ? Objects.requireNonNullElse(named.getParent(), named)
              : named;
      boolean covers = folders.stream().anyMatch(folder -> folder.startsWith(covered));
      if (covers && covered.getNameCount() > nearest) {
        nearest = covered.getNameCount();
        found = "DO_NOT_TRUST".equals(rule.getValue()) ? REFUSED : TRUSTED;
      }
    }
    return found;
  }

  private static FolderTrust copilot(Map<String, @Nullable Object> config, List<Path> folders) {
    List<Object> trusted = new ArrayList<>();
    for (String key : List.of("trustedFolders", "trusted_folders")) {
      if (config.get(key) instanceof List<?> list) {
        list.forEach(item -> trusted.add(String.valueOf(item)));
      }
    }
    return folders.stream().map(Path::toString).anyMatch(trusted::contains)
        ? TRUSTED
        : NOT_RECORDED;
  }
}
