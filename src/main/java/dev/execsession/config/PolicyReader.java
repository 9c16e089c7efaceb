package dev.execsession.config;

import dev.execsession.policy.OnMissing;
import dev.execsession.problem.SourceSpan;
import dev.execsession.text.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Parses policies; missing keys of an entry keep the values of a built-in policy. */
final class PolicyReader {
  static final List<String> ON_MISSING = List.of("block", "risk");

  private PolicyReader() {}

  /**
   * Returns the built-in policies, overridden by those of the file, including disabled ones.
   *
   * @param names the map of policies
   * @param skills the configured skills
   */
  static Map<String, PolicyConfig> read(
      Section names, Map<String, PolicyConfig> shipped, Set<String> skills) {
    Map<String, PolicyConfig> policies = new LinkedHashMap<>(shipped);
    for (YamlNode.Entry entry : names.entries()) {
      String id = entry.key().value();
      Optional<Section> section = names.section(id, ConfigKeys.POLICY);
      if (section.isPresent()) {
        policies.put(id, read(section.get(), id, entry.key().where(), shipped.get(id), skills));
      }
    }
    return policies;
  }

  private static PolicyConfig read(
      Section section,
      String id,
      SourceSpan where,
      @Nullable PolicyConfig shipped,
      Set<String> skills) {
    List<String> when = section.paths("when");
    List<String> ofSkills = skillNames(section, skills);
    if (section.where("when") == null && section.where("skills") == null && shipped != null) {
      when = shipped.when();
      ofSkills = shipped.skills();
    }
    List<CheckConfig> checks =
        section.where("checks") == null && shipped != null
            ? shipped.checks()
            : ChecksReader.read(section);
    Optional<String> attest = section.text("attest").map(YamlNode.Text::value);
    boolean enabled = section.flag("enabled").orElse(true);
    OnMissing onMissing =
        onMissing(section, shipped == null ? OnMissing.BLOCK : shipped.onMissing());
    if (shipped == null && section.where("when") == null && section.where("skills") == null) {
      section.faultyKey(
          where,
          "the policy `" + id + "` never applies",
          "add `when: [PATTERN]` or `skills: [NAME]`");
    }
    if (shipped == null && section.where("attest") == null && section.where("checks") == null) {
      section.faultyKey(
          where,
          "the policy `" + id + "` requires nothing",
          "add `attest: SENTENCE` or `checks: [COMMAND]`");
    }
    return new PolicyConfig(
        id,
        when,
        ofSkills,
        checks,
        attest.orElse(shipped == null ? null : shipped.attest()),
        onMissing,
        enabled,
        where);
  }

  private static List<String> skillNames(Section section, Set<String> skills) {
    List<String> names = new ArrayList<>();
    for (YamlNode.Text text : section.texts("skills")) {
      if (skills.contains(text.value())) {
        names.add(text.value());
      } else {
        section.fault(
            text,
            "skills",
            "names `" + text.value() + "`, which is not a key of `skills`",
            Suggestion.hint(text.value(), skills, "add the skill, or remove its name here"));
      }
    }
    return names;
  }

  static OnMissing onMissing(Section section, OnMissing otherwise) {
    Optional<String> word = section.choice("on-missing", ON_MISSING);
    if (word.isEmpty()) {
      return otherwise;
    }
    return word.get().equals("risk") ? OnMissing.RISK : OnMissing.BLOCK;
  }
}
