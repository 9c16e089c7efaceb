package dev.execsession.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Names this machine without asking the network. */
final class Host {
  private Host() {}

  /** Gives who holds a worktree, for others to read. */
  static Map<String, Object> owner(
      String plan, String by, Map<String, String> environment, Instant since) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("session", plan);
    facts.put("pid", ProcessHandle.current().pid());
    facts.put("host", name(environment));
    facts.put("since", since.toString());
    facts.put("by", by);
    return facts;
  }

  static String name(Map<String, String> environment) {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    } catch (IOException e) {
      return environment.getOrDefault("HOSTNAME", "this host");
    }
  }
}
