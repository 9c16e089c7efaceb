package dev.execsession.plan;

import com.vladsch.flexmark.parser.Parser;
import dev.execsession.file.ContentId;
import dev.execsession.plan.MarkdownReader.Heads;
import dev.execsession.plan.TextRules.Decoded;
import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.SourceSpan;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Parses a plan: bytes → text → Markdown tree → sections → values, with all problems. Runs on
 * threads with a large stack and a deadline, because plans may be hostile. Work that needs no rules
 * starts while the caller loads them.
 */
public final class PlanParser {
  private static final long STACK_BYTES = 256L << 20;
  private static final long DEADLINE_SECONDS = 20;
  private static final String SAMPLE = "# A\n\n- **B** `c`: [d](e)\n\n```sh\nf\n```\n\n1. g\n";
  private static final String PLAIN = "write plain headings, lists and short paragraphs here";

  private final String path;
  private final PlanText text;
  private final @Nullable ParsedPlan refused;
  private final @Nullable FutureTask<Optional<List<Heads>>> markdown;

  private PlanParser(String path, PlanText text, @Nullable ParsedPlan refused) {
    this.path = path;
    this.text = text;
    this.refused = refused;
    this.markdown = refused == null ? started(() -> heads(text)) : null;
  }

  /**
   * Starts to load the Markdown parser on another thread, because its many classes and patterns
   * take longer than any plan.
   */
  public static void prepare() {
    Thread thread =
        new Thread(null, () -> Parser.builder().build().parse(SAMPLE), "parser-start", STACK_BYTES);
    thread.setDaemon(true);
    // A failure will occur again, and be reported, when the plan is parsed.
    thread.setUncaughtExceptionHandler((unused, e) -> {});
    thread.start();
  }

  /** Starts to parse a plan; {@code path} is the file as the user would name it. */
  public static PlanParser begin(byte[] bytes, String path) {
    Decoded decoded = TextRules.decode(bytes, path);
    if (decoded.problem() != null) {
      ParsedPlan refused = refused(path, bytes, decoded.problem());
      return new PlanParser(path, new PlanText(""), refused);
    }
    PlanText text = new PlanText(decoded.text() == null ? "" : decoded.text());
    ParsedPlan refused =
        ComplexityRule.check(text)
            .map(complex -> tooComplex(text, path, complex.line(), complex.what()))
            .orElse(null);
    return new PlanParser(path, text, refused);
  }

  /**
   * Returns the parsed plan with all problems. Never throws for any content, and always terminates.
   */
  public ParsedPlan finish(PlanRules rules) {
    return finish(heads -> build(heads, rules), refusal -> refusal);
  }

  /** Returns the document without reading it as a plan, with the problems of its text. */
  Document document() {
    return finish(heads -> Document.of(text, path, heads), Document::refused);
  }

  private <T> T finish(Function<List<Heads>, T> read, Function<ParsedPlan, T> refuse) {
    if (markdown == null) {
      return refuse.apply(Objects.requireNonNull(refused));
    }
    String what;
    int line = 1;
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
    try {
      Optional<List<Heads>> heads = markdown.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
      if (heads.isPresent()) {
        return started(() -> read.apply(heads.get()))
            .get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      }
      what = "its Markdown cannot be parsed";
      line = ComplexityRule.densestLine(text);
    } catch (TimeoutException e) {
      what = "reading it takes more than " + DEADLINE_SECONDS + " seconds";
      line = ComplexityRule.densestLine(text);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof StackOverflowError)) {
        throw new IllegalStateException("cannot read " + path, e.getCause());
      }
      what = "it is nested too deeply";
      line = ComplexityRule.densestLine(text);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      what = "reading it was interrupted";
    }
    return refuse.apply(tooComplex(text, path, line, what));
  }

  /** Parses a plan. */
  public static ParsedPlan parse(byte[] bytes, String path, PlanRules rules) {
    return begin(bytes, path).finish(rules);
  }

  /** The headings of a document. */
  record Headings(Reading reading, Part root) {}

  /** Parses only the headings; empty when the text cannot be parsed. */
  static Optional<Headings> headings(byte[] bytes, Names names) {
    PlanParser parser = begin(bytes, "");
    if (parser.markdown == null) {
      return Optional.empty();
    }
    PlanText text = parser.text;
    Reading reading = new Reading(text, names, new ProblemList(text, ""));
    try {
      return parser
          .markdown
          .get(DEADLINE_SECONDS, TimeUnit.SECONDS)
          .map(heads -> new Headings(reading, Outline.of(heads, names, Math.max(1, text.lines()))));
    } catch (ExecutionException | TimeoutException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static <T> FutureTask<T> started(Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    Thread thread = new Thread(null, task, "plan-parser", STACK_BYTES);
    thread.setDaemon(true);
    thread.start();
    return task;
  }

  private static ParsedPlan refused(String path, byte[] bytes, Problem problem) {
    return new ParsedPlan(Plan.unread(path), List.of(problem), ContentId.of(bytes).digest());
  }

  private static ParsedPlan tooComplex(PlanText text, String path, int line, String what) {
    SourceSpan where = SourceSpan.ofLine(line);
    // The line may be a megabyte long.
    String start = text.line(line);
    String excerpt = start.length() <= 120 ? start : start.substring(0, 120);
    Problem problem =
        Problem.error(ProblemCode.PLAN_TOO_COMPLEX, "the plan is too complex: " + what, PLAIN)
            .at(path, where, excerpt);
    return refused(path, text.text().getBytes(StandardCharsets.UTF_8), problem);
  }

  private static Optional<List<Heads>> heads(PlanText text) {
    try {
      return Optional.of(MarkdownReader.read(text, FrontMatter.blanked(text)));
    } catch (RuntimeException e) {
      // A failure of the library is reported as a problem of the text.
      return Optional.empty();
    }
  }

  private ParsedPlan build(List<Heads> heads, PlanRules rules) {
    Reading reading = new Reading(text, new Names(rules), new ProblemList(text, path));
    TextRules.reportHidden(text, reading.problems());
    List<Field> front = FrontMatter.fields(reading);
    Part root = Outline.of(heads, reading.names(), Math.max(1, text.lines()));
    Contract contract = new Contract(text, root);
    Plan plan = new PlanBuilder(reading, rules, path, front, root, contract).build();
    return new ParsedPlan(plan, reading.problems().inFileOrder(), null);
  }
}
