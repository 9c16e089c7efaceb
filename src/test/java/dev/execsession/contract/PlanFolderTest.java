package dev.execsession.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files are plans. */
class PlanFolderTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"x.md", "0192-limits.md", "plan.md", "readme-first.md", "x_y.md"})
  void other_file_names_are_plan_names(String name) {
    assertThat(PlanFolder.mayBePlan(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "README.md",
        "index.md",
        "TEMPLATE.md",
        "template.md",
        "_draft.md",
        "_",
        "tech-debt-tracker.md"
      })
  void a_reserved_name_is_not_a_plan(String name) {
    assertThat(PlanFolder.mayBePlan(name)).isFalse();
  }

  @Test
  void plans_of_a_folder_are_sorted_by_name() throws IOException {
    for (String file :
        List.of(
            "b.md",
            "a.md",
            "README.md",
            "index.md",
            "_c.md",
            ".hidden.md",
            "notes.txt",
            "c/plan.md",
            "c/tasks.md",
            "d/notes.md",
            "_e/plan.md",
            ".f/plan.md",
            "g.md/x.md")) {
      Path path = folder.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, "# x\n");
    }
    Files.createSymbolicLink(folder.resolve("gone.md"), folder.resolve("nowhere"));
    Files.createSymbolicLink(folder.resolve("linked.md"), folder.resolve("a.md"));

    assertThat(PlanFolder.list(folder))
        .extracting(plan -> folder.relativize(plan.file()).toString())
        .containsExactly("a.md", "b.md", "c/plan.md", "linked.md");
    assertThat(PlanFolder.planOf(folder.resolve("c"))).contains(folder.resolve("c/plan.md"));
    assertThat(PlanFolder.planOf(folder.resolve("d"))).isEmpty();
  }
}
