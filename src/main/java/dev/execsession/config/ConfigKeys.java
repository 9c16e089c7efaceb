package dev.execsession.config;

import dev.execsession.text.WordList;
import java.util.List;
import java.util.Map;

/** The keys of each map in {@code .exec-session.yml}. */
final class ConfigKeys {
  static final List<String> TOP =
      WordList.inOrder(
          "version plans approval sections executor executors checks check-defaults "
              + "scope sandbox commits architecture dependencies skills policies docs "
              + "acknowledge-guards redact report git");
  static final List<String> PLANS = List.of("active", "any-path");
  static final List<String> APPROVAL = List.of("mode", "words");
  static final List<String> EXECUTOR =
      List.of(
          "command",
          "from",
          "args",
          "model",
          "budget",
          "prompt",
          "result",
          "timeout",
          "idle",
          "interactive",
          "env",
          "description");
  static final List<String> BUDGET = List.of("cost", "tokens");
  static final List<String> CHECK = List.of("run", "directory", "timeout", "expect-exit", "at");
  static final List<String> CHECK_DEFAULTS = List.of("timeout", "idle", "shell", "keep-output");
  static final List<String> SCOPE = List.of("protect", "sensitive", "generated", "allowed-with");
  static final List<String> SANDBOX = List.of("writable");
  static final List<String> DEPENDENCIES = List.of("manifests", "ignore");
  static final List<String> SKILL = List.of("paths", "brief", "executor");
  static final List<String> POLICY =
      List.of("when", "skills", "checks", "attest", "on-missing", "enabled");
  static final List<String> DOCS = List.of("behaviour", "docs", "on-missing");
  static final List<String> REPORT = List.of("files");
  static final List<String> GIT = List.of("allow");

  private ConfigKeys() {}

  /** Returns every list of keys by the path of its map; {@code *} matches any name. */
  static Map<String, List<String>> all() {
    return Map.ofEntries(
        Map.entry("", TOP),
        Map.entry("plans", PLANS),
        Map.entry("approval", APPROVAL),
        Map.entry("sections", List.of("required")),
        Map.entry("executors.*", EXECUTOR),
        Map.entry("executors.*.budget", BUDGET),
        Map.entry("checks", CHECK),
        Map.entry("check-defaults", CHECK_DEFAULTS),
        Map.entry("scope", SCOPE),
        Map.entry("sandbox", SANDBOX),
        Map.entry("dependencies", DEPENDENCIES),
        Map.entry("skills.*", SKILL),
        Map.entry("policies.*", POLICY),
        Map.entry("docs", DOCS),
        Map.entry("report", REPORT),
        Map.entry("git", GIT));
  }
}
