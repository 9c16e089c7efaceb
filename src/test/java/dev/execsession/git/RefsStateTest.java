package dev.execsession.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefsStateTest {
  private static final String OWN = "refs/exec-session/s/";

  private static RefsState state(String names) {
    Map<String, String> refs = new HashMap<>();
    for (String name : names.split(" ", -1)) {
      String[] parts = name.split("=", -1);
      refs.put(parts[0].replace("own/", OWN), parts[1]);
    }
    return new RefsState("refs/heads/a", "1", refs, 0);
  }

  @ParameterizedTest
  @CsvSource({
    "refs/a=1, refs/a=1, true, true",
    "refs/a=1, refs/a=2, false, false",
    "refs/a=1, refs/a=1 refs/b=1, false, false",
    "refs/a=1 refs/b=1, refs/a=1, false, false",
    "refs/a=1 refs/z=1, refs/a=1 own/x=1 own/y=1 refs/z=1, true, false",
    "refs/a=1, refs/a=1 own/x=1, true, false",
    "refs/a=1 own/x=1, refs/a=1, false, false",
    "refs/a=1 own/m=1 refs/z=1, refs/a=1 own/b=1 own/m=1 own/n=1 refs/z=1, true, false",
    "refs/a=1 own/m=1, refs/a=1 own/b=1 own/m=2, false, false",
    "refs/a=1 own/m=1 refs/z=1, refs/a=1 own/b=1 refs/z=1, false, false"
  })
  void refs_are_the_same_apart_from_those_that_this_tool_added(
      String before, String after, boolean isSame, boolean isEqual) {
    assertThat(state(before).sameAs(state(after))).isEqualTo(isSame);
    assertThat(state(before).equalTo(state(after))).isEqualTo(isEqual);
  }

  @Test
  void another_head_is_another_state() {
    RefsState one = state("refs/a=1");

    assertThat(one.sameAs(new RefsState("refs/heads/b", "1", one.refs(), 0))).isFalse();
    assertThat(one.sameAs(new RefsState("refs/heads/a", null, one.refs(), 0))).isFalse();
    assertThat(one.sameAs(new RefsState("refs/heads/a", "1", one.refs(), 7))).isFalse();
  }
}
