package dev.execsession.setup;

import dev.execsession.file.ContentId;
import dev.execsession.git.RepositoryFacts;
import dev.execsession.problem.StopException;
import dev.execsession.setup.SkillChange.Step;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The Agent Skill of this tool in a worktree. The last line of each of its files holds a digest of
 * the lines above, which tells a file of any version from one that a person edited.
 */
public final class AgentSkill {
  private static final List<String> FOLDERS =
      List.of(".agents/skills/exec-session/", ".claude/skills/exec-session/");
  private static final String MAIN = "SKILL.md";
  private static final String MORE = "references/escalations.md";
  private static final String MARK = "<!-- from exec-session, SHA-256 of the lines above: ";

  private final SkillFiles files;
  private final List<Step> steps = new ArrayList<>();
  private final List<String> current = new ArrayList<>();
  private final List<String> kept = new ArrayList<>();

  private AgentSkill(RepositoryFacts facts) {
    this.files = new SkillFiles(facts.root(), facts.gitDir());
  }

  /** Returns the skill's main file, as it is installed. */
  public static String text() {
    return marked(Resource.SKILL.text());
  }

  /** Returns the file that the main file refers to, as it is installed. */
  public static String escalations() {
    return marked(Resource.SKILL_ESCALATIONS.text());
  }

  /**
   * Plans the installation; writes nothing. A folder whose main file is not ours gets nothing.
   *
   * @throws StopException REFUSED when a file cannot be written
   */
  public static SkillChange install(RepositoryFacts facts) {
    return checked(facts, unchecked(facts));
  }

  /** Plans the installation for a caller that checks the paths together with others. */
  static SkillChange unchecked(RepositoryFacts facts) {
    return new AgentSkill(facts).install();
  }

  /**
   * Plans the removal of every file of ours; changes nothing.
   *
   * @throws StopException REFUSED when a file cannot be removed
   */
  public static SkillChange uninstall(RepositoryFacts facts) {
    return checked(facts, new AgentSkill(facts).uninstall());
  }

  /** Makes the planned changes, but for files that were changed since. */
  public static void make(RepositoryFacts facts, SkillChange change) {
    SkillFiles files = new SkillFiles(facts.root(), facts.gitDir());
    change.steps().forEach(files::make);
  }

  private SkillChange install() {
    for (String folder : FOLDERS) {
      if (offer(folder + MAIN, text())) {
        offer(folder + MORE, escalations());
      }
    }
    return new SkillChange(steps, current, kept);
  }

  /** Returns whether the file is ours now or after the change. */
  private boolean offer(String path, String text) {
    SkillFiles.Found found = files.find(path);
    String before = found.text();
    if (!found.exists()) {
      steps.add(new Step(path, null, text));
    } else if (before == null || !isOurs(before)) {
      kept.add(path);
      return false;
    } else if (lines(before).equals(text)) {
      current.add(path);
    } else {
      steps.add(new Step(path, before, text));
    }
    return true;
  }

  private SkillChange uninstall() {
    for (String folder : FOLDERS) {
      for (String path : List.of(folder + MORE, folder + MAIN)) {
        SkillFiles.Found found = files.find(path);
        if (isOurs(found.text())) {
          steps.add(new Step(path, found.text(), null));
        } else if (found.exists()) {
          kept.add(path);
        }
      }
    }
    return new SkillChange(steps, current, kept);
  }

  private static SkillChange checked(RepositoryFacts facts, SkillChange change) {
    new NewFiles(facts.root(), facts.gitDir())
        .check(change.steps().stream().map(Step::path).toList());
    return change;
  }

  /** Returns the text with the line that proves it to be ours. */
  static String marked(String text) {
    return text + MARK + ContentId.of(text.getBytes(StandardCharsets.UTF_8)).hex() + " -->\n";
  }

  private static boolean isOurs(@Nullable String text) {
    String lines = lines(Objects.requireNonNullElse(text, ""));
    int mark = lines.lastIndexOf(MARK);
    return mark >= 0 && lines.equals(marked(lines.substring(0, mark)));
  }

  /** Returns the text with the line ends that git may have converted. */
  private static String lines(String text) {
    return text.replace("\r\n", "\n");
  }
}
