package dev.execsession.scope;

import java.util.List;

/**
 * A pattern as a nondeterministic automaton. It reads each byte once without backtracking, so
 * matching takes at most bytes times tokens steps.
 */
final class Automaton {
  private final Token[] tokens;

  Automaton(List<Token> tokens) {
    this.tokens = tokens.toArray(new Token[0]);
  }

  Walk walk() {
    return new Walk();
  }

  /** A match in progress. State {@code i} means: the tokens before {@code i} have matched. */
  final class Walk {
    private long[] places = new long[tokens.length / 64 + 1];
    private long[] next = new long[places.length];
    private long steps;

    private Walk() {
      restart();
    }

    /** Returns to the state before the first byte. */
    void restart() {
      clear(places);
      reach(places, 0);
    }

    void feed(char value) {
      clear(next);
      for (int word = 0; word < places.length; word++) {
        for (long rest = places[word]; rest != 0; rest &= rest - 1) {
          int place = (word << 6) + Long.numberOfTrailingZeros(rest);
          steps++;
          if (place < tokens.length) {
            step(place, value);
          }
        }
      }
      long[] swap = places;
      places = next;
      next = swap;
    }

    private void step(int place, char value) {
      Token token = tokens[place];
      if (token instanceof Token.OneOf one) {
        if (one.bytes().contains(value)) {
          reach(next, place + 1);
        }
      } else if (token instanceof Token.Folders || (token instanceof Token.Run && value != '/')) {
        reach(next, place);
      }
    }

    /** Adds a state and those reachable from it without reading a byte. */
    private void reach(long[] set, int place) {
      int current = place;
      while ((set[current >> 6] & (1L << (current & 63))) == 0) {
        set[current >> 6] |= 1L << (current & 63);
        steps++;
        if (current == tokens.length || tokens[current] instanceof Token.OneOf) {
          return;
        }
        if (tokens[current] instanceof Token.Optionally) {
          reach(set, current + 3);
        }
        current++;
      }
    }

    /** Returns whether the bytes read so far match completely. */
    boolean accepts() {
      return (places[tokens.length >> 6] & (1L << (tokens.length & 63))) != 0;
    }

    /** Returns whether no further byte can lead to a match. */
    boolean isDead() {
      for (long word : places) {
        if (word != 0) {
          return false;
        }
      }
      return true;
    }

    /** Returns the number of steps taken. */
    long steps() {
      return steps;
    }

    private static void clear(long[] set) {
      for (int i = 0; i < set.length; i++) {
        set[i] = 0;
      }
    }
  }
}
