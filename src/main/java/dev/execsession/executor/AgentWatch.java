package dev.execsession.executor;

import dev.execsession.agent.AgentReport;
import dev.execsession.agent.AgentStream;
import dev.execsession.agent.Conversation;
import dev.execsession.agent.OutputFormat;
import dev.execsession.agent.Usage;
import dev.execsession.executor.ExecutorReport.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a running executor's output: what it does, what it uses, and whether it has reported that
 * it finished, there or in its result file. Some agents do not exit then.
 */
final class AgentWatch implements ExecutorListener {
  /** Where a preset lets its agent write what it used, next to the result file. */
  private static final String USAGE = "usage.json";

  private static final long LARGEST_USAGE = 1 << 20;

  private final ExecutorListener listener;
  private final OutputFormat format;
  private final AgentStream stream;
  private final Budget budget;
  private final Usage before;
  private final Path resultFile;
  private String judged = "";
  private boolean hasStatus;

  /**
   * @param root the worktree's root
   * @param resumed the conversation that the agent is to resume; absent for a new one
   * @param before what earlier attempts used of the budget
   */
  AgentWatch(
      ExecutorListener listener,
      OutputFormat format,
      Path root,
      @Nullable Conversation resumed,
      Budget budget,
      Usage before,
      Path resultFile) {
    this.listener = listener;
    this.format = format;
    this.stream =
        new AgentStream(format, root.toString(), resumed, Clock.system(ZoneId.systemDefault()));
    this.budget = budget;
    this.before = before;
    this.resultFile = resultFile;
  }

  /** Returns what the output says; to be called once, after the end. */
  AgentReport report(@Nullable Integer exit) {
    usage().ifPresent(stream::usageFile);
    return stream.end(exit);
  }

  private Optional<String> usage() {
    Path file = resultFile.resolveSibling(USAGE);
    try {
      boolean readable =
          Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) < LARGEST_USAGE;
      return readable ? Optional.of(Files.readString(file)) : Optional.empty();
    } catch (IOException e) {
      // What it used is then not known.
      return Optional.empty();
    }
  }

  /** Returns how the budget is exceeded, with what earlier attempts used. */
  Optional<String> excess() {
    return budget.exceededBy(before.plus(stream.usage()));
  }

  @Override
  public boolean isOverBudget() {
    return excess().isPresent() && !stream.isComplete();
  }

  @Override
  public boolean isFinished() {
    // The file may be large and seldom changes.
    String now = stamp(resultFile);
    if (!now.equals(judged)) {
      judged = now;
      ExecutorReport report = ResultFile.read(resultFile).report();
      hasStatus = report != null && report.status() != Status.ABSENT;
    }
    return hasStatus || stream.isComplete();
  }

  private static String stamp(Path file) {
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return attributes.size() + "@" + attributes.lastModifiedTime();
    } catch (IOException e) {
      return "";
    }
  }

  @Override
  public boolean readsEveryLine() {
    return format != OutputFormat.NONE;
  }

  @Override
  public void output(String line) {
    listener.output(line);
    stream.line(line).forEach(listener::acted);
  }

  @Override
  public void started(long pid, long startTicks) {
    listener.started(pid, startTicks);
  }

  @Override
  public void tick(Duration elapsed) {
    listener.tick(elapsed);
  }
}
