package dev.execsession.scope;

import dev.execsession.json.JsonName;
import java.util.Locale;

/** The verdict on a block's change to a path. */
public enum Verdict implements JsonName {
  /** An include covers it and nothing forbids it. */
  INCLUDED,
  /** An exclude covers it, which takes precedence over every include. */
  EXCLUDED,
  /** No include covers it. */
  OUTSIDE,
  /** It controls the session, git, CI or agents, and no include names it literally. */
  PROTECTED,
  /** Git ignores it and it may hold secrets. */
  SENSITIVE,
  /** Git ignores it and no rule covers it: listed, but not a violation. */
  SIDE_EFFECT;

  /** Returns whether a change with this verdict stops the block. */
  public boolean isViolation() {
    return this != INCLUDED && this != SIDE_EFFECT;
  }

  @Override
  public String jsonName() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
