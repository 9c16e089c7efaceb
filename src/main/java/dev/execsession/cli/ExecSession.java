package dev.execsession.cli;

import dev.execsession.git.GitObjects;
import dev.execsession.plan.PlanParser;
import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.process.EndingException;
import dev.execsession.text.TextSanitizer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The root command: global options, commands, and the mapping of failures to exit codes. */
public final class ExecSession implements Command {
  private @Nullable Path directory;
  private String color = "auto";
  private boolean quiet;
  private boolean verbose;
  private boolean stacktrace;

  private final Surroundings surroundings;
  private final Subcommands commands =
      new Subcommands(
          List.of(
              "init",
              "skill",
              "new",
              "import",
              "validate",
              "approve",
              "run",
              "begin",
              "finish",
              "status",
              "report",
              "accept",
              "amend",
              "diff",
              "explain",
              "rollback",
              "verify",
              "close",
              "sessions",
              "agents",
              "guard",
              "demo",
              "completion",
              "help"),
          this::command);
  private final CommandSpec options;
  private @Nullable CommandLine commandLine;

  ExecSession(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.options = words().spec();
  }

  /** Runs a command line and returns the exit code. */
  public static int run(String[] words, Surroundings surroundings) {
    prepare(List.of(words));
    ExecSession root = new ExecSession(surroundings);
    if (words.length > 0 && words[0].equals(Completion.COMMAND)) {
      return Completion.print(root, List.of(words).subList(1, words.length));
    }
    CommandLine line = root.parser(List.of(words));
    root.commandLine = line;
    line.setOut(new PrintWriter(surroundings.out(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(surroundings.err(), true, StandardCharsets.UTF_8));
    line.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    line.setUsageHelpWidth(80);
    line.setParameterExceptionHandler((e, args) -> root.usage(e));
    line.setExecutionStrategy(root::execute);
    line.setExecutionExceptionHandler((e, command, result) -> root.failed(e));
    int code;
    try {
      code = line.execute(words);
    } catch (StackOverflowError | OutOfMemoryError e) {
      code = root.internal(root.console(), e);
    }
    return root.console().ended(code);
  }

  /** Returns the parser for these words, which knows every command that they may name. */
  CommandLine parser(List<String> words) {
    commands.add(options, options, words);
    return new CommandLine(options, CommandSpecBuilder::made);
  }

  /** Starts slow work that does not depend on the options. */
  private static void prepare(List<String> words) {
    boolean reads = words.contains("validate") || words.contains("run") || words.contains("verify");
    boolean help = words.contains("help") || words.contains("--help") || words.contains("-h");
    if (reads && !help) {
      PlanParser.prepare();
    }
    if (words.contains("verify") && !help) {
      GitObjects.prepare();
    }
  }

  @Override
  public CommandSpecBuilder words() {
    return new CommandSpecBuilder(
            "exec-session",
            this,
            "Executes an approved plan block by block, within the plan's file scope.")
        .everywhere()
        .path("-C", "DIR", to -> directory = to, "Run as if started in DIR.")
        .value("--color", "WHEN", to -> color = to, "Color the output: auto, always or never.")
        .flag("--quiet", on -> quiet = on, "Print only problems, prompts and results.")
        .flag("--verbose", on -> verbose = on, "Show the output of commands while they run.")
        .flag("--stacktrace", on -> stacktrace = on, "Print the stack trace of an internal error.")
        .help("-h,--help", "Show this help.")
        .version("-V,--version", () -> "exec-session " + ToolVersion.number(), "Show the version.")
        .footer(
            "Start with: exec-session demo, or exec-session init in a repository",
            "Help for a command: exec-session help COMMAND");
  }

  /** Runs the named command, or prints its help if requested. */
  private int execute(ParseResult words) {
    ParseResult named = words;
    boolean help = words.isUsageHelpRequested();
    while (named.hasSubcommand()) {
      named = named.subcommand();
      help |= named.isUsageHelpRequested();
    }
    if (!help) {
      return new CommandLine.RunLast().execute(words);
    }
    CommandLine command = named.commandSpec().commandLine();
    List<String> wrong = named.unmatched();
    if (!command.getSubcommands().isEmpty() && wrong.stream().anyMatch(w -> !w.startsWith("-"))) {
      throw new UnmatchedArgumentException(command, wrong);
    }
    console().result(command.getUsageMessage(CommandLine.Help.Ansi.OFF));
    return ExitCode.DONE;
  }

  @Override
  public Integer call() {
    return new Overview(this).print();
  }

  private Command command(String name, List<String> rest) {
    return switch (name) {
      case "init" -> new InitCommand(this);
      case "skill" -> new SkillCommand(this);
      case "new" -> new NewCommand(this);
      case "run" -> new RunCommand(this);
      case "begin" -> new BeginCommand(this);
      case "finish" -> new FinishCommand(this);
      case "validate" -> new ValidateCommand(this);
      case "import" -> new ImportCommand(this);
      case "approve" -> new ApproveCommand(this);
      case "verify" -> new VerifyCommand(this);
      case "status" -> new StatusCommand(this);
      case "report" -> new ReportCommand(this);
      case "accept" -> new AcceptCommand(this);
      case "amend" -> new AmendCommand(this);
      case "diff" -> new DiffCommand(this);
      case "explain" -> new ExplainCommand(this);
      case "rollback" -> new RollbackCommand(this);
      case "close" -> new CloseCommand(this);
      case "sessions" -> new SessionsCommand(this);
      case "agents" -> new AgentsCommand(this, rest);
      case "guard" -> new GuardCommand(this, rest);
      case "demo" -> new DemoCommand(this);
      case "completion" -> new CompletionCommand(this);
      case "help" -> new HelpCommand(this);
      default -> throw new IllegalArgumentException(name);
    };
  }

  /** Returns the options that every command accepts. */
  CommandSpec options() {
    return options;
  }

  /** Returns a usage error of the named command. */
  ParameterException refusal(String message) {
    ParseResult named = Objects.requireNonNull(commandLine).getParseResult();
    while (named.hasSubcommand()) {
      named = named.subcommand();
    }
    return new ParameterException(named.commandSpec().commandLine(), message);
  }

  Surroundings surroundings() {
    return surroundings;
  }

  /** Returns the directory to run in. */
  Path directory() {
    return directory == null
        ? surroundings.directory()
        : surroundings.directory().resolve(directory).normalize();
  }

  boolean namesDirectory() {
    return directory != null;
  }

  Console console() {
    return console(
        quiet
            ? Console.Verbosity.QUIET
            : verbose ? Console.Verbosity.VERBOSE : Console.Verbosity.NORMAL);
  }

  Console console(Console.Verbosity verbosity) {
    return new Console(
        surroundings,
        switch (color) {
          case "always" -> Console.ColourWish.ALWAYS;
          case "never" -> Console.ColourWish.NEVER;
          default -> Console.ColourWish.AUTO;
        },
        verbosity);
  }

  /** Returns the options that make a nested command print the way this one does. */
  List<String> outputWords() {
    List<String> words = new ArrayList<>(List.of("--color", color));
    if (quiet) {
      words.add("--quiet");
    }
    if (verbose) {
      words.add("--verbose");
    }
    return words;
  }

  /** Rejects invalid values that picocli accepts. */
  void checkWords() {
    CommandLine line = Objects.requireNonNull(commandLine);
    if (!List.of("auto", "always", "never").contains(color)) {
      throw new ParameterException(
          line, "--color takes auto, always or never, not `" + color + "`");
    }
    if (quiet && verbose) {
      throw new ParameterException(line, "--quiet and --verbose cannot be combined");
    }
    // How Java decodes bytes that are not UTF-8; no file can be opened by such a name.
    if (directory().toString().indexOf('\uFFFD') >= 0 && !Files.isDirectory(directory())) {
      throw new StopException(
          Stop.REFUSED,
          ProblemCode.TREE_UNREADABLE,
          "the name of the folder `" + directory() + "` is not UTF-8",
          "rename it, or work in another worktree: `git worktree add PATH BRANCH`");
    }
    if (directory != null && !Files.isDirectory(directory())) {
      throw new ParameterException(line, "-C: no such folder: `" + directory + "`");
    }
  }

  private int usage(ParameterException e) {
    UsageErrors.print(console(), e);
    return ExitCode.USAGE;
  }

  private int failed(Exception e) {
    Console console = console();
    if (e instanceof EndingException) {
      // The signal handler sets the exit code.
      return ExitCode.INTERNAL;
    }
    if (e instanceof StopException stop) {
      new ProblemPrinter(console).print(stop.problems());
      return ExitCode.of(stop.stop());
    }
    return internal(console, e);
  }

  private int internal(Console console, Throwable e) {
    StringWriter trace = new StringWriter();
    e.printStackTrace(new PrintWriter(trace));
    String where;
    try {
      Path log = Files.createTempFile("exec-session-", ".log");
      Files.writeString(log, trace.toString());
      where = "the stack trace is in " + log;
    } catch (IOException io) {
      where = "run again with --stacktrace to print the stack trace";
    }
    console.important("internal error: " + TextSanitizer.oneLine(e.toString()) + "; " + where);
    if (stacktrace) {
      console.important(trace.toString());
    }
    return ExitCode.INTERNAL;
  }

  /** Returns the problem of an invalid option. */
  static Problem option(String message, String hint) {
    return Problem.error(ProblemCode.RUN_OPTION, message, hint);
  }
}
