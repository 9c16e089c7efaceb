package dev.execsession.testing;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Validates documents by JSON Schemas. */
public record Schemas(Schema schema) {
  /** Returns the schema in a file. */
  public static Schemas in(Path file) {
    try {
      return of(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Schemas of(String schema) {
    return new Schemas(
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(schema, InputFormat.JSON));
  }

  /** Returns the published schema of SARIF 2.1.0. */
  public static Schemas sarif() {
    String file = "/schema/sarif-schema-2.1.0.json";
    try (InputStream in = Objects.requireNonNull(Schemas.class.getResourceAsStream(file))) {
      return of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns what is wrong with a JSON document; empty if it is valid. */
  public List<String> problems(String json) {
    return problems(json, InputFormat.JSON);
  }

  /** Returns what is wrong with a YAML document, read as an editor does. */
  public List<String> problemsOfYaml(String yaml) {
    return problems(yaml, InputFormat.YAML);
  }

  private List<String> problems(String text, InputFormat format) {
    return schema
        .validate(
            text,
            format,
            context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
        .stream()
        .map(problem -> problem.getInstanceLocation() + ": " + problem.getMessage())
        .toList();
  }
}
