package dev.execsession.config;

import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.SourceSpan;
import dev.execsession.text.Suggestion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A map of the configuration. An invalid key is reported once and reads as absent; {@code name} is
 * the path of the map, {@code "executors.agent"}, empty at the top level.
 */
final class Section {
  private final SourceText source;
  private final String name;
  private final Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();

  private Section(SourceText source, String name, YamlNode.Mapping node) {
    this.source = source;
    this.name = name;
    node.entries().forEach(entry -> entries.put(entry.key().value(), entry));
  }

  /** Returns a map with arbitrary keys. */
  static Section ofNames(SourceText source, String name, YamlNode.Mapping node) {
    return new Section(source, name, node);
  }

  /** Returns a map with the given keys; reports any other. */
  static Section of(SourceText source, String name, YamlNode.Mapping node, List<String> keys) {
    Section section = new Section(source, name, node);
    for (YamlNode.Entry entry : node.entries()) {
      String key = entry.key().value();
      if (!keys.contains(key)) {
        source.complain(
            ProblemCode.CONFIG_UNKNOWN_KEY,
            entry.key().where(),
            "`" + key + "` is not a key of " + (name.isEmpty() ? "this file" : "`" + name + "`"),
            Suggestion.hint(key, keys, "the keys are " + Suggestion.alternatives(keys)));
      }
    }
    return section;
  }

  List<YamlNode.Entry> entries() {
    return List.copyOf(entries.values());
  }

  /** Returns the position of a key; null when it is absent. */
  @Nullable SourceSpan where(String key) {
    YamlNode.@Nullable Entry entry = entries.get(key);
    return entry == null ? null : entry.key().where();
  }

  /** Returns a key's value; empty when it is absent or invalid. */
  Optional<YamlNode> node(String key) {
    YamlNode.@Nullable Entry entry = entries.get(key);
    return entry == null ? Optional.empty() : usable(entry);
  }

  private Optional<YamlNode> usable(YamlNode.Entry entry) {
    if (entry.value() instanceof YamlNode.Unusable) {
      return Optional.empty();
    }
    if (entry.value() instanceof YamlNode.Text text && text.isMissing()) {
      source.complain(
          ProblemCode.CONFIG_TYPE,
          entry.key().where(),
          "`" + qualified(entry.key().value()) + "` has no value",
          "add a value, or remove the line");
      return Optional.empty();
    }
    return Optional.of(entry.value());
  }

  Optional<YamlNode.Text> text(String key) {
    Optional<YamlNode> node = node(key);
    return node.isEmpty() ? Optional.empty() : asText(key, node.get());
  }

  /** Returns a value parsed by {@code reader}, or reports it with {@code hint}. */
  <T> Optional<T> parsed(
      String key, Function<String, Optional<T>> reader, String kind, String hint) {
    Optional<YamlNode.Text> text = text(key);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Optional<T> value = reader.apply(text.get().value());
    if (value.isEmpty()) {
      fault(text.get(), key, "must be " + kind + ", not `" + text.get().value() + "`", hint);
    }
    return value;
  }

  Optional<Duration> duration(String key) {
    return parsed(key, Units::duration, "a duration", Units.DURATION_HINT);
  }

  Optional<String> choice(String key, List<String> words) {
    Optional<YamlNode.Text> text = text(key);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    String given = text.get().value();
    if (words.contains(given)) {
      return Optional.of(given);
    }
    fault(
        text.get(),
        key,
        "must be " + Suggestion.alternatives(words) + ", not `" + given + "`",
        Suggestion.hint(given, words, "write `" + key + ": " + words.get(0) + "`"));
    return Optional.empty();
  }

  Optional<Boolean> flag(String key) {
    Optional<String> word = choice(key, List.of("true", "false"));
    return word.isEmpty() ? Optional.empty() : Optional.of(word.get().equals("true"));
  }

  /** Returns a list of strings; empty when the key is absent. */
  List<YamlNode.Text> texts(String key) {
    Optional<YamlNode> node = node(key);
    return node.isEmpty() ? List.of() : asTexts(key, node.get());
  }

  /** Returns a list of paths or patterns below the root; empty when the key is absent. */
  List<String> paths(String key) {
    List<String> paths = new ArrayList<>();
    for (YamlNode.Text text : texts(key)) {
      path(key, text).ifPresent(paths::add);
    }
    return List.copyOf(paths);
  }

  /** Returns a path below the root. */
  Optional<String> path(String key) {
    Optional<YamlNode.Text> text = text(key);
    return text.isEmpty() ? Optional.empty() : path(key, text.get());
  }

  /** Validates a path, a value of {@code key}. */
  Optional<String> path(String key, YamlNode.Text text) {
    Optional<String> fault = PathForm.fault(text.value());
    if (fault.isPresent()) {
      fault(
          text,
          key,
          "`" + text.value() + "` " + fault.get(),
          "write a path such as `docs/guide.md` or a pattern such as `api/**`");
      return Optional.empty();
    }
    return Optional.of(text.value());
  }

  /** Validates a folder below the root or, with {@code ~/}, below the home folder. */
  Optional<String> folder(String key, YamlNode.Text text) {
    String path = text.value();
    Optional<String> fault =
        PathForm.fault(path.startsWith("~/") ? path.substring(2) : path)
            .or(
                () ->
                    path.matches(".*[*?\\[].*")
                        ? Optional.of("must be one folder, not a pattern")
                        : Optional.empty());
    fault.ifPresent(
        why ->
            fault(
                text,
                key,
                "`" + path + "` " + why,
                "write a folder such as `build` or `~/.cache`"));
    return fault.isEmpty() ? Optional.of(path) : Optional.empty();
  }

