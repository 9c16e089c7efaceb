package dev.execsession.scope;

import dev.execsession.text.TreePath;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A pattern over worktree paths with the semantics of a gitignore line, byte by byte: {@code
 * src/**}, {@code *.java}, {@code docs/}. A pattern with a slash before its end is anchored at the
 * root; any other matches a name at every depth. A matching folder includes everything below it.
 * Negation ({@code !}) and comments belong to ignore files and are not supported here.
 */
public final class PathPattern {
  private final String text;
  private final String body;
  private final boolean anchored;
  private final boolean directoriesOnly;
  private final int literalLength;
  private final @Nullable String tail;
  // Whether it is everything in a folder, src/**.
  private final boolean wholeFolder;
  private final @Nullable Automaton automaton;

  private PathPattern(String text, String body, boolean anchored, boolean directoriesOnly) {
    this.text = text;
    this.body = body;
    this.anchored = anchored;
    this.directoriesOnly = directoriesOnly;
    this.literalLength = literalLength(body);
    this.tail = anchored ? null : tailOfOneStar(body, literalLength);
    this.wholeFolder =
        anchored
            && literalLength > 0
            && body.charAt(literalLength - 1) == '/'
            && body.substring(literalLength).equals("**");
    this.automaton =
        isLiteral() || tail != null ? null : PatternCompiler.compile(body, literalLength, anchored);
  }

  /** Returns the pattern that matches this path only, as written in a plan. */
  public static String literal(String path) {
    return path.replaceAll("[*?\\[\\\\]", "\\\\$0");
  }

  /** Parses a line of an ignore file. */
  public static PathPattern parse(String pattern) {
    return ofRaw(toRaw(pattern));
  }

  /** Parses a line of an ignore file, given one char (0-255) per byte. */
  public static PathPattern ofRaw(String raw) {
    return read(raw, false);
  }

  /**
   * Parses an include entry, narrowly: a single name without wildcard ({@code pom.xml}, {@code
   * src/}) matches at the root only. A leading {@code ./} is dropped, a trailing {@code /...} means
   * {@code /**}.
   */
  public static PathPattern forInclude(String entry) {
    String raw = toRaw(normalise(entry));
    boolean plainName = literalLength(raw) == raw.length();
    return read(raw, plainName || entry.startsWith("./"));
  }

  /** Parses an exclude entry, widely: a single name matches at any depth. */
  public static PathPattern forExclude(String entry) {
    return read(toRaw(normalise(entry)), entry.startsWith("./"));
  }

  private static String normalise(String entry) {
    String kept = entry;
    while (kept.startsWith("./")) {
      kept = kept.substring(2);
    }
    if (kept.endsWith("/...") || kept.endsWith("/\u2026")) {
      kept = kept.substring(0, kept.lastIndexOf('/')) + "/**";
    }
    return kept;
  }

  private static PathPattern read(String raw, boolean atRoot) {
    String body = withoutTrailingSpaces(raw);
    boolean directoriesOnly = body.endsWith("/") && body.length() > 1;
    if (directoriesOnly) {
      body = body.substring(0, body.length() - 1);
    }
    boolean anchored = atRoot || body.indexOf('/') >= 0;
    if (body.startsWith("/")) {
      body = body.substring(1);
    }
    return new PathPattern(raw, body, anchored, directoriesOnly);
  }

  private static String toRaw(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  /**
   * Returns the text after the only wildcard of {@code *.key} or {@code .env*}; null for other
   * patterns.
   */
  private static @Nullable String tailOfOneStar(String body, int literalLength) {
    String rest = body.substring(literalLength);
    return rest.startsWith("*") && literalLength(rest.substring(1)) == rest.length() - 1
        ? rest.substring(1)
        : null;
  }

  /** Removes trailing spaces; one after a backslash stays. */
  private static String withoutTrailingSpaces(String raw) {
    int end = raw.length();
    while (end > 0 && raw.charAt(end - 1) == ' ') {
      end--;
    }
    int backslashes = 0;
    while (backslashes < end && raw.charAt(end - 1 - backslashes) == '\\') {
      backslashes++;
    }
    boolean escaped = end < raw.length() && backslashes % 2 == 1;
    return raw.substring(0, escaped ? end + 1 : end);
  }

  private static int literalLength(String body) {
    int length = 0;
    while (length < body.length() && !isSpecial(body.charAt(length))) {
      length++;
    }
    return length;
  }

  private static boolean isSpecial(char c) {
    return c == '*' || c == '?' || c == '[' || c == '\\';
  }

  private boolean isLiteral() {
    return literalLength == body.length();
  }

  /**
   * Returns whether the pattern matches the path or a folder above it.
   *
   * @param isDirectory whether the path itself is a folder; everything above it is one
   */
  public boolean matches(TreePath path, boolean isDirectory) {
    String name = path.raw();
    int end = matchEnd(name);
    if (end < 0) {
      return false;
    }
    // The shortest match decides, because everything below it matches. Only if that is the path
    // itself does it matter whether it is a folder.
    return end < name.length() || !directoriesOnly || isDirectory;
  }

  /** Returns whether the pattern matches the path itself, like one line of an ignore file. */
  public boolean matchesItself(TreePath path, boolean isDirectory) {
    if (directoriesOnly && !isDirectory) {
      return false;
    }
    String name = path.raw();
    int from = anchored ? 0 : name.lastIndexOf('/') + 1;
    if (isLiteral()) {
      return name.length() - from == body.length() && name.startsWith(body, from);
    }
    if (tail != null) {
      return segmentMatches(name, from, name.length());
    }
    if (automaton == null || !startsLiterally(name, from)) {
      return false;
    }
    Automaton.Walk walk = automaton.walk();
    for (int i = from; i < name.length() && !walk.isDead(); i++) {
      walk.feed(name.charAt(i));
    }
    return walk.accepts();
  }

  /**
   * Returns the shortest of the path and its parent folders that the pattern matches; null if none.
   */
  @Nullable TreePath place(TreePath path) {
    int end = matchEnd(path.raw());
    return end < 0 ? null : new TreePath(path.raw().substring(0, end));
  }

  /** Returns the end of the shortest matching prefix, or -1. */
  private int matchEnd(String name) {
    if (name.isEmpty() || body.isEmpty()) {
      return -1;
    }
    if (automaton == null && tail == null && !isLiteral()) {
      return -1;
    }
    if (!anchored) {
      return nameMatchEnd(name);
    }
    if (!startsLiterally(name, 0)) {
      return -1;
    }
    if (wholeFolder) {
      int slash = name.indexOf('/', literalLength);
      return name.length() == literalLength ? -1 : slash < 0 ? name.length() : slash;
    }
    if (automaton == null) {
      int end = body.length();
      return name.length() == end || name.charAt(end) == '/' ? end : -1;
    }
    Automaton.Walk walk = automaton.walk();
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) == '/' && walk.accepts()) {
        return i;
      }
      walk.feed(name.charAt(i));
      if (walk.isDead()) {
        return -1;
      }
    }
    return walk.accepts() ? name.length() : -1;
  }

  private int nameMatchEnd(String name) {
    int from = 0;
    while (true) {
      int slash = name.indexOf('/', from);
      int end = slash < 0 ? name.length() : slash;
      if (segmentMatches(name, from, end)) {
        return end;
      }
      if (slash < 0) {
        return -1;
      }
      from = slash + 1;
    }
  }

  private boolean segmentMatches(String name, int from, int end) {
    if (tail != null) {
      return end - from >= literalLength + tail.length()
          && startsLiterally(name, from)
          && name.startsWith(tail, end - tail.length());
    }
    if (automaton == null) {
      return end - from == body.length() && name.startsWith(body, from);
    }
    if (!startsLiterally(name, from)) {
      return false;
    }
    Automaton.Walk walk = automaton.walk();
    for (int i = from; i < end && !walk.isDead(); i++) {
      walk.feed(name.charAt(i));
    }
    return walk.accepts();
  }

  private boolean startsLiterally(String name, int from) {
    return name.regionMatches(from, body, 0, literalLength);
  }

  /**
   * Returns the text before the first wildcard, one char per byte: {@code src/} for {@code
   * src/*.java}. The whole pattern if it has no wildcard; empty if it is not anchored.
   */
  public String literalPrefix() {
    return anchored ? body.substring(0, literalLength) : "";
  }

  /**
   * Returns the folder that contains every possible match: {@code src} for {@code src/*.java} and
   * for {@code src/A.java}; empty for the root.
   */
  public String folder() {
    String literal = literalPrefix();
    return literal.substring(0, Math.max(0, literal.lastIndexOf('/')));
  }

  /**
   * Returns whether the part before the first wildcard names the folder or a place in it: {@code
   * target/keys} of {@code target/keys/*} names {@code target}. A single name is the folder's own.
   */
  boolean reachesInto(TreePath folder) {
    if (!anchored) {
      return literalLength > 0 && matchesItself(folder, true);
    }
    String literal = isLiteral() ? body : folder();
    return !literal.isEmpty() && new TreePath(literal).isWithin(folder);
  }

  /** Returns whether everything that the pattern matches has a name that begins with a dot. */
  boolean needsDotName() {
    return body.startsWith(".") || body.startsWith("**/.");
  }

  /** Returns whether the pattern begins with a wildcard and so names no place. */
  public boolean beginsWithWildcard() {
    return literalLength == 0;
  }

  /** Returns whether the path is below the folder that the part before the wildcard names. */
  boolean covers(TreePath path) {
    String literal = isLiteral() ? body : folder();
    return anchored && !literal.isEmpty() && path.isWithin(new TreePath(literal));
  }

  /**
   * Returns the path that the pattern matches with everything below it: {@code secret} for {@code
   * secret/**}; null if it matches only part of a folder.
   */
  public @Nullable String wholePlace() {
    if (isLiteral()) {
      return body;
    }
    boolean below = literalLength > 0 && body.charAt(literalLength - 1) == '/';
    String rest = body.substring(literalLength);
    return below && (rest.equals("**") || rest.equals("*") || rest.equals("**/*"))
        ? body.substring(0, literalLength - 1)
        : null;
  }

  /** Returns a pattern with another spelling, anchored like this one. */
  PathPattern respelled(String spelling) {
    return read(toRaw(spelling), anchored);
  }

  /** Returns the pattern as written, one char per byte. */
  public String raw() {
    return text;
  }

  /** Returns the number of steps that matching the path takes; at most bytes times tokens. */
  long steps(TreePath path) {
    if (automaton == null) {
      return path.raw().length();
    }
    Automaton.Walk walk = automaton.walk();
    path.raw().chars().forEach(c -> walk.feed((char) c));
    return walk.steps();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PathPattern that
        && body.equals(that.body)
        && anchored == that.anchored
        && directoriesOnly == that.directoriesOnly;
  }

  @Override
  public int hashCode() {
    return body.hashCode();
  }

  @Override
  public String toString() {
    return new String(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }
}
