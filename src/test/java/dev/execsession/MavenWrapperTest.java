package dev.execsession;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.execsession.testing.Script;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The build script: it uses an installed Maven, or fetches one and verifies it first. */
@Timeout(120)
class MavenWrapperTest {
  private static final String VERSION = "9.8.7";
  private static final String PLACE =
      "/org/apache/maven/apache-maven/9.8.7/apache-maven-9.8.7-bin.tar.gz";

  @TempDir Path temp;
  private final Map<String, String> environment = new HashMap<>();
  private final AtomicInteger fetched = new AtomicInteger();
  private final HttpServer server;

  MavenWrapperTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void a_project_with_a_wrapper_and_a_repository_with_a_maven() throws IOException {
    Path bin = Files.createDirectories(temp.resolve("bin"));
    for (String tool :
        List.of("sed", "mktemp", "mkdir", "rm", "mv", "tar", "gzip", "curl", "sha512sum")) {
      Script.write(bin.resolve(tool), "#!/bin/sh\nexec " + onThisMachine(tool) + " \"$@\"\n");
    }
    Script.write(bin.resolve("java"), "#!/bin/sh\n");

    Files.copy(Path.of("mvnw"), temp.resolve("mvnw"), StandardCopyOption.COPY_ATTRIBUTES);
    byte[] archive = archive();
    Path properties = temp.resolve(".mvn/wrapper/maven-wrapper.properties");
    Files.createDirectories(properties.getParent());
    Files.writeString(
        properties,
        """
        # a comment
        distributionVersion=%s
        distributionUrl=http://127.0.0.1:1/unused
        distributionSha512Sum=%s
        """
            .formatted(VERSION, sha512(archive)));

    server.createContext(
        PLACE,
        exchange -> {
          fetched.incrementAndGet();
          exchange.sendResponseHeaders(200, archive.length);
          exchange.getResponseBody().write(archive);
          exchange.close();
        });
    server.start();

    environment.put("PATH", bin.toString());
    environment.put("HOME", temp.resolve("home").toString());
    environment.put("MVNW_REPOURL", "http://127.0.0.1:" + server.getAddress().getPort());
  }

  @AfterEach
  void close_the_repository() {
    server.stop(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.8.6", "3.8.10", "3.9.11", "3.10.0"})
  void an_installed_maven_that_is_new_enough_is_used(String version) throws IOException {
    install(version);

    Ran ran = mvnw("-v", "a b");

    assertThat(ran.out()).isEqualTo("installed " + version + ": -v a b\n");
    assertThat(fetched).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.6.3", "3.8.5", "4.0.0"})
  void another_maven_is_fetched_if_the_installed_one_does_not_match(String version)
      throws IOException {
    install(version);

    assertThat(mvnw("verify").out()).isEqualTo("fetched: verify\n");
  }

  @Test
  void it_is_fetched_once_and_kept_whole() throws IOException {
    environment.put("MAVEN_USER_HOME", temp.resolve("kept here").toString());

    Ran first = mvnw("one");
    Ran second = mvnw("two");

    assertThat(first.err()).isEqualTo("mvnw: fetching Maven 9.8.7\n");
    assertThat(first.out()).isEqualTo("fetched: one\n");
    assertThat(second.err()).isEmpty();
    assertThat(second.out()).isEqualTo("fetched: two\n");
    assertThat(fetched).hasValue(1);
    try (Stream<Path> kept = Files.list(temp.resolve("kept here/wrapper/dists"))) {
      assertThat(kept.map(path -> path.getFileName().toString()))
          .containsExactly("apache-maven-9.8.7");
    }
  }

  @Test
  void an_archive_with_another_digest_is_thrown_away() throws IOException {
    Path properties = temp.resolve(".mvn/wrapper/maven-wrapper.properties");
    Files.writeString(
        properties,
        Files.readString(properties)
            .replaceFirst("(?m)^distributionSha512Sum=.*$", "distributionSha512Sum=00"));

    Ran ran = mvnw("verify");

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).contains("is not Maven 9.8.7: its SHA-512 is ");
    try (Stream<Path> kept = Files.list(temp.resolve("home/.m2/wrapper/dists"))) {
      assertThat(kept).isEmpty();
    }
  }

  @Test
  void a_failed_download_is_reported_with_a_hint() {
    String nowhere = environment.get("MVNW_REPOURL") + "/nowhere";
    environment.put("MVNW_REPOURL", nowhere);

    Ran ran = mvnw("verify");

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err())
        .endsWith(
            """
            mvnw: cannot fetch `%s`
            hint: install Maven 3.8.6 or newer, or set MVNW_REPOURL to a repository you can reach
            """
                .formatted(nowhere + PLACE));
  }

  @Test
  void without_java_it_fails_before_it_fetches_anything() throws IOException {
    Files.delete(temp.resolve("bin/java"));

    Ran ran = mvnw("verify");

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err()).startsWith("mvnw: no Java found\n");
    assertThat(fetched).hasValue(0);
  }

  private Ran mvnw(String... words) {
    return Ran.program(
        temp,
        environment,
        Stream.concat(Stream.of(temp.resolve("mvnw").toString()), Stream.of(words)).toList());
  }

  private void install(String version) throws IOException {
    Script.write(
        temp.resolve("bin/mvn"),
        """
        #!/bin/sh
        if [ "$1" = --version ]; then printf '\\033[1mApache Maven %1$s\\033[m\\nJava version: 17\\n'; exit; fi
        echo "installed %1$s: $*"
        """
            .formatted(version));
  }

  private byte[] archive() throws IOException {
    Script.write(
        temp.resolve("made/apache-maven-9.8.7/bin/mvn"), "#!/bin/sh\necho \"fetched: $*\"\n");
    Path archive = temp.resolve("maven.tar.gz");
    Ran tar =
        Ran.program(
            temp,
            Map.of("PATH", "/usr/bin:/bin"),
            List.of("tar", "-czf", archive.toString(), "-C", "made", "apache-maven-9.8.7"));
    assertThat(tar.exit()).as(tar.err()).isZero();
    return Files.readAllBytes(archive);
  }

  private static Path onThisMachine(String tool) {
    return Stream.of("/usr/bin/", "/bin/")
        .map(folder -> Path.of(folder + tool))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new AssertionError("this test needs `" + tool + "`"));
  }

  private static String sha512(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
