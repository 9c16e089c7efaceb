package dev.execsession.cli;

import dev.execsession.problem.Problem;
import dev.execsession.process.Interrupts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Problems as printed by the command line. */
public final class PrintedProblems {
  private PrintedProblems() {}

  /** Returns the output without colours. */
  public static String of(List<Problem> problems) {
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(shown, false, StandardCharsets.UTF_8);
    Surroundings surroundings =
        new Surroundings(
            new ByteArrayInputStream(new byte[0]),
            out,
            out,
            Map.of(),
            Path.of("/"),
            false,
            false,
            false,
            Interrupts.NONE);
    Console console = new Console(surroundings, Console.ColourWish.NEVER, Console.Verbosity.NORMAL);
    new ProblemPrinter(console).print(problems);
    out.flush();
    return shown.toString(StandardCharsets.UTF_8);
  }
}
