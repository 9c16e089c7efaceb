package dev.execsession.setup;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Where a repository is hosted, and so which pipelines it runs. */
enum Host {
  GITHUB,
  GITLAB;

  /**
   * Returns the hosts that the remotes name, else those whose files are there, else all.
   *
   * @param remotes addresses
   */
  static Set<Host> of(List<String> remotes, RepositoryFiles files) {
    boolean github = remotes.stream().anyMatch(url -> isAt(url, "github"));
    boolean gitlab = remotes.stream().anyMatch(url -> isAt(url, "gitlab"));
    if (!github && !gitlab) {
      github = files.any(name -> name.startsWith(".github/"));
      gitlab = files.has(".gitlab-ci.yml");
    }
    return github == gitlab ? Set.of(GITHUB, GITLAB) : Set.of(github ? GITHUB : GITLAB);
  }

  /** Looks only at the server, not at the path. */
  private static boolean isAt(String url, String name) {
    String server = url.replaceFirst("^[a-z+]+://", "").replaceFirst("^[^@/]*@", "");
    return server.split("[:/]", 2)[0].toLowerCase(Locale.ROOT).contains(name);
  }
}
