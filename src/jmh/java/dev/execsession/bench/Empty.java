package dev.execsession.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** The floor of every JVM program: a {@code main} that does nothing, in a jar of its own. */
final class Empty {
  /** What the launcher starts every Java with. */
  private static final List<String> FLAGS =
      List.of(
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-XX:-UsePerfData",
          "-Dfile.encoding=UTF-8",
          "-Xlog:disable");

  private Empty() {}

  @SuppressWarnings("unused") // the floor itself
  static final class Main {
    private Main() {}

    public static void main(String[] args) {}
  }

  /** Packs the jar and gives the words that start it. */
  static List<String> words(Jdk jdk, Path folder) throws IOException {
    String entry = Main.class.getName().replace('.', '/') + ".class";
    Path jar = folder.resolve("empty.jar");
    try (InputStream in =
            Objects.requireNonNull(Main.class.getClassLoader()).getResourceAsStream(entry);
        JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new JarEntry(entry));
      Objects.requireNonNull(in).transferTo(out);
    }
    List<String> words = new ArrayList<>(List.of(jdk.java().toString()));
    words.addAll(FLAGS);
    words.addAll(List.of("-cp", jar.toString(), Main.class.getName()));
    return words;
  }
}
