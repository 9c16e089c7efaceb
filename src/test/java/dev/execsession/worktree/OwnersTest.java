package dev.execsession.worktree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.execsession.file.FileStat;
import dev.execsession.testing.TestRepo;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Owners and mounts of paths. Only root can change them. */
class OwnersTest {
  private TestRepo repo;

  @BeforeEach
  void makeRepository(@TempDir Path folder) throws IOException {
    assumeTrue(FileStat.self() == 0, "NOT TESTED: only root can change owners and mounts");
    repo = TestRepo.create(folder);
    repo.write("src/A.java", "a\n");
    repo.write("src/folder/B.java", "b\n");
    repo.commit("Second");
  }

  @Test
  void another_owner_or_group_is_a_change() {
    assertThat(TestScans.lines(TestScans.after(repo, "chown 1234 src/A.java; chgrp 99 src/folder")))
        .containsExactly("owner src/A.java", "owner src/folder");
  }

  @Test
  void another_owner_and_other_content_are_one_change() {
    assertThat(TestScans.lines(TestScans.after(repo, "echo b >src/A.java; chown 1234 src/A.java")))
        .containsExactly("modified src/A.java");
  }

  @Test
  void a_file_system_that_is_mounted_over_a_folder_is_a_change() {
    assumeTrue(canMount(), "NOT TESTED: no file system can be mounted here");
    try {
      assertThat(
              TestScans.lines(TestScans.after(repo, "mount -t tmpfs -o mode=755 none src/folder")))
          .contains("owner src/folder", "deleted src/folder/B.java");
    } finally {
      repo.sh("umount src/folder");
    }
  }

  private boolean canMount() {
    return repo.sh("mount -t tmpfs none src/folder && umount src/folder && echo yes || true")
        .contains("yes");
  }
}
