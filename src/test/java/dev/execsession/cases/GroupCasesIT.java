package dev.execsession.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.NothingLost;
import dev.execsession.testing.PlanText;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Blocks that were grouped in the plan are reviewed together. */
class GroupCasesIT {
  @TempDir Path temp;

  @Test
  void blocks_of_a_group_have_one_gate_after_the_last() {
    CaseRepo repo =
        CaseRepo.create(
            temp,
            PlanText.with(
                PlanText.STANDARD,
                "## Validation Plan",
                "## Executor Handoff\n- **Block Grouping:** B01-B02\n\n## Validation Plan"));
    NothingLost lost = NothingLost.since(repo);

    Ran first = repo.stepwise();

    assertThat(first.exit()).as(first.toString()).isEqualTo(5);
    assertThat(repo.runs()).containsExactly("B01", "B02");
    assertThat(repo.report().texts("blocks.*.status")).containsOnly("pending");
    lost.holdsWithChanges("src/A.java");

    Ran early = repo.stepwise("--approve", "B03");

    assertThat(early.exit()).as(early.toString()).isEqualTo(3);
    assertThat(early.err()).contains("RUN-008", "B01", "B02");

    Ran second = repo.stepwise("--approve-group", "B02");

    assertThat(second.exit()).as(second.toString()).isEqualTo(5);
    assertThat(repo.runs()).containsExactly("B01", "B02", "B03");
    assertThat(repo.report().texts("blocks.*.status")).containsExactly("done", "done", "pending");
    assertThat(repo.report().texts("blocks.0.approvals.*.by")).hasSize(1);
    assertThat(repo.report().texts("blocks.1.approvals.*.by")).hasSize(1);
    lost.holdsWithChanges("src/A.java");

    assertThat(repo.stepwise("--approve", "B03").exit()).isEqualTo(0);
    lost.holdsWithChanges("src/A.java");
  }
}
