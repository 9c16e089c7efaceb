package dev.execsession.git;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.stream.Stream;

/** An unfinished git operation, recognized by files in the git folder. */
enum Operation {
  MERGE("merge", "MERGE_HEAD"),
  REBASE("rebase", "rebase-merge rebase-apply"),
  CHERRY_PICK("cherry-pick", "CHERRY_PICK_HEAD"),
  REVERT("revert", "REVERT_HEAD"),
  BISECT("bisect", "BISECT_LOG");

  private final String command;
  private final String signs;

  Operation(String command, String signs) {
    this.command = command;
    this.signs = signs;
  }

  boolean isUnderWay(Path gitDir) {
    return Stream.of(signs.split(" ", -1))
        .anyMatch(sign -> Files.exists(gitDir.resolve(sign), LinkOption.NOFOLLOW_LINKS));
  }

  /** Returns whether HEAD is detached during the operation. */
  boolean detachesHead() {
    return this == REBASE || this == BISECT;
  }

  String sentence() {
    return "a " + command + " is in progress";
  }

  String remedy() {
    return this == BISECT
        ? "end it with `git bisect reset`"
        : "finish it with `git %1$s --continue` or drop it with `git %1$s --abort`"
            .formatted(command);
  }
}
