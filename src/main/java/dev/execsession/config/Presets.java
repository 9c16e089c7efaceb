package dev.execsession.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads the shipped executors. */
public final class Presets {
  private static final String RESOURCE = "/dev/execsession/executor/presets.yml";

  private Presets() {}

  /** Gives the executors that are part of the tool. */
  public static Map<String, ExecutorConfig> shipped() {
    try (InputStream in = Presets.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("missing resource " + RESOURCE);
      }
      return load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Gives the executors of a stream under their names, in order. The text is what may stand below
   * {@code executors:} in {@code .exec-session.yml}, with or without that key above it. The stream
   * is left open.
   *
   * @throws IllegalStateException when the text is wrong, which is a bug of whoever shipped it
   */
  public static Map<String, ExecutorConfig> load(InputStream in) {
    try {
      SourceText source = Shipped.source("presets.yml", in);
      Section top = Shipped.names(source);
      Section names = top;
      if (top.where("executors") != null) {
        Optional<Section> below = top.names("executors");
        names = below.orElse(top);
      }
      Map<String, ExecutorConfig> presets = new LinkedHashMap<>();
      ExecutorReader.read(names, Map.of())
          .forEach((name, executor) -> presets.put(name, executor.unplaced()));
      Shipped.refuseProblems(source);
      return presets;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
