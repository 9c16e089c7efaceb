package dev.execsession.drift;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Detects edits of the contract after lock-in. */
public final class ObjectiveDrift {
  private ObjectiveDrift() {}

  /**
   * A contract section of the plan.
   *
   * @param heading for display
   * @param text its content, normalised as for the contract's digest
   */
  public record Section(String heading, String text) {}

  /**
   * Returns one finding per section that was changed, removed or added, in the order of the locked
   * plan, added ones last. Sections of the same heading count as one.
   *
   * @param plan the plan's path for display
   */
  public static List<DriftFinding> compare(String plan, List<Section> locked, List<Section> now) {
    return compare(plan, locked, now, "lock-in");
  }

  /**
   * As {@link #compare(String, List, List)}.
   *
   * @param since names what the first sections are of
   */
  public static List<DriftFinding> compare(
      String plan, List<Section> locked, List<Section> now, String since) {
    Map<String, String> before = texts(locked);
    Map<String, String> after = texts(now);
    Set<String> headings = new LinkedHashSet<>(before.keySet());
    headings.addAll(after.keySet());
    List<DriftFinding> findings = new ArrayList<>();
    for (String heading : headings) {
      @Nullable String old = before.get(heading);
      @Nullable String current = after.get(heading);
      if (old == null || current == null || !old.equals(current)) {
        String verb = old == null ? "was added" : current == null ? "was removed" : "changed";
        findings.add(
            new DriftFinding(
                Reason.OBJECTIVE,
                "the section `" + heading + "` " + verb + " since " + since,
                List.of(plan),
                LineDifference.of(old == null ? "" : old, current == null ? "" : current),
                List.of(
                    "restore `" + heading + "` as locked in",
                    "or approve the changed plan and run it again")));
      }
    }
    return List.copyOf(findings);
  }

  private static Map<String, String> texts(List<Section> sections) {
    Map<String, String> texts = new LinkedHashMap<>();
    sections.forEach(
        section -> texts.merge(section.heading(), section.text(), (a, b) -> a + "\n" + b));
    return texts;
  }
}
