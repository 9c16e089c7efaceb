package dev.execsession.guard;

import dev.execsession.file.WholeFile;
import dev.execsession.text.TextSanitizer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How often an agent called its hook during a block, as noted by {@link HookCalls}. The agent can
 * write that file too: these are numbers for a person, not evidence.
 *
 * @param calls all answered calls, denied ones included
 * @param reasons why calls were denied, in their order
 */
public record GuardCalls(int calls, int vetoes, List<String> reasons) {
  /** The file's name, next to the executor's result file. */
  public static final String NAME = HookCalls.NAME;

  public static final GuardCalls NONE = new GuardCalls(0, 0, List.of());

  /** More than the hook ever writes. */
  private static final long LARGEST = 2 * HookLines.LARGEST;

  public GuardCalls {
    reasons = List.copyOf(reasons);
  }

  /** Reads the calls; none if there is no such file, or if it is not what the hook writes. */
  public static GuardCalls read(Path folder) {
    Path file = folder.resolve(NAME);
    try {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        return NONE;
      }
      ByteBuffer bytes = ByteBuffer.wrap(WholeFile.read(file, LARGEST));
      return of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
    } catch (IOException e) {
      return NONE;
    }
  }

  private static GuardCalls of(String text) {
    Set<String> seen = new HashSet<>();
    List<String> reasons = new ArrayList<>();
    int calls = 0;
    for (String line : text.split("\n", -1)) {
      String[] words = line.split(" ", 3);
      boolean veto = words.length == 3 && words[0].equals(HookCalls.VETO);
      boolean call = words.length == 2 && words[0].equals(HookCalls.CALL);
      // The hook may be configured twice: one call of a tool counts once.
      if ((veto || call) && (words[1].equals(HookCalls.NO_ID) || seen.add(words[1]))) {
        calls++;
        if (veto) {
          reasons.add(TextSanitizer.oneLine(words[2]));
        }
      }
    }
    return new GuardCalls(calls, reasons.size(), reasons);
  }
}
