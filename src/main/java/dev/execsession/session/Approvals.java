package dev.execsession.session;

import java.util.Arrays;
import java.util.List;

/** Understands what {@code --approve} names: a block, or a group as the plan writes it. */
final class Approvals {
  private Approvals() {}

  /** Tells whether a word names a block, or exactly a group, among those that wait. */
  static boolean covers(String word, List<String> waiting, Contract contract) {
    if (waiting.contains(word)) {
      return true;
    }
    List<String> listed = Arrays.stream(word.split("[,\\s]+")).toList();
    if (listed.size() > 1 && waiting.containsAll(listed)) {
      return true;
    }
    return waiting.stream()
        .map(contract::groupOf)
        .filter(group -> group.size() > 1 && waiting.containsAll(group))
        .anyMatch(group -> word.equals(group.get(0) + "-" + group.get(group.size() - 1)));
  }
}
