package dev.execsession.drift;

/** Which part of the contract was left; in JSON the name in lower case. */
public enum Reason {
  OBJECTIVE,
  ARCHITECTURE,
  DEPENDENCY,
  SCOPE
}
