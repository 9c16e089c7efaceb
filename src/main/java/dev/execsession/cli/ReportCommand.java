package dev.execsession.cli;

import dev.execsession.report.JsonReport;
import dev.execsession.report.MarkdownReport;
import dev.execsession.report.SessionReport;
import dev.execsession.session.SessionStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Renders the report of a session again, from its journal alone. */
@Command(
    name = "report",
    description = "Render the report of the last, or a named, session again.",
    sortOptions = false)
final class ReportCommand implements Callable<Integer> {
  @ParentCommand private @Nullable ExecSession root;
  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "SESSION",
      arity = "0..1",
      description = "A session's id; without one, the newest of this worktree.")
  private @Nullable String session;

  @Option(names = "--format", paramLabel = "FORMAT", description = "md (the default) or json.")
  private @Nullable String format;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write it there instead of to standard output.")
  private @Nullable Path output;

  @Override
  public Integer call() {
    ExecSession top = Objects.requireNonNull(root);
    top.checkWords();
    String wanted = format != null ? format : output != null ? ReportFiles.format(output) : "md";
    if (!List.of("md", "json").contains(wanted)) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(),
          "--format takes md or json, not `" + wanted + "`");
    }
    SessionLookup lookup = new SessionLookup(top);
    if (output != null) {
      ReportFiles.checkPlace(output, top.directory());
    }
    SessionStore.Stored stored =
        lookup.shown(session == null ? lookup.newest(null) : lookup.named(session));
    ReportFiles files = new ReportFiles(top.directory());
    SessionReport report = SessionReport.of(stored.state(), files.place(stored.folder()));
    String text = wanted.equals("md") ? MarkdownReport.render(report) : JsonReport.render(report);
    if (output == null) {
      top.console().result(text);
    } else {
      ReportFiles.replace(stored.folder(), top.directory().resolve(output), text);
    }
    return ExitCode.DONE;
  }
}
