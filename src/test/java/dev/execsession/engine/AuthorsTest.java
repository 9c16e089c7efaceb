package dev.execsession.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.journal.Actor;
import dev.execsession.journal.Fact;
import dev.execsession.testing.PlanText;
import dev.execsession.testing.Workbench;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Who changed a path first, and everyone who did. */
@Execution(ExecutionMode.CONCURRENT)
class AuthorsTest {
  @TempDir Path temp;

  @Test
  void a_check_that_rewrites_the_executors_file_does_not_replace_its_author() {
    Fact.Change change = changed("`sed -i s/B01/b01/ src/A.java`");

    assertThat(change.by()).isEqualTo(Actor.EXECUTOR);
    assertThat(change.byAll()).containsExactly(Actor.EXECUTOR, Actor.CHECK);
  }

  @Test
  void one_author_is_not_listed_twice() {
    Fact.Change change = changed("`true`");

    assertThat(change.by()).isEqualTo(Actor.EXECUTOR);
    assertThat(change.byAll()).isNull();
    assertThat(change.hands()).containsExactly(Actor.EXECUTOR);
  }

  @Test
  void a_file_that_a_check_made_is_the_checks() {
    Workbench bench =
        Workbench.create(temp, PlanText.withCheck(PlanText.ONE_BLOCK, "`echo x >src/made`"));

    assertThat(bench.autonomous().block("B01").changes())
        .filteredOn(change -> change.path().equals("src/made"))
        .extracting(Fact.Change::by)
        .containsExactly(Actor.CHECK);
  }

  private Fact.Change changed(String check) {
    return Workbench.create(temp, PlanText.withCheck(PlanText.ONE_BLOCK, check))
        .autonomous()
        .block("B01")
        .changes()
        .get(0);
  }
}
