package dev.execsession.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.PlanText;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaskedSecretsTest {
  @TempDir Path temp;

  @Test
  void secrets_of_urls_and_of_several_lines_are_in_no_file_of_a_session() {
    CaseRepo repo =
        CaseRepo.create(
                temp,
                PlanText.withCheck(
                    PlanText.ONE_BLOCK,
                    "`cat .env; echo \"$CACHE_URL\" only-once-said; git remote -v; exit 1`"))
            .inside()
            .unconfined()
            .executor("cat .env; echo pa55-w0rd; echo x >>src/A.java");
    repo.files()
        .write(".env", "NOTE=\"the first line\n  the second line\"\nDB=db://u:db-pa55word@h\n");
    repo.files().sh("git remote add origin https://oauth2:remote-pw@host/o/r");

    Ran ran =
        repo.cli()
            .with("CACHE_URL", "redis://:pa55-w0rd@h")
            .run(repo.runWords("--mode", "autonomous", "--retries", "1"));

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(1);
    String written =
        ran.all() + repo.files().sh("cd .git/exec-session/2*; cat report.* journal.jsonl logs/*");
    assertThat(written).contains("only-once-said", "redis://:***@h", "https://oauth2:***@host");
    for (String secret :
        List.of("pa55-w0rd", "db-pa55word", "the first line", "the second line", "remote-pw")) {
      assertThat(written).doesNotContain(secret);
    }
  }
}
