package dev.execsession.plan;

import dev.execsession.file.ContentId;
import dev.execsession.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A plan and everything that is wrong with it.
 *
 * @param plan whatever could be read
 * @param problems errors and warnings in file order
 * @param unread the digest of the file where nothing could be read; absent elsewhere
 */
public record ParsedPlan(Plan plan, List<Problem> problems, @Nullable String unread) {
  public ParsedPlan {
    problems = List.copyOf(problems);
  }

  /**
   * Returns {@code sha256:<hex>} of the contract: white space at line ends and the after-the-fact
   * sections do not count, anything else does; of the raw bytes when the file is no text.
   */
  public String digest() {
    if (unread != null) {
      return unread;
    }
    StringBuilder text = new StringBuilder();
    plan.contractSections().forEach(section -> text.append(section.text()).append('\n'));
    return ContentId.of(text.toString().getBytes(StandardCharsets.UTF_8)).digest();
  }

  /** Returns whether the plan may run as far as its text goes: no problem is an error. */
  public boolean ok() {
    return problems.stream().noneMatch(Problem::isError);
  }
}
