package dev.execsession.plan;

import dev.execsession.plan.PlanRules.Approval;
import dev.execsession.problem.ProblemCode;
import dev.execsession.text.WordList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decides whether a plan is approved, by its status and folder. */
record ApprovalRule(PlanRules rules, Reading reading) {
  /** Why a status is rejected, and the remedy. */
  private record Refusal(String reason, String remedy) {}

  private static final Map<String, Refusal> REFUSING = new HashMap<>();

  static {
    Refusal draft = new Refusal("is a draft", "when it is approved, write `**Status:** Approved`");
    List.of("draft", "proposed", "proposal", "wip", "pending", "planned", "planning")
        .forEach(word -> REFUSING.put(word, draft));
    for (String word : StatusWords.FINISHED) {
      REFUSING.put(word, new Refusal("is finished", "start a new plan for further work"));
    }
    REFUSING.put("superseded", new Refusal("was superseded", "run the plan that replaced it"));
    Refusal cancelled =
        new Refusal("was cancelled", "start a new plan if the work is wanted again");
    List.of("cancelled", "canceled", "abandoned", "rejected")
        .forEach(word -> REFUSING.put(word, cancelled));
    REFUSING.put("archived", new Refusal("is archived", "start a new plan for further work"));
    REFUSING.put(
        "blocked",
        new Refusal("is blocked", "resolve what blocks it, then write `**Status:** Approved`"));
  }

  private static final String EXACTLY =
      "write exactly `**Status:** Approved`, optionally with `by <who>` and `on <date>`";

  /** Whatever fills in the other blanks is not to fill in this one. */
  private static final String OPEN =
      "a person approves it: `exec-session approve --status PLAN`, or `**Status:** Approved` here";

  private static final String REPLACE =
      "when it is approved, replace it with `**Status:** Approved` under the title";
  private static final Pattern IN_PROGRESS = Pattern.compile("^in[-_ ]?progress\\b");

  private static final String WHO = "by (?<who>[\\p{L}@][\\p{L}\\p{M}\\p{N}@&,.'_ -]*?)";
  private static final String DATE =
      "on (?:\\d{4}-\\d{1,2}-\\d{1,2}(?:t[\\d:.]+(?:z|[+-][\\d:]+)?)?|\\d{4}/\\d{1,2}/\\d{1,2}"
          + "|\\d{1,2}[./]\\d{1,2}[./]\\d{4}|\\d{1,2}\\.? \\p{L}{3,9}\\.?,? \\d{4}"
          + "|\\p{L}{3,9}\\.? \\d{1,2},? \\d{4})";
  private static final Pattern SIGNATURE =
      Pattern.compile(
          "(?: " + WHO + ")?(?: " + DATE + ")?(?: " + WHO.replace("who", "who2") + ")?");

  /** Words after "by" that are no name but a condition or a deadline. */
  private static final Set<String> NOT_A_NAME =
      WordList.of(
          "not no nobody none noone pending after until if when once but except subject "
              + "tbd with without for in on written review tomorrow today monday tuesday "
              + "wednesday thursday friday saturday sunday eod eow next end modifications "
              + "changes only however");

  /**
   * Judges the status fields at the standard positions.
   *
   * @param others possible statuses elsewhere, which can reject but never approve
   */
  Status judge(List<Field> fields, List<StatusLike> others, int titleLine) {
    List<Field> status = fields.stream().filter(field -> field.key().equals("status")).toList();
    boolean approved = status.size() == 1 && isApproval(normalise(single(status.get(0))));
    boolean refused = refuse(others, status, approved);
    if (status.isEmpty()) {
      return refused ? new Status("", "", null, false) : withoutStatus(titleLine);
    }
    if (status.size() > 1) {
      reading.error(
          ProblemCode.PLAN_STATUS,
          status.get(1).where(),
          "the plan has two statuses",
          "keep one; the first is on line " + status.get(0).where().line());
      return status(status.get(1), false);
    }
    return judge(single(status.get(0)));
  }

  private Status withoutStatus(int titleLine) {
    boolean approved =
        switch (rules.approval()) {
          case FOLDER_OR_STATUS -> rules.inActiveFolder();
          case STATUS -> false;
          case RECORDED -> true;
        };
    if (!approved) {
      String why =
          rules.approval() == Approval.FOLDER_OR_STATUS
              ? "the plan has no status and is outside the active folder"
              : "the plan has no status, but the configuration requires one";
      reading.error(
          ProblemCode.PLAN_STATUS,
          reading.text().lineSpan(titleLine),
          why,
          "when it is approved, write `**Status:** Approved` under the title");
    }
    return new Status("", "", null, approved);
  }

