package dev.execsession.scope;

import java.util.List;

/**
 * The includes and excludes of a plan or block. For a block, an empty include list narrows nothing.
 *
 * @param excludes take precedence over includes
 */
public record Scope(List<ScopeRule> includes, List<ScopeRule> excludes) {
  /** The scope of a block that narrows nothing. */
  public static final Scope NONE = new Scope(List.of(), List.of());

  public Scope {
    includes = List.copyOf(includes);
    excludes = List.copyOf(excludes);
  }
}
