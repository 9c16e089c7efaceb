package dev.execsession;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.PlanText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code install.sh}, for a user with an empty home whose paths have blanks. */
class InstallIT {
  private static final Path TARGET =
      Path.of(Objects.requireNonNull(System.getProperty("exec.session.home")))
          .toAbsolutePath()
          .resolveSibling("");
  private static final String NAME =
      "exec-session-" + Objects.requireNonNull(System.getProperty("exec.session.version"));

  @TempDir Path temp;

  private Path home;
  private Path download;

  private record Ran(int exit, String text) {}

  @BeforeEach
  void aDownload() throws IOException {
    home = Files.createDirectories(temp.resolve("a home"));
    download = Files.createDirectories(temp.resolve("down loads"));
    for (String name : List.of("install.sh", NAME + ".tar.gz", NAME + ".tar.gz.sha256")) {
      Files.copy(TARGET.resolve(name), download.resolve(name));
    }
  }

  @Test
  void a_user_installs_runs_the_demo_and_uninstalls() throws IOException {
    Ran installed = sh(download, "sh ./install.sh");
    assertThat(installed.exit()).as(installed.text()).isZero();
    assertThat(installed.text())
        .contains("installed exec-session ", "export PATH=", "next    exec-session demo");
    Ran demo = sh(home, "\"$HOME/.local/bin/exec-session\" demo </dev/null");
    assertThat(demo.text()).contains("B01", "Greet by name");
    assertThat(home.resolve(".local/share/man/man1/exec-session-run.1")).isRegularFile();

    Ran removed = sh(download, "sh ./install.sh --uninstall");

    assertThat(removed.exit()).as(removed.text()).isZero();
    assertThat(home.resolve(".local/share/" + NAME)).doesNotExist();
    assertThat(home.resolve(".cache/exec-session")).doesNotExist();
    assertThat(Files.exists(home.resolve(".local/bin/exec-session"))).isFalse();
  }

  @Test
  void an_update_goes_on_with_the_session_of_the_older_version() throws IOException {
    Path old = Files.createDirectories(home.resolve(".local/share/exec-session-0.9.0"));
    sh(home, "tar -xzf \"$D\"/*.tar.gz -C \"$T\" && mv \"$T\"/" + NAME + "/* \"$O\"", old);
    sh(home, "mkdir -p .local/bin && ln -s \"$O\"/bin/exec-session .local/bin/exec-session", old);
    String tool = "\"$HOME/.local/bin/exec-session\"";
    Path repo = Files.createDirectories(home.resolve("re po"));
    Files.createDirectories(repo.resolve("src"));
    Path plan = Files.createDirectories(repo.resolve("docs/exec-plans/active"));
    Files.writeString(repo.resolve("src/A.java"), "class A {}\n");
    Files.writeString(plan.resolve("x.md"), PlanText.ONE_BLOCK);
    Ran paused =
        sh(
            repo,
            "git init -q && git checkout -q -b feature/x && git add -A && git -c user.name=a -c"
                + " user.email=a@b.c commit -q -m a && "
                + tool
                + " run x --executor-command 'echo // >> src/A.java'");
    assertThat(paused.exit()).as(paused.text()).isEqualTo(5);

    Ran installed = sh(download, "sh ./install.sh");
    Ran accepted = sh(repo, tool + " accept B01 && " + tool + " status");

    assertThat(installed.exit()).as(installed.text()).isZero();
    assertThat(home.resolve(".local/bin/exec-session").toRealPath())
        .startsWith(home.resolve(".local/share/" + NAME).toRealPath());
    assertThat(accepted.text()).contains("completed, 1 of 1 block done");
  }

  @Test
  void an_archive_that_was_changed_is_not_installed() throws IOException {
    Files.write(download.resolve(NAME + ".tar.gz"), new byte[] {1, 2, 3});

    Ran refused = sh(download, "sh ./install.sh");

    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.text()).contains("is not what", "nothing was installed");
    assertThat(home.resolve(".local")).isEmptyDirectory();
  }

  @Test
  void a_program_of_that_name_from_elsewhere_stays() throws IOException {
    Path other = Files.createDirectories(home.resolve(".local/bin")).resolve("exec-session");
    Files.writeString(other, "#!/bin/sh\n");

    Ran refused = sh(download, "sh ./install.sh");
    sh(download, "sh ./install.sh --uninstall");

    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.text()).contains("is not from here");
    assertThat(other).hasContent("#!/bin/sh");
  }

  private Ran sh(Path folder, String line) throws IOException {
    return sh(folder, line, temp);
  }

  private Ran sh(Path folder, String line, Path old) throws IOException {
    Map<String, String> environment = new TreeMap<>();
    environment.put("HOME", home.toString());
    environment.put("PATH", System.getenv("PATH"));
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("D", download.toString());
    environment.put("T", temp.toString());
    environment.put("O", old.toString());
    environment.put("CI", "true");
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-c", line).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      return new Ran(process.waitFor(), text);
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }
}
