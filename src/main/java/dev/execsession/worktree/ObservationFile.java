package dev.execsession.worktree;

import dev.execsession.file.ContentId;
import dev.execsession.file.Digests;
import dev.execsession.file.DurableFiles;
import dev.execsession.file.FileStat;
import dev.execsession.file.Unverifiable;
import dev.execsession.git.ControlState;
import dev.execsession.git.RefsState;
import dev.execsession.problem.ProblemCode;
import dev.execsession.text.TreePath;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The form of an {@link Observation} on disk: a mark with the version, the parts in order, and the
 * SHA-256 of everything before it. A path is written as what it shares with the one before and the
 * rest.
 */
final class ObservationFile {
  private static final int MARK = 0x45534f31; // ESO1
  private static final int CHECKSUM = 32;

  private ObservationFile() {}

  static void write(Path file, Observation observation) {
    try {
      DurableFiles.replace(file, encode(observation));
    } catch (IOException e) {
      throw Unverifiable.stop(
          ProblemCode.JOURNAL_WRITE,
          "cannot write `" + file + "`: " + Unverifiable.reason(e),
          "free some space or mend the folder's permissions, then run again",
          e);
    }
  }

  static Observation read(Path file) {
    try {
      return decode(Files.readAllBytes(file));
    } catch (IOException | IllegalArgumentException e) {
      throw Unverifiable.stop(
          ProblemCode.JOURNAL_READ,
          "cannot read the baseline `" + file + "`: " + Unverifiable.reason(e),
          "without it nothing can be judged; start over with `--restart`",
          e);
    }
  }

  private static byte[] encode(Observation observation) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(MARK);
    writeMap(out, observation.control().digests());
    RefsState refs = observation.refs();
    writeText(out, refs.headTarget());
    writeOptional(out, refs.headCommit());
    writeMap(out, refs.refs());
    out.writeLong(refs.headLogSize());
    List<IgnoreFile> ignoreFiles = observation.ignore().files();
    out.writeInt(ignoreFiles.size());
    for (IgnoreFile ignore : ignoreFiles) {
      writeRaw(out, ignore.folder().raw());
      writeRaw(out, ignore.text());
    }
    writeManifest(out, observation.manifest());
    out.flush();
    bytes.write(checksum(bytes.toByteArray(), bytes.size()));
    return bytes.toByteArray();
  }

  private static Observation decode(byte[] bytes) throws IOException {
    int length = bytes.length - CHECKSUM;
    if (length < 4
        || !Arrays.equals(
            checksum(bytes, length), Arrays.copyOfRange(bytes, length, bytes.length))) {
      throw new IOException("its checksum does not fit");
    }
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 0, length));
    if (in.readInt() != MARK) {
      throw new IOException("it was written by another version");
    }
    ControlState control = new ControlState(readMap(in));
    RefsState refs = new RefsState(readText(in), readOptional(in), readMap(in), in.readLong());
    List<IgnoreFile> ignoreFiles = new ArrayList<>();
    for (int count = in.readInt(); count > 0; count--) {
      ignoreFiles.add(new IgnoreFile(new TreePath(readRaw(in)), readRaw(in)));
    }
    return new Observation(control, refs, new IgnoreRules(ignoreFiles), readManifest(in));
  }

  private static void writeManifest(DataOutputStream out, Manifest manifest) throws IOException {
    out.writeLong(manifest.startedNanos());
    out.writeInt(manifest.entries().size());
    String previous = "";
    for (ManifestEntry entry : manifest.entries()) {
      String path = entry.path().raw();
      int shared = 0;
      int most = Math.min(path.length(), previous.length());
      while (shared < most && path.charAt(shared) == previous.charAt(shared)) {
        shared++;
      }
      out.writeInt(shared);
      writeRaw(out, path.substring(shared));
      previous = path;
      writeEntry(out, entry);
    }
  }

  private static void writeEntry(DataOutputStream out, ManifestEntry entry) throws IOException {
    ContentId content = entry.content();
    String blob = entry.blob();
    String target = entry.linkTarget();
    out.writeByte(
        (content == null ? 0 : 1)
            | (blob == null ? 0 : 2)
            | (target == null ? 0 : 4)
            | (entry.ignored() ? 8 : 0)
            | (entry.tracked() ? 16 : 0));
    out.writeInt(entry.mode());
    out.writeLong(entry.size());
    out.writeLong(entry.inode());
    out.writeInt(entry.links());
    out.writeLong(entry.mtimeNanos());
    out.writeLong(entry.ctimeNanos());
    if (content != null) {
      out.writeLong(content.first());
      out.writeLong(content.second());
      out.writeLong(content.third());
      out.writeLong(content.fourth());
    }
    if (blob != null) {
      out.write(HexFormat.of().parseHex(blob));
    }
    if (target != null) {
      writeRaw(out, target);
    }
  }

  private static Manifest readManifest(DataInputStream in) throws IOException {
    long started = in.readLong();
    int count = in.readInt();
    List<ManifestEntry> entries = new ArrayList<>();
    String path = "";
    for (int i = 0; i < count; i++) {
      path = path.substring(0, in.readInt()) + readRaw(in);
      entries.add(readEntry(in, new TreePath(path)));
    }
    return new Manifest(started, entries);
  }

  private static ManifestEntry readEntry(DataInputStream in, TreePath path) throws IOException {
    int flags = in.readByte();
    int mode = in.readInt();
    long size = in.readLong();
    long inode = in.readLong();
    int links = in.readInt();
    long mtime = in.readLong();
    long ctime = in.readLong();
    ContentId content =
        (flags & 1) == 0
            ? null
            : new ContentId(in.readLong(), in.readLong(), in.readLong(), in.readLong());
    String blob = (flags & 2) == 0 ? null : HexFormat.of().formatHex(in.readNBytes(20));
    String target = (flags & 4) == 0 ? null : readRaw(in);
    return new ManifestEntry(
        path,
        FileStat.type(mode),
        mode,
        size,
        inode,
        links,
        mtime,
        ctime,
        target,
        content,
        blob,
        (flags & 8) != 0,
        (flags & 16) != 0);
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

  private static byte[] checksum(byte[] bytes, int length) {
    MessageDigest digest = Digests.sha256();
    digest.update(bytes, 0, length);
    return digest.digest();
  }
}
