package dev.execsession.training;

import dev.execsession.guard.ActiveBlock;
import dev.execsession.guard.ActiveBlockFile;
import dev.execsession.process.PidSpace;
import dev.execsession.process.ProcessIdentity;
import dev.execsession.scope.ScopeDefinition;
import dev.execsession.scope.ScopeDefinition.Entry;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Answers typical hook calls of an agent. Setting up the active block needs no classes beyond those
 * of the answers, which keeps the archive small.
 */
public final class HookTraining {
  private static final String SESSION = "20260101-000000000-0000";
  private static final String PLAN = "docs/exec-plans/active/rehearsal.md";

  private HookTraining() {}

  /** Answers every payload, without and with an active block. */
  static void run(Path root, Map<String, String> environment) throws IOException {
    hook("{}");
    begin(root, environment);
    for (String payload : payloads(root)) {
      hook(payload);
    }
  }

  private static void hook(String payload) {
    ClassTraining.run(payload, "guard", "hook", "--agent", "claude");
  }

  /**
   * Creates what looks like a repository with an active block.
   *
   * @param root a folder that does not exist yet, absolute and without links
   */
  public static void begin(Path root, Map<String, String> environment) throws IOException {
    Path session = root.resolve(".git/exec-session").resolve(SESSION);
    if (!session.toFile().mkdirs() || !root.resolve("src/kept").toFile().mkdirs()) {
      throw new IOException("cannot create `" + root + "`");
    }
    write(root.resolve("src/a.txt"), new byte[0]);
    write(session.resolve(ActiveBlockFile.NAME), ActiveBlockFile.render(block(root, environment)));
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    try (OutputStream out = new FileOutputStream(file.toString())) {
      out.write(bytes);
    }
  }

  private static ActiveBlock block(Path root, Map<String, String> environment) {
    return new ActiveBlock(
        SESSION,
        "B01",
        PLAN,
        "sha256:0",
        root.toString(),
        true,
        root.resolveSibling("result.json").toString(),
        false,
        // The first process always exists.
        new ProcessIdentity(1, 0, PidSpace.here(environment), ""),
        new ScopeDefinition(
            List.of(
                new Entry("src/**", null),
                new Entry("src/**/[a-z]?*.txt", "only what is written so"),
                new Entry("docs/*.md", null)),
            List.of(new Entry("src/kept/**", null), new Entry("*.lock", null)),
            List.of(new Entry("src/", null)),
            List.of(),
            List.of("deploy/**"),
            List.of("*.secret"),
            List.of("*.generated"),
            PLAN,
            false),
        List.of("make check"),
        List.of(new ActiveBlock.IgnoreText("", "# built\ntarget/\n*.log\n!kept.log\n")));
  }

  /** Returns what Claude Code sends before it uses a tool, and invalid input. */
  public static List<String> payloads(Path root) {
    return List.of(
        payload(
            root, "Edit", "\"file_path\":\"" + root + "/src/a.txt\",\"new_string\":\"\\u00e9\\n\""),
        payload(root, "Write", "\"file_path\":\"" + root + "/src/new/b.txt\",\"content\":\"b\""),
        payload(root, "Write", "\"file_path\":\"src/kept/c.txt\",\"content\":\"c\""),
        payload(root, "Write", "\"file_path\":\"elsewhere/d.txt\",\"content\":\"d\""),
        payload(root, "Write", "\"file_path\":\"/etc/hosts\",\"content\":\"e\""),
        payload(root, "Write", "\"file_path\":\"CLAUDE.md\",\"content\":\"f\""),
        payload(
            root, "MultiEdit", "\"file_path\":\"src/a.txt\",\"edits\":[{\"new_string\":\"g\"}]"),
        payload(root, "Read", "\"file_path\":\"src/a.txt\",\"limit\":20"),
        payload(
            root, "Bash", "\"command\":\"cd src && X=1 make \\\"$Y\\\" >log 2>&1 | tee a.txt\""),
        payload(root, "Bash", "\"command\":\"sed -i s/a/b/ src/kept/c.txt; git log\""),
        payload(root, "Bash", "\"command\":\"bash -c 'git stash'\""),
        "{\"tool_name\":\"Edit\",\"tool_name\":\"Read\"}",
        "not JSON");
  }

  private static String payload(Path root, String tool, String input) {
    return "{\"session_id\":\"s\",\"cwd\":\""
        + root
        + "\",\"hook_event_name\":\"PreToolUse\",\"tool_name\":\""
        + tool
        + "\",\"tool_input\":{"
        + input
        + "}}";
  }
}
