package dev.execsession.config;

import dev.execsession.policy.OnMissing;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that {@code .exec-session.yml} and the environment may say, with the defaults filled
 * in. All patterns are gitignore patterns relative to the worktree's root. Maps are in the order
 * written, shipped entries first.
 *
 * @param executor name of the executor for blocks that name none; absent when nothing was said
 * @param executors shipped and configured ones under their names
 * @param checks run for every plan beside its own
 * @param architecture patterns of files whose change is architecture drift
 * @param policies under their ids; disabled ones are left out
 * @param acknowledgeGuards whether human guards count as acknowledged in autonomous mode
 * @param redact Java regular expressions of texts to mask beside the built-in ones
 * @param reportFiles where the report is copied to, relative to the root
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
   * Where plans live.
   *
   * @param active folders without a trailing slash, never empty; the first is where a bare name is
   *     looked up first
   */
  public record Plans(List<String> active, boolean anyPath) {
    public Plans {
      active = List.copyOf(active);
    }
  }

  /**
   * What makes a plan approved.
   *
   * @param words the values of {@code Status} that count, in lower case, never empty
   */
  public record Approval(Mode mode, List<String> words) {
    /** Which evidence an approval needs. */
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
   * What the team's own plan template adds.
   *
   * @param aliases headings that count as a section, under the section's name as the contract
   *     writes it
   * @param required headings that every plan must have beside the contract's six
   */
  public record Sections(Map<String, List<String>> aliases, List<String> required) {
    public Sections {
      aliases = ordered(aliases);
      required = List.copyOf(required);
    }
  }

  /**
   * Limits of checks that have none of their own.
   *
   * @param idle limit without output
   * @param shell the program that is given the check's text, {@code sh}
   * @param keepOutput bytes of output kept of each check
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
   * What executors and checks may write beside the worktree.
   *
   * @param strength what the environment asks for, {@code auto on off}; absent when it says nothing
   * @param writable folders relative to the root, or to the home folder behind {@code ~/}, or
   *     absolute when the environment names them
   */
  public record Sandbox(@Nullable String strength, List<String> writable) {
    public Sandbox {
      writable = List.copyOf(writable);
    }
  }

  /**
   * Which files name dependencies.
   *
   * @param manifests patterns of manifests with unusual names
   * @param ignore patterns of manifests and lock files that nobody looks at
   */
  public record Dependencies(List<String> manifests, List<String> ignore) {
    public Dependencies {
      manifests = List.copyOf(manifests);
      ignore = List.copyOf(ignore);
    }
  }

  /**
   * Which documents follow which behaviour; the rule rests while {@code behaviour} is empty.
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
