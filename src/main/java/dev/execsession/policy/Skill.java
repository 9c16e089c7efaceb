package dev.execsession.policy;

import java.util.List;

/** A kind of work, with patterns of its files. */
public record Skill(String name, List<String> paths) {
  public Skill {
    paths = List.copyOf(paths);
  }
}
