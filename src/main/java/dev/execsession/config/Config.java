package dev.execsession.config;

import dev.execsession.policy.OnMissing;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The configuration from {@code .exec-session.yml} and the environment, with defaults. All patterns
 * are gitignore patterns relative to the worktree's root. Maps are in file order, after built-in
 * entries.
 *
 * @param executor name of the default executor; absent when not set
 * @param executors built-in and configured ones by name
 * @param checks additional checks of every plan
 * @param architecture patterns of files whose changes are escalated
 * @param policies enabled ones by id
 * @param acknowledgeGuards whether human guards count as acknowledged in autonomous mode
 * @param redact additional Java regular expressions of text to mask
 * @param reportFiles copies of the report, relative to the root
 * @param gitAllow what checks and installers may set in git: {@code key=value} of a setting, or a
 *     hook's path and digest, {@code .git/hooks/x=sha256:…}
 */
public record Config(
    Plans plans,
    Approval approval,
    Sections sections,
    @Nullable String executor,
    Map<String, ExecutorConfig> executors,
    List<CheckConfig> checks,
    CheckDefaults checkDefaults,
    Scope scope,
    Sandbox sandbox,
    boolean commitsAllowed,
    List<String> architecture,
    Dependencies dependencies,
    Map<String, SkillConfig> skills,
    Map<String, PolicyConfig> policies,
    Docs docs,
    boolean acknowledgeGuards,
    List<String> redact,
    List<String> reportFiles,
    List<String> gitAllow) {

  /**
   * The location of plans.
   *
   * @param active folders without a trailing slash, never empty; searched in order
   */
  public record Plans(List<String> active, boolean anyPath) {
    public Plans {
      active = List.copyOf(active);
    }
  }

  /**
   * What makes a plan approved.
   *
   * @param words the approving values of {@code Status}, in lower case, never empty
   */
  public record Approval(Mode mode, List<String> words) {
    /** The evidence of an approval. */
    public enum Mode {
      /** An approved status, or no status in the active folder. */
      FOLDER,
      /** An approved status in the plan. */
      STATUS,
      /** A recorded approval of the plan's digest. */
      RECORDED
    }

    public Approval {
      words = List.copyOf(words);
    }
  }

  /**
   * Adaptations to the team's plan template.
   *
   * @param aliases alternative headings, by the section's standard name
   * @param required additional headings that every plan must have
   */
  public record Sections(Map<String, List<String>> aliases, List<String> required) {
    public Sections {
      aliases = ordered(aliases);
      required = List.copyOf(required);
    }
  }

  /**
   * Default limits of checks.
   *
   * @param idle limit without output
   * @param shell the program that runs a check's script, {@code sh}
   * @param keepOutput maximum size of the kept output of a check, in bytes
   */
  public record CheckDefaults(Duration timeout, Duration idle, String shell, long keepOutput) {}

  /** Patterns added to the built-in protected and sensitive places. */
  public record Scope(
      List<String> protect,
      List<String> sensitive,
      List<String> generated,
      List<String> allowedWith) {
    public Scope {
      protect = List.copyOf(protect);
      sensitive = List.copyOf(sensitive);
      generated = List.copyOf(generated);
      allowedWith = List.copyOf(allowedWith);
    }
  }

  /**
   * The sandbox of executors and checks.
   *
   * @param strength {@code auto}, {@code on} or {@code off} from the environment; absent when not
   *     set
   * @param writable additional folders relative to the root, to the home folder after {@code ~/},
   *     or absolute from the environment
   */
  public record Sandbox(@Nullable String strength, List<String> writable) {
    public Sandbox {
      writable = List.copyOf(writable);
    }
  }

  /**
   * Files that declare dependencies.
   *
   * @param manifests patterns of manifests with unusual names
   * @param ignore patterns of manifests and lock files to ignore
   */
  public record Dependencies(List<String> manifests, List<String> ignore) {
    public Dependencies {
      manifests = List.copyOf(manifests);
      ignore = List.copyOf(ignore);
    }
  }

  /**
   * The documentation rule; disabled when {@code behaviour} is empty.
   *
   * @param docs patterns of documents
   */
  public record Docs(List<String> behaviour, List<String> docs, OnMissing onMissing) {
    public Docs {
      behaviour = List.copyOf(behaviour);
      docs = List.copyOf(docs);
    }
  }

  public Config {
    executors = ordered(executors);
    checks = List.copyOf(checks);
    architecture = List.copyOf(architecture);
    skills = ordered(skills);
    policies = ordered(policies);
    redact = List.copyOf(redact);
    reportFiles = List.copyOf(reportFiles);
    gitAllow = List.copyOf(gitAllow);
  }

  private static <V> Map<String, V> ordered(Map<String, V> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}
