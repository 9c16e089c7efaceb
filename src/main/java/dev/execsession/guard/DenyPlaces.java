package dev.execsession.guard;

import dev.execsession.scope.ScopeJudge;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Selects the patterns that an agent's own rules can deny. */
public final class DenyPlaces {
  private DenyPlaces() {}

  /**
   * Returns patterns as in {@code .gitignore}: the built-in protected ones, without those that the
   * includes open by name, and the excludes without wildcards.
   */
  public static List<String> of(List<String> includes, List<String> excludes) {
    List<String> places = new ArrayList<>();
    Stream.concat(Stream.of("/.git/"), ScopeJudge.shippedProtected().stream())
        .filter(place -> includes.stream().noneMatch(include -> opens(include, place)))
        .forEach(places::add);
    excludes.stream()
        .map(DenyPlaces::literal)
        .filter(place -> !place.isEmpty())
        .forEach(places::add);
    return places.stream().distinct().toList();
  }

  private static boolean opens(String include, String place) {
    String name = place.replaceAll("^/|/$", "");
    String reached = include.replaceAll("^(\\./|/)", "");
    return reached.equals(name) || reached.startsWith(name + "/");
  }

  private static String literal(String exclude) {
    boolean below = exclude.endsWith("/**");
    String name =
        (below ? exclude.substring(0, exclude.length() - 2) : exclude).replaceAll("^\\./", "/");
    if (name.isEmpty() || name.matches(".*[*?\\[\\\\].*")) {
      return "";
    }
    boolean anchored = below || name.substring(0, name.length() - 1).contains("/");
    return anchored && !name.startsWith("/") ? "/" + name : name;
  }
}
