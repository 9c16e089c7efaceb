package dev.execsession.contract;

import java.util.Arrays;
import java.util.List;

/** Resolves the argument of {@code --approve}: a block, or a group as written in the plan. */
public final class Approvals {
  private Approvals() {}

  /** Returns whether a word names one of the blocks, or a complete group of them. */
  public static boolean covers(String word, List<String> blocks, Contract contract) {
    if (blocks.contains(word)) {
      return true;
    }
    List<String> listed = Arrays.stream(word.split("[,\\s]+")).toList();
    if (listed.size() > 1 && blocks.containsAll(listed)) {
      return true;
    }
    return blocks.stream()
        .map(contract::groupOf)
        .filter(group -> group.size() > 1 && blocks.containsAll(group))
        .anyMatch(group -> word.equals(group.get(0) + "-" + group.get(group.size() - 1)));
  }
}