  /** Reports the first rejecting status elsewhere; returns whether there was one. */
  private boolean refuse(List<StatusLike> others, List<Field> status, boolean approved) {
    for (StatusLike other : others) {
      boolean read = status.stream().anyMatch(f -> f.where().line() == other.where().line());
      String normalised = normalise(other.value());
      if (read || other.approves() || isApproval(normalised)) {
        continue;
      }
      Refusal refusal = REFUSING.get(firstWord(normalised));
      // With an approved status, an unknown word elsewhere is not a status.
      boolean decisive = other.decisive() && !approved;
      if (refusal == null && !decisive && !StatusWords.OPEN.contains(normalised)) {
        continue;
      }
      String quoted = "`" + other.written().replace("`", "") + "`";
      reading.error(
          ProblemCode.PLAN_STATUS,
          other.where(),
          refusal == null
              ? "the plan is not approved: " + quoted
              : "the plan " + refusal.reason() + ": " + quoted,
          refusal == null ? REPLACE : refusal.remedy());
      return true;
    }
    return false;
  }

  private Status judge(Field field) {
    String raw = raw(field);
    String normalised = normalise(field);
    if (field.isUnset()) {
      String what = Placeholder.isChoice(raw) ? "a list of choices" : "a placeholder";
      refuse(field, "status is " + what + ": `" + raw + "`", OPEN);
      return status(field, false);
    }
    // Nested content could be a condition.
    if (isApproval(normalised) && field.more().isEmpty()) {
      return status(field, true);
    }
    Refusal refusal = REFUSING.get(firstWord(normalised));
    Optional<String> near =
        rules.approvedWords().stream()
            .filter(
                word ->
                    normalised.startsWith(SectionKey.fold(word) + " ")
                        || normalised.startsWith(SectionKey.fold(word) + ","))
            .findFirst();
    if (refusal != null) {
      refuse(field, "the plan " + refusal.reason() + ": status `" + raw + "`", refusal.remedy());
    } else if (near.isPresent()) {
      refuse(field, "status `" + raw + "` is not exactly `" + near.get() + "`", EXACTLY);
    } else {
      refuse(field, "unknown status `" + raw + "`", EXACTLY);
    }
    return status(field, false);
  }

  private boolean isApproval(String normalised) {
    for (String word : rules.approvedWords()) {
      String approved = SectionKey.fold(SectionKey.tidy(word));
      if (normalised.startsWith(approved)) {
        Matcher signature = SIGNATURE.matcher(normalised.substring(approved.length()));
        if (signature.matches()
            && isName(signature.group("who"))
            && isName(signature.group("who2"))) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isName(@Nullable String who) {
    if (who == null) {
      return true;
    }
    List<String> words = List.of(who.split("[\\s,&]+", -1));
    return words.size() <= 8 && words.stream().noneMatch(NOT_A_NAME::contains);
  }

  /** Returns the value of a status that is written as the only item of a list. */
  private static Field single(Field field) {
    boolean item =
        field.value().isBlank()
            && field.more().size() == 1
            && field.more().get(0) instanceof Content.Items items
            && items.items().size() == 1
            && items.items().get(0).more().isEmpty();
    if (!item) {
      return field;
    }
    Prose only = ((Content.Items) field.more().get(0)).items().get(0).prose();
    return new Field(field.name(), field.key(), only, List.of(), field.nameWhere());
  }

  private static Status status(Field field, boolean approved) {
    return new Status(raw(field), normalise(field), field.where(), approved);
  }

  private static String raw(Field field) {
    return field.value().isBlank() ? String.join(", ", field.texts()) : field.value().plain();
  }

  private static String normalise(Field field) {
    return normalise(field.value().plain());
  }

  /** Folds case and normalises {@code In-Progress}. */
  private static String normalise(String value) {
    String folded = SectionKey.fold(SectionKey.tidy(value));
    return IN_PROGRESS.matcher(folded).replaceFirst("in progress").replaceFirst("^[.。]|[.。]$", "");
  }

  private static String firstWord(String normalised) {
    return normalised.split("[^\\p{L}]", 2)[0];
  }

  private void refuse(Field field, String message, String hint) {
    reading.error(ProblemCode.PLAN_STATUS, field.where(), message, hint);
  }
}
