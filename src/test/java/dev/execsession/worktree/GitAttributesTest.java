package dev.execsession.worktree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.TestRepo;
import dev.execsession.text.TreePath;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitAttributesTest {
  @TempDir Path temp;

  @Test
  void attributes_are_those_that_git_finds() throws Exception {
    TestRepo repo = TestRepo.create(temp);
    Map<String, String> files =
        Map.of(
            ".gitattributes",
            """
            # a comment
            [attr]doc text eol=lf
            * text=auto
            *.bin\tbinary
            *.md doc
            /top.txt -text
            a/*.txt text
            "a/with space.txt" filter=lfs
            a/folder/ ident
            **/deep/** working-tree-encoding=UTF-16
            é.x ident
            """,
            "a/.gitattributes",
            "*.bin !text ident\nb/c.txt -text\n",
            "a/b/.gitattributes",
            "c.txt text=auto\r\n");
    GitAttributes attributes = new GitAttributes();
    for (String name : List.of(".gitattributes", "a/.gitattributes", "a/b/.gitattributes")) {
      byte[] bytes = Objects.requireNonNull(files.get(name)).getBytes(StandardCharsets.UTF_8);
      repo.write(name, bytes);
      attributes.add(TreePath.of(name).parent(), GitAttributes.text(bytes));
    }
    for (String path :
        List.of(
            "x",
            "x.bin",
            "a/x.bin",
            "a/b/y.bin",
            "r.md",
            "top.txt",
            "a/top.txt",
            "a/b/top.txt",
            "a/with space.txt",
            "a/folder/f",
            "a/deep/f.md",
            "a/b/c.txt",
            "é.x",
            "a/é.x")) {
      Map<String, String> found = attributes.of(TreePath.of(path));
      for (String name : List.of("text", "eol", "ident", "filter", "working-tree-encoding")) {
        String git = repo.git("-c", "core.quotePath=false", "check-attr", "-z", name, "--", path);
        String value = git.split("\0", -1)[2];
        String expected =
            switch (value) {
              case "set" -> GitAttributes.SET;
              case "unset" -> GitAttributes.UNSET;
              case "unspecified" -> null;
              default -> value;
            };
        assertThat(found.get(name)).as(path + " " + name).isEqualTo(expected);
      }
    }
  }
}
