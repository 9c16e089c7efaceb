package dev.execsession.setup;

import java.util.List;

/**
 * What `init` would do.
 *
 * @param found what the repository is: {@code Maven}, {@code docs/}
 * @param add the files to create
 * @param kept paths that exist already
 * @param notes what a person should do or know
 */
public record SetupPlan(
    List<String> found, List<NewFile> add, List<String> kept, List<String> notes) {
  public SetupPlan {
    found = List.copyOf(found);
    add = List.copyOf(add);
    kept = List.copyOf(kept);
    notes = List.copyOf(notes);
  }

  /**
   * A file to create.
   *
   * @param path relative to the root
   * @param purpose for people
   */
  public record NewFile(String path, String text, String purpose) {}
}