  /** Returns a map with the given keys. */
  Optional<Section> section(String key, List<String> keys) {
    Optional<YamlNode> node = node(key);
    return node.isEmpty() ? Optional.empty() : asSection(key, node.get(), keys);
  }

  /** Returns a map with the given keys; empty when it is absent. */
  Section part(String key, List<String> keys) {
    return section(key, keys).orElse(nothing());
  }

  private Section nothing() {
    return new Section(source, name, new YamlNode.Mapping(List.of(), SourceSpan.ofLine(1)));
  }

  /** Returns a map with arbitrary keys. */
  Optional<Section> names(String key) {
    Optional<YamlNode> node = node(key);
    if (node.isPresent() && !(node.get() instanceof YamlNode.Mapping)) {
      wrongType(key, node.get(), "a map", "write `NAME: VALUE` lines below `" + key + ":`");
    }
    return node.isPresent() && node.get() instanceof YamlNode.Mapping map
        ? Optional.of(ofNames(source, qualified(key), map))
        : Optional.empty();
  }

  Optional<Section> asSection(String key, YamlNode node, List<String> keys) {
    if (node instanceof YamlNode.Mapping map) {
      return Optional.of(of(source, qualified(key), map, keys));
    }
    wrongType(key, node, "a map", "the keys are " + Suggestion.alternatives(keys));
    return Optional.empty();
  }

  List<YamlNode.Text> asTexts(String key, YamlNode node) {
    List<YamlNode.Text> texts = new ArrayList<>();
    if (node instanceof YamlNode.Listing list) {
      for (YamlNode item : list.items()) {
        asItem(key, item).ifPresent(texts::add);
      }
    } else {
      wrongType(key, node, "a list", "write one `- VALUE` per line below `" + key + ":`");
    }
    return List.copyOf(texts);
  }

  /** Like {@link #asTexts}, but reports an empty list. */
  List<YamlNode.Text> asSomeTexts(String key, YamlNode node) {
    if (node instanceof YamlNode.Listing list && list.items().isEmpty()) {
      fault(node, key, "must not be empty", "name at least one, or remove the line");
    }
    return asTexts(key, node);
  }

  /**
   * Returns a command: a list of strings of which only the first, the program, must not be empty.
   */
  List<String> asArguments(String key, YamlNode.Listing list) {
    List<String> arguments = new ArrayList<>();
    for (YamlNode item : list.items()) {
      boolean empty =
          item instanceof YamlNode.Text text && !text.isMissing() && text.value().isEmpty();
      if (empty && !arguments.isEmpty()) {
        arguments.add("");
      } else {
        asItem(key, item).ifPresent(text -> arguments.add(text.value()));
      }
    }
    if (list.items().isEmpty()) {
      fault(list, key, "must not be empty", "name the program to run");
    }
    return arguments;
  }

  /** Returns an item of a list of strings. */
  Optional<YamlNode.Text> asItem(String key, YamlNode item) {
    if (item instanceof YamlNode.Text text) {
      if (!text.value().isBlank()) {
        return Optional.of(text);
      }
      fault(text, key, "has an empty item", "remove the item");
    } else if (!(item instanceof YamlNode.Unusable)) {
      String hint =
          item instanceof YamlNode.Mapping
              ? "put the item in quotes if its `: ` or `{` is part of the text"
              : "put the item in quotes if its `[` is part of the text";
      wrongType("an item of `" + qualified(key) + "`", item.where(), item, "a string", hint);
    }
    return Optional.empty();
  }

  private Optional<YamlNode.Text> asText(String key, YamlNode node) {
    if (node instanceof YamlNode.Text text) {
      if (!text.value().isBlank()) {
        return Optional.of(text);
      }
      fault(text, key, "must not be empty", "add a value, or remove the line");
      return Optional.empty();
    }
    wrongType(key, node, "a string", "write `" + key + ": VALUE`");
    return Optional.empty();
  }

  /** Reports a value of the wrong type. */
  void wrongType(String key, YamlNode node, String wanted, String hint) {
    YamlNode.@Nullable Entry entry = entries.get(key);
    SourceSpan where =
        node instanceof YamlNode.Text || entry == null ? node.where() : entry.key().where();
    wrongType("`" + qualified(key) + "`", where, node, wanted, hint);
  }

  private void wrongType(
      String subject, SourceSpan where, YamlNode node, String wanted, String hint) {
    if (!(node instanceof YamlNode.Unusable)) {
      String kind =
          node instanceof YamlNode.Listing
              ? "a list"
              : node instanceof YamlNode.Mapping ? "a map" : "a string";
      source.complain(
          ProblemCode.CONFIG_TYPE, where, subject + " must be " + wanted + ", not " + kind, hint);
    }
  }

  /** Reports a value: {@code "`key` " + fault}. */
  void fault(YamlNode value, String key, String fault, String hint) {
    source.complain(
        ProblemCode.CONFIG_VALUE, value.where(), "`" + qualified(key) + "` " + fault, hint);
  }

  /** Reports a key. */
  void faultyKey(SourceSpan where, String message, String hint) {
    source.complain(ProblemCode.CONFIG_VALUE, where, message, hint);
  }

  /** Returns the path of a key, {@code "executors.agent.prompt"}. */
  String qualified(String key) {
    return name.isEmpty() ? key : name + "." + key;
  }
}
