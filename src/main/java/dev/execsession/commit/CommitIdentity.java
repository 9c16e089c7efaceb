package dev.execsession.commit;

import dev.execsession.git.GitConfig;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who a commit names as its author and as its committer, found where git looks for them. */
record CommitIdentity(Person author, Person committer) {
  /** A name and an address, without what would break the line of a commit that they stand on. */
  record Person(String name, String email) {}

  /** Returns the two; empty when a name or an address is nowhere to be found. */
  static Optional<CommitIdentity> of(GitConfig config, Map<String, String> environment) {
    Person author = person("author", config, environment);
    Person committer = person("committer", config, environment);
    return author == null || committer == null
        ? Optional.empty()
        : Optional.of(new CommitIdentity(author, committer));
  }

  private static @Nullable Person person(
      String role, GitConfig config, Map<String, String> environment) {
    String variable = "GIT_" + role.toUpperCase(Locale.ROOT);
    String name =
        first(
            environment.get(variable + "_NAME"),
            config.value(role + ".name").orElse(null),
            config.value("user.name").orElse(null));
    String email =
        first(
            environment.get(variable + "_EMAIL"),
            config.value(role + ".email").orElse(null),
            config.value("user.email").orElse(null),
            environment.get("EMAIL"));
    return name == null || email == null ? null : new Person(name, email);
  }

  private static @Nullable String first(@Nullable String... candidates) {
    return Stream.of(candidates)
        .filter(Objects::nonNull)
        .map(CommitIdentity::clean)
        .filter(text -> !text.isEmpty())
        .findFirst()
        .orElse(null);
  }

  /** Drops what git drops: angle brackets and line ends anywhere, dots and quotes at the ends. */
  private static String clean(String text) {
    return text.replaceAll("[<>\\n\\u0000]", "")
        .replaceAll("^[\\x00-\\x20.,:;\"\\\\']+|[\\x00-\\x20.,:;\"\\\\']+$", "");
  }
}
