package dev.execsession.plan;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Recognizes {@code [ ]} and {@code [x]} at the start of an item. */
public final class Checkbox {
  private static final Pattern BOX = Pattern.compile("^\\[[ xX]?\\](?=\\s|$)\\s*");

  private Checkbox() {}

  public static boolean isTicked(Prose item) {
    return item.text().startsWith("[x]") || item.text().startsWith("[X]");
  }

  public static boolean has(Prose item) {
    return BOX.matcher(item.text()).find();
  }

  public static Prose drop(Prose item) {
    Matcher box = BOX.matcher(item.text());
    return box.find() ? item.cut(box.end()) : item;
  }
}
