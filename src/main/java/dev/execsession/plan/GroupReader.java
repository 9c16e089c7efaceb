package dev.execsession.plan;

import dev.execsession.plan.Content.Item;
import dev.execsession.plan.Content.Items;
import dev.execsession.plan.Prose.CodeSpan;
import dev.execsession.problem.ProblemCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses groups of blocks: {@code B01-B03}, {@code B01, B02}, {@code none}. */
final class GroupReader {
  private static final Pattern DASH = Pattern.compile("\\s*(?:-|–|—|\\.\\.|\\bto\\b)\\s*");

  private final Reading reading;
  private final Field field;
  private final List<BlockId> order;
  private final List<List<BlockId>> groups = new ArrayList<>();

  private GroupReader(Reading reading, Field field, List<BlockId> order) {
    this.reading = reading;
    this.field = field;
    this.order = order;
  }

  /** Returns the groups, each contiguous in plan order; reports invalid ones. */
  static List<List<BlockId>> read(Reading reading, Field field, List<BlockId> order) {
    if (field.isUnset() || (field.more().isEmpty() && Values.isNone(field.value()))) {
      return List.of();
    }
    GroupReader reader = new GroupReader(reading, field, order);
    reader.addProse(field.value());
    for (Content content : field.more()) {
      if (content instanceof Items items) {
        for (Item item : items.items()) {
          reader.addProse(item.prose());
        }
      }
    }
    return reader.judged();
  }

  private void addProse(Prose prose) {
    if (prose.isBlank() || Values.isNone(prose)) {
      return;
    }
    List<CodeSpan> codes = prose.codes();
    String text =
        codes.isEmpty()
            ? prose.plain().replaceFirst("\\s*\\(.*", "")
            : String.join(", ", codes.stream().map(CodeSpan::text).toList());
    for (String group : text.split(";", -1)) {
      List<BlockId> singles = new ArrayList<>();
      for (String part : group.split(",|\\band\\b", -1)) {
        addPart(part.strip(), singles);
      }
      if (!singles.isEmpty()) {
        groups.add(singles);
      }
    }
  }

  private void addPart(String part, List<BlockId> singles) {
    if (part.isEmpty()) {
      return;
    }
    int single = indexOf(part);
    if (single >= 0) {
      singles.add(order.get(single));
      return;
    }
    Matcher dash = DASH.matcher(part);
    while (dash.find()) {
      int from = indexOf(part.substring(0, dash.start()));
      int to = indexOf(part.substring(dash.end()));
      if (from >= 0 && to >= 0) {
        if (from > to) {
          refuse("group `" + part + "` is in reverse order", "write the earlier block first");
        } else {
          groups.add(List.copyOf(order.subList(from, to + 1)));
        }
        return;
      }
    }
    refuse(
        "group `" + part + "` names a block that the plan does not have",
        order.isEmpty()
            ? "write `none`"
            : "the plan's blocks are `"
                + String.join("`, `", order.stream().map(BlockId::value).toList())
                + "`");
  }

  private int indexOf(String id) {
    return BlockId.isId(id) ? order.indexOf(new BlockId(id)) : -1;
  }

  private List<List<BlockId>> judged() {
    Set<BlockId> taken = new HashSet<>();
    List<List<BlockId>> good = new ArrayList<>();
    for (List<BlockId> group : groups) {
      int first = order.indexOf(group.get(0));
      boolean contiguous =
          first + group.size() <= order.size()
              && order.subList(first, first + group.size()).equals(group);
      String name = String.join(", ", group.stream().map(BlockId::value).toList());
      if (!contiguous) {
        refuse(
            "group `" + name + "` is not contiguous in the plan's order",
            "list consecutive blocks in plan order");
      } else if (group.stream().anyMatch(taken::contains)) {
        refuse("a block of group `" + name + "` is in two groups", "put each block in one group");
      } else {
        taken.addAll(group);
        good.add(group);
      }
    }
    return good;
  }

  private void refuse(String message, String hint) {
    reading.error(ProblemCode.PLAN_GROUP, field.where(), message, hint);
  }
}
