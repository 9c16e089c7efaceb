package dev.execsession.scope;

import dev.execsession.json.JsonName;
import java.util.Locale;

/** The kind of a file outside the scope, which helps a person decide whether it may change. */
public enum PathClass implements JsonName {
  /** A lock file whose manifest is included and changed too. */
  LOCK_FILE,
  /** Generated, by {@code linguist-generated} or the configuration. */
  GENERATED,
  /** A plan, or a file that tracks work. */
  TRACKING_DOCUMENT,
  /** A test of an included source that changed too. */
  TEST,
  DELETION,
  OTHER;

  @Override
  public String jsonName() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
