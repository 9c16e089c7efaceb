package dev.execsession.scope;

import dev.execsession.json.JsonName;
import java.util.Locale;

/** What a change to a path means for the block that made it. */
public enum Verdict implements JsonName {
  /** An include covers it and nothing forbids it. */
  INCLUDED,
  /** An exclude covers it; that beats every include. */
  EXCLUDED,
  /** No include covers it. */
  OUTSIDE,
  /** It steers the session, git, CI or agents, and no include names it literally. */
  PROTECTED,
  /** It is ignored by git and of a kind that holds secrets. */
  SENSITIVE,
  /** It is ignored by git and nothing speaks of it: counted and listed, not a violation. */
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
