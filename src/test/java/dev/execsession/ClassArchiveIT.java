package dev.execsession;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.Aside;
import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.Script;
import dev.execsession.training.HookTraining;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The launcher's class archive: created once in the background, used only by the jar and the Java
 * it was created for, and never harmful.
 */
class ClassArchiveIT {
  private static final Path PACKAGED =
      Path.of(Objects.requireNonNull(System.getProperty("exec.session.home")));
  private static final Path JAVA =
      Path.of(Objects.requireNonNull(System.getProperty("java.home"))).resolve("bin/java");

  /** Set in the environment of everything a session starts. */
  private static final String WITHIN_A_SESSION = "EXEC_SESSION_COOKIE";

  @TempDir Path temp;
  private final Map<String, String> environment = new HashMap<>();
  private Path home;
  private Path cache;
  private Path trainings;

  @BeforeEach
  void a_distribution_that_was_just_unpacked() throws IOException {
    home = temp.resolve("tool");
    for (String name : List.of("bin/exec-session", "lib/archive-classes", "lib/build")) {
      copy(PACKAGED.resolve(name), home.resolve(name));
    }
    copy(PACKAGED.resolve("lib/exec-session.jar"), home.resolve("lib/exec-session.jar"));
    cache = temp.resolve("cache");
    trainings = temp.resolve("trainings");
    Path java = java("java", release("JAVA_RUNTIME_VERSION"));
    environment.putAll(
        Map.of(
            "PATH", "/usr/bin:/bin",
            "LC_ALL", "C.UTF-8",
            "HOME", temp.toString(),
            "EXEC_SESSION_JAVA", java.toString(),
            "XDG_CACHE_HOME", cache.toString()));
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(Objects.requireNonNull(to.getParent()));
    Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
  }

  /** Creates a Java home that starts the Java of this test, and records each training run. */
  private Path java(String name, String runtime) throws IOException {
    Path folder = temp.resolve(name);
    Script.write(
        folder.resolve("bin/java"),
        "#!/bin/sh\ncase \"$*\" in *ClassTraining*) echo x >>'"
            + trainings
            + "' ;; esac\nexec '"
            + JAVA
            + "' \"$@\"\n");
    Files.writeString(
        folder.resolve("release"),
        "JAVA_RUNTIME_VERSION=\""
            + runtime
            + "\"\nJAVA_VERSION=\""
            + release("JAVA_VERSION")
            + "\"\n");
    return folder;
  }

  private static String release(String key) throws IOException {
    return Files.readAllLines(
            Objects.requireNonNull(Objects.requireNonNull(JAVA.getParent()).getParent())
                .resolve("release"))
        .stream()
        .filter(line -> line.startsWith(key + "="))
        .map(line -> line.substring(key.length() + 2, line.length() - 1))
        .findFirst()
        .orElseThrow();
  }

  private Ran start() {
    Ran ran =
        Ran.program(
            temp,
            environment,
            List.of(
                home.resolve("bin/exec-session").toString(), "guard", "hook", "--agent", "claude"));
    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(ran.err()).isEmpty();
    return ran;
  }

  /** Returns whether classes come from an archive, according to the JVM's log. */
  private boolean startsFromAnArchive() {
    environment.put("EXEC_SESSION_JAVA_OPTS", "-Xlog:class+load:stdout");
    try {
      return start()
          .out()
          .lines()
          .anyMatch(line -> line.matches(".*dev\\.execsession\\.Main source: shared objects.*"));
    } finally {
      environment.remove("EXEC_SESSION_JAVA_OPTS");
    }
  }

  /** Returns the folder for the archive of this distribution and Java. */
  private Path folder() throws IOException {
    Path jar = home.resolve("lib/exec-session.jar");
    Path java = temp.resolve("java/bin/java");
    return Files.createDirectories(
        Path.of(cache.resolve("exec-session/classes").toString() + jar + java));
  }

  private interface Action {
    void run() throws IOException;
  }

