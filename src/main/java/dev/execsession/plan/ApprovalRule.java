package dev.execsession.plan;

import dev.execsession.plan.PlanRules.Approval;
import dev.execsession.problem.ProblemCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decides from a plan's own words and place whether it is approved. */
final class ApprovalRule {
  /** Why a status refuses, and what to do about it. */
  private record Refusal(String reason, String remedy) {}

  private static final Refusal COMPLETED =
      new Refusal(
          "is completed",
          "write a new plan for further work, or set `**Status:** Approved` to run this one again");
  private static final Refusal CANCELLED =
      new Refusal("was cancelled", "have it approved anew, then write `**Status:** Approved`");
  private static final Map<String, Refusal> REFUSING =
      Map.of(
          "draft",
          new Refusal("is still a draft", "when it is approved write `**Status:** Approved`"),
          "completed",
          COMPLETED,
          "complete",
          COMPLETED,
          "superseded",
          new Refusal("was superseded", "run the plan that replaced it"),
          "blocked",
          new Refusal("is blocked", "resolve what blocks it, then write `**Status:** Approved`"),
          "cancelled",
          CANCELLED,
          "canceled",
          CANCELLED);
  private static final String EXACTLY =
      "write exactly `**Status:** Approved`, optionally with `by <who>` and `on <date>`";

  private static final String WHO = "by (?<who>[\\p{L}@][\\p{L}\\p{M}\\p{N}@&,.'_ -]*?)";
  private static final String DATE =
      "on (?:\\d{4}-\\d{1,2}-\\d{1,2}(?:t[\\d:.]+(?:z|[+-][\\d:]+)?)?|\\d{4}/\\d{1,2}/\\d{1,2}"
          + "|\\d{1,2}[./]\\d{1,2}[./]\\d{4}|\\d{1,2}\\.? \\p{L}{3,9}\\.?,? \\d{4}"
          + "|\\p{L}{3,9}\\.? \\d{1,2},? \\d{4})";
  private static final Pattern SIGNATURE =
      Pattern.compile(
          "(?: " + WHO + ")?(?: " + DATE + ")?(?: " + WHO.replace("who", "who2") + ")?");

  /** Words that turn "by whom" into a condition or a deadline. */
  private static final Set<String> NOT_A_NAME =
      Set.of(
          "not",
          "no",
          "nobody",
          "none",
          "noone",
          "pending",
          "after",
          "until",
          "if",
          "when",
          "once",
          "but",
          "except",
          "subject",
          "tbd",
          "with",
          "without",
          "for",
          "in",
          "on",
          "written",
          "review",
          "tomorrow",
          "today",
          "monday",
          "tuesday",
          "wednesday",
          "thursday",
          "friday",
          "saturday",
          "sunday",
          "eod",
          "eow",
          "next",
          "end",
          "modifications",
          "changes",
          "only",
          "however");

  private final PlanRules rules;
  private final Reading reading;

  ApprovalRule(PlanRules rules, Reading reading) {
    this.rules = rules;
    this.reading = reading;
  }

  /** Judges the status fields found in the places that count. */
  Status judge(List<Field> fields, int titleLine) {
    List<Field> status = fields.stream().filter(field -> field.key().equals("status")).toList();
    if (status.isEmpty()) {
      return withoutStatus(titleLine);
    }
    if (status.size() > 1) {
      reading
          .problems()
          .error(
              ProblemCode.PLAN_STATUS,
              status.get(1).where(),
              "the plan gives its status twice",
              "keep one; the first is on line " + status.get(0).where().line());
      return status(status.get(1), false);
    }
    return judge(status.get(0));
  }

  private Status withoutStatus(int titleLine) {
    boolean approved = rules.inActiveFolder() && rules.approval() == Approval.FOLDER_OR_STATUS;
    if (!approved) {
      String why =
          rules.approval() == Approval.FOLDER_OR_STATUS
              ? "the plan has no status and lies outside the folder of active plans"
              : "the plan has no status, and the configuration asks for one";
      reading
          .problems()
          .error(
              ProblemCode.PLAN_STATUS,
              reading.text().lineSpan(titleLine),
              why,
              "when it is approved write `**Status:** Approved` under the title");
    }
    return new Status("", "", null, approved);
  }

  private Status judge(Field field) {
    String raw = raw(field);
    String normalised = normalise(field);
    if (field.isUnset()) {
      String what = Placeholder.isChoice(raw) ? "a choice still to be made" : "a placeholder";
      refuse(field, "status is " + what + ": `" + raw + "`", EXACTLY);
      return status(field, false);
    }
    // What is nested under the word could be a condition.
    if (isApproval(normalised) && field.more().isEmpty()) {
      return status(field, true);
    }
    Refusal refusal = REFUSING.get(normalised.split("[^\\p{L}]", 2)[0]);
    Optional<String> near =
        rules.approvedWords().stream()
            .filter(word -> normalised.contains(SectionKey.fold(word)))
            .findFirst();
    if (refusal != null) {
      refuse(field, "the plan " + refusal.reason() + ": status `" + raw + "`", refusal.remedy());
    } else if (near.isPresent()) {
      refuse(
          field,
          "status `" + raw + "` is not an approval: it says more than `" + near.get() + "`",
          EXACTLY);
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

  private static Status status(Field field, boolean approved) {
    return new Status(raw(field), normalise(field), field.where(), approved);
  }

  private static String raw(Field field) {
    return field.value().isBlank() ? String.join(", ", field.texts()) : field.value().text();
  }

  private static String normalise(Field field) {
    return SectionKey.fold(SectionKey.tidy(field.value().plain()));
  }

  private void refuse(Field field, String message, String hint) {
    reading.problems().error(ProblemCode.PLAN_STATUS, field.where(), message, hint);
  }
}
