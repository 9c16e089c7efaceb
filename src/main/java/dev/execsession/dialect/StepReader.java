package dev.execsession.dialect;

import dev.execsession.dialect.Commands.Expected;
import dev.execsession.plan.CheckFence;
import dev.execsession.plan.CommandRules;
import dev.execsession.plan.Content;
import dev.execsession.plan.Content.Fence;
import dev.execsession.plan.Content.Para;
import dev.execsession.plan.Prose;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Adds steps to a block without what belongs to commits, and finds its checks: commands that the
 * source expects to pass.
 */
final class StepReader {
  private static final Pattern COMMIT =
      Pattern.compile("^(?:final\\s+|git\\s+)?commit\\b.*", Pattern.CASE_INSENSITIVE);
  private static final Pattern RUN =
      Pattern.compile(
          "^\\**(?:run|command|verify|test)s?\\**\\s*:\\**\\s*(?<rest>.*)$",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern EXPECTED =
      Pattern.compile(
          "^\\**expect(?:ed)?(?: (?:output|result))?\\**\\s*:\\**\\s*(?<rest>.*)$",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private final Draft draft;
  private final DraftBlock block;
  private final List<Sourced> pending = new ArrayList<>();

  StepReader(Draft draft, DraftBlock block) {
    this.draft = draft;
    this.block = block;
  }

  /**
   * Adds the steps; text above the first one becomes a detail of it. Without steps, the text is
   * one.
   */
  void add(StepCollector.Steps found) {
    List<Content> before = found.before();
    if (found.steps().isEmpty()) {
      addText(before);
      return;
    }
    for (StepCollector.Found step : found.steps()) {
      String bare = step.text().replace("*", "").strip();
      if (COMMIT.matcher(bare).matches()) {
        block.doubt(step.line(), "left out, because `run --commit` makes the commits: " + bare);
        continue;
      }
      draft.ticked += step.ticked() ? 1 : 0;
      pending.clear();
      readCommands(step.text(), step.line());
      List<Content> details = new ArrayList<>(before);
      before = List.of();
      step.details().stream().filter(content -> !writesGit(content)).forEach(details::add);
      readChecks(step.details());
      unclear();
      String text = bare.isEmpty() ? "TBD" : step.text();
      block.steps.add(new DraftStep(new Sourced(text, step.line()), details));
    }
  }

  private void addText(List<Content> contents) {
    for (int i = 0; i < contents.size(); i++) {
      if (contents.get(i) instanceof Para para && !para.prose().text().startsWith("|")) {
        readChecks(contents);
        unclear();
        List<Content> details = new ArrayList<>(contents);
        details.remove(i);
        block.steps.add(new DraftStep(SourceReader.text(para.prose()), details));
        return;
      }
    }
  }

  private boolean writesGit(Content content) {
    if (content instanceof Fence fence && CommandRules.isShell(fence.info())) {
      Optional<String> write = CommandRules.gitWrite(fence.text());
      write.ifPresent(
          command ->
              block.doubt(fence.where().line(), "left out, because it writes to git: " + command));
      return write.isPresent();
    }
    return false;
  }

  private void readChecks(List<Content> details) {
    boolean file = false;
    for (Content content : Passages.flat(details)) {
      if (content instanceof Para para) {
        file = CheckFence.introducesFile(para.prose()) && !RUN.matcher(first(para)).matches();
        Passages.linesOf(para.prose()).forEach(this::readLine);
      } else if (content instanceof Fence fence && CommandRules.isShell(fence.info()) && !file) {
        unclear();
        pending.add(new Sourced(CheckFence.script(fence), fence.firstLine()));
      }
    }
  }

  private static String first(Para para) {
    return para.prose().text();
  }

  private void readLine(Prose line) {
    Matcher expected = EXPECTED.matcher(line.text());
    if (expected.matches()) {
      settle(Commands.expected(expected.group("rest")));
    } else if (RUN.matcher(line.text()).matches()) {
      unclear();
      line.codes().forEach(code -> pending.add(new Sourced(code.text(), line.where().line())));
    }
  }

  /** A step can be a command by itself: {@code Run: `make test`}. */
  private void readCommands(String text, int line) {
    if (RUN.matcher(text.replaceFirst("^\\*\\*", "")).matches()) {
      Matcher code = Pattern.compile("`([^`]+)`").matcher(text);
      while (code.find()) {
        pending.add(new Sourced(code.group(1), line));
      }
    }
  }

  private void settle(Expected expected) {
    if (expected == Expected.UNCLEAR) {
      unclear();
      return;
    }
    for (Sourced command : pending) {
      if (expected == Expected.PASS) {
        Optional<String> obstacle = Commands.obstacle(command.text());
        if (obstacle.isPresent()) {
          block.doubt(
              command.line(), "no check, because it " + obstacle.get() + ": " + command.text());
        } else {
          block.check(command);
        }
      }
    }
    pending.clear();
  }

  /** Turns commands whose result the source does not state into doubts. */
  private void unclear() {
    for (Sourced command : pending) {
      if (CommandRules.gitWrite(command.text()).isEmpty() && !command.text().isBlank()) {
        block.doubt(command.line(), "candidate for Checks: " + command.text());
      }
    }
    pending.clear();
  }
}
