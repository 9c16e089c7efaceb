package dev.execsession.ci;

import dev.execsession.json.Json;
import dev.execsession.json.OmitWhenNull;
import dev.execsession.text.TreePath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes findings as a SARIF log, version 2.1.0; component names are its properties. */
public final class SarifLog {
  /** GitHub shows no more. */
  private static final int MOST = 5000;

  private static final String UNRESERVED = "-._~/";

  private SarifLog() {}

  @SuppressWarnings("UnusedVariable")
  private record Run(Tool tool, String columnKind, List<Result> results) {}

  @SuppressWarnings("UnusedVariable")
  private record Tool(Driver driver) {}

  @SuppressWarnings("UnusedVariable")
  private record Driver(String name, @OmitWhenNull @Nullable String version, List<Kind> rules) {}

  @SuppressWarnings("UnusedVariable")
  private record Kind(String id, Text shortDescription) {}

  @SuppressWarnings("UnusedVariable")
  private record Text(String text) {}

  @SuppressWarnings("UnusedVariable")
  private record Result(
      String ruleId,
      String level,
      Text message,
      List<Location> locations,
      Map<String, String> partialFingerprints) {}

  @SuppressWarnings("UnusedVariable")
  private record Location(Place physicalLocation) {}

  @SuppressWarnings("UnusedVariable")
  private record Place(Artifact artifactLocation, Region region) {}

  @SuppressWarnings("UnusedVariable")
  private record Artifact(String uri, String uriBaseId) {}

  @SuppressWarnings("UnusedVariable")
  private record Region(int startLine) {}

  /**
   * Returns a JSON document that ends in a line feed.
   *
   * @param version the tool's
   */
  public static String render(List<Finding> findings, @Nullable String version) {
    List<Kind> rules = new ArrayList<>();
    for (Rule rule : Rule.values()) {
      rules.add(new Kind(rule.jsonName(), new Text(rule.title())));
    }
    Fingerprints names = new Fingerprints();
    List<Result> results =
        Ranking.capped(findings, MOST).stream()
            .map(each -> result(each, names.next(each)))
            .toList();
    Map<String, @Nullable Object> log = new LinkedHashMap<>();
    log.put("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    log.put("version", "2.1.0");
    log.put(
        "runs",
        List.of(
            new Run(
                new Tool(new Driver("exec-session", version, rules)), "utf16CodeUnits", results)));
    return Json.pretty(log);
  }

  private static Result result(Finding finding, String fingerprint) {
    return new Result(
        finding.rule().jsonName(),
        finding.level().sarif(),
        new Text(withoutLinks(finding.message())),
        List.of(
            new Location(new Place(new Artifact(uri(finding.path()), "%SRCROOT%"), new Region(1)))),
        Map.of("primaryLocationLineHash", fingerprint));
  }

  /** Separates what a viewer would take for a link. */
  private static String withoutLinks(String message) {
    return message.replace("](", "] (");
  }

  /** Returns the path, each byte that is not plain percent-encoded. */
  private static String uri(TreePath path) {
    StringBuilder uri = new StringBuilder();
    for (byte one : path.toBytes()) {
      char c = (char) (one & 0xff);
      boolean isPlain = c < 0x80 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0);
      if (isPlain) {
        uri.append(c);
      } else {
        uri.append('%')
            .append(Integer.toHexString(0x100 | c).substring(1).toUpperCase(Locale.ROOT));
      }
    }
    return uri.toString();
  }
}
