package dev.execsession.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a team's configuration changes about reading plans.
 *
 * @param aliases name of a section or field as in the plan format → the team's own headings for it,
 *     {@code "Objective Lock" → ["Objetivo"]}; an alias counts for the lock
 * @param extraRequired headings of further required sections
 * @param approvedWords words that a status must equal to be an approval
 * @param inActiveFolder whether the plan lies in the folder of active plans
 */
public record PlanRules(
    Map<String, List<String>> aliases,
    List<String> extraRequired,
    List<String> approvedWords,
    boolean inActiveFolder,
    Approval approval) {
  /** What makes a plan approved. */
  public enum Approval {
    /** An approved status, or no status and a place in the active folder. */
    FOLDER_OR_STATUS,
    /** An approved status. */
    STATUS,
    /** An approved status, and a recorded approval, which the session looks for. */
    RECORDED
  }

  public PlanRules {
    Map<String, List<String>> copy = new LinkedHashMap<>();
    aliases.forEach((name, others) -> copy.put(name, List.copyOf(new ArrayList<>(others))));
    aliases = Map.copyOf(copy);
    extraRequired = List.copyOf(extraRequired);
    approvedWords = List.copyOf(approvedWords);
  }

  /** Returns the rules that hold without configuration. */
  public static PlanRules defaults(boolean inActiveFolder) {
    return new PlanRules(
        Map.of(),
        List.of(),
        List.of("approved", "active", "ready", "in progress"),
        inActiveFolder,
        Approval.FOLDER_OR_STATUS);
  }
}
