package dev.execsession.store;

import dev.execsession.file.Digests;
import dev.execsession.file.DurableFiles;
import dev.execsession.file.Steady;
import dev.execsession.git.GitObjects;
import dev.execsession.git.RefsReader;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.text.IoReason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;

/**
 * Records about plans that clones share: each is a blob with its own ref, {@code
 * refs/exec-session/<kind>/<digest of the plan>/<id of the blob>}. A push or fetch of two clones'
 * records is their union, because the same name always means the same record.
 */
public record SharedRecords(Path commonDir, Kind kind) {
  private static final long MOST = 4L << 20;
  private static final String SHA = "sha256:";

  /** What is recorded. */
  public enum Kind {
    APPROVALS(RefsReader.APPROVALS),
    VERIFICATIONS(RefsReader.VERIFICATIONS);

    private final String refs;

    Kind(String refs) {
      this.refs = refs;
    }

    /** Returns the command that shares them. */
    public String pushCommand() {
      return "git push origin '" + pattern() + ":" + pattern() + "'";
    }

    /** Returns the pattern by which git pushes and fetches them. */
    private String pattern() {
      return refs + "*";
    }
  }

  /**
   * A record.
   *
   * @param digest of the plan's contract, {@code sha256:…}
   * @param id of the blob
   */
  public record Stored(String digest, String id, String text) {}

  /**
   * Returns all records, sorted by digest and id.
   *
   * @throws StopException UNVERIFIABLE when one cannot be read
   */
  public List<Stored> all() {
    return in(kind.refs);
  }

  /**
   * Returns the records of a contract, sorted by id.
   *
   * @param digest {@code sha256:…}
   * @throws StopException UNVERIFIABLE when one cannot be read
   */
  public List<Stored> of(String digest) {
    return in(kind.refs + digest.substring(SHA.length()) + "/");
  }

  private List<Stored> in(String folder) {
    List<Stored> found = new ArrayList<>();
    try {
      Map<String, String> refs = new RefsReader(commonDir, commonDir).read().refs();
      List<String> names =
          refs.keySet().stream()
              .filter(name -> name.startsWith(folder) && isOne(name))
              .sorted()
              .toList();
      if (names.isEmpty()) {
        return found;
      }
      try (GitObjects objects = GitObjects.open(commonDir)) {
        for (String name : names) {
          String id = String.valueOf(refs.get(name));
          byte[] bytes =
              objects
                  .blob(id, MOST)
                  .orElseThrow(() -> new IOException("the object of `" + name + "` is missing"));
          String digest = name.substring(kind.refs.length()).replaceFirst("/.*", "");
          found.add(new Stored(SHA + digest, id, new String(bytes, StandardCharsets.UTF_8)));
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new StopException(
          Stop.UNVERIFIABLE,
          ProblemCode.JOURNAL_READ,
          "cannot read the records in `" + kind.pattern() + "`: " + e.getMessage(),
          "fetch them again: `git fetch origin '+" + kind.pattern() + ":" + kind.pattern() + "'`",
          e);
    }
    return found;
  }

  private boolean isOne(String ref) {
    return ref.startsWith(kind.refs)
        && ref.substring(kind.refs.length()).matches("[0-9a-f]{64}/[0-9a-f]{40}");
  }

  /**
   * Adds a record.
   *
   * @param digest of the plan's contract, {@code sha256:…}
   * @throws StopException UNVERIFIABLE when it cannot be written
   */
  public void add(String digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    String id = Digests.blobId(bytes);
    Path object = commonDir.resolve("objects").resolve(id.substring(0, 2)).resolve(id.substring(2));
    Path ref = commonDir.resolve(kind.refs).resolve(digest.substring(SHA.length())).resolve(id);
    try {
      Steady.write(
          () -> {
            if (!Files.exists(object)) {
              DurableFiles.replaceOpenly(object, packed(bytes), null);
            }
            DurableFiles.replaceOpenly(ref, (id + "\n").getBytes(StandardCharsets.US_ASCII), null);
          });
    } catch (IOException e) {
      throw new StopException(
          Stop.UNVERIFIABLE,
          ProblemCode.JOURNAL_WRITE,
          "cannot write `" + ref + "`: " + IoReason.of(e),
          "free disk space or fix the folder's permissions, then run again",
          e);
    }
  }

  private static byte[] packed(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
      out.write(("blob " + bytes.length + "\0").getBytes(StandardCharsets.US_ASCII));
      out.write(bytes);
    }
    return packed.toByteArray();
  }
}
