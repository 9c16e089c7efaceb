package dev.execsession.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which paths of a sentence are to change. */
class MentionsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "Create `src/a.py`; src/a.py!",
        "Add the user model in src/models/user.py.; src/models/user.py!",
        "Add A and B to `src/a.py`, `src/b.py` and docs/c.md; src/a.py! src/b.py! docs/c.md!",
        "Extend it in the existing `test/a_test.py`; test/a_test.py!",
        "Add it in `src/a.py` (see `docs/a.md`); src/a.py! docs/a.md",
        "Align it with those in `src/a.py`; src/a.py",
        "Add a test, as described in `docs/a.md`; docs/a.md",
        "Add it in `src/a.py` instead of in `src/b.py`; src/a.py! src/b.py",
        "Never change it in `src/a.py`; src/a.py",
        "Run `make` in `src/a.py`; src/a.py",
        "Add it in `a.py`; ''",
        "Add `GET/POST` and/or `https://example.org/a.html` in code; ''",
      })
  void a_path_is_a_target_only_when_an_order_names_it(String sentence, String paths) {
    String found =
        Mentions.of(sentence).stream()
            .map(path -> path.path() + (path.isTarget() ? "!" : ""))
            .collect(Collectors.joining(" "));

    assertThat(found).isEqualTo(paths.equals("''") ? "" : paths);
  }
}
