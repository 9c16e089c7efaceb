package dev.execsession.bench;

import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.PlanText;
import dev.execsession.testing.RealPlans;
import dev.execsession.testing.TestRepo;
import java.io.IOException;
import java.nio.file.Path;

/** A small repository on the branch of the plan that a team really executed, with that plan. */
final class FollowUpRepository {
  private static final String[] FILES = {
    "apps/api/app/bootstrap/api.py",
    "apps/api/app/modules/planning/api/router.py",
    "apps/web/src/modules/planning/components/WeeklyPlanTabPanel.tsx",
    "docs/product-specs/weekly-planning.md",
    "infra/compose.yml"
  };

  private FollowUpRepository() {}

  /** Returns the plan's text, approved. */
  static String plan() {
    return PlanText.with(
        RealPlans.read("nutriorxata-s06x.md"), "**Status:** Completed", "**Status:** Approved");
  }

  /** Makes the repository anew in a folder and gives its root. */
  static Path make(Path folder) throws IOException {
    Folders.delete(folder);
    TestRepo repo = TestRepo.empty(folder, "--initial-branch=sprint/05-food-library");
    for (String file : FILES) {
      repo.write(file, "as it was\n");
    }
    repo.write(CaseRepo.PLAN, plan());
    repo.commit("First");
    return repo.root();
  }
}
