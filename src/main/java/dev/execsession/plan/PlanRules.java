package dev.execsession.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The configuration of plan parsing.
 *
 * @param aliases standard name of a section or field → the team's headings for it, {@code
 *     "Objective Lock" → ["Objetivo"]}
 * @param extraRequired headings of additional required sections
 * @param approvedWords the approving values of a status
 * @param inActiveFolder whether the plan is in the folder of active plans
 * @param hasOtherChecks whether checks from elsewhere apply, so that a plan without its own is not
 *     unchecked
 */
public record PlanRules(
    Map<String, List<String>> aliases,
    List<String> extraRequired,
    List<String> approvedWords,
    boolean inActiveFolder,
    Approval approval,
    boolean hasOtherChecks) {
  /** What makes a plan approved. */
  public enum Approval {
    /** An approved status, or no status in the active folder. */
    FOLDER_OR_STATUS,
    /** An approved status. */
    STATUS,
    /** An approved status or none, and a recorded approval, which lock-in checks. */
    RECORDED
  }

  public PlanRules {
    Map<String, List<String>> copy = new LinkedHashMap<>();
    aliases.forEach((name, others) -> copy.put(name, List.copyOf(new ArrayList<>(others))));
    aliases = Map.copyOf(copy);
    extraRequired = List.copyOf(extraRequired);
    approvedWords = List.copyOf(approvedWords);
  }

  /** Returns the default rules. */
  public static PlanRules defaults(boolean inActiveFolder) {
    return new PlanRules(
        Map.of(),
        List.of(),
        List.of("approved", "active", "ready", "in progress"),
        inActiveFolder,
        Approval.FOLDER_OR_STATUS,
        false);
  }
}
