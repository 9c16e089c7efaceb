package dev.execsession.dialect;

import dev.execsession.dialect.Draft.Place;
import dev.execsession.plan.Content;
import dev.execsession.plan.Content.Para;
import dev.execsession.plan.Document;
import dev.execsession.plan.FrontMatter;
import dev.execsession.plan.PlanText;
import dev.execsession.plan.Prose;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads GSD plans: front matter, and a block for each {@code <task>}. */
final class GsdReader {
  private static final Pattern TASK =
      Pattern.compile("(?ms)^[ \\t]*<task\\b(?<attributes>[^>]*)>(?<body>.*?)^[ \\t]*</task>");
  private static final Pattern OBJECTIVE =
      Pattern.compile("(?ms)^[ \\t]*<objective>(?<body>.*?)</objective>");
  private static final Pattern NUMBER = Pattern.compile("^Task\\s+[\\d.]+\\s*[:.—–-]\\s*");
  private static final Pattern PART = Pattern.compile("^\\*\\*\\d+[.)]\\s.*", Pattern.DOTALL);

  private final SourceReader reader;
  private final PlanText file;

  GsdReader(SourceReader reader) {
    this.reader = reader;
    this.file = reader.source.text();
  }

  /** A piece of the text, and the offset where it starts. */
  private record Piece(String text, int start) {}

  void read() {
    List<String> declared = readFrontMatter();
    Matcher objective = OBJECTIVE.matcher(file.text());
    if (objective.find()) {
      reader.draft.objective = null;
      Piece body = new Piece(objective.group("body"), objective.start("body"));
      reader.objective(contents(body), lineOf(body));
    }
    Matcher task = TASK.matcher(file.text());
    while (task.find()) {
      Piece body = new Piece(task.group("body"), task.start("body"));
      if (task.group("attributes").contains("checkpoint")) {
        addCheckpoint(body);
      } else {
        addTask(body);
      }
    }
    doubtRest();
    for (DraftBlock block : reader.draft.blocks) {
      for (Grant entry : block.include) {
        if (!declared.contains(entry.pattern())) {
          reader.draft.grant(entry);
        }
      }
    }
  }

  private void doubtRest() {
    Matcher tag =
        Pattern.compile("(?m)^<(verification|success_criteria|context|output)>")
            .matcher(file.text());
    while (tag.find()) {
      reader.draft.doubt(Place.HEAD, file.lineOf(tag.start()), "not carried over: " + tag.group(1));
    }
  }

  /** Reads the fields of the front matter; returns the patterns of {@code files_modified}. */
  private List<String> readFrontMatter() {
    for (FrontMatter.Key key : reader.source.front()) {
      int line = key.where().line();
      switch (key.name()) {
        case "files_modified" -> values(key).forEach(path -> grant(path, null));
        case "autonomous" ->
            reader.draft.mode =
                new Sourced(key.value().equals("true") ? "`autonomous`" : "`stepwise`", line);
        case "depends_on" -> {
          List<Sourced> others = values(key);
          if (!others.isEmpty()) {
            reader.draft.doubt(
                Place.HEAD,
                line,
                "depends on other plans: "
                    + String.join(", ", others.stream().map(Sourced::text).toList()));
          }
        }
        default -> {}
      }
    }
    return reader.draft.include.stream().map(Grant::pattern).toList();
  }

  /** Returns the values of {@code key: [a, b]} or of the list below a key. */
  private List<Sourced> values(FrontMatter.Key key) {
    List<Sourced> values = new ArrayList<>();
    int line = key.where().line();
    Matcher inline = Pattern.compile("\\[(.*)\\]").matcher(file.line(line));
    if (inline.find()) {
      for (String value : inline.group(1).split(",", -1)) {
        addValue(value, line, values);
      }
      return values;
    }
    for (int next = line + 1; next <= file.lines(); next++) {
      Matcher item = Pattern.compile("^\\s*-\\s+(.*)$").matcher(file.line(next));
      if (!item.matches()) {
        break;
      }
      addValue(item.group(1), next, values);
    }
    return values;
  }

  private static void addValue(String written, int line, List<Sourced> values) {
    String value = written.strip().replaceAll("^[\"']|[\"']$", "").replaceFirst("\\s+#.*$", "");
    if (!value.isBlank()) {
      values.add(new Sourced(value, line));
    }
  }

  private void grant(Sourced path, @Nullable DraftBlock block) {
    Paths.Converted converted = Paths.ofFile(path.text());
    if (converted.reason() != null) {
      reader.draft.doubt(
          Place.SCOPE,
          path.line(),
          "`" + path.text() + "` " + converted.reason() + ", for Include");
    }
    for (String pattern : converted.patterns()) {
      Grant entry = new Grant(pattern, null, path.line());
      if (block == null) {
        reader.draft.grant(entry);
      } else {
        block.grant(entry);
      }
    }
  }

