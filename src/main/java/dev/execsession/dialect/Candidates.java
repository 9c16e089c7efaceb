package dev.execsession.dialect;

import dev.execsession.dialect.Draft.Place;
import dev.execsession.plan.CheckFence;
import dev.execsession.plan.CommandRules;
import dev.execsession.plan.Content;
import dev.execsession.plan.Content.Fence;
import dev.execsession.plan.Content.Item;
import dev.execsession.plan.Content.Items;
import dev.execsession.plan.Content.Para;
import dev.execsession.plan.Content.Title;
import dev.execsession.plan.Content.Unread;
import dev.execsession.plan.Programs;
import dev.execsession.plan.Prose;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists paths and commands that a source only mentions, as doubts. */
final class Candidates {
  private Candidates() {}

  /** Adds the paths of code spans and links. */
  static void addPaths(List<Content> contents, Draft draft, @Nullable String file) {
    for (Prose prose : texts(contents)) {
      for (Mentions.Path path : Mentions.of(prose.text())) {
        boolean granted =
            draft.include.stream().anyMatch(entry -> entry.pattern().equals(path.path()));
        if (!granted) {
          draft.doubt(
              Place.SCOPE,
              new Sourced("candidate for Include: " + path.path(), prose.where().line(), file));
        }
      }
    }
  }

  /** Adds the commands of code spans, shell fences and indented code. */
  static void addCommands(List<Content> contents, Draft draft) {
    for (Prose prose : texts(contents)) {
      for (Prose.CodeSpan code : prose.codes()) {
        if (Programs.isKnown(code.text()) && code.text().contains(" ")) {
          add(code.text(), code.where().line(), draft);
        }
      }
    }
    for (Content content : Passages.flat(contents)) {
      if (content instanceof Fence fence && CommandRules.isShell(fence.info())) {
        add(CheckFence.script(fence), fence.firstLine(), draft);
      } else if (content instanceof Unread unread && unread.what().equals(Unread.INDENTED)) {
        add(unread.text(), unread.where().line(), draft);
      }
    }
  }

  private static void add(String command, int line, Draft draft) {
    boolean known = draft.checks.stream().anyMatch(check -> check.text().equals(command.strip()));
    if (!known && CommandRules.gitWrite(command).isEmpty()) {
      draft.doubt(Place.VALIDATION, line, "candidate for a check: " + command.strip());
    }
  }

  private static List<Prose> texts(List<Content> contents) {
    List<Prose> texts = new ArrayList<>();
    for (Content content : Passages.flat(contents)) {
      if (content instanceof Para para) {
        texts.add(para.prose());
      } else if (content instanceof Title title) {
        texts.add(title.prose());
      } else if (content instanceof Items items) {
        items.items().stream().map(Item::prose).forEach(texts::add);
      }
    }
    return texts;
  }
}
