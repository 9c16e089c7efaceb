package dev.execsession;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** The package's content, as a folder and as archives. */
class DistributionIT {
  private static final Path HOME =
      Path.of(Objects.requireNonNull(System.getProperty("exec.session.home")));
  private static final String VERSION =
      Objects.requireNonNull(System.getProperty("exec.session.version"));

  @Test
  void the_zip_holds_what_the_folder_holds_and_the_launcher_may_run() throws IOException {
    Path zip = HOME.resolveSibling("exec-session-" + VERSION + ".zip");
    try (FileSystem files =
        FileSystems.newFileSystem(zip, Map.of("enablePosixFileAttributes", "true"))) {
      Path root = files.getPath("exec-session-" + VERSION);

      assertThat(names(root)).isEqualTo(names(HOME));
      for (Path home : List.of(HOME, root)) {
        assertThat(Files.getPosixFilePermissions(home.resolve("bin/exec-session")))
            .isEqualTo(PosixFilePermissions.fromString("rwxr-xr-x"));
      }
    }
  }

  @Test
  void each_archive_has_its_checksum_and_one_folder_of_the_same_files() throws Exception {
    for (String ending : List.of(".zip", ".tar.gz")) {
      Path archive = HOME.resolveSibling("exec-session-" + VERSION + ending);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(archive));
      assertThat(archive.resolveSibling(archive.getFileName() + ".sha256"))
          .hasContent(HexFormat.of().formatHex(digest) + "  " + archive.getFileName());
    }
    Process tar =
        new ProcessBuilder(
                "tar",
                "-tzf",
                HOME.resolveSibling("exec-session-" + VERSION + ".tar.gz").toString())
            .start();
    assertThat(new String(tar.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines())
        .filteredOn(name -> !name.endsWith("/"))
        .allMatch(name -> name.startsWith("exec-session-" + VERSION + "/"))
        .hasSize(names(HOME).size());
  }

  @Test
  void it_contains_the_licence_and_the_notices() throws IOException {
    assertThat(names(HOME))
        .contains(
            "LICENSE",
            "NOTICE",
            "licenses/THIRD-PARTY.txt",
            "lib/exec-session.jar",
            "share/man/man1/exec-session.1");
  }

  @Test
  void the_one_jar_knows_its_version_and_holds_no_signature_and_no_module() throws IOException {
    try (JarFile jar = new JarFile(HOME.resolve("lib/exec-session.jar").toFile())) {
      var attributes = jar.getManifest().getMainAttributes();
      assertThat(attributes.getValue("Main-Class")).isEqualTo("dev.execsession.Main");
      assertThat(attributes.getValue("Implementation-Version")).isEqualTo(VERSION);
      assertThat(jar.getManifest().getEntries()).as("digests of classes").isEmpty();
      assertThat(jar.stream().map(ZipEntry::getName))
          .doesNotHaveDuplicates()
          .noneMatch(name -> name.matches("META-INF/[^/]*\\.(SF|RSA|DSA|EC)"))
          .noneMatch(name -> name.endsWith("module-info.class"));
    }
  }

  @Test
  void the_silent_logger_is_the_only_one_offered() throws IOException {
    try (JarFile jar = new JarFile(HOME.resolve("lib/exec-session.jar").toFile());
        var in =
            jar.getInputStream(
                jar.getJarEntry("META-INF/services/org.slf4j.spi.SLF4JServiceProvider"))) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8).strip())
          .isEqualTo("org.slf4j.nop.NOPServiceProvider");
    }
  }

  private static Set<String> names(Path root) throws IOException {
    Set<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.walk(root)) {
      files
          .filter(Files::isRegularFile)
          // The class archive is specific to the folder that was built.
          .filter(file -> !root.relativize(file).startsWith("lib/classes"))
          .forEach(file -> names.add(root.relativize(file).toString()));
    }
    return names;
  }
}
