package dev.execsession.guard;

import dev.execsession.problem.StopException;
import dev.execsession.text.ForeignText;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers an agent's hook: vetoes what the block may not do, and says nothing to all else. */
public final class HookGuard {
  private static final int LONGEST = 2000;
  private static final String REMEDY =
      ". Change nothing for it: when the work needs it, report `escalate` with reason `scope` in the"
          + " result file ($EXEC_SESSION_RESULT) and end.";

  private final Agent agent;
  private final Path directory;
  private final Map<String, String> environment;
  private final EditGuard.IgnoredPaths ignored;

  /**
   * @param directory where the hook was started
   */
  public HookGuard(
      Agent agent,
      Path directory,
      Map<String, String> environment,
      EditGuard.IgnoredPaths ignored) {
    this.agent = agent;
    this.directory = directory;
    this.environment = environment;
    this.ignored = ignored;
  }

  /** Gives the answer to a payload; whatever goes wrong while a block is active is a veto. */
  public HookAnswer answer(InputStream in) {
    try {
      HookPayload payload = HookPayload.read(in);
      List<Path> folders = new ArrayList<>();
      payload.folders().forEach(folder -> folders.add(directory.resolve(folder)));
      folders.add(directory);
      return new ActiveBlocks(environment)
          .find(folders)
          .flatMap(
              active ->
                  veto(payload.call(), new EditGuard(active, ignored), folders.get(0))
                      .map(reason -> deny(reason + REMEDY)))
          .orElseGet(agent::allow);
    } catch (StopException e) {
      return deny(e.problems().get(0).message());
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      return deny("the guard failed: " + e);
    }
  }

  private HookAnswer deny(String reason) {
    String text = ForeignText.oneLine("exec-session: " + reason);
    return agent.deny(text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…");
  }

  private static Optional<String> veto(ToolCall call, EditGuard guard, Path folder) {
    if (call instanceof ToolCall.Unknown unknown) {
      return Optional.of(unknown.why());
    }
    if (call instanceof ToolCall.Edit edit) {
      return editVeto(edit.paths(), guard, folder);
    }
    if (call instanceof ToolCall.Shell shell) {
      return (PatchEnvelope.isIn(shell.command())
              ? editVeto(PatchEnvelope.paths(shell.command()), guard, folder)
              : Optional.<String>empty())
          .or(() -> new ShellRule(guard).veto(shell.command(), folder));
    }
    return Optional.empty();
  }

  private static Optional<String> editVeto(List<String> paths, EditGuard guard, Path folder) {
    if (paths.size() > EditGuard.MOST_PATHS) {
      return Optional.of(EditGuard.TOO_MANY);
    }
    return paths.stream()
        .filter(path -> !guard.isResultFile(path, folder))
        .map(path -> guard.rule(path, folder))
        .filter(ruling -> !ruling.allowed())
        .map(ruling -> ruling.sentence(guard.block().block()))
        .findFirst();
  }
}
