package dev.execsession.cli;

import dev.execsession.contract.Permission;
import dev.execsession.guard.PersonWord;
import dev.execsession.journal.Mode;
import dev.execsession.journal.SandboxMode;
import dev.execsession.json.JsonName;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The options of a session that {@code run} and {@code begin} share. */
final class SessionOptions {
  private final ExecSession root;
  private final Set<Permission> permissions = EnumSet.noneOf(Permission.class);
  private boolean restart;
  private @Nullable Boolean commit;
  private @Nullable String sandbox;
  private @Nullable String mode;

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
        .permission(
            Permission.OVERRIDE_MODE,
            permissions,
            "Allow autonomous mode for a plan that asks for stepwise; the report names you.")
        .permission(
            Permission.ACK_GUARDS,
            permissions,
            "Acknowledge exclusions that only a person can enforce.");
  }

  /** Adds the other options. */
  CommandSpecBuilder words(CommandSpecBuilder words) {
    return words
        .permission(
            Permission.ALLOW_DIRTY, permissions, "Start with uncommitted changes in the worktree.")
        .permission(
            Permission.ADOPT,
            permissions,
            "Hand uncommitted changes in scope to the first open block.")
        .permission(
            Permission.ACCEPT_BETWEEN,
            permissions,
            "Accept what was changed while no block was open as yours.")
        .permission(Permission.ANY_PATH, permissions, "Accept a plan outside the active folder.")
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
    person.refuse(mode() == Mode.AUTONOMOUS, PersonWord.AUTONOMOUS, "approve autonomous");
    for (Permission given : permissions) {
      PersonWord word = PersonWord.option(given.option());
      if (word != null) {
        person.refuse(word, given == Permission.ACCEPT_BETWEEN ? "approve changes" : null);
      }
    }
    person.refuse(restart, PersonWord.RESTART, null);
    person.refuse(sandbox() == SandboxMode.OFF, PersonWord.SANDBOX_OFF, null);
  }

  /** Returns the mode; null when it was not given. */
  @Nullable Mode mode() {
    if (mode == null) {
      return null;
    }
    return JsonName.find(Mode.class, mode)
        .orElseThrow(() -> root.refusal("--mode takes stepwise or autonomous, not `" + mode + "`"));
  }

  /** Returns the permissions that were given; a command adds its own. */
  Set<Permission> permissions() {
    return permissions;
  }

  boolean restart() {
    return restart;
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
