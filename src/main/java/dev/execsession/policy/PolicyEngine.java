package dev.execsession.policy;

import dev.execsession.policy.AttestationRecord.Status;
import dev.execsession.text.TreePath;
import dev.execsession.text.WordList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds the policies that apply to a block's changes and judges their attestations. */
public final class PolicyEngine {
  /** Answers that are no evidence. */
  private static final Set<String> EMPTY_WORDS =
      WordList.of(
          "yes y true ok okay done given attested confirmed sure checked verified n/a na "
              + "none 1");

  private final List<Policy> policies;
  private final List<Skill> skills;
  private final PathMatcher matcher;

  public PolicyEngine(List<Policy> policies, List<Skill> skills, PathMatcher matcher) {
    this.policies = List.copyOf(policies);
    this.skills = List.copyOf(skills);
    this.matcher = matcher;
  }

  /**
   * Returns the policies whose paths, or whose skills' paths, were changed, in configured order.
   *
   * @param touched the included paths that the block changed, with both paths of a rename
   */
  public List<ActivePolicy> active(Collection<TreePath> touched) {
    List<ActivePolicy> active = new ArrayList<>();
    for (Policy policy : policies) {
      List<String> patterns = new ArrayList<>(policy.when());
      skills.stream()
          .filter(skill -> policy.skills().contains(skill.name()))
          .forEach(skill -> patterns.addAll(skill.paths()));
      touched.stream()
          .sorted()
          .filter(path -> patterns.stream().anyMatch(pattern -> matcher.matches(pattern, path)))
          .findFirst()
          .ifPresent(
              path ->
                  active.add(
                      new ActivePolicy(
                          policy.id(),
                          policy.attest(),
                          policy.checks(),
                          policy.onMissing(),
                          path)));
    }
    return List.copyOf(active);
  }

  /**
   * Judges the attestations of a block.
   *
   * @param given answers by policy id, tried in order; any refusal takes precedence
   * @param shown whether an executor's evidence names something that exists; a person's need not
   */
  public static AttestationResult judge(
      List<ActivePolicy> active, Map<String, List<Attestation>> given, Predicate<String> shown) {
    List<AttestationRecord> records = new ArrayList<>();
    List<String> blocking = new ArrayList<>();
    List<String> risks = new ArrayList<>();
    for (ActivePolicy policy : active) {
      if (policy.attest() != null) {
        AttestationRecord record =
            judge(policy.id(), given.getOrDefault(policy.id(), List.of()), shown);
        records.add(record);
        shortfall(policy, record)
            .ifPresent((policy.onMissing() == OnMissing.BLOCK ? blocking : risks)::add);
        if (record.status() == Status.NOT_APPLICABLE) {
          risks.add(
              "policy `"
                  + policy.id()
                  + "` does not apply, according to "
                  + record.by()
                  + ": "
                  + record.evidence());
        }
      }
    }
    return new AttestationResult(records, blocking, risks);
  }

  private static AttestationRecord judge(
      String id, List<Attestation> answers, Predicate<String> shown) {
    for (Attestation attestation : answers) {
      if (attestation.answer() == Attestation.Answer.REFUSED) {
        return record(id, Status.REFUSED, attestation);
      }
    }
    for (Attestation attestation : answers) {
      if (attestation.answer() == Attestation.Answer.NOT_APPLICABLE) {
        return record(id, Status.NOT_APPLICABLE, attestation);
      }
    }
    for (Attestation attestation : answers) {
      if (attestation.person() || shown.test(attestation.evidence())) {
        return record(id, Status.GIVEN, attestation);
      }
    }
    return answers.isEmpty()
        ? new AttestationRecord(id, Status.MISSING, null, null)
        : record(id, Status.MISSING, answers.get(0));
  }

  private static AttestationRecord record(String id, Status status, Attestation attestation) {
    @Nullable String evidence =
        attestation.evidence().isBlank() ? null : attestation.evidence().strip();
    return new AttestationRecord(id, status, attestation.by(), evidence);
  }

  private static Optional<String> shortfall(ActivePolicy policy, AttestationRecord record) {
    String place = " (`" + policy.because().display() + "` was changed)";
    return switch (record.status()) {
      case GIVEN, NOT_APPLICABLE -> Optional.empty();
      case REFUSED ->
          Optional.of(
              "policy `"
                  + policy.id()
                  + "` was "
                  + (Attestation.EXECUTOR.equals(record.by())
                      ? "refused by the executor"
                      : "not confirmed by " + record.by())
                  + place);
      case MISSING ->
          Optional.of(
              "policy `"
                  + policy.id()
                  + "` was "
                  + (record.by() == null
                      ? "not attested"
                      : "attested by " + record.by() + " without evidence that can be found")
                  + place);
    };
  }

  /** Returns whether words say more than {@code yes}, {@code ok}, {@code done} and the like. */
  static boolean saysSomething(String words) {
    String plain = words.strip().toLowerCase(Locale.ROOT).replaceAll("[\\p{Punct}\\s]+$", "");
    return !EMPTY_WORDS.contains(plain) && plain.codePoints().anyMatch(Character::isLetterOrDigit);
  }
}
