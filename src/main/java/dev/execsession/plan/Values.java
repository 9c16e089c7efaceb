package dev.execsession.plan;

import dev.execsession.plan.Content.Fence;
import dev.execsession.plan.Content.Item;
import dev.execsession.plan.Content.Items;
import dev.execsession.plan.Prose.CodeSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Parses values of fields. */
final class Values {
  private static final Pattern NONE = Pattern.compile("(?i)(?:none|nothing|n/a)(?:\\W.*)?|[-—]");
  private static final Pattern SEPARATOR = Pattern.compile("\\s*[,;]\\s*|\\s+and\\s+");

  private Values() {}

  /** Returns the names in a field: code spans, or else words separated by commas. */
  static List<String> names(Field field) {
    List<String> names = new ArrayList<>(names(field.value()));
    for (Content content : field.more()) {
      if (content instanceof Items items) {
        items.items().forEach(item -> names.addAll(names(Checkbox.drop(item.prose()))));
      }
    }
    return names;
  }

  private static List<String> names(Prose prose) {
    List<String> names = new ArrayList<>();
    if (isNone(prose)) {
      return names;
    }
    if (prose.codes().isEmpty()) {
      for (String word : SEPARATOR.split(prose.plain(), -1)) {
        names.add(word.replaceFirst("\\.$", "").strip());
      }
    } else {
      prose.codes().stream().map(CodeSpan::text).forEach(names::add);
    }
    names.removeIf(Placeholder::isBlankOrPlaceholder);
    return names;
  }

  static boolean isNone(Prose prose) {
    return (prose.codes().isEmpty() && NONE.matcher(prose.plain()).matches())
        || prose.plain().equalsIgnoreCase("none");
  }

  /** Returns the first text of a field that only mentions commands. */
  static Optional<String> sentence(Field field) {
    List<Prose> texts = new ArrayList<>(List.of(field.value()));
    for (Content content : field.more()) {
      if (content instanceof Items items) {
        items.items().forEach(item -> texts.add(Checkbox.drop(item.prose())));
      }
    }
    return texts.stream()
        .filter(text -> !text.codes().isEmpty())
        .filter(
            text -> {
              CommandItem item = CommandItem.of(text);
              return item.commands().size() < text.codes().size() || item.sentence();
            })
        .map(Prose::text)
        .findFirst();
  }

  /** Returns the scripts in a field: code spans and shell fences. */
  static List<String> scripts(Field field) {
    List<String> scripts = new ArrayList<>();
    field.value().codes().forEach(code -> scripts.add(code.text()));
    for (Content content : field.more()) {
      if (content instanceof Fence fence && CommandRules.isShell(fence.info())) {
        scripts.add(CheckFence.script(fence));
      } else if (content instanceof Items items) {
        for (Item item : items.items()) {
          item.prose().codes().forEach(code -> scripts.add(code.text()));
        }
      }
    }
    scripts.removeIf(String::isBlank);
    return scripts;
  }
}
