package dev.execsession.git;

import dev.execsession.file.ContentId;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What installers of hooks are known to set in git: husky's 9.0.11 to 9.1.7 and git-lfs's 3. */
public final class Installers {
  private static final Map<String, Set<String>> SETTINGS =
      Map.of(
          "core.hookspath", Set.of(".husky", ".husky/_"),
          "filter.lfs.clean", Set.of("git-lfs clean -- %f"),
          "filter.lfs.smudge", Set.of("git-lfs smudge -- %f", "git-lfs smudge --skip -- %f"),
          "filter.lfs.process", Set.of("git-lfs filter-process", "git-lfs filter-process --skip"),
          "filter.lfs.required", Set.of("true"),
          "lfs.repositoryformatversion", Set.of("0"));
  private static final Pattern LFS_HOOK =
      Pattern.compile("\\.git/hooks/(pre-push|post-checkout|post-commit|post-merge)");
  private static final Pattern HUSKY_FILE =
      Pattern.compile("\\.husky/_/([a-z-]+|husky\\.sh|\\.gitignore)");
  private static final List<String> HUSKY_HOOKS =
      List.of("#!/usr/bin/env sh\n. \"$(dirname \"$0\")/h\"", "#!/usr/bin/env sh\n. \"${0%/*}/h\"");

  /** The file that runs a hook, as husky 9.0.11, 9.1.0, 9.1.2 and 9.1.3 write it first. */
  private static final Set<String> HUSKY_RUNNERS =
      Set.of(
          "548990e1c11285694096184993d907b258d41235461a7ca2551e3b53ff9d3a38",
          "c029a943acea5d6e2ddbaa271a1fb22c2da55d56b5c6fb59ca804ac9a4018708",
          "ae3413a8fe2b39372de48bdc9691f42055f089c0c7529834b2fb07a131585b6a",
          "70200b200ca709b0622784f93839a5b2872333a917a09afddefd7dc2d8cdc680");

  /** The file that warns about old hooks, as 9.0.11 (empty), 9.1.0, 9.1.2 and 9.1.4 write it. */
  private static final Set<String> HUSKY_WARNINGS =
      Set.of(
          of(""),
          "06066ea99512f392fa7cb8fd21eb0ed18e5f110ef017ddf322eeb732649c2f83",
          "ce73c58739f81ba56686a0be0d956abcfde81f63662ee5769581a82d6b9bee91",
          "21122903fca7209a13c991e5be68780636e28f1b8f0ae7ea07ed0065dfe37268");

  private Installers() {}

  /** Returns whether a change is one that a known installer makes. */
  public static boolean make(ControlChange change) {
    String after = change.after();
    if (after == null) {
      return false;
    }
    if (change.key() != null) {
      return SETTINGS.getOrDefault(change.key(), Set.of()).stream()
          .anyMatch(value -> ControlState.mark(List.of(value)).equals(after));
    }
    String digest = after.substring(after.lastIndexOf(' ') + 1);
    Matcher lfs = LFS_HOOK.matcher(change.file());
    return lfs.matches() ? lfsHooks(lfs.group(1)).contains(digest) : isHusky(change.file(), digest);
  }

  /** Returns whether a file below {@code .husky/_} is husky's own, by its content's digest. */
  public static boolean isHusky(String path, String digest) {
    Matcher file = HUSKY_FILE.matcher(path);
    return file.matches()
        && switch (file.group(1)) {
          case "h" -> HUSKY_RUNNERS.contains(digest);
          case "husky.sh" -> HUSKY_WARNINGS.contains(digest);
          case ".gitignore" -> digest.equals(of("*"));
          default -> HUSKY_HOOKS.stream().anyMatch(hook -> digest.equals(of(hook)));
        };
  }

  private static Set<String> lfsHooks(String name) {
    Set<String> digests = new HashSet<>();
    for (String text :
        List.of(
            "echo >&2 \"\\nThis repository is configured for Git LFS but 'git-lfs' was not found on"
                + " your path. If you no longer wish to use Git LFS, remove this hook by deleting"
                + " '.git/hooks/"
                + name
                + "'.\\n\"",
            "echo >&2 \"\\nThis repository is configured for Git LFS but 'git-lfs' was not found on"
                + " your path. If you no longer wish to use Git LFS, remove this hook by deleting the"
                + " '"
                + name
                + "' file in the hooks directory (set by 'core.hookspath'; usually '.git/hooks').\\n\"",
            "printf >&2 \"\\n%s\\n\\n\" \"This repository is configured for Git LFS but 'git-lfs' was not"
                + " found on your path. If you no longer wish to use Git LFS, remove this hook by"
                + " deleting the '"
                + name
                + "' file in the hooks directory (set by 'core.hookspath'; usually '.git/hooks').\"")) {
      digests.add(
          of(
              "#!/bin/sh\ncommand -v git-lfs >/dev/null 2>&1 || { "
                  + text
                  + "; exit 2; }\ngit lfs "
                  + name
                  + " \"$@\"\n"));
    }
    return digests;
  }

  private static String of(String text) {
    return ContentId.of(text.getBytes(StandardCharsets.UTF_8)).hex();
  }
}
