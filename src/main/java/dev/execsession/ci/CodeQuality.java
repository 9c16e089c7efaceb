package dev.execsession.ci;

import dev.execsession.json.Json;
import java.util.List;

/** Writes findings as a code quality report of GitLab. */
public final class CodeQuality {
  private static final int MOST = 5000;

  private CodeQuality() {}

  // In the names of the format.
  @SuppressWarnings("UnusedVariable")
  private record Issue(
      String description,
      String check_name,
      String fingerprint,
      String severity,
      Location location) {}

  @SuppressWarnings("UnusedVariable")
  private record Location(String path, Lines lines) {}

  @SuppressWarnings("UnusedVariable")
  private record Lines(int begin) {}

  /** Returns a JSON document that ends in a line feed. */
  public static String render(List<Finding> findings) {
    Fingerprints names = new Fingerprints();
    return Json.pretty(
        Ranking.capped(findings, MOST).stream()
            .map(each -> issue(each, names.next(each)))
            .toList());
  }

  private static Issue issue(Finding finding, String fingerprint) {
    return new Issue(
        finding.message(),
        finding.rule().jsonName(),
        fingerprint,
        finding.level().severity(),
        new Location(finding.path().text(), new Lines(1)));
  }
}
