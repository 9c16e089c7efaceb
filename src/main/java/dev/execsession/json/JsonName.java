package dev.execsession.json;

/**
 * Gives an enum constant its word in JSON; constants without one are their name in lower case with
 * dashes.
 */
public interface JsonName {
  String jsonName();
}
