package dev.execsession.setup;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The texts that are written into repositories. */
enum Resource {
  TEMPLATE("template.md"),
  SKILL("skill.md"),
  SKILL_ESCALATIONS("skill-escalations.md"),
  GITHUB("github.yml"),
  GITLAB("gitlab.yml");

  private final String file;

  Resource(String file) {
    this.file = file;
  }

  String text() {
    try (InputStream in = Objects.requireNonNull(Resource.class.getResourceAsStream(file), file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
