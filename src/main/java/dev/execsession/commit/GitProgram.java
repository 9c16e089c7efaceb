package dev.execsession.commit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs the {@code git} program as a session runs its checks: confined, limited, logged. */
public interface GitProgram {
  /**
   * How git ended.
   *
   * @param output one char per byte
   * @param said its messages for people
   */
  record End(boolean succeeded, String output, String said) {}

  /**
   * Runs git quietly.
   *
   * @param index the index to work with; absent for the user's own
   * @param input the file to read; absent for nothing
   */
  End run(@Nullable Path index, @Nullable Path input, List<String> words) throws IOException;

  /** Runs git where hooks may run, with a log. */
  End commit(Path index, List<String> words) throws IOException;
}
