package dev.execsession.cli;

import dev.execsession.journal.Mode;
import dev.execsession.journal.SandboxMode;
import dev.execsession.json.JsonName;
import org.jspecify.annotations.Nullable;

/** The options of a session that {@code run} and {@code begin} share. */
final class SessionOptions {
  private final ExecSession root;
  private boolean allowDirty;
  private boolean adopt;
  private boolean acceptBetween;
  private boolean restart;
  private boolean anyPath;
  private @Nullable Boolean commit;
  private @Nullable String sandbox;
  private @Nullable String mode;
  private boolean overrideMode;
  private boolean ackGuards;

  SessionOptions(ExecSession root) {
    this.root = root;
  }

  /** Adds the options about the mode. */
  CommandSpecBuilder modeWords(CommandSpecBuilder words) {
    return words
        .value(
            "--mode",
            "MODE",
            to -> mode = to,
            "stepwise (the default) asks after each block; autonomous never asks.")
        .flag(
            "--override-mode",
            on -> overrideMode = on,
            "Allow autonomous mode for a plan that asks for stepwise; the report names you.")
        .flag(
            "--ack-guards",
            on -> ackGuards = on,
            "Acknowledge exclusions that only a person can enforce.");
  }

  /** Adds the other options. */
  CommandSpecBuilder words(CommandSpecBuilder words) {
    return words
        .flag(
            "--allow-dirty",
            on -> allowDirty = on,
            "Start with uncommitted changes in the worktree.")
        .flag(
            "--adopt",
            on -> adopt = on,
            "Hand uncommitted changes in scope to the first open block.")
        .flag(
            "--accept-between",
            on -> acceptBetween = on,
            "Accept what was changed while no block was open as yours.")
        .flag("--any-path", on -> anyPath = on, "Accept a plan outside the active folder.")
        .choice(
            "--commit", on -> commit = on, "Commit each accepted block; stays on for the session.")
        .value(
            "--sandbox",
            "WHEN",
            to -> sandbox = to,
            "Sandbox executors and checks: auto (if available, the default), on (required), off.")
        .flag(
            "--restart",
            on -> restart = on,
            "Start from scratch: take over neither work nor options.");
  }

  /** Refuses the options that only a person may give, when an agent started this command. */
  void refuseFromAgent() {
    PersonOnly person = new PersonOnly(root);
    person.refuse(mode() == Mode.AUTONOMOUS, "--mode autonomous", "approve autonomous");
    person.refuse(overrideMode, "--override-mode", null);
    person.refuse(ackGuards, "--ack-guards", null);
    person.refuse(allowDirty, "--allow-dirty", null);
    person.refuse(adopt, "--adopt", null);
    person.refuse(acceptBetween, "--accept-between", "approve changes");
    person.refuse(restart, "--restart", null);
    person.refuse(sandbox() == SandboxMode.OFF, "--sandbox off", null);
  }

  /** Returns the mode; null when it was not given. */
  @Nullable Mode mode() {
    if (mode == null) {
      return null;
    }
    return JsonName.find(Mode.class, mode)
        .orElseThrow(() -> root.refusal("--mode takes stepwise or autonomous, not `" + mode + "`"));
  }

  boolean overrideMode() {
    return overrideMode;
  }

  boolean ackGuards() {
    return ackGuards;
  }

  boolean allowDirty() {
    return allowDirty;
  }

  boolean adopt() {
    return adopt;
  }

  boolean acceptBetween() {
    return acceptBetween;
  }

  boolean restart() {
    return restart;
  }

  boolean anyPath() {
    return anyPath;
  }

  @Nullable Boolean commit() {
    return commit;
  }

  /** Returns the sandbox's mode; null when it was not given. */
  @Nullable SandboxMode sandbox() {
    if (sandbox == null) {
      return null;
    }
    return JsonName.find(SandboxMode.class, sandbox)
        .orElseThrow(() -> root.refusal("--sandbox takes auto, on or off, not `" + sandbox + "`"));
  }
}
