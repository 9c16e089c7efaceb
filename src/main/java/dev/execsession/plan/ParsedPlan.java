package dev.execsession.plan;

import dev.execsession.file.ContentId;
import dev.execsession.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A plan and its problems.
 *
 * @param plan the parts that could be parsed
 * @param problems errors and warnings in file order
 * @param unread the digest of a file that could not be parsed; absent for any other
 */
public record ParsedPlan(Plan plan, List<Problem> problems, @Nullable String unread) {
  public ParsedPlan {
    problems = List.copyOf(problems);
  }

  /**
   * Returns {@code sha256:<hex>} of the contract, without trailing white space and records of the
   * work; of the raw bytes when the file is not text.
   */
  public String digest() {
    if (unread != null) {
      return unread;
    }
    StringBuilder text = new StringBuilder();
    plan.contractSections().forEach(section -> text.append(section.text()).append('\n'));
    return ContentId.of(text.toString().getBytes(StandardCharsets.UTF_8)).digest();
  }

  /** Returns whether no problem is an error. */
  public boolean ok() {
    return problems.stream().noneMatch(Problem::isError);
  }
}
