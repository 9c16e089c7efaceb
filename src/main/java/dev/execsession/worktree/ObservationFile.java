package dev.execsession.worktree;

import dev.execsession.file.ContentId;
import dev.execsession.file.Digests;
import dev.execsession.file.DurableFiles;
import dev.execsession.file.Unverifiable;
import dev.execsession.file.WholeFile;
import dev.execsession.git.ControlState;
import dev.execsession.git.GitTraces;
import dev.execsession.git.RefsState;
import dev.execsession.problem.DamagedException;
import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import dev.execsession.text.TreePath;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The on-disk form of an {@link Observation}: a version mark, the parts in order, and the SHA-256
 * of everything before it, which the file's name repeats in part. The manifest is either complete
 * or lists the folders that differ from that of a complete one in the same folder, whose index is
 * not repeated either.
 */
final class ObservationFile {
  private static final int MARK = 0x45534f37; // ESO7

  /** More than a scan of ten million files needs; a larger file was not written here. */
  private static final long LARGEST = 1L << 32;

  private static final int CHECKSUM = 32;

  private static final Pattern NAME = Pattern.compile("look-([0-9]{4,9})(-[0-9a-f]{32})?");

  /** Thrown when a file is not what was written. */
  private static final class OtherContent extends IOException {
    private static final long serialVersionUID = 1;

    private final transient Path file;

    OtherContent(Path file) {
      super("its checksum does not match");
      this.file = file;
    }
  }

  /** An observation on disk. */
  record Base(String name, Observation observation) {
    Manifest manifest() {
      return observation.manifest();
    }
  }

  private ObservationFile() {}

  /** Returns the start of a name, before the digest. */
  static String start(int number) {
    return String.format(Locale.ROOT, "look-%04d", number);
  }

  /** Returns the number in a file's name; 0 for another file. */
  static int number(Path file) {
    Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
    return name.matches() ? Integer.parseInt(name.group(1)) : 0;
  }

