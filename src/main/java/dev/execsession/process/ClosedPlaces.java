package dev.execsession.process;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds in a command's output a path that it could have written without its sandbox. */
final class ClosedPlaces {
  /** A path from the root or the home folder, and the line number that may follow it. */
  private static final Pattern PATH =
      Pattern.compile(
          "(?<![\\w/.~@-])(~?/[^\\s'\"`<>|:;,()\\[\\]{}\\\\*?$]+)(: ?(?:line )?\\[?\\d)?");

  /** Other lines often name files that a program only reads. */
  private static final Pattern TROUBLE =
      Pattern.compile(
          "denied|not permitted|cannot|can't|could not|couldn't|unable|fail|error|read.?only"
              + "|refused|lock|creat|writ");

  /** Only root could write there. */
  private static final Pattern SYSTEM =
      Pattern.compile("/(usr|bin|sbin|lib[^/]*|etc|boot|proc|sys|dev|run|snap|nix)(/.*)?");

  private final Confinement confinement;
  private final @Nullable String home;

  /**
   * @param home the command's home folder
   */
  ClosedPlaces(Confinement confinement, @Nullable String home) {
    this.confinement = confinement;
    this.home = home;
  }

  /** Returns the first such path as the output shows it. */
  Optional<String> namedIn(String output) {
    return output
        .lines()
        .flatMap(
            line -> {
              boolean trouble = TROUBLE.matcher(line.toLowerCase(Locale.ROOT)).find();
              return PATH.matcher(line)
                  .results()
                  .filter(found -> isClosed(found, trouble))
                  .map(found -> withoutDots(found.group(1)));
            })
        .findFirst();
  }

  private static String withoutDots(String path) {
    return path.replaceAll("[./]+$", "");
  }

  private boolean isClosed(MatchResult found, boolean trouble) {
    String text = withoutDots(found.group(1));
    if (text.length() < 2 || text.startsWith("//")) {
      return false;
    }
    try {
      Path named = text.startsWith("~") ? Path.of(home + text.substring(1)) : Path.of(text);
      Path path = Confinement.settled(named).orElse(named);
      boolean exists = Files.exists(path);
      boolean isRead =
          found.group(2) != null
              || path.toString().contains("/.git/")
              || (Files.isRegularFile(path) && Files.isExecutable(path));
      // An agent's `/login` is a command to type, and `/chat/completions` part of an address.
      boolean isWord = !exists && !Files.exists(Path.of("/").resolve(path.getName(0)));
      return !SYSTEM.matcher(path.toString()).matches()
          && !isWord
          && (!exists || (trouble && !isRead))
          && !confinement.allows(path)
          && isWritable(path);
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** Returns whether this user can write a path, or make it. */
  private static boolean isWritable(Path path) {
    for (Path place = path; place != null; place = place.getParent()) {
      if (Files.exists(place)) {
        return Files.isWritable(place) && (place.equals(path) || Files.isDirectory(place));
      }
    }
    return false;
  }
}
