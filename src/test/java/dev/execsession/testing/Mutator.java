package dev.execsession.testing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Changes texts and bytes at random places: inserts, repeats, cuts, moves, flips. */
public final class Mutator {
  private final List<String> pieces;

  /** Creates a mutator that inserts meaningful pieces. */
  public Mutator(List<String> pieces) {
    this.pieces = pieces;
  }

  /** Returns a mutated text, still of whole characters. */
  public String text(String seed, Random random) {
    StringBuilder text = new StringBuilder(seed);
    for (int edits = 1 + random.nextInt(8); edits > 0 && !text.isEmpty(); edits--) {
      int at = random.nextInt(text.length());
      switch (random.nextInt(random.nextInt(8) == 0 ? 5 : 4)) {
        case 0 -> text.insert(at, pick(pieces, random));
        case 1 -> text.delete(at, Math.min(text.length(), at + random.nextInt(40)));
        case 2 -> text.setCharAt(at, (char) random.nextInt(128));
        case 3 -> {
          int end = Math.min(text.length(), at + random.nextInt(200));
          text.insert(random.nextInt(text.length()), text.substring(at, end));
        }
        default -> text.insert(at, pick(pieces, random).repeat(1 + random.nextInt(3000)));
      }
    }
    return new String(text.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  /** Returns mutated bytes. */
  public static byte[] bytes(byte[] seed, Random random) {
    byte[] bytes = seed;
    do {
      bytes = changed(bytes, random);
    } while (Arrays.equals(bytes, seed) || random.nextInt(3) == 0);
    return bytes;
  }

  private static byte[] changed(byte[] seed, Random random) {
    int at = random.nextInt(seed.length + 1);
    int end = Math.min(seed.length, at + random.nextInt(1 + random.nextInt(64)));
    byte[] middle = Arrays.copyOfRange(seed, at, end);
    byte[] added = new byte[0];
    switch (random.nextInt(8)) {
      case 0 -> {
        return Arrays.copyOf(seed, at);
      }
      case 1 -> middle = added;
      case 2 -> {
        added = new byte[1 + random.nextInt(20)];
        random.nextBytes(added);
      }
      case 3 -> added = new byte[1 + random.nextInt(20)];
      case 4 -> added = middle;
      case 5 -> Arrays.fill(middle, (byte) (random.nextInt(3) - 1));
      default -> {
        for (int i = 0; i < middle.length; i++) {
          middle[i] ^= (byte) (random.nextInt(3) == 0 ? 1 << random.nextInt(8) : 0);
        }
      }
    }
    return join(Arrays.copyOf(seed, at), middle, added, Arrays.copyOfRange(seed, end, seed.length));
  }

  /** Concatenates arrays. */
  public static byte[] join(byte[]... parts) {
    byte[] all = new byte[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  /** Returns one of several. */
  public static <T> T pick(List<T> choices, Random random) {
    return choices.get(random.nextInt(choices.size()));
  }
}
