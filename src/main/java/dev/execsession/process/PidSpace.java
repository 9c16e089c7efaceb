package dev.execsession.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The scope of a pid: one boot of one machine, seen from one pid namespace. Unknown values are
 * empty.
 *
 * @param boot the kernel's id of this boot
 * @param pidns the inode of the pid namespace
 */
public record PidSpace(String host, String boot, String pidns) {

  /** Returns this process's scope, without network access. */
  public static PidSpace here(Map<String, String> environment) {
    return new PidSpace(
        text("/proc/sys/kernel/hostname", environment.getOrDefault("HOSTNAME", "this host")),
        text("/proc/sys/kernel/random/boot_id", ""),
        ProcFs.namespace());
  }

  /** Returns whether a pid from that scope names the same process here. */
  public boolean isSameAs(PidSpace other) {
    return !boot.isEmpty()
        && boot.equals(other.boot)
        && !pidns.isEmpty()
        && pidns.equals(other.pidns);
  }

  /** Returns whether nothing from that scope can still run: this machine was rebooted since. */
  public boolean isGone(PidSpace here) {
    return host.equals(here.host) && !boot.isEmpty() && !boot.equals(here.boot);
  }

  private static String text(String file, String otherwise) {
    try {
      return new String(ProcFs.bytes(file), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      return otherwise;
    }
  }
}
