package dev.execsession.dialect;

import dev.execsession.dialect.Draft.Place;
import dev.execsession.plan.CheckFence;
import dev.execsession.plan.Checkbox;
import dev.execsession.plan.CommandItem;
import dev.execsession.plan.CommandRules;
import dev.execsession.plan.Content;
import dev.execsession.plan.Content.Fence;
import dev.execsession.plan.Content.Item;
import dev.execsession.plan.Content.Items;
import dev.execsession.plan.Content.Para;
import dev.execsession.plan.Field;
import dev.execsession.plan.Prose;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads sections whose items are checks: commands, or what a person does. */
final class CheckLists {
  private static final Pattern NEXT_FOLDER = Pattern.compile("(?m)(?<=\\n)cd\\s");

  private final SourceReader reader;

  CheckLists(SourceReader reader) {
    this.reader = reader;
  }

  /** Adds commands as checks of the plan, and everything else as manual checks. */
  void addToPlan(List<Content> contents) {
    boolean file = false;
    for (Content content : contents) {
      if (content instanceof Items items) {
        items.items().forEach(this::addItem);
      } else if (content instanceof Fence fence && !file) {
        addFence(fence);
      } else if (content instanceof Para para) {
        file = CheckFence.introducesFile(para.prose());
        if (!para.prose().text().startsWith("|") && !para.prose().plain().endsWith(":")) {
          addText(para.prose());
        }
      }
    }
  }

  private void addItem(Item item) {
    Prose prose = Checkbox.drop(item.prose());
    boolean label = !item.more().isEmpty() && prose.codes().isEmpty();
    if (!prose.isBlank() && !label) {
      addText(prose);
    }
    addToPlan(item.more());
  }

  private void addText(Prose prose) {
    Optional<Field> label = reader.source.fields().split(prose);
    Prose text =
        label.filter(f -> !CommandItem.isNoCommand(f.name())).map(Field::value).orElse(prose);
    CommandItem item = CommandItem.of(text);
    if (item.commands().isEmpty() || item.sentence() || item.directory() != null) {
      reader.draft.manual.add(new Sourced(prose.text(), prose.where().line()));
      return;
    }
    item.commands().forEach(code -> add(code.text(), code.where().line()));
  }

  private void addFence(Fence fence) {
    if (!CommandRules.isShell(fence.info())) {
      if (fence.info().isEmpty()) {
        reader.draft.doubt(
            Place.VALIDATION,
            fence.where().line(),
            "candidate for a check, in a fence without language: " + fence.text().strip());
      }
      return;
    }
    String script = CheckFence.script(fence);
    // Each of several lines with `cd` starts at the root, not where the one before ended.
    if (NEXT_FOLDER.matcher(script).find()) {
      List<String> lines = script.lines().toList();
      for (int i = 0; i < lines.size(); i++) {
        if (!lines.get(i).isBlank() && !lines.get(i).startsWith("#")) {
          add(lines.get(i), fence.firstLine() + i);
        }
      }
    } else {
      add(script, fence.firstLine());
    }
  }

  /** Adds a command, or a doubt that says why it is none. */
  void add(String command, int line) {
    Optional<String> obstacle = Commands.obstacle(command);
    if (obstacle.isPresent()) {
      reader.draft.doubt(
          Place.VALIDATION, line, "no check, because it " + obstacle.get() + ": " + command);
    } else {
      reader.draft.check(new Sourced(command, line));
    }
  }
}
