package dev.execsession.contract;

import dev.execsession.drift.ObjectiveDrift;
import dev.execsession.file.WholeFile;
import dev.execsession.plan.ParsedPlan;
import dev.execsession.plan.Plan;
import dev.execsession.plan.PlanParser;
import dev.execsession.plan.PlanRules;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.store.SessionFolder;
import dev.execsession.text.IoReason;
import java.io.IOException;
import java.util.List;

/** A session's copy of its plan, to compare with the current one. */
public final class LockedPlan {
  private LockedPlan() {}

  /** Returns the contract sections of a session's plan. */
  public static List<ObjectiveDrift.Section> sections(SessionFolder folder, String shown) {
    return sections(parse(read(folder), shown).plan());
  }

  public static List<ObjectiveDrift.Section> sections(Plan plan) {
    return plan.contractSections().stream()
        .map(section -> new ObjectiveDrift.Section(section.heading(), section.text()))
        .toList();
  }

  /** Parses a plan for its sections, whether or not it is ready to run. */
  public static ParsedPlan parse(byte[] bytes, String shown) {
    return PlanParser.parse(bytes, shown, PlanRules.defaults(true));
  }

  public static byte[] read(SessionFolder folder) {
    try {
      return WholeFile.read(folder.plan(), WholeFile.SMALL);
    } catch (IOException e) {
      throw new StopException(
          Stop.UNVERIFIABLE,
          ProblemCode.JOURNAL_READ,
          "cannot read `" + folder.plan() + "`: " + IoReason.of(e),
          null,
          e);
    }
  }
}
