package dev.execsession.scope;

import java.util.List;

/**
 * What a plan, or a block within it, allows. For a block an empty include list narrows nothing.
 *
 * @param includes what may change
 * @param excludes what may not, whatever the includes say
 */
public record Scope(List<ScopeRule> includes, List<ScopeRule> excludes) {
  /** A block's scope that narrows nothing. */
  public static final Scope NONE = new Scope(List.of(), List.of());

  public Scope {
    includes = List.copyOf(includes);
    excludes = List.copyOf(excludes);
  }
}
