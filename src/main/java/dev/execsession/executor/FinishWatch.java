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
 * Looks whether an executor that still runs has said that its work is finished: in its result file,
 * or in its own report on standard output. Agents do that and then do not exit.
 */
final class FinishWatch implements ProcessListener {
  private final ProcessListener watching;
  private final OutputFormat format;
  private final Path resultFile;
  private final Path log;
  private String judged = "";
  private boolean finished;

  FinishWatch(ProcessListener watching, OutputFormat format, Path resultFile, Path log) {
    this.watching = watching;
    this.format = format;
    this.resultFile = resultFile;
    this.log = log;
  }

  @Override
  public boolean isFinished() {
    // Either may be long, and seldom changes from one second to the next.
    String now = stamp(resultFile) + "/" + stamp(log);
    if (!now.equals(judged)) {
      judged = now;
      finished = says(ResultFile.read(resultFile)) || AgentOutput.of(format, log, null).succeeded();
    }
    return finished;
  }

  private static boolean says(ExecutorReport.Read read) {
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
    watching.started(pid, startTicks);
  }

  @Override
  public void output(String line) {
    watching.output(line);
  }

  @Override
  public void tick(Duration elapsed) {
    watching.tick(elapsed);
  }
}
