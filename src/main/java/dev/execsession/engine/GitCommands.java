package dev.execsession.engine;

import dev.execsession.commit.GitProgram;
import dev.execsession.contract.BlockContract;
import dev.execsession.contract.Contract;
import dev.execsession.file.WholeFile;
import dev.execsession.process.Command;
import dev.execsession.process.Confinement;
import dev.execsession.process.Enclosure;
import dev.execsession.process.ProcessResult;
import dev.execsession.process.ProcessWords;
import dev.execsession.store.Scratch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The {@code git} program of one block's commit. */
final class GitCommands implements GitProgram {
  /** The words are the script's, so that no shell reads them. */
  private static final String SCRIPT = "out=$1; shift; exec git \"$@\" >\"$out\"";

  private final Contract contract;
  private final ChildProcesses children;
  private final BlockContract block;
  private final Scratch scratch;

  GitCommands(Contract contract, ChildProcesses children, BlockContract block, Scratch scratch) {
    this.contract = contract;
    this.children = children;
    this.block = block;
    this.scratch = scratch;
  }

  @Override
  public End run(@Nullable Path index, @Nullable Path input, List<String> words)
      throws IOException {
    return start("git", index, input, words);
  }

  @Override
  public End commit(Path index, List<String> words) throws IOException {
    return start(block.id() + "-commit", index, null, words);
  }

  private End start(String log, @Nullable Path index, @Nullable Path input, List<String> words)
      throws IOException {
    Path output = scratch.file("output");
    Files.write(output, new byte[0]);
    ChildProcesses.Run run = children.prepare(log);
    Map<String, String> environment = new HashMap<>(run.environment());
    environment.put("GIT_EDITOR", ":");
    environment.put("GIT_SEQUENCE_EDITOR", ":");
    environment.put("GIT_TERMINAL_PROMPT", "0");
    environment.put("GIT_LITERAL_PATHSPECS", "1");
    environment.put("GIT_OPTIONAL_LOCKS", "0");
    if (index != null) {
      environment.put("GIT_INDEX_FILE", index.toString());
    }
    List<String> argv = new ArrayList<>(List.of("sh", "-c", SCRIPT, "git", output.toString()));
    argv.addAll(words);
    Duration limit = contract.config().checkDefaults().timeout();
    Enclosure enclosure = enclosure();
    ProcessResult result =
        children
            .processes()
            .run(
                new Command(
                    argv,
                    contract.repository().root(),
                    environment,
                    input,
                    run.log(),
                    limit,
                    limit,
                    contract.config().checkDefaults().keepOutput(),
                    run.cookie(),
                    children.mask(),
                    Duration.ZERO,
                    false,
                    enclosure),
                children.watch("commit"));
    String said = result.startError() != null ? result.startError() : result.tail().strip();
    Optional<String> hint = ProcessWords.confinedHint(result, enclosure, environment);
    return new End(
        result.succeeded(),
        new String(WholeFile.read(output, WholeFile.LARGE), StandardCharsets.ISO_8859_1),
        (said.isEmpty() ? "git " + words.get(0) + " failed" : said)
            + hint.map(text -> "\n" + text).orElse(""));
  }

  /** Git writes into its repository, whatever the block may. */
  private @Nullable Enclosure enclosure() {
    if (!(children.enclosure(block, scratch) instanceof Confinement own)) {
      return children.enclosure(block, scratch);
    }
    Path common = contract.repository().commonDir();
    List<Path> writable = new ArrayList<>(own.writable());
    writable.add(common);
    List<Path> readOnly = new ArrayList<>(own.readOnly());
    readOnly.removeIf(place -> place.equals(common));
    return new Confinement(own.tool(), writable, readOnly, own.temporary());
  }
}
