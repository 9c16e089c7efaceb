package dev.execsession.engine;

import dev.execsession.contract.BlockContract;
import dev.execsession.contract.Contract;
import dev.execsession.contract.RunRequest;
import dev.execsession.file.WholeFile;
import dev.execsession.process.ChildEnvironment;
import dev.execsession.process.Command;
import dev.execsession.process.Confinement;
import dev.execsession.process.ProcessListener;
import dev.execsession.process.ProcessRunner;
import dev.execsession.process.SecretMask;
import dev.execsession.scan.ScanHistory;
import dev.execsession.store.Scratch;
import dev.execsession.store.SessionFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What every child process of a session shares: its surroundings, the mask over its output, who
 * watches it.
 */
final class ChildProcesses {
  private static final long LARGEST_ENV_FILE = 64 * 1024;

  private final Map<String, String> environment;
  private final Contract contract;
  private final SessionFolder folder;
  private final ScanHistory history;
  private final SessionListener listener;
  private final ProcessRunner processes;
  private final SecretMask mask;

  /**
   * @param environment the tool's own, from which a child's is made
   */
  ChildProcesses(
      Map<String, String> environment,
      Contract contract,
      SessionFolder folder,
      ScanHistory history,
      SessionListener listener,
      ProcessRunner processes,
      SecretMask mask) {
    this.environment = environment;
    this.contract = contract;
    this.folder = folder;
    this.history = history;
    this.listener = listener;
    this.processes = processes;
    this.mask = mask;
  }

  /**
   * One child's own things.
   *
   * @param cookie marks the child and everything it starts
   */
  record Run(Path log, Map<String, String> environment, String cookie) {}

  ProcessRunner processes() {
    return processes;
  }

  SecretMask mask() {
    return mask;
  }

  /** Returns a child's own things; {@code name} names its log: {@code B01-1-check-2}. */
  Run prepare(String name) {
    String cookie = folder.id() + "/" + UUID.randomUUID();
    Map<String, String> own = new HashMap<>(ChildEnvironment.of(environment));
    own.put(Command.COOKIE, cookie);
    return new Run(folder.log(name + ".log"), own, cookie);
  }

  /**
   * Returns what a command may write; absent when that is everything.
   *
   * @param block the block it runs for; absent for the completion checks
   */
  @Nullable Confinement confinement(@Nullable BlockContract block, Scratch scratch) {
    return SandboxPlaces.confinement(contract, history, block, scratch).orElse(null);
  }

  /** Passes what a child does on to the session's listener under the name of its work. */
  ProcessListener watch(String what) {
    return new ProcessListener() {
      @Override
      public void output(String line) {
        listener.output(line);
      }

      @Override
      public void tick(Duration elapsed) {
        listener.tick(what, elapsed);
      }
    };
  }

  /** Returns the mask over whatever children and changes could show of secrets. */
  static SecretMask mask(RunRequest request, Contract contract) {
    return mask(
        request.environment(),
        contract.repository().root(),
        contract.config().redact().stream().map(Pattern::compile).toList());
  }

  /** Returns the mask where no configuration was read. */
  static SecretMask mask(Map<String, String> environment, Path root, List<Pattern> expressions) {
    return SecretMask.of(environment, dotEnvTexts(root), List.of(), expressions);
  }

  /**
   * Returns the texts of the {@code .env} files at the root; links and large files are left alone.
   */
  private static List<String> dotEnvTexts(Path root) {
    List<String> texts = new ArrayList<>();
    try (Stream<Path> files = Files.list(root)) {
      for (Path file :
          files.filter(path -> path.getFileName().toString().startsWith(".env")).toList()) {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
            && Files.size(file) <= LARGEST_ENV_FILE) {
          texts.add(new String(WholeFile.read(file, WholeFile.SMALL), StandardCharsets.UTF_8));
        }
      }
    } catch (IOException e) {
      // What cannot be read by us is not masked; the environment's own values still are.
    }
    return texts;
  }
}
