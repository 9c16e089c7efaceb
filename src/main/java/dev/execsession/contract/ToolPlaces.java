package dev.execsession.contract;

import dev.execsession.process.Programs;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Where a tool writes outside of the worktree, by names in the tool's folder.
 *
 * @param programs the tool is there if one of them is; {@code *} for always
 * @param home the tool's folder, below the home folder
 * @param variable names the tool's folder instead; empty if nothing does
 * @param folders are opened, and made if the tool is there
 * @param existing are opened if they exist
 * @param steering determine what the tool does the next time it runs
 * @param own the same, made by the tool itself at its first start
 */
record ToolPlaces(
    List<String> programs,
    String home,
    String variable,
    List<String> folders,
    List<String> existing,
    List<String> steering,
    List<String> own) {
  private static final String SHIPPED = "/dev/execsession/contract/sandbox-places.txt";
  private static final String ALWAYS = "*";

  ToolPlaces {
    programs = List.copyOf(programs);
    folders = List.copyOf(folders);
    existing = List.copyOf(existing);
    steering = List.copyOf(steering);
    own = List.copyOf(own);
  }

  /** Returns whether one of the programs is installed, or part of the worktree. */
  boolean isInstalled(Map<String, String> environment, Path root) {
    return programs.stream()
        .anyMatch(
            program ->
                program.equals(ALWAYS)
                    || Programs.find(program, environment, root).kind() == Programs.Kind.EXECUTABLE
                    || Files.isRegularFile(root.resolve(program)));
  }

  static List<ToolPlaces> shipped() {
    try (InputStream in = ToolPlaces.class.getResourceAsStream(SHIPPED)) {
      if (in == null) {
        throw new IllegalStateException("missing resource " + SHIPPED);
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Parses sections {@code [program ...] home $VARIABLE} and their lines. */
  static List<ToolPlaces> parse(String text) {
    List<ToolPlaces> all = new ArrayList<>();
    List<String> section = new ArrayList<>();
    for (String line : text.lines().filter(line -> !line.startsWith("#")).toList()) {
      if (line.startsWith("[") && !section.isEmpty()) {
        all.add(of(section));
        section.clear();
      }
      if (!line.isBlank()) {
        section.add(line.strip());
      }
    }
    all.add(of(section));
    return List.copyOf(all);
  }

  private static ToolPlaces of(List<String> section) {
    String header = section.get(0);
    int end = header.indexOf(']');
    List<String> programs = words(header.substring(1, end));
    List<String> homes = words(header.substring(end + 1));
    List<String> folders = new ArrayList<>();
    List<String> existing = new ArrayList<>();
    List<String> steering = new ArrayList<>();
    List<String> own = new ArrayList<>();
    for (String name : section.subList(1, section.size())) {
      if (name.startsWith("!")) {
        steering.add(name.substring(1));
      } else if (name.startsWith("?")) {
        own.add(name.substring(1));
      } else if (name.endsWith("/")) {
        folders.add(name.substring(0, name.length() - 1));
      } else {
        existing.add(name);
      }
    }
    return new ToolPlaces(
        programs,
        homes.stream().filter(home -> !home.startsWith("$")).findFirst().orElse(""),
        homes.stream()
            .filter(home -> home.startsWith("$"))
            .map(home -> home.substring(1))
            .findFirst()
            .orElse(""),
        folders,
        existing,
        steering,
        own);
  }

  private static List<String> words(String text) {
    return List.of(text.strip().split(" +")).stream().filter(word -> !word.isEmpty()).toList();
  }
}
