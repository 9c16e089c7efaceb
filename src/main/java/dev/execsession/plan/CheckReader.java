package dev.execsession.plan;

import dev.execsession.plan.Check.At;
import dev.execsession.plan.Content.Fence;
import dev.execsession.plan.Content.Item;
import dev.execsession.plan.Content.Items;
import dev.execsession.plan.Content.Para;
import dev.execsession.plan.Prose.CodeSpan;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reads checks in the order in which they stand; every other leaf is a manual check. */
final class CheckReader {
  /** What validates: commands, and what only a person can tell. */
  record Checks(List<Check> checks, List<ManualCheck> manual) {
    static final Checks NONE = new Checks(List.of(), List.of());
  }

  private static final Pattern FROM =
      Pattern.compile(
          "^(?:\\*\\*)?(?:from|(?:working )?directory|cwd)\\s*[:：]?(?:\\*\\*)?\\s*[:：]?\\s*(?=`)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern AFTER_DIRECTORY =
      Pattern.compile("^(?:\\s*(?:\\*\\*)?\\s*[:：,](?:\\*\\*)?\\s*|\\s*\\.?\\s*$)");
  private static final Pattern JOIN = Pattern.compile("\\s*(?:,|,?\\s*and\\b)\\s*");
  private static final Pattern FILE_CONTENT =
      Pattern.compile(
          "\\b(?:create|write|save|contents?|add (?:the )?file|file)\\b", Pattern.CASE_INSENSITIVE);
  private static final Pattern PROMPT = Pattern.compile("(?m)^\\s*\\$ ");

  private final Reading reading;
  private final FieldReader fields;
  private final List<Check> checks = new ArrayList<>();
  private final List<ManualCheck> manual = new ArrayList<>();
  private At at = At.BLOCK;

  /** What the paragraph or label right before says about the next fence or list. */
  private record Intro(@Nullable String directory, @Nullable Prose prose) {
    static final Intro NONE = new Intro(null, null);
  }

  private CheckReader(Reading reading) {
    this.reading = reading;
    this.fields = new FieldReader(reading.names());
  }

  /** Reads a section, its {@code At Completion} part included. */
  static Checks read(Reading reading, Part section) {
    CheckReader reader = new CheckReader(reading);
    reader.add(section);
    return reader.found();
  }

  /** Reads a block's field. */
  static Checks read(Reading reading, Field field) {
    CheckReader reader = new CheckReader(reading);
    if (field.value().isBlank()) {
      reader.add(field.more(), Intro.NONE);
    } else {
      reader.addLeaf(field.value(), field.more(), Intro.NONE);
    }
    return reader.found();
  }

  /** Reads a block's field whose leaves are all for a person, commands or not. */
  static List<ManualCheck> readManual(Field field) {
    List<ManualCheck> manual = new ArrayList<>();
    String own = field.text();
    if (own != null) {
      manual.add(new ManualCheck(own, field.where()));
    }
    for (Content content : field.more()) {
      if (content instanceof Items items) {
        for (Item item : items.items()) {
          Prose prose = Checkbox.drop(item.prose());
          if (!Placeholder.isBlankOrPlaceholder(prose.text())) {
            manual.add(new ManualCheck(prose.text(), prose.where()));
          }
        }
      }
    }
    return manual;
  }

  private Checks found() {
    return new Checks(List.copyOf(checks), List.copyOf(manual));
  }

  private void add(Part part) {
    At before = at;
    if (part.key().equals(Names.COMPLETION)) {
      at = At.COMPLETION;
    }
    At own = at;
    add(part.body(), Intro.NONE);
    at = own;
    for (Part child : part.parts()) {
      if (!child.opaque()) {
        add(child);
      }
    }
    at = before;
  }

  private void add(List<Content> contents, Intro outer) {
    Intro intro = outer;
    for (int i = 0; i < contents.size(); i++) {
      Content content = contents.get(i);
      boolean introduces =
          i + 1 < contents.size()
              && (contents.get(i + 1) instanceof Fence || contents.get(i + 1) instanceof Items);
      if (content instanceof Para para) {
        intro = addParagraph(para.prose(), introduces, outer);
      } else if (content instanceof Fence fence) {
        addFence(fence, intro);
        intro = outer;
      } else if (content instanceof Items items) {
        addItems(items, intro);
        intro = outer;
      } else if (content instanceof Content.Quote quote) {
        add(quote.contents(), outer);
      } else if (content instanceof Content.Unread unread && !unread.text().startsWith("<!--")) {
        manual.add(new ManualCheck(unread.text().strip(), unread.where()));
      }
    }
  }

  private Intro addParagraph(Prose prose, boolean introduces, Intro outer) {
    Optional<Field> label = fields.split(prose);
    if (label.isPresent() && label.get().value().isBlank() && prose.text().startsWith("**")) {
      at = label.get().key().equals(Names.COMPLETION) ? At.COMPLETION : At.BLOCK;
      return new Intro(outer.directory(), prose);
    }
    Optional<Located> located = located(prose);
    boolean nothingElse = located.isPresent() && located.get().rest().isBlank();
    if (!nothingElse && !(introduces && endsWithColon(prose))) {
      addManual(prose);
    }
    return new Intro(located.isPresent() ? located.get().directory() : outer.directory(), prose);
  }

  private static boolean endsWithColon(Prose prose) {
    return prose.text().endsWith(":") || prose.text().endsWith("：");
  }

  private void addItems(Items items, Intro intro) {
    Intro forItem = intro;
    for (Item item : items.items()) {
      Prose prose = Checkbox.drop(item.prose());
      Optional<Located> located = located(prose);
      if (located.isPresent() && located.get().rest().isBlank() && item.more().isEmpty()) {
        forItem = new Intro(located.get().directory(), null);
        continue;
      }
      addLeaf(prose, item.more(), forItem);
      forItem = intro;
    }
  }

  private void addLeaf(Prose prose, List<Content> more, Intro intro) {
    String directory = intro.directory();
    Prose command = prose;
    Optional<Located> own = located(prose);
    At before = at;
    if (own.isPresent()) {
      directory = own.get().directory();
      command = own.get().rest();
    } else {
      Optional<Field> label = fields.split(prose);
      if (label.isPresent()) {
        command = label.get().value();
        at = label.get().key().equals(Names.COMPLETION) ? At.COMPLETION : at;
      }
    }
    boolean introduces = command.isBlank() || (!more.isEmpty() && endsWithColon(prose));
    if (!introduces && !addCommands(prose, command, directory)) {
      addManual(prose);
    }
    add(more, introduces ? new Intro(directory, prose) : Intro.NONE);
    at = before;
  }

  /** Adds the commands at the start of an item; tells whether there were any, even wrong ones. */
  private boolean addCommands(Prose item, Prose text, @Nullable String directory) {
    List<CodeSpan> codes = text.codes();
    if (codes.isEmpty()
        || codes.get(0).start() != 0
        || !CommandRules.isCommand(codes.get(0).text())) {
      return false;
    }
    List<CodeSpan> commands = new ArrayList<>(List.of(codes.get(0)));
    int end = codes.get(0).end();
    for (CodeSpan code : codes.subList(1, codes.size())) {
      boolean joined = JOIN.matcher(text.text().substring(end, code.start())).matches();
      if (!joined || !CommandRules.isCommand(code.text())) {
        break;
      }
      commands.add(code);
      end = code.end();
    }
    SourceSpan where = commands.get(0).where();
    CheckOptions options = CheckOptions.read(text.text().substring(end), where, reading.problems());
    if (options.manual()) {
      addManual(item);
      return true;
    }
    for (CodeSpan code : commands) {
      addCheck(code.text(), directory, options, code.where());
    }
    return true;
  }

  private void addCheck(
      String command, @Nullable String directory, CheckOptions options, SourceSpan where) {
    if (!command.isBlank() && CommandRules.accept(command, where, reading.problems())) {
      checks.add(
          new Check(
              command,
              directory,
              options.timeout(),
              options.expectExit(),
              at,
              options.note(),
              where));
    }
  }

  private void addFence(Fence fence, Intro intro) {
    Prose prose = intro.prose();
    if (!CommandRules.isShell(fence.info())) {
      if (!fence.text().isBlank()) {
        if (fence.info().isEmpty()) {
          reading
              .problems()
              .warning(
                  ProblemCode.PLAN_CHECK,
                  fence.where(),
                  "a fence without language is a manual check, not a command",
                  "write ```bash to have it run");
        }
        manual.add(new ManualCheck(fence.text().strip(), fence.where()));
      }
      return;
    }
    if (prose != null && introducesFile(prose)) {
      reading
          .problems()
          .warning(
              ProblemCode.PLAN_CHECK,
              fence.where(),
              "this fence is introduced as a file's content and is not run as a check",
              "name the command that runs the file, as in ``- `./scripts/check.sh` ``");
      return;
    }
    String script = script(fence);
    CheckOptions options =
        prose == null
            ? CheckOptions.NONE
            : CheckOptions.read(prose.text(), fence.where(), reading.problems());
    if (options.manual()) {
      manual.add(new ManualCheck(script, fence.where()));
    } else if (script.isBlank() && !fence.text().isBlank()) {
      reading
          .problems()
          .error(
              ProblemCode.PLAN_CHECK,
              fence.where(),
              "no line of this `console` fence begins with the prompt `$ `",
              "put `$ ` before each command, or tag the fence `bash`");
    } else {
      CheckOptions unnoted = new CheckOptions(options.timeout(), options.expectExit(), false, null);
      addCheck(script, intro.directory(), unnoted, placeOfWhatIsWrong(fence));
    }
  }

  /** Gives the line of a script that keeps it from being a check, else the fence's own place. */
  private static SourceSpan placeOfWhatIsWrong(Fence fence) {
    List<String> lines = fence.text().lines().toList();
    return IntStream.range(0, lines.size())
        .filter(i -> Placeholder.inCommand(lines.get(i)).isPresent())
        .boxed()
        .findFirst()
        .or(
            () ->
                IntStream.range(0, lines.size())
                    .filter(i -> CommandRules.gitWrite(lines.get(i)).isPresent())
                    .boxed()
                    .findFirst())
        .map(i -> placeOfLine(fence, i, lines.get(i)))
        .orElse(fence.where());
  }

  private static SourceSpan placeOfLine(Fence fence, int index, String line) {
    int start = fence.where().column() + line.length() - line.stripLeading().length();
    return new SourceSpan(
        fence.firstLine() + index, start, Math.max(start + 1, start + line.strip().length()));
  }

  private static boolean introducesFile(Prose prose) {
    String words = prose.text().replaceAll("`[^`]*`", "`");
    boolean namesFile =
        prose.codes().stream()
            .anyMatch(code -> code.text().matches("\\S*[\\w-]\\.[A-Za-z]\\w{0,9}"));
    boolean onlyFile = words.replaceAll("[*`:：\\s]", "").isEmpty();
    return namesFile && endsWithColon(prose) && (onlyFile || FILE_CONTENT.matcher(words).find());
  }

  /** Gives the script of a fence: prompts stripped, a console's output lines dropped. */
  static String script(Fence fence) {
    boolean console = fence.info().equals("console");
    if (!console && !PROMPT.matcher(fence.text()).find()) {
      return fence.text().stripTrailing();
    }
    List<String> lines = new ArrayList<>();
    boolean continued = false;
    for (String line : fence.text().split("\n", -1)) {
      Matcher prompt = PROMPT.matcher(line);
      if (prompt.find()) {
        lines.add(line.substring(prompt.end()));
      } else if (continued) {
        lines.add(line.replaceFirst("^> ", ""));
      } else if (!console) {
        lines.add(line);
      } else {
        continue;
      }
      continued = line.endsWith("\\");
    }
    return String.join("\n", lines).stripTrailing();
  }

  private void addManual(Prose prose) {
    Optional<Field> field = fields.split(prose);
    boolean empty =
        Placeholder.isBlankOrPlaceholder(prose.text())
            || field.filter(f -> Placeholder.isBlankOrPlaceholder(f.value().text())).isPresent();
    if (!empty) {
      manual.add(new ManualCheck(prose.text(), prose.where()));
    }
  }

  /** A folder to run in, and what follows it: {@code From `web/`: `npm test`}. */
  private record Located(@Nullable String directory, Prose rest) {}

  private Optional<Located> located(Prose prose) {
    Matcher from = FROM.matcher(prose.text());
    if (prose.codes().isEmpty() || !from.find()) {
      return Optional.empty();
    }
    CodeSpan code = prose.codes().get(0);
    Matcher after = AFTER_DIRECTORY.matcher(prose.text().substring(code.end()));
    if (code.start() != from.end() || !after.find()) {
      return Optional.empty();
    }
    Prose rest = prose.cut(code.end() + after.end());
    String directory = code.text().replaceFirst("^(?:\\./)+", "").replaceFirst("/+$", "");
    boolean leaves =
        code.text().matches("(?s)[/~].*|.*\\\\.*")
            || List.of(directory.split("/", -1)).contains("..");
    if (leaves) {
      reading
          .problems()
          .error(
              ProblemCode.PLAN_CHECK,
              code.where(),
              "a check runs inside the repository, not in `" + code.text() + "`",
              "write a folder relative to the repository's root, as in `web/`");
    }
    boolean root = leaves || directory.isEmpty() || directory.equals(".");
    return Optional.of(new Located(root ? null : directory, rest));
  }
}
