package dev.execsession.executor;

import dev.execsession.executor.ExecutorReport.Status;
import dev.execsession.process.ProcessListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;

/**
 * Checks whether a running executor has reported that it finished, in its result file or on
 * standard output. Some agents do not exit then.
 */
final class FinishWatch implements ProcessListener {
  private final ProcessListener listener;
  private final OutputFormat format;
  private final Path resultFile;
  private final Path log;
  private String judged = "";
  private boolean finished;

  FinishWatch(ProcessListener listener, OutputFormat format, Path resultFile, Path log) {
    this.listener = listener;
    this.format = format;
    this.resultFile = resultFile;
    this.log = log;
  }

  @Override
  public boolean isFinished() {
    // Both files may be large and seldom change.
    String now = stamp(resultFile) + "/" + stamp(log);
    if (!now.equals(judged)) {
      judged = now;
      finished =
          hasStatus(ResultFile.read(resultFile)) || AgentOutput.of(format, log, null).succeeded();
    }
    return finished;
  }

  private static boolean hasStatus(ExecutorReport.Read read) {
    return read.report() != null && read.report().status() != Status.ABSENT;
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
  public void started(long pid, long startTicks) {
    listener.started(pid, startTicks);
  }

  @Override
  public void output(String line) {
    listener.output(line);
  }

  @Override
  public void tick(Duration elapsed) {
    listener.tick(elapsed);
  }
}
