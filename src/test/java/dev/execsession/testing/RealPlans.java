package dev.execsession.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Plans as people really wrote them. */
public final class RealPlans {
  private RealPlans() {}

  /** Returns the text of {@code src/test/resources/plans/NAME}. */
  public static String read(String name) {
    try (InputStream in = RealPlans.class.getResourceAsStream("/plans/" + name)) {
      if (in == null) {
        throw new AssertionError("no plan " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
