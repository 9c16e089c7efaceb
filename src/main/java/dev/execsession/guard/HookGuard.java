package dev.execsession.guard;

import dev.execsession.problem.StopException;
import dev.execsession.text.TextSanitizer;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Answers an agent's hook: vetoes what the block may not do, and says nothing to all else. An agent
 * asks before each of its edits, and the answer takes no longer than the start of the JVM: all that
 * it goes through does without what a JVM has to build up first, lambdas, streams, patterns,
 * reflection and providers.
 */
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

  /** Returns the answer to a payload; whatever goes wrong while a block is active is a veto. */
  public HookAnswer answer(InputStream in) {
    try {
      HookPayload payload = HookPayload.read(in);
      List<Path> folders = new ArrayList<>();
      for (Path folder : payload.folders()) {
        folders.add(directory.resolve(folder));
      }
      folders.add(directory);
      Optional<ActiveBlocks.Found> active = new ActiveBlocks(environment).find(folders);
      Optional<String> reason =
          active.isEmpty()
              ? Optional.empty()
              : veto(payload.call(), new EditGuard(active.get(), ignored), folders.get(0));
      return reason.isEmpty() ? agent.allow() : deny(reason.get() + REMEDY);
    } catch (StopException e) {
      return deny(e.problems().get(0).message());
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      return deny("the guard failed: " + e);
    }
  }

  private HookAnswer deny(String reason) {
    String text = TextSanitizer.oneLine("exec-session: " + reason);
    return agent.deny(text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…");
  }

  private static Optional<String> veto(ToolCall call, EditGuard guard, Path folder) {
    // The usual call first: what is not asked for is not loaded.
    if (call instanceof ToolCall.Edit edit) {
      return editVeto(edit.paths(), guard, folder);
    }
    if (call instanceof ToolCall.Unknown unknown) {
      return Optional.of(unknown.why());
    }
    if (call instanceof ToolCall.Shell shell) {
      Optional<String> ofPatch =
          PatchEnvelope.isIn(shell.command())
              ? editVeto(PatchEnvelope.paths(shell.command()), guard, folder)
              : Optional.empty();
      return ofPatch.isPresent() ? ofPatch : new ShellRule(guard).veto(shell.command(), folder);
    }
    return Optional.empty();
  }

  private static Optional<String> editVeto(List<String> paths, EditGuard guard, Path folder) {
    if (paths.size() > EditGuard.MOST_PATHS) {
      return Optional.of(EditGuard.TOO_MANY);
    }
    for (String path : paths) {
      Ruling ruling = guard.rule(path, folder);
      if (!ruling.allowed() && !guard.isResultFile(path, folder)) {
        return Optional.of(ruling.sentence(guard.block().block()));
      }
    }
    return Optional.empty();
  }
}
