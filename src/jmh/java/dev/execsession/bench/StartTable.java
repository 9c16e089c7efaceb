package dev.execsession.bench;

import dev.execsession.guard.ActiveBlock;
import dev.execsession.guard.ActiveBlockFile;
import dev.execsession.process.ProcessIdentity;
import dev.execsession.scope.Scope;
import dev.execsession.scope.ScopeJudge;
import dev.execsession.scope.ScopeRule;
import dev.execsession.testing.CaseRepo;
import dev.execsession.text.TreePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What short commands cost, beside an empty JVM with the same flags. */
final class StartTable {
  private static final String SESSION = "20260101T000000Z-bench";
  private static final String PAYLOAD =
      """
      {"session_id": "s", "cwd": "%s", "permission_mode": "acceptEdits", \
      "hook_event_name": "PreToolUse", "tool_name": "Edit", "tool_input": {"file_path": \
      "%s", "old_string": "a", "new_string": "b"}}
      """;

  private StartTable() {}

  static void print(Bench bench) throws IOException, InterruptedException {
    Path idle = FollowUpRepository.make(bench.folder().resolve("start/idle"));
    Path busy = FollowUpRepository.make(bench.folder().resolve("start/busy"));
    Path payloads = Files.createDirectories(bench.folder().resolve("start/payloads"));
    activate(busy);
    List<String> names = new ArrayList<>();
    List<Command> commands = new ArrayList<>();
    for (Jdk jdk : bench.jdks()) {
      List<Command> own =
          List.of(
              bench.empty(jdk),
              bench.tool(jdk, "`--version`", idle, "--version"),
              bench.tool(jdk, "`--help`", idle, "--help"),
              bench.tool(jdk, "`validate` of the s06x plan", idle, "validate", CaseRepo.PLAN),
              hook(bench, jdk, "`guard hook`, no block active", idle, "README.md", payloads),
              hook(bench, jdk, "`guard hook`, allowed", busy, "apps/api/a.py", payloads),
              hook(bench, jdk, "`guard hook`, vetoed", busy, "infra/a.tf", payloads));
      commands.addAll(own);
      if (names.isEmpty()) {
        own.forEach(command -> names.add(command.name().replace(Bench.on(jdk, ""), "")));
      }
    }
    Map<String, Measured> medians = bench.measure(commands);
    List<String> heads = new ArrayList<>(List.of("command"));
    for (Jdk jdk : bench.jdks()) {
      heads.addAll(List.of(jdk.major() + ": ms", "×", "CPU ×", "peak MiB", "×"));
    }
    Table table = new Table(heads);
    for (String name : names) {
      List<String> row = new ArrayList<>(List.of(name.equals("empty") ? "an empty `main`" : name));
      for (Jdk jdk : bench.jdks()) {
        Measured floor = Figures.of(medians, Bench.on(jdk, "empty"));
        Measured it = Figures.of(medians, Bench.on(jdk, name));
        row.add(Table.number(it.wallMs()));
        row.add(Table.ratio(it.wallMs(), floor.wallMs()));
        row.add(Table.ratio(it.cpuMs(), floor.cpuMs()));
        row.add(Table.number(it.peakMiB()));
        row.add(Table.ratio(it.peakMiB(), floor.peakMiB()));
      }
      table.row(row);
    }
    table.print();
  }

  private static Command hook(
      Bench bench, Jdk jdk, String name, Path root, String edited, Path payloads)
      throws IOException {
    Path payload = payloads.resolve(root.getFileName() + "-" + edited.replace('/', '-'));
    Files.writeString(payload, PAYLOAD.formatted(root, root.resolve(edited)));
    return bench.tool(jdk, name, root, "guard", "hook", "--agent", "claude").reading(payload);
  }

  /** Leaves what a session leaves while its executor works; we are the process it belongs to. */
  private static void activate(Path root) throws IOException {
    ScopeJudge judge =
        new ScopeJudge(
            new Scope(
                List.of(ScopeRule.include("apps/**", null)),
                List.of(ScopeRule.exclude("infra/**", null))),
            Scope.NONE,
            List.of(),
            List.of(),
            TreePath.of(CaseRepo.PLAN),
            false);
    ActiveBlock block =
        new ActiveBlock(
            SESSION,
            "B06X-01",
            CaseRepo.PLAN,
            "sha256:" + "0".repeat(64),
            root.toString(),
            false,
            root.resolveSibling("result.json").toString(),
            false,
            ProcessIdentity.own(System.getenv()),
            judge.definition(),
            List.of(),
            List.of(new ActiveBlock.IgnoreText("", "node_modules/\n*.log\n")));
    Path folder = Files.createDirectories(root.resolve(".git/exec-session").resolve(SESSION));
    Files.write(folder.resolve(ActiveBlockFile.NAME), ActiveBlockFile.render(block));
  }
}
