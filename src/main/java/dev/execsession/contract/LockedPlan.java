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

/** The plan as a session keeps it, for telling what changed since. */
public final class LockedPlan {
  private LockedPlan() {}

  /** Returns the contract's sections of the plan that a session was locked in with. */
  public static List<ObjectiveDrift.Section> sections(SessionFolder folder, String shown) {
    return sections(parse(read(folder), shown).plan());
  }

  public static List<ObjectiveDrift.Section> sections(Plan plan) {
    return plan.contractSections().stream()
        .map(section -> new ObjectiveDrift.Section(section.heading(), section.text()))
        .toList();
  }

  /** Parses a plan's bytes for its sections alone; whether it is fit does not matter here. */
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
