package dev.execsession.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SkillChooserTest {
  private static final Skill BACKEND = new Skill("backend", List.of("api/**", "db/"));
  private static final Skill FRONTEND = new Skill("frontend", List.of("web/src/*.ts"));
  private static final SkillChooser CHOOSER = new SkillChooser(List.of(BACKEND, FRONTEND));

  @Test
  void the_block_names_its_skills_and_unknown_ones_are_reported() {
    assertThat(CHOOSER.choose(List.of("frontend", "ops", "frontend"), List.of("api/**")))
        .isEqualTo(new SkillChooser.Choice(List.of(FRONTEND), List.of("ops")));
  }

  @Test
  void without_names_skills_are_chosen_by_scope() {
    assertThat(CHOOSER.choose(List.of(), List.of("api/src/A.java", "docs/**")).chosen())
        .containsExactly(BACKEND);
    assertThat(CHOOSER.choose(List.of(), List.of("**/*.md")).chosen())
        .containsExactly(BACKEND, FRONTEND);
    assertThat(CHOOSER.choose(List.of(), List.of("docs/**")).chosen()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "api/**, api/src/A.java, true",
    "api/**, apix/**, false",
    "api*/**, apix/**, true",
    "api, api/src/A.java, true",
    "api, apix/A.java, false",
    "/api/**, api/src/, true",
    "web/src/*.ts, web/**, true",
    "web/src/*.ts, web/test/**, false",
    "pom.xml, pom.xml, true",
  })
  void patterns_overlap_when_their_literal_prefixes_do(String one, String other, boolean does) {
    assertThat(SkillChooser.overlap(one, other)).isEqualTo(does);
    assertThat(SkillChooser.overlap(other, one)).isEqualTo(does);
  }
}
