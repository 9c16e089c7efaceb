package dev.execsession.seeded.engine;

/** Broken: a constructor with nine parameters. */
class TakesEverything {
  TakesEverything(int a, int b, int c, int d, int e, int f, int g, int h, int i) {}
}
