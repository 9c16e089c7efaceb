package dev.execsession.config;

import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.SourceSpan;
import dev.execsession.text.TextSanitizer;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Parses a strict subset of YAML: one document of strings, lists and maps. Based on parser events,
 * in which tags, anchors and aliases are visible and scalars are untyped. Not recursive, so that
 * depth needs no stack.
 */
final class YamlReader {
  private static final int MAX_DEPTH = 32;

  private final SourceText source;
  private final Deque<Open> open = new ArrayDeque<>();
  private @Nullable YamlNode root;

  private YamlReader(SourceText source) {
    this.source = source;
  }

  /**
   * Returns the document's value; null when it is empty or has syntax errors, which are reported to
   * {@code source}.
   */
  static @Nullable YamlNode read(SourceText source) {
    if (source.text().isEmpty()) {
      return null;
    }
    YamlReader reader = new YamlReader(source);
    return reader.readEvents() ? reader.root : null;
  }

  private boolean readEvents() {
    int documents = 0;
    try {
      // Yaml would also load classes that construct objects and write documents.
      Parser parser =
          new ParserImpl(new StreamReader(new StringReader(source.text())), new LoaderOptions());
      for (Event event = parser.getEvent(); event != null; event = parser.getEvent()) {
        if (event instanceof DocumentStartEvent && ++documents > 1) {
          source.complain(
              ProblemCode.CONFIG_SYNTAX,
              span(event),
              "a second document starts here",
              "remove this line, or move the rest into the first document");
          return false;
        }
        if (!accept(event)) {
          return false;
        }
      }
      return true;
    } catch (YAMLException e) {
      YamlSyntax.complain(source, e);
      return false;
    }
  }

  private boolean accept(Event event) {
    if (event instanceof NodeEvent node) {
      refuseDecoration(node);
    }
    if (event instanceof ScalarEvent scalar) {
      boolean usable = scalar.getTag() == null && isVisible(scalar);
      add(
          usable
              ? new YamlNode.Text(scalar.getValue(), !scalar.isPlain(), span(event))
              : new YamlNode.Unusable(span(event)));
    } else if (event instanceof AliasEvent) {
      add(new YamlNode.Unusable(span(event)));
    } else if (event instanceof SequenceStartEvent || event instanceof MappingStartEvent) {
      if (open.size() >= MAX_DEPTH) {
        source.complain(
            ProblemCode.CONFIG_SYNTAX,
            span(event),
            "values are nested more than " + MAX_DEPTH + " levels deep",
            "no key needs more than four levels; look for a stray `[` or `{`");
        return false;
      }
      open.push(new Open(event instanceof MappingStartEvent, span(event), new ArrayList<>()));
    } else if (event instanceof CollectionEndEvent) {
      add(close(open.pop()));
    }
    return true;
  }

  /** Checks the unescaped value: {@code "\\u202e"} is visible only in the file. */
  private boolean isVisible(ScalarEvent scalar) {
    OptionalInt hidden = scalar.getValue().codePoints().filter(TextSanitizer::isHidden).findFirst();
    hidden.ifPresent(
        c ->
            source.complain(
                ProblemCode.CONFIG_VALUE,
                span(scalar),
                "the value contains the invisible character `U+%04X`".formatted(c),
                "remove the escape"));
    return hidden.isEmpty();
  }

  private void refuseDecoration(NodeEvent event) {
    @Nullable String tag = tag(event);
    String hint = "put the value in quotes if it starts with `%s` intentionally, or remove it";
    if (event instanceof AliasEvent alias) {
      source.complain(
          ProblemCode.CONFIG_TAG,
          span(event),
          "the alias `*" + alias.getAnchor() + "` is not allowed",
          "write the value out, or put it in quotes if it starts with `*` intentionally");
    } else if (event.getAnchor() != null) {
      source.complain(
          ProblemCode.CONFIG_TAG,
          span(event),
          "the anchor `&" + event.getAnchor() + "` is not allowed",
          hint.formatted("&"));
    } else if (tag != null) {
      source.complain(
          ProblemCode.CONFIG_TAG,
          span(event),
          "the tag `" + tag.replace("tag:yaml.org,2002:", "!!") + "` is not allowed",
          hint.formatted("!"));
    }
  }

  private static @Nullable String tag(NodeEvent event) {
    if (event instanceof ScalarEvent scalar) {
      return scalar.getTag();
    }
    return event instanceof CollectionStartEvent start ? start.getTag() : null;
  }

  private void add(YamlNode node) {
    Open parent = open.peek();
    if (parent == null) {
      root = node instanceof YamlNode.Text text && text.isMissing() ? null : node;
    } else {
      parent.children().add(node);
    }
  }

  private YamlNode close(Open collection) {
    if (!collection.mapping()) {
      return new YamlNode.Listing(collection.children(), collection.where());
    }
    Map<String, SourceSpan> first = new HashMap<>();
    List<YamlNode.Entry> entries = new ArrayList<>();
    for (int i = 0; i + 1 < collection.children().size(); i += 2) {
      YamlNode key = collection.children().get(i);
      if (key instanceof YamlNode.Text text) {
        @Nullable SourceSpan before = first.putIfAbsent(text.value(), text.where());
        if (before == null) {
          entries.add(new YamlNode.Entry(text, collection.children().get(i + 1)));
        } else {
          source.complain(
              ProblemCode.CONFIG_DUPLICATE_KEY,
              text.where(),
              "`" + text.value() + "` is duplicated, first on line " + before.line(),
              "remove one of them");
        }
      } else if (!(key instanceof YamlNode.Unusable)) {
        source.complain(
            ProblemCode.CONFIG_TYPE,
            key.where(),
            "a key must be a string, not a list or a map",
            "put the key in quotes if it starts with `[` or `{` intentionally");
      }
    }
    return new YamlNode.Mapping(entries, collection.where());
  }

  private SourceSpan span(Event event) {
    Mark start = event.getStartMark();
    Mark end = event.getEndMark();
    int line = start.getLine() + 1;
    String text = source.line(line);
    int width = text.codePointCount(0, text.length());
    int column = start.getColumn() + 1;
    int endColumn =
        event instanceof ScalarEvent && end.getLine() + 1 == line
            ? end.getColumn() + 1
            : event instanceof ScalarEvent ? width + 1 : column + 1;
    return new SourceSpan(line, column, Math.max(endColumn, column + 1));
  }

  /** An open list or map. */
  private record Open(boolean mapping, SourceSpan where, List<YamlNode> children) {}
}