  private void addTask(Piece body) {
    Optional<Piece> name = tag("name", body);
    String title =
        name.map(piece -> NUMBER.matcher(piece.text().strip()).replaceFirst(""))
            .filter(text -> !text.isBlank())
            .orElse("task on line " + lineOf(body));
    DraftBlock block =
        reader.draft.block(
            "T" + (reader.draft.blocks.size() + 1), new Sourced(title, lineOf(name.orElse(body))));
    tag("files", body).ifPresent(files -> addFiles(files, block));
    tag("action", body).ifPresent(action -> addAction(action, block));
    tag("acceptance_criteria", body)
        .ifPresent(list -> SourceReader.addTexts(contents(list), block.acceptance));
    tag("done", body).ifPresent(done -> SourceReader.addTexts(contents(done), block.acceptance));
    tag("automated", body).ifPresent(command -> addCheck(command, block));
  }

  private void addFiles(Piece files, DraftBlock block) {
    Matcher path = Pattern.compile("[^,\\n]+").matcher(files.text());
    while (path.find()) {
      String bare = path.group().strip().replaceFirst("^-\\s+", "").replaceFirst("\\s+\\(.*$", "");
      if (!bare.isEmpty()) {
        grant(new Sourced(bare.replace("`", ""), file.lineOf(files.start() + path.start())), block);
      }
    }
  }

  /** Adds the action as steps: its parts {@code **1. X**}, its ordered list, or all of it. */
  private void addAction(Piece action, DraftBlock block) {
    List<Content> contents = contents(action);
    boolean parts = contents.stream().anyMatch(GsdReader::isPart);
    List<Content> details = new ArrayList<>();
    Sourced text = null;
    for (Content content : contents) {
      if (content instanceof Para para && (text == null || (parts && isPart(content)))) {
        if (text != null) {
          block.steps.add(new DraftStep(text, details));
        }
        details.clear();
        text = stepText(para.prose());
      } else {
        details.add(content);
      }
    }
    if (text != null) {
      block.steps.add(new DraftStep(text, details));
    } else {
      new StepReader(reader.draft, block).add(StepCollector.of(contents));
    }
  }

  private static boolean isPart(Content content) {
    return content instanceof Para para && PART.matcher(para.prose().text()).matches();
  }

  private static Sourced stepText(Prose prose) {
    return new Sourced(
        prose.text().replaceFirst("^(\\*\\*)\\d+[.)]\\s+", "$1"), prose.where().line());
  }

  private void addCheck(Piece command, DraftBlock block) {
    String text = plain(command.text()).strip();
    int line = lineOf(command);
    Optional<String> obstacle = Commands.obstacle(text);
    if (text.startsWith("MISSING") || obstacle.isPresent()) {
      block.doubt(line, "no check, because it " + obstacle.orElse("is missing") + ": " + text);
    } else {
      block.check(new Sourced(text, line));
    }
  }

  /** A checkpoint becomes a manual check of the block before it. */
  private void addCheckpoint(Piece body) {
    int line = lineOf(body);
    String text =
        tag("how-to-verify", body)
            .or(() -> tag("name", body))
            .or(() -> tag("decision", body))
            .map(piece -> plain(piece.text()).strip().replaceAll("\\s+", " "))
            .orElse("checkpoint");
    if (reader.draft.blocks.isEmpty()) {
      reader.draft.doubt(Place.BLOCKS, line, "checkpoint before the first block: " + text);
    } else {
      List<DraftBlock> blocks = reader.draft.blocks;
      blocks
          .get(blocks.size() - 1)
          .manual
          .add(new Sourced("Checkpoint: " + text.replace("`", ""), line));
    }
  }

  private static Optional<Piece> tag(String name, Piece in) {
    Matcher tag =
        Pattern.compile("(?s)<" + name + "\\b[^>]*>(?<body>.*?)</" + name + ">").matcher(in.text());
    return tag.find()
        ? Optional.of(new Piece(tag.group("body"), in.start() + tag.start("body")))
        : Optional.empty();
  }

  private static String plain(String text) {
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
  }

  private int lineOf(Piece piece) {
    String text = piece.text();
    int blank = text.length() - text.stripLeading().length();
    return file.lineOf(piece.start() + (blank == text.length() ? 0 : blank));
  }

  /** Returns the Markdown of a piece, with its lines in the file, without common indentation. */
  private List<Content> contents(Piece piece) {
    int first = file.lineOf(piece.start());
    String body = plain(piece.text()).stripIndent();
    String padded = "\n".repeat(first - 1) + body + "\n";
    return Document.read(padded.getBytes(StandardCharsets.UTF_8), reader.source.path())
        .root()
        .contents();
  }
}
