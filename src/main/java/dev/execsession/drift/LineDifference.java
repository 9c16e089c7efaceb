package dev.execsession.drift;

import java.util.ArrayList;
import java.util.List;

/** Compares short texts by line. */
public final class LineDifference {
  private static final int MAX_SHOWN = 20;
  private static final int MAX_COMPARED = 400;

  private LineDifference() {}

  /**
   * Returns up to twenty {@code "- old"} and {@code "+ new"} lines in order, then the number of
   * others.
   */
  static List<String> of(String before, String after) {
    List<String> all = all(before, after);
    if (all.size() <= MAX_SHOWN) {
      return all;
    }
    List<String> shown = new ArrayList<>(all.subList(0, MAX_SHOWN));
    shown.add("… " + (all.size() - MAX_SHOWN) + " more lines");
    return shown;
  }

  /** Returns all {@code "- old"} and {@code "+ new"} lines in order. */
  public static List<String> all(String before, String after) {
    List<String> old = before.lines().toList();
    List<String> now = after.lines().toList();
    int head = 0;
    while (head < Math.min(old.size(), now.size()) && old.get(head).equals(now.get(head))) {
      head++;
    }
    int tail = 0;
    while (tail < Math.min(old.size(), now.size()) - head
        && old.get(old.size() - 1 - tail).equals(now.get(now.size() - 1 - tail))) {
      tail++;
    }
    return difference(old.subList(head, old.size() - tail), now.subList(head, now.size() - tail));
  }

  private static List<String> difference(List<String> old, List<String> now) {
    List<String> out = new ArrayList<>();
    if (old.size() > MAX_COMPARED || now.size() > MAX_COMPARED) {
      old.forEach(line -> out.add("- " + line));
      now.forEach(line -> out.add("+ " + line));
      return out;
    }
    int[][] common = new int[old.size() + 1][now.size() + 1];
    for (int i = old.size() - 1; i >= 0; i--) {
      for (int j = now.size() - 1; j >= 0; j--) {
        common[i][j] =
            old.get(i).equals(now.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    int i = 0;
    int j = 0;
    while (i < old.size() || j < now.size()) {
      if (i < old.size() && j < now.size() && old.get(i).equals(now.get(j))) {
        i++;
        j++;
      } else if (i < old.size() && (j == now.size() || common[i + 1][j] >= common[i][j + 1])) {
        out.add("- " + old.get(i++));
      } else {
        out.add("+ " + now.get(j++));
      }
    }
    return out;
  }
}
