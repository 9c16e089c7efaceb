package dev.execsession.setup;

import java.util.List;

/**
 * A build tool in a folder.
 *
 * @param tool for people: {@code Maven}
 * @param checks the most telling first
 * @param sources patterns of what it builds, relative to the root
 * @param output a folder that it writes; empty for none
 */
record Build(String tool, List<Command> checks, List<String> sources, String output) {
  Build {
    checks = List.copyOf(checks);
    sources = List.copyOf(sources);
  }

  /**
   * A command that checks the work.
   *
   * @param line for the shell
   * @param folder where to run it, {@code web/}; empty for the root
   * @param program what has to be on the path; empty for a file of the repository
   * @param atEnd whether it runs only after the last block
   */
  record Command(String line, String folder, String program, boolean atEnd) {
    static Command afterBlocks(String line, String folder, String program) {
      return new Command(line, folder, program, false);
    }

    static Command atEnd(String line, String folder, String program) {
      return new Command(line, folder, program, true);
    }
  }
}
