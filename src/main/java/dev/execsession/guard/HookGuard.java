package dev.execsession.guard;

import dev.execsession.problem.StopException;
import dev.execsession.text.TextSanitizer;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Answers an agent's hook: denies what the block must not do, and stays silent otherwise. An agent
 * calls the hook before each edit, so the answer must take no longer than the JVM's start: this
 * code avoids whatever a JVM initializes slowly, such as lambdas, streams, patterns, reflection and
 * providers.
 */
public final class HookGuard {
  private static final int LONGEST = 2000;

  /** Commands of this tool that ask which agent calls them. */
  private static final Set<String> NOTED = Set.of("begin", "finish");

  static final String REMEDY =
      ". Do not work around this: if the work needs it, report `escalate` with reason `scope`, as"
          + " the brief says, and end.";
  private static final String REMEDY_OF_OPEN =
      ". Do not work around this: if the work needs it, run `exec-session finish --escalate scope"
          + " --detail 'what it needs'` and stop.";

  private static final String FAILED = "the guard failed: ";

  private final Agent agent;
  private final Path directory;
  private final Map<String, String> environment;
  private final EditGuard.IgnoredPaths ignored;

  /**
   * @param directory the folder where the hook was started
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

  /** Returns the answer to a payload; any failure while a block is active is a denial. */
  public HookAnswer answer(InputStream in) {
    try {
      HookPayload payload = HookPayload.read(in);
      List<Path> folders = folders(payload, directory);
      ActiveBlocks.Situation now = new ActiveBlocks(environment).situation(folders);
      if (now.driven() == null) {
        begins(payload, now.place());
        return now.active() == null ? agent.allow() : answer(payload, now.active(), folders.get(0));
      }
      return driven(payload, now, folders.get(0));
    } catch (StopException e) {
      return deny(e.problems().get(0).message());
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      return deny(FAILED + e);
    }
  }

  /** Returns the folders where the session may be, the agent's own first. */
  static List<Path> folders(HookPayload payload, Path directory) {
    List<Path> folders = new ArrayList<>();
    for (Path folder : payload.folders()) {
      folders.add(directory.resolve(folder));
    }
    folders.add(directory);
    return folders;
  }

  /** Answers while an agent drives a session: whether a block is open or not. */
  private HookAnswer driven(HookPayload payload, ActiveBlocks.Situation now, Path folder) {
    DrivenSession session = Objects.requireNonNull(now.driven());
    GitPlace place = Objects.requireNonNull(now.place());
    Optional<String> limit = AgentLimits.veto(payload);
    HookAnswer answer;
    if (limit.isPresent()) {
      answer = deny(limit.get());
    } else if (now.active() != null) {
      answer = answer(payload, now.active(), folder);
    } else {
      Optional<String> why =
          new BetweenBlocks(place.root(), session.say()).veto(payload.call(), folder);
      answer = why.isEmpty() ? agent.allow() : deny(why.get());
    }
    String conversation = payload.session();
    if (conversation != null && answer.equals(agent.allow())) {
      HookNotes.of(place.commonDir(), agent, conversation).call(payload.id());
      begins(payload, place);
    }
    return answer;
  }

  /** Notes a call of {@code begin} or {@code finish}, which compares itself with it. */
  private void begins(HookPayload payload, @Nullable GitPlace place) {
    if (place != null
        && payload.call() instanceof ToolCall.Shell shell
        && AgentLimits.calls(shell.command(), NOTED)) {
      BeginNote.write(agent, payload, place);
    }
  }

  private HookAnswer answer(HookPayload payload, ActiveBlocks.Found active, Path folder) {
    Optional<String> reason;
    String remedy = active.block().open() ? REMEDY_OF_OPEN : REMEDY;
    try {
      reason = veto(payload.call(), new EditGuard(active, ignored), folder);
    } catch (StopException e) {
      reason = Optional.of(e.problems().get(0).message());
      remedy = "";
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      reason = Optional.of(FAILED + e);
      remedy = "";
    }
    HookCalls.add(active.block(), payload.id(), reason.isEmpty() ? null : oneLine(reason.get()));
    if (reason.isPresent()) {
      return deny(reason.get() + remedy);
    }
    return isCheck(payload.call(), active.block())
        ? agent.permit("exec-session: a check of block `" + active.block().block() + "`")
        : agent.allow();
  }

  /** Returns whether a command is one of the block's checks, word for word. */
  private static boolean isCheck(ToolCall call, ActiveBlock block) {
    if (call instanceof ToolCall.Shell shell) {
      for (String check : block.checks()) {
        if (check.strip().equals(shell.command().strip())) {
          return true;
        }
      }
    }
    return false;
  }

  private HookAnswer deny(String reason) {
    return agent.deny(oneLine("exec-session: " + reason));
  }

  private static String oneLine(String reason) {
    String text = TextSanitizer.oneLine(reason);
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
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
