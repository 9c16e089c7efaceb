package dev.execsession.plan;

import dev.execsession.plan.Content.Fence;
import dev.execsession.plan.Content.Item;
import dev.execsession.plan.Content.Items;
import dev.execsession.plan.Content.Quote;
import dev.execsession.plan.Content.Unread;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.SourceSpan;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reports unbalanced fences, and blocks that are not in the section of blocks. */
final class FenceRule {
  private static final Set<String> LOCKED = Set.of(Names.BLOCKS, Names.SCOPE, Names.VALIDATION);
  private static final Pattern OPENING =
      Pattern.compile("(?m)^ {0,3}(?:`{3}|~{3})[^`\\s][^`\\n]*$");
  private static final Pattern BLOCK =
      Pattern.compile(
          "(?m)^[ \\t>]*(?:#{1,6}\\s+Block\\s+([^\\s:(]+)|[-*+]?\\s*\\**Block ID\\b.*)");

  private final Reading reading;

  private FenceRule(Reading reading) {
    this.reading = reading;
  }

  static void report(Reading reading, Part root) {
    FenceRule rule = new FenceRule(reading);
    rule.report(root, false, Place.OUTSIDE, root);
  }

  /** The position of a part relative to the section of blocks. */
  private enum Place {
    OUTSIDE,
    INSIDE,
    RIGHT_AFTER
  }

  private void report(Part part, boolean locked, Place place, Part ending) {
    if (part.opaque()) {
      return;
    }
    boolean refuses = locked || LOCKED.contains(part.key());
    Place own = part.key().equals(Names.BLOCKS) ? Place.INSIDE : place;
    if (own != Place.INSIDE && BlockFinder.isBlockHeading(part)) {
      outside(part, own, ending);
    }
    report(part.body(), refuses);
    Place next = own;
    Part end = ending;
    for (Part child : part.parts()) {
      if (reading.names().isSection(child.key())) {
        next = own;
      } else if (next == Place.RIGHT_AFTER
          && place != Place.RIGHT_AFTER
          && end.line() == ending.line()) {
        end = child;
      }
      report(child, refuses, next, end);
      if (child.key().equals(Names.BLOCKS)) {
        next = Place.RIGHT_AFTER;
        end = ending;
      }
    }
  }

  /** Reports a block after a heading that ends the section too early. */
  private void outside(Part block, Place place, Part ending) {
    String name = block.heading().plain();
    if (place == Place.OUTSIDE) {
      ignored(block.heading().where(), name, "is outside `Proposed Next Blocks`");
      return;
    }
    String end = "`" + "#".repeat(ending.level()) + " " + ending.heading().plain() + "`";
    reading.error(
        ProblemCode.PLAN_BLOCK_IGNORED,
        block.heading().where(),
        "`"
            + name
            + "` is outside `Proposed Next Blocks`: "
            + end
            + " on line "
            + ending.line()
            + " ends that section",
        ending.line() == block.line()
            ? "add a `#` to it, or rename it"
            : "delete that heading, or add a `#` to it and its blocks");
  }

  private void report(List<Content> contents, boolean refuses) {
    for (Content content : contents) {
      if (content instanceof Fence fence) {
        reportFence(fence, refuses);
        reportHidden(fence.text(), fence.where(), "is in a fence");
      } else if (content instanceof Unread unread) {
        reportHidden(unread.text(), unread.where(), "is in " + unread.what());
      } else if (content instanceof Quote quote) {
        report(quote.contents(), refuses);
      } else if (content instanceof Items items) {
        for (Item item : items.items()) {
          report(item.more(), refuses);
        }
      }
    }
  }

  private void reportFence(Fence fence, boolean refuses) {
    Matcher opening = OPENING.matcher(fence.text());
    Optional<Integer> inner = Optional.empty();
    boolean shortFence = isShort(fence);
    if (shortFence && opening.find()) {
      String before = fence.text().substring(0, opening.start());
      inner = Optional.of(fence.firstLine() + (int) before.chars().filter(c -> c == '\n').count());
    }
    if (fence.closed() && inner.isEmpty()) {
      return;
    }
    String message =
        inner.isPresent()
            ? "unbalanced fence: another one opens inside it on line " + inner.get()
            : "unbalanced fence: it is never closed and contains the rest of the plan";
    String hint =
        inner.isPresent()
            ? "close this fence before line "
                + inner.get()
                + ", or fence the outer text with four backticks"
            : "close it with a line of three backticks";
    if (refuses) {
      reading.error(ProblemCode.PLAN_UNBALANCED_FENCE, fence.where(), message, hint);
    } else {
      reading.warning(ProblemCode.PLAN_UNBALANCED_FENCE, fence.where(), message, hint);
    }
  }

  private boolean isShort(Fence fence) {
    String line = reading.text().line(fence.where().line()).strip();
    Matcher sign = Pattern.compile("(`+|~+)").matcher(line);
    return sign.find() && sign.group().length() == 3;
  }

  private void reportHidden(String text, SourceSpan where, String why) {
    Matcher block = BLOCK.matcher(text);
    if (block.find()) {
      String name = block.group(1) == null ? "Block ID" : "Block " + block.group(1);
      ignored(where, name, why);
    }
  }

  private void ignored(SourceSpan where, String name, String why) {
    reading.warning(
        ProblemCode.PLAN_BLOCK_IGNORED,
        where,
        "`" + name + "` " + why + " and is not read as a block",
        "to run it, write it as a heading under `Proposed Next Blocks`");
  }
}
