package dev.execsession.plan;

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
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parses checks in order; everything else is a manual check. */
final class CheckReader {
  /** Commands, and checks by a person. */
  record Checks(List<Check> checks, List<ManualCheck> manual) {
    static final Checks NONE = new Checks(List.of(), List.of());
  }

  private static final Pattern MANUAL_WORD =
      Pattern.compile("\\s*[(（](?:manual(?:ly)?|by hand|手動|手动)[)）]", Pattern.CASE_INSENSITIVE);

  /** Headings and labels of commands that are not run. */
  private static final Pattern MANUAL_HEADING =
      Pattern.compile(
          "\\bmanual(?:ly)?\\b|\\bby hand\\b|\\b(?:do|must|should|will|is|are) not\\b|n['’]t\\b|\\bnever\\b"
              + "|\\bnot run\\b|\\brollback\\b|\\bdeploy(?:ment)?\\b|\\bon (?:staging|production)\\b"
              + "|\\bif (?:it|this|that|they)\\b|\\bexpected to fail\\b|\\bknown failures?\\b",
          Pattern.CASE_INSENSITIVE);

  private static final Set<String> AT_THE_END =
      Set.of("at completion", "on completion", "at the end", "after the last block", "once");

  private final Reading reading;
  private final FieldReader fields;
  private final List<Check> checks = new ArrayList<>();
  private final List<ManualCheck> manual = new ArrayList<>();
  private final CheckWarnings warnings;

  /** Whether only well-known programs count as commands, since criteria contain other code. */
  private final boolean onlyKnown;

  private boolean atCompletion;
  private boolean byHand;

  /** The paragraph or label before a fence or list. */
  private record Intro(@Nullable String directory, @Nullable Prose prose) {
    static final Intro NONE = new Intro(null, null);
  }

  private CheckReader(Reading reading, boolean commandsOnly) {
    this.reading = reading;
    this.fields = new FieldReader(reading.names());
    this.warnings = new CheckWarnings(commandsOnly ? null : reading.problems());
    this.onlyKnown = commandsOnly;
  }

  /** Parses a section with its {@code At Completion} part. */
  static Checks read(Reading reading, Part section) {
    CheckReader reader = new CheckReader(reading, false);
    reader.add(section);
    return reader.found();
  }

  static Checks read(Reading reading, Field field) {
    return new CheckReader(reading, false).of(field);
  }

  /** Returns the commands among acceptance criteria. */
  static List<Check> commands(Reading reading, Field field) {
    return new CheckReader(reading, true).of(field).checks();
  }

  private Checks of(Field field) {
    if (field.value().isBlank()) {
      add(field.more(), Intro.NONE);
    } else {
      addLeaf(field.value(), field.more(), Intro.NONE);
    }
    return found();
  }

  /** Parses a field in which everything is a manual check. */
  static List<ManualCheck> readManual(Field field) {
    List<ManualCheck> manual = new ArrayList<>();
    for (Content content : field.contents()) {
      if (content instanceof Items items) {
        for (Item item : items.items()) {
          addManual(Checkbox.drop(item.prose()).text(), item.more(), item.where(), manual);
        }
      } else if (content instanceof Para para) {
        addManual(para.prose().text(), List.of(), para.where(), manual);
      } else {
        addManual("", List.of(content), content.where(), manual);
      }
    }
    return manual;
  }

  private static void addManual(
      String text, List<Content> more, SourceSpan where, List<ManualCheck> manual) {
    List<String> lines = new ArrayList<>(ContentText.lines(more));
    if (!Placeholder.isUnset(text)) {
      lines.add(0, MANUAL_WORD.matcher(text).replaceAll("").strip());
    }
    if (!lines.isEmpty()) {
      manual.add(new ManualCheck(String.join("\n", lines), where));
    }
  }

  private Checks found() {
    return new Checks(List.copyOf(checks), List.copyOf(manual));
  }

  private void add(Part part) {
    boolean before = atCompletion;
    boolean handBefore = byHand;
    if (AT_THE_END.contains(part.key())) {
      atCompletion = true;
    }
    byHand |= isManual(part.key());
    boolean own = atCompletion;
    boolean ownHand = byHand;
    add(part.body(), Intro.NONE);
    atCompletion = own;
    byHand = ownHand;
    for (Part child : part.parts()) {
      if (!child.opaque()) {
        add(child);
      }
    }
    atCompletion = before;
    byHand = handBefore;
  }

  private static boolean isManualMark(Prose prose) {
    return MANUAL_WORD.matcher(prose.text()).matches();
  }

