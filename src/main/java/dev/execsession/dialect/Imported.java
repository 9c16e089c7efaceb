package dev.execsession.dialect;

import java.util.List;

/**
 * A draft.
 *
 * @param dialect the source's dialect with an article, {@code a GSD plan}
 * @param text the draft
 * @param carried what was carried over, {@code 5 blocks}, without what there is none of
 * @param uncertain what the source only suggests: {@code line 12: candidate …}
 * @param blank the names of the fields to fill in, never empty
 */
public record Imported(
    String dialect, String text, List<String> carried, List<String> uncertain, List<String> blank) {
  public Imported {
    carried = List.copyOf(carried);
    uncertain = List.copyOf(uncertain);
    blank = List.copyOf(blank);
  }
}
