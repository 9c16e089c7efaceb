package dev.execsession.config;

import dev.execsession.problem.SourceSpan;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads data that is part of the tool through the reader of the configuration. */
final class Shipped {
  private static final String POLICIES = "shipped-policies.yml";

  private Shipped() {}

  /** Gives the policies that every configuration starts from. */
  static Map<String, PolicyConfig> policies() {
    try (InputStream in = Shipped.class.getResourceAsStream(POLICIES)) {
      if (in == null) {
        throw new IllegalStateException("missing resource " + POLICIES);
      }
      SourceText source = source(POLICIES, in);
      Map<String, PolicyConfig> policies = new LinkedHashMap<>();
      PolicyReader.read(names(source), Map.of(), null)
          .forEach((id, policy) -> policies.put(id, policy.unplaced()));
      refuseProblems(source);
      return policies;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static SourceText source(String name, InputStream in) throws IOException {
    return new SourceText(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
  }

  /** Gives the map from names that a shipped file holds. */
  static Section names(SourceText source) {
    YamlNode root = YamlReader.read(source);
    return Section.ofNames(
        source,
        "",
        root instanceof YamlNode.Mapping map
            ? map
            : new YamlNode.Mapping(List.of(), SourceSpan.ofLine(1)));
  }

  /** Fails when a shipped file is wrong, which is a bug of ours. */
  static void refuseProblems(SourceText source) {
    if (source.hasProblems()) {
      throw new IllegalStateException("shipped data is wrong: " + source.problems());
    }
  }
}
