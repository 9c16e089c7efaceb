package dev.execsession.process;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads Linux's process table. Processes may end while it is read, and others' may be unreadable:
 * those are skipped.
 */
final class ProcFs {
  private static final Path ROOT = Path.of("/proc");
  private static final int COMMAND_LIMIT = 200;

  /** About fifty numbers and a short name. */
  private static final int LONGEST_STAT = 2_048;

  // Positions of the fields in a line, counted from the state.
  private static final int STATE = 0;
  private static final int PARENT = 1;
  private static final int GROUP = 2;
  private static final int SESSION = 3;
  private static final int STARTED = 19;

  private ProcFs() {}

  /** A line of the table; {@code group} and {@code session} are pids of their leaders. */
  record Entry(long pid, char state, long parent, long group, long session, long startTicks) {
    /** Returns whether it is a zombie. */
    boolean isDead() {
      return state == 'Z' || state == 'X' || state == 'x';
    }
  }

  static boolean exists() {
    return Files.isReadable(ROOT.resolve("self/stat"));
  }

  static Optional<Entry> entry(long pid) {
    try {
      return Optional.of(parse(pid, stat(pid)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Reads a line in one call, because the whole table is read after every command. */
  private static byte[] stat(long pid) throws IOException {
    byte[] buffer = new byte[LONGEST_STAT];
    try (InputStream in = new FileInputStream(ROOT + "/" + pid + "/stat")) {
      return Arrays.copyOf(buffer, Math.max(0, in.read(buffer)));
    }
  }

  private static Entry parse(long pid, byte[] stat) throws IOException {
    String line = new String(stat, StandardCharsets.ISO_8859_1);
    // The second field is the program's name in brackets, which may itself contain brackets and
    // spaces.
    int name = line.lastIndexOf(") ");
    String[] fields = line.substring(Math.max(0, name + 2)).split(" ", -1);
    if (name < 0 || fields.length <= STARTED + 1) {
      throw new IOException("not a process entry");
    }
    return new Entry(
        pid,
        fields[STATE].charAt(0),
        Long.parseLong(fields[PARENT]),
        Long.parseLong(fields[GROUP]),
        Long.parseLong(fields[SESSION]),
        Long.parseLong(fields[STARTED]));
  }

  /** Returns every living process, ordered by start so that parents come first. */
  static List<Entry> living() {
    List<Entry> entries = new ArrayList<>();
    String[] names = ROOT.toFile().list();
    for (String name : names == null ? new String[0] : names) {
      if (Character.isDigit(name.charAt(0))) {
        entry(Long.parseLong(name)).filter(entry -> !entry.isDead()).ifPresent(entries::add);
      }
    }
    entries.sort(Comparator.comparingLong(Entry::startTicks));
    return entries;
  }

  static boolean hasVariable(long pid, String name, String value) {
    return variable(pid, name).filter(value::equals).isPresent();
  }

  /** Returns a variable from the initial environment of a process. */
  static Optional<String> variable(long pid, String name) {
    try {
      String all = "\0" + new String(read(pid, "environ"), StandardCharsets.ISO_8859_1) + "\0";
      int start = all.indexOf("\0" + name + "=");
      int value = start + name.length() + 2;
      return start < 0
          ? Optional.empty()
          : Optional.of(all.substring(value, all.indexOf('\0', value)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Returns the initial environment of a process; empty if it cannot be read. */
  static Map<String, String> environment(long pid) {
    Map<String, String> variables = new HashMap<>();
    try {
      String all = new String(read(pid, "environ"), StandardCharsets.ISO_8859_1);
      for (int at = 0; at < all.length(); ) {
        int end = all.indexOf('\0', at);
        String line = all.substring(at, end < 0 ? all.length() : end);
        int sign = line.indexOf('=');
        if (sign > 0) {
          variables.put(line.substring(0, sign), line.substring(sign + 1));
        }
        at += line.length() + 1;
      }
    } catch (IOException e) {
      // It has ended, or is another user's.
    }
    return variables;
  }

  /** Returns the inode of this process's pid namespace; empty if unknown. */
  static String namespace() {
    // pid:[4026531836]; a hook asks for it, so without an expression.
    String name = link("self/ns/pid");
    return name.isEmpty() ? "" : name.substring(name.indexOf('[') + 1, name.length() - 1);
  }

  /** Returns this process's terminal, {@code /dev/pts/3}; empty if there is none. */
  static String terminal() {
    return Stream.of("self/fd/0", "self/fd/2", "self/fd/1")
        .map(ProcFs::link)
        .filter(target -> target.matches("/dev/(pts/|tty).+"))
        .findFirst()
        .orElse("");
  }

  private static String link(String name) {
    try {
      return Files.readSymbolicLink(ROOT.resolve(name)).toString();
    } catch (IOException e) {
      return "";
    }
  }

  /** Returns a process's command line; empty for one of the system, or that cannot be read. */
  static List<String> words(long pid) {
    try {
      String line = new String(read(pid, "cmdline"), StandardCharsets.UTF_8);
      return line.isEmpty() ? List.of() : List.of(line.split("\0"));
    } catch (IOException e) {
      return List.of();
    }
  }

  static String command(long pid) {
    try {
      String line = new String(read(pid, "cmdline"), StandardCharsets.UTF_8);
      line = line.replace('\0', ' ').strip();
      if (line.isEmpty()) {
        line = "[" + new String(read(pid, "comm"), StandardCharsets.UTF_8).strip() + "]";
      }
      return line.length() > COMMAND_LIMIT ? line.substring(0, COMMAND_LIMIT) + "…" : line;
    } catch (IOException e) {
      return "[gone]";
    }
  }

  private static byte[] read(long pid, String file) throws IOException {
    return bytes(ROOT + "/" + pid + "/" + file);
  }

  /** Uses a stream, because initializing channels would slow down a start. */
  static byte[] bytes(String file) throws IOException {
    try (InputStream in = new FileInputStream(file)) {
      return in.readAllBytes();
    }
  }
}
