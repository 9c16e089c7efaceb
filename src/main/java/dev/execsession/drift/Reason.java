package dev.execsession.drift;

/** The part of the contract that is concerned; in JSON the name in lower case. */
public enum Reason {
  OBJECTIVE,
  ARCHITECTURE,
  DEPENDENCY,
  SCOPE
}