  /** Performs an action and returns the archive created because of it. */
  private Path madeAfter(Action action) throws Exception {
    Path folder = folder();
    Path archive = folder.resolve(name());
    Path claim = folder.resolve(name() + ".claim");
    try (WatchService watch = folder.getFileSystem().newWatchService()) {
      folder.register(
          watch, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_DELETE);
      action.run();
      while (!Files.exists(archive) || Files.exists(claim)) {
        WatchKey key = watch.poll(120, TimeUnit.SECONDS);
        assertThat(key).as("an archive in " + folder).isNotNull();
        key.pollEvents();
        key.reset();
      }
      return archive;
    }
  }

  private static List<Path> archives(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().matches(".*\\.(jsa|aot)")).toList();
    }
  }

  @Test
  void the_first_starts_have_one_archive_made_that_later_ones_use() throws Exception {
    Path gone =
        Files.createDirectories(
            cache.resolve("exec-session/classes/gone/lib/exec-session.jar/java"));
    Files.createFile(gone.resolve("old.jsa"));

    Path archive =
        madeAfter(
            () -> {
              List<CompletableFuture<Ran>> starts =
                  IntStream.range(0, 3).mapToObj(i -> Aside.start(this::start)).toList();
              starts.forEach(each -> Aside.await(each, "a start did not end"));
            });

    assertThat(startsFromAnArchive()).isTrue();
    assertThat(trainings).hasContent("x");
    assertThat(Files.size(archive)).isGreaterThan(500_000);
    assertThat(archives(folder())).containsExactly(archive);
    assertThat(gone).as("what was made for a distribution that is gone").doesNotExist();

    // A damaged archive is not used, and the next start creates another.
    Files.writeString(archive.resolveSibling("of-an-older-java.jsa"), "old");
    archive.toFile().setWritable(true);
    Files.write(archive, new byte[5000], StandardOpenOption.WRITE);
    assertThat(within(this::startsFromAnArchive)).isFalse();
    Files.delete(archive);
    madeAfter(this::start);
    assertThat(startsFromAnArchive()).isTrue();
    assertThat(archives(folder())).containsExactly(archive);

    // Another jar and another Java do not use it.
    environment.put("EXEC_SESSION_JAVA", java("other", "17.0.99+1").toString());
    assertThat(within(this::startsFromAnArchive)).isFalse();
    environment.put("EXEC_SESSION_JAVA", temp.resolve("java").toString());
    Path moved = temp.resolve("moved");
    Files.move(home, moved);
    home = moved;
    assertThat(within(this::startsFromAnArchive)).isFalse();
  }

  @Test
  void an_answer_from_an_archive_loads_no_class_from_elsewhere() throws Exception {
    madeAfter(this::start);
    Path root = temp.toRealPath().resolve("repo");
    List<String> payloads = new ArrayList<>(List.of("{}"));
    HookTraining.begin(root, Map.of());
    payloads.addAll(HookTraining.payloads(root));

    for (String payload : payloads) {
      Path input = Files.writeString(temp.resolve("payload"), payload);
      Path loaded = temp.resolve("loaded");
      Ran ran =
          Ran.program(
              root,
              environment,
              List.of(
                  "sh",
                  "-c",
                  "EXEC_SESSION_JAVA_OPTS=\"-Xlog:class+load:file=$2\""
                      + " exec \"$0\" guard hook --agent claude <\"$1\"",
                  home.resolve("bin/exec-session").toString(),
                  input.toString(),
                  loaded.toString()));

      assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
      assertThat(Files.readAllLines(loaded))
          .as(payload)
          .anyMatch(line -> line.contains(" dev.execsession.guard.ActiveBlocks "))
          .noneMatch(ClassArchiveIT::isFromElsewhere);
    }
  }

  private static boolean isFromElsewhere(String line) {
    return line.contains(" source: ") && !line.contains(" source: shared objects file");
  }

  /** Runs as a command of a session, which leaves nothing running. */
  private <T> T within(java.util.function.Supplier<T> action) {
    environment.put(WITHIN_A_SESSION, "x");
    try {
      return action.get();
    } finally {
      environment.remove(WITHIN_A_SESSION);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100, 4096, 100_000})
  void a_damaged_archive_does_no_harm(int size) throws IOException {
    Path archive = folder().resolve(name());
    Files.write(archive, new byte[size]);

    assertThat(within(this::startsFromAnArchive)).isFalse();

    // Even if it claims to be complete.
    Files.setLastModifiedTime(
        archive, Files.getLastModifiedTime(home.resolve("lib/exec-session.jar")));
    assertThat(startsFromAnArchive()).isFalse();
    assertThat(trainings).doesNotExist();
  }

  private String name() throws IOException {
    boolean cached = Integer.parseInt(release("JAVA_VERSION").replaceFirst("\\..*", "")) >= 25;
    return Files.readString(home.resolve("lib/build")).strip()
        + "-"
        + release("JAVA_RUNTIME_VERSION")
        + "-hook"
        + (cached ? ".aot" : ".jsa");
  }

  @Test
  void where_nothing_can_be_kept_it_starts_all_the_same() throws IOException {
    environment.put("XDG_CACHE_HOME", "/dev/null/cache");
    start();
    environment.remove("XDG_CACHE_HOME");
    environment.put("HOME", "/proc");
    start();
    environment.remove("HOME");
    start();
    assertThat(cache).doesNotExist();
  }

  @Test
  void a_java_whose_path_leads_up_is_given_no_folder_among_the_archives() {
    environment.put("EXEC_SESSION_JAVA", temp + "/../".repeat(20) + temp + "/java");

    start();

    assertThat(cache).doesNotExist();
  }

  @Test
  void a_command_of_a_session_leaves_nothing_running() {
    within(this::start);

    assertThat(cache).doesNotExist();
    assertThat(trainings).doesNotExist();
  }

  @Test
  void a_link_to_java_is_followed_once() throws Exception {
    Path link = Files.createSymbolicLink(temp.resolve("bin-java"), temp.resolve("java/bin/java"));
    environment.put("EXEC_SESSION_JAVA", link.toString());
    Path known = Path.of(cache.resolve("exec-session/java").toString() + link);
    madeAfter(this::start);

    assertThat(known).hasContent(temp.resolve("java/bin/java").toRealPath() + "\n");
    Files.writeString(known, temp.resolve("gone") + "\n");
    start();
    Files.setLastModifiedTime(known, FileTime.fromMillis(0));
    Files.delete(link);
    Files.createSymbolicLink(link, java("new", "17.0.99+1").resolve("bin/java"));
    assertThat(within(this::startsFromAnArchive)).isFalse();
  }

  @Test
  void the_packaged_one_serves_the_folder_that_was_built() {
    home = PACKAGED;
    environment.put("EXEC_SESSION_JAVA", JAVA.toString());

    assertThat(within(this::startsFromAnArchive)).isTrue();
    assertThat(cache).doesNotExist();
  }

  @Test
  void the_packaged_one_holds_what_a_judgement_needs() throws IOException {
    CaseRepo repo = CaseRepo.create(temp.resolve("case"));
    Path loaded = temp.resolve("loaded");
    environment.put("EXEC_SESSION_JAVA", JAVA.toString());
    environment.put("EXEC_SESSION_JAVA_OPTS", "-Xlog:class+load:file=" + loaded);

    Ran ran =
        Ran.program(
            repo.files().root(),
            environment,
            List.of(PACKAGED.resolve("bin/exec-session").toString(), "validate", CaseRepo.PLAN));

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    // Java generates lambdas itself when two threads reach the same one at the same time.
    assertThat(Files.readAllLines(loaded))
        .anyMatch(line -> line.contains(" dev.execsession.plan.PlanBuilder "))
        .noneMatch(line -> isFromElsewhere(line) && !line.contains("Lambda"));
  }

  @Test
  void java_with_the_jar_alone_starts_it_too() {
    Ran ran =
        Ran.program(
            temp,
            environment,
            List.of(
                JAVA.toString(),
                "-jar",
                home.resolve("lib/exec-session.jar").toString(),
                "--version"));

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(ran.out()).startsWith("exec-session ");
  }
}
