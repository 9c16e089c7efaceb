package dev.execsession;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The shell script that users call: it must find the right Java and pass everything on unchanged.
 */
@Timeout(120)
class LauncherIT {
  private static final Path HOME =
      Path.of(Objects.requireNonNull(System.getProperty("exec.session.home")));
  private static final Path LAUNCHER = HOME.resolve("bin/exec-session");

  @TempDir Path temp;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void starts_with_nothing_but_a_path() {
    environment.put("PATH", "/usr/bin:/bin");
    environment.put("LC_ALL", "C.UTF-8");
  }

  @Test
  void without_any_java_it_prints_what_to_install() throws IOException {
    environment.put("PATH", Files.createDirectory(temp.resolve("empty")).toString());

    Ran ran = launch();

    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err())
        .isEqualTo(
            """
            exec-session: no Java found
            hint: install Java 17 or newer, or set JAVA_HOME to where one is
            """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"11.0.22", "1.8.0_402", "16"})
  void an_older_java_is_refused_before_it_starts(String version) throws IOException {
    Path old = FakeJava.home(temp.resolve("old"), version);
    environment.put("JAVA_HOME", old.toString());

    Ran ran = launch();

    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err())
        .isEqualTo(
            """
            exec-session: Java 17 or newer is needed, and JAVA_HOME leads to Java %s: `%s/bin/java`
            hint: set EXEC_SESSION_JAVA or JAVA_HOME to a newer one
            """
                .formatted(version, old));
  }

  @Test
  void an_older_java_without_a_release_file_is_asked_and_refused() throws IOException {
    environment.put("JAVA_HOME", FakeJava.bare(temp.resolve("old"), "11.0.22").toString());

    Ran ran = launch();

    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.err()).contains("JAVA_HOME leads to Java 11.0.22");
  }

  @ParameterizedTest
  @ValueSource(strings = {"17", "17.0.15", "25-ea", "100.0.1"})
  void a_java_of_17_or_newer_is_started(String version) throws IOException {
    environment.put("JAVA_HOME", FakeJava.home(temp.resolve("new"), version).toString());

    assertThat(launch().exit()).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(strings = {"JAVA_HOME", "EXEC_SESSION_JAVA"})
  void a_variable_that_leads_nowhere_is_named(String variable) {
    environment.put(variable, temp.toString());

    Ran ran = launch();

    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.err())
        .isEqualTo(
            """
            exec-session: %1$s leads to no Java: `%2$s/bin/java` is not a program
            hint: set %1$s to a Java 17 or newer, or unset it
            """
                .formatted(variable, temp));
  }

  @Test
  void its_own_variable_precedes_java_home_which_precedes_the_path() throws IOException {
    Path own = FakeJava.home(temp.resolve("own"), "21");
    Path general = FakeJava.home(temp.resolve("general"), "21");
    Path onPath = FakeJava.home(temp.resolve("on path"), "21");

    environment.put("PATH", "/nowhere:" + onPath.resolve("bin") + ":/usr/bin:/bin");
    assertThat(launch().out()).startsWith("java " + onPath + "/bin/java\n");
    environment.put("JAVA_HOME", general.toString());
    assertThat(launch().out()).startsWith("java " + general + "/bin/java\n");
    environment.put("EXEC_SESSION_JAVA", own.toString());
    assertThat(launch().out()).startsWith("java " + own + "/bin/java\n");
    environment.put("EXEC_SESSION_JAVA", own.resolve("bin/java").toString());
    assertThat(launch().out()).startsWith("java " + own + "/bin/java\n");
  }

  @Test
  void a_java_on_the_path_that_is_a_link_is_followed_to_its_release_file() throws IOException {
    Path old = FakeJava.home(temp.resolve("old"), "11.0.22");
    Path links = Files.createDirectory(temp.resolve("links"));
    Files.createSymbolicLink(links.resolve("java"), old.resolve("bin/java"));
    environment.put("PATH", links + ":/usr/bin:/bin");

    assertThat(launch().err()).contains("PATH leads to Java 11.0.22: `" + links + "/java`");
  }

  @Test
  void arguments_reach_the_program_as_typed() throws IOException {
    fakeJava();
    List<String> words =
        List.of("", "a b", "*", "$HOME", "@file", "it's", "\"q\"", "two\nlines", "-v");

    Ran ran = launch(words.toArray(String[]::new));

    assertThat(ran.out())
        .endsWith("[dev.execsession.Main]\n[" + String.join("]\n[", words) + "]\n");
  }

  @Test
  void more_options_for_the_jvm_are_split_at_blanks_and_go_before_the_program() throws IOException {
    fakeJava();
    environment.put("EXEC_SESSION_JAVA_OPTS", "-Xmx64m  -Dstar=*");

    assertThat(launch("x").out())
        .contains("[-Xmx64m]\n[-Dstar=*]\n[-cp]\n[" + HOME + "/lib/exec-session.jar]\n");
  }

  @Test
  void the_shell_becomes_the_program_so_that_signals_reach_it() throws IOException {
    fakeJava();

    Ran ran = launch();

    assertThat(ran.exit()).isEqualTo(7);
    assertThat(ran.out()).contains("\npid " + ran.pid() + "\n");
  }

  @Test
  void it_starts_from_a_folder_with_an_awkward_name_through_links_and_from_anywhere()
      throws IOException {
    fakeJava();
    Path home = distribution(temp.resolve("it's \"my\" $tool *"));
    String jar = "[" + home + "/lib/exec-session.jar]\n";
    Path links = Files.createDirectories(temp.resolve("some bin"));
    Files.createSymbolicLink(
        links.resolve("first"), links.relativize(home).resolve("bin/exec-session"));
    Files.createSymbolicLink(links.resolve("second"), Path.of("first"));

    assertThat(launch(temp, home.resolve("bin/exec-session").toString()).out()).contains(jar);
    assertThat(launch(temp, links.resolve("second").toString()).out()).contains(jar);
    assertThat(launch(home, "bin/exec-session").out()).contains(jar);
    assertThat(launch(home, "sh", "bin/exec-session").out()).contains(jar);
    assertThat(launch(home.resolve("bin"), "sh", "exec-session").out())
        .contains("[" + home + "/lib/exec-session.jar]\n");
  }

  @Test
  void a_distribution_that_lost_its_jar_is_refused() throws IOException {
    Path home = distribution(temp.resolve("half"));
    Files.delete(home.resolve("lib/exec-session.jar"));

    Ran ran = launch(temp, home.resolve("bin/exec-session").toString());

    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.err())
        .isEqualTo(
            """
            exec-session: `%s/lib/exec-session.jar` is missing
            hint: unpack the distribution again, bin and lib side by side
            """
                .formatted(home));
  }

  @Test
  void a_folder_with_a_colon_in_its_name_is_refused_because_java_would_split_it()
      throws IOException {
    Path home = distribution(temp.resolve("a:b"));

    Ran ran = launch(temp, home.resolve("bin/exec-session").toString());

    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.err()).contains("Java cannot start from a folder with a `:` in its name");
  }

  @ParameterizedTest
  @CsvSource({
    "LANG, C, unset",
    "LANG, POSIX, unset",
    "LC_CTYPE, de_DE.ISO-8859-1, unset",
    "LC_ALL, C, =C",
    "LC_ALL, '', =",
    "LANGUAGE, en, unset",
  })
  void in_a_locale_without_utf_8_the_jvm_gets_one_and_the_users_own_is_passed_on(
      String variable, String value, String original) throws IOException {
    fakeJava();
    environment.remove("LC_ALL");
    environment.put(variable, value);

    assertThat(launch().out()).contains("\nLC_ALL C.UTF-8\noriginal " + original + "\n");
  }

  @Test
  void a_value_from_an_outer_session_is_not_mistaken_for_the_users_own() throws IOException {
    fakeJava();
    environment.put("EXEC_SESSION_ORIGINAL_LC_ALL", "=stale");

    assertThat(launch().out()).doesNotContain("stale");
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "POSIX", "xx_XX.UTF-8"})
  void names_of_files_are_utf_8_in_the_real_jvm_whatever_the_locale(String locale) {
    environment.put("LC_ALL", locale);
    environment.put("EXEC_SESSION_JAVA", realJava());
    environment.put("EXEC_SESSION_JAVA_OPTS", "-XshowSettings:properties -version");

    assertThat(launch().err()).containsPattern("(?m)^ *sun.jnu.encoding = UTF-8$");
  }

  @Test
  void the_real_jvm_starts_without_output_of_its_own() {
    environment.put("EXEC_SESSION_JAVA", realJava());

    Ran ran = launch("--version");

    assertThat(ran.out() + ran.err()).doesNotContain("WARNING", "OpenJDK", "Picked up", "SLF4J");
  }

  private void fakeJava() throws IOException {
    environment.put("JAVA_HOME", FakeJava.home(temp.resolve("fake"), "17.0.1").toString());
  }

  private static String realJava() {
    return Objects.requireNonNull(System.getProperty("java.home"));
  }

  private static Path distribution(Path home) throws IOException {
    Files.createDirectories(home.resolve("lib"));
    Script.write(home.resolve("bin/exec-session"), Files.readString(LAUNCHER));
    Files.createFile(home.resolve("lib/exec-session.jar"));
    return home;
  }

  private Ran launch(String... words) {
    List<String> all = new ArrayList<>(List.of(LAUNCHER.toString()));
    all.addAll(List.of(words));
    return Ran.program(temp, environment, all);
  }

  private Ran launch(Path folder, String... words) {
    return Ran.program(folder, environment, List.of(words));
  }
}