  /**
   * Writes an observation.
   *
   * @param start of the file's name
   * @param base what the file holds the difference from, in the same folder; null for a complete
   *     file
   */
  static Base write(Path folder, String start, Observation observation, @Nullable Base base) {
    Path unnamed = folder.resolve(start);
    MessageDigest digest = Digests.sha256();
    try {
      DurableFiles.replaceContent(
          unnamed,
          bytes -> {
            DataOutputStream out = new DataOutputStream(new DigestOutputStream(bytes, digest));
            encode(out, observation, base);
            out.flush();
            bytes.write(clone(digest).digest());
          });
      String name = start + ending(ContentId.ofBytes(digest.digest()));
      Files.move(unnamed, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
      DurableFiles.forceFolder(folder);
      return new Base(name, observation);
    } catch (IOException e) {
      throw Unverifiable.stop(
          ProblemCode.JOURNAL_WRITE,
          "cannot write `" + unnamed + "`: " + Unverifiable.reason(e),
          "free disk space or fix the folder's permissions, then run again",
          e);
    }
  }

  private static String ending(ContentId checksum) {
    return "-" + checksum.hex().substring(0, 32);
  }

  static Observation read(Path file) {
    try {
      check(file);
      return decode(file);
    } catch (OtherContent e) {
      throw new DamagedException(
          Objects.requireNonNull(Objects.requireNonNull(file.getParent()).getParent()),
          Problem.error(
              ProblemCode.JOURNAL_DAMAGED,
              "the scan `" + e.file + "` cannot be trusted: " + e.getMessage(),
              "look at the session's folder; at a terminal, `exec-session run --restart PLAN`"
                  + " starts a new session"));
    } catch (IOException | IllegalArgumentException e) {
      throw Unverifiable.stop(
          ProblemCode.JOURNAL_READ,
          "cannot read the baseline `" + file + "`: " + Unverifiable.reason(e),
          "start over with `--restart`",
          e);
    }
  }

  private static void encode(DataOutputStream out, Observation observation, @Nullable Base base)
      throws IOException {
    out.writeInt(MARK);
    writeMap(out, observation.control().digests());
    RefsState refs = observation.refs();
    writeText(out, refs.headTarget());
    writeOptional(out, refs.headCommit());
    writeMap(out, refs.refs());
    out.writeLong(refs.headLogSize());
    writeOptional(out, base == null ? null : base.name());
    observation.traces().writeTo(out, base == null ? null : base.observation().traces());
    List<IgnoreFile> ignoreFiles = observation.ignore().files();
    out.writeInt(ignoreFiles.size());
    for (IgnoreFile ignore : ignoreFiles) {
      writeRaw(out, ignore.folder().raw());
      writeRaw(out, ignore.text());
    }
    writeManifest(out, observation.manifest(), base == null ? null : base.manifest());
  }

  private static Observation decode(Path file) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
      if (in.readInt() != MARK) {
        throw new IOException("it was written by a different version");
      }
      ControlState control = new ControlState(readMap(in));
      RefsState refs = new RefsState(readText(in), readOptional(in), readMap(in), in.readLong());
      String name = readOptional(in);
      Observation base = name == null ? null : base(file.resolveSibling(name));
      GitTraces traces = GitTraces.readFrom(in, base == null ? null : base.traces());
      List<IgnoreFile> ignoreFiles = new ArrayList<>();
      for (int count = in.readInt(); count > 0; count--) {
        ignoreFiles.add(new IgnoreFile(new TreePath(readRaw(in)), readRaw(in)));
      }
      return new Observation(
          control,
          refs,
          traces,
          new IgnoreRules(ignoreFiles),
          readManifest(in, base == null ? null : base.manifest()));
    }
  }

  private static Observation base(Path file) throws IOException {
    check(file);
    return decode(file);
  }

  /** Compares the content with the checksum in it and in the name. */
  private static void check(Path file) throws IOException {
    WholeFile.check(file, LARGEST);
    MessageDigest digest = Digests.sha256();
    long left = Files.size(file) - CHECKSUM;
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[1 << 16];
      while (left > 0) {
        int count = in.readNBytes(buffer, 0, (int) Math.min(left, buffer.length));
        digest.update(buffer, 0, count);
        left -= count == 0 ? left : count;
      }
      byte[] sum = digest.digest();
      if (left < 0
          || !Arrays.equals(sum, in.readNBytes(CHECKSUM))
          || !file.toString().endsWith(ending(ContentId.ofBytes(sum)))) {
        throw new OtherContent(file);
      }
    }
  }

  private static MessageDigest clone(MessageDigest digest) throws IOException {
    try {
      return (MessageDigest) digest.clone();
    } catch (CloneNotSupportedException e) {
      throw new IOException("a digest cannot be copied", e);
    }
  }

  private static void writeManifest(
      DataOutputStream out, Manifest manifest, @Nullable Manifest base) throws IOException {
    out.writeLong(manifest.startedNanos());
    List<Listing> gone =
        base == null
            ? List.of()
            : base.folders().stream()
                .filter(folder -> manifest.folder(folder.folder()) == null)
                .sorted(Comparator.comparing(Listing::folder))
                .toList();
    out.writeInt(gone.size());
    for (Listing folder : gone) {
      writeRaw(out, folder.folder().raw());
    }
    List<Listing> changed = changed(manifest, base);
    out.writeInt(changed.size());
    for (Listing folder : changed) {
      writeRaw(out, folder.folder().raw());
      out.writeInt(folder.size());
      writeBytes(out, folder.bytes());
    }
  }

  private static List<Listing> changed(Manifest manifest, @Nullable Manifest base) {
    return manifest.folders().stream()
        .filter(folder -> base == null || !folder.equals(base.folder(folder.folder())))
        .sorted(Comparator.comparing(Listing::folder))
        .toList();
  }

  /** Returns whether only a small part of the manifest differs from the base's. */
  static boolean isMostly(Manifest manifest, Manifest base) {
    long changed = changed(manifest, base).stream().mapToLong(Listing::size).sum();
    long all = base.folders().stream().mapToLong(Listing::size).sum();
    return changed * 4 < all;
  }

  private static Manifest readManifest(DataInputStream in, @Nullable Manifest base)
      throws IOException {
    long started = in.readLong();
    Map<TreePath, Listing> folders = new TreeMap<>();
    if (base != null) {
      base.folders().forEach(folder -> folders.put(folder.folder(), folder));
    }
    for (int count = in.readInt(); count > 0; count--) {
      folders.remove(new TreePath(readRaw(in)));
    }
    for (int count = in.readInt(); count > 0; count--) {
      TreePath folder = new TreePath(readRaw(in));
      folders.put(folder, Listing.of(folder, in.readInt(), readBytes(in)));
    }
    return new Manifest(started, folders.values());
  }

  private static void writeMap(DataOutputStream out, Map<String, String> map) throws IOException {
    out.writeInt(map.size());
    for (Map.Entry<String, String> entry : map.entrySet()) {
      writeText(out, entry.getKey());
      writeText(out, entry.getValue());
    }
  }

  private static Map<String, String> readMap(DataInputStream in) throws IOException {
    Map<String, String> map = new TreeMap<>();
    for (int count = in.readInt(); count > 0; count--) {
      map.put(readText(in), readText(in));
    }
    return map;
  }

  private static void writeOptional(DataOutputStream out, @Nullable String text)
      throws IOException {
    out.writeBoolean(text != null);
    if (text != null) {
      writeText(out, text);
    }
  }

  private static @Nullable String readOptional(DataInputStream in) throws IOException {
    return in.readBoolean() ? readText(in) : null;
  }

  private static void writeText(DataOutputStream out, String text) throws IOException {
    writeBytes(out, text.getBytes(StandardCharsets.UTF_8));
  }

  private static String readText(DataInputStream in) throws IOException {
    return new String(readBytes(in), StandardCharsets.UTF_8);
  }

  private static void writeRaw(DataOutputStream out, String raw) throws IOException {
    writeBytes(out, raw.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String readRaw(DataInputStream in) throws IOException {
    return new String(readBytes(in), StandardCharsets.ISO_8859_1);
  }

  private static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static byte[] readBytes(DataInputStream in) throws IOException {
    return in.readNBytes(in.readInt());
  }
}