  private static boolean isManual(String name) {
    return MANUAL_HEADING.matcher(name).find();
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
      } else if (content instanceof Content.Unread unread && !unread.isComment()) {
        manual.add(new ManualCheck(unread.text().strip(), unread.where()));
      }
    }
  }

  private Intro addParagraph(Prose prose, boolean introduces, Intro outer) {
    Optional<Field> label = fields.split(prose);
    boolean end = AT_THE_END.contains(SectionKey.of(prose));
    if (end || (label.isPresent() && label.get().value().isBlank() && isBold(prose))) {
      atCompletion = end;
      byHand = isManual(prose.plain());
      return new Intro(outer.directory(), prose);
    }
    if (introduces && isManual(prose.plain())) {
      byHand = true;
      return new Intro(outer.directory(), prose);
    }
    Optional<CheckFolder> located = CheckFolder.before(prose, reading.problems());
    boolean nothingElse = located.isPresent() && located.get().rest().isBlank();
    if (!nothingElse && !(introduces && endsWithColon(prose))) {
      addManual(prose);
      warnings.ofParagraph(prose);
    }
    return new Intro(located.isPresent() ? located.get().directory() : outer.directory(), prose);
  }

  private static boolean isBold(Prose prose) {
    return prose.text().startsWith("**") || prose.text().startsWith("__");
  }

  static boolean endsWithColon(Prose prose) {
    return prose.text().endsWith(":") || prose.text().endsWith("：");
  }

  private void addItems(Items items, Intro intro) {
    Intro forItem = intro;
    for (Item item : items.items()) {
      Prose prose = Checkbox.drop(item.prose());
      Optional<CheckFolder> located = CheckFolder.before(prose, reading.problems());
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
    Optional<CheckFolder> own = CheckFolder.before(prose, reading.problems());
    boolean before = atCompletion;
    boolean handBefore = byHand;
    boolean negative = false;
    if (own.isPresent()) {
      directory = own.get().directory();
      command = own.get().rest();
    } else {
      Optional<Field> label = fields.split(prose);
      if (label.isPresent()) {
        command = label.get().value();
        atCompletion |= AT_THE_END.contains(label.get().key());
        negative = CommandItem.isNoCommand(label.get().name());
        byHand |= !negative && isManual(label.get().name());
      }
    }
    boolean introduces =
        command.isBlank()
            || (!more.isEmpty()
                && (endsWithColon(prose) || isManualMark(command))
                && CommandItem.of(command).commands().isEmpty());
    byHand |= introduces && (isManual(prose.plain()) || isManualMark(command));
    if (introduces && byHand && !command.isBlank() && !isManualMark(command)) {
      addManual(prose);
    }
    if (!introduces) {
      addCommands(prose, command, directory, negative);
    }
    add(more, introduces ? new Intro(directory, prose) : Intro.NONE);
    atCompletion = before;
    byHand = handBefore;
  }

  /** Adds the commands at the start of an item, or else the item as a manual check. */
  private void addCommands(
      Prose item, Prose text, @Nullable String directory, boolean negativeLabel) {
    CommandItem found = CommandItem.of(text);
    boolean criterion = onlyKnown && !found.commands().stream().allMatch(Programs::isProgram);
    if (found.commands().isEmpty() || byHand || criterion) {
      addManual(item);
      if (!byHand) {
        warnings.ofManualCheck(item, text);
      }
      return;
    }
    SourceSpan where = found.commands().get(0).where();
    CheckOptions options = CheckOptions.read(found.tail(), where, reading.problems());
    if (options.manual()) {
      addManual(item);
      return;
    }
    if (negativeLabel || found.sentence()) {
      addManual(item);
      warnings.ofSentence(found.commands().get(0));
      return;
    }
    String folder = directory;
    if (found.directory() != null) {
      folder = CheckFolder.of(found.directory(), reading.problems());
    }
    for (CodeSpan code : found.commands()) {
      addCheck(code.text().replaceFirst("^\\$ ", ""), folder, options, null, code.where());
    }
  }

  private void addCheck(
      String command,
      @Nullable String directory,
      CheckOptions options,
      @Nullable String shell,
      SourceSpan where) {
    if (command.isBlank() || !CommandRules.accept(command, where, reading.problems())) {
      return;
    }
    Optional<ShellOutline> outline = ShellOutline.of(command);
    boolean pipefail = outline.filter(ShellOutline::toleratesPipefail).isPresent();
    outline.ifPresent(script -> warnings.ofNoFailure(script, pipefail, where));
    checks.add(
        new Check(
            command,
            directory,
            options.timeout(),
            options.expectExit(),
            atCompletion,
            options.note(),
            shell,
            pipefail,
            options.mustFailBefore(),
            where));
  }

  private void addFence(Fence fence, Intro intro) {
    Prose prose = intro.prose();
    if (!CommandRules.isShell(fence.info())) {
      if (!fence.text().isBlank()) {
        if (fence.info().isEmpty()) {
          reading.warning(
              ProblemCode.PLAN_CHECK,
              fence.where(),
              "a fence without language is a manual check, not a command",
              "write ```bash to have it run");
        }
        manual.add(new ManualCheck(fence.text().strip(), fence.where()));
      }
      return;
    }
    if (prose != null && CheckFence.introducesFile(prose)) {
      reading.warning(
          ProblemCode.PLAN_CHECK,
          fence.where(),
          "this fence is introduced as a file's content and is not run as a check",
          "name the command that runs the file, as in ``- `./scripts/check.sh` ``");
      return;
    }
    String script = CheckFence.script(fence);
    CheckOptions options =
        prose == null
            ? CheckOptions.NONE
            : CheckOptions.read(prose.text(), fence.where(), reading.problems());
    if (options.manual() || byHand) {
      manual.add(new ManualCheck(script, fence.where()));
    } else if (script.isBlank() && !fence.text().isBlank()) {
      reading.error(
          ProblemCode.PLAN_CHECK,
          fence.where(),
          "no line of this `console` fence starts with the prompt `$ `",
          "put `$ ` before each command, or tag the fence `bash`");
    } else {
      CheckOptions unnoted =
          new CheckOptions(
              options.timeout(), options.expectExit(), false, options.mustFailBefore(), null);
      addCheck(
          script,
          intro.directory(),
          unnoted,
          CheckFence.shell(fence),
          CheckFence.offendingLine(fence));
    }
  }

  private void addManual(Prose prose) {
    Optional<Field> field = fields.split(prose);
    boolean empty =
        Placeholder.isBlankOrPlaceholder(prose.text())
            || field.filter(f -> Placeholder.isBlankOrPlaceholder(f.value().text())).isPresent();
    if (!empty) {
      String text = MANUAL_WORD.matcher(prose.text()).replaceAll("").strip();
      manual.add(new ManualCheck(text, prose.where()));
    }
  }
}
