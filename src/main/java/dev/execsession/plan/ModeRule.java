package dev.execsession.plan;

import dev.execsession.problem.ProblemCode;
import java.util.List;
import java.util.regex.Pattern;

/** Parses the execution mode of a plan. */
final class ModeRule {
  private static final Pattern STEPWISE = Pattern.compile("(?i)\\bstepwise\\b");
  private static final Pattern AUTONOMOUS = Pattern.compile("(?i)\\bautonomous\\b");

  private static final Pattern NOT_AUTONOMOUS =
      Pattern.compile("(?i)\\b(?:not|never|no)\\W+(?:in\\W+|run\\W+)?autonomous");

  private ModeRule() {}

  /** Returns the mode of the first field; reports other modes. */
  static Mode read(Reading reading, List<Field> fields) {
    Mode mode = Mode.UNSET;
    boolean first = true;
    for (Field field : fields) {
      Mode own = read(reading, field);
      if (!first && own != mode) {
        reading.error(
            ProblemCode.PLAN_MODE,
            field.where(),
            "the plan asks for two modes",
            "keep one `Execution Mode`");
        return Mode.UNSET;
      }
      mode = own;
      first = false;
    }
    return mode;
  }

  private static Mode read(Reading reading, Field field) {
    String value = field.value().plain();
    List<Prose.CodeSpan> codes = field.value().codes();
    // A note may mention the other mode: `stepwise` (autonomous is for later).
    String words =
        codes.isEmpty()
            ? value.replaceAll("\\([^()]*\\)", " ")
            : String.join(" ", codes.stream().map(Prose.CodeSpan::text).toList());
    boolean stepwise = STEPWISE.matcher(words).find();
    boolean autonomous = AUTONOMOUS.matcher(words).find();
    if (autonomous && NOT_AUTONOMOUS.matcher(value).find()) {
      return Mode.STEPWISE;
    }
    if (stepwise != autonomous) {
      return stepwise ? Mode.STEPWISE : Mode.AUTONOMOUS;
    }
    if (!stepwise && !field.isUnset() && !Values.isNone(field.value())) {
      reading.error(
          ProblemCode.PLAN_MODE,
          field.where(),
          "unknown execution mode `" + value + "`",
          "write `stepwise` or `autonomous`");
    }
    return Mode.UNSET;
  }
}
