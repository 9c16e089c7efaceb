package dev.execsession.git;

import java.io.File;
import java.util.TimeZone;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/**
 * Isolates JGit: no user or system configuration, no environment, and no probing of the file
 * system's clock, which would start {@code git} and write into the user's home.
 */
final class HermeticSystem extends SystemReader {
  private static final HermeticSystem INSTANCE = new HermeticSystem(SystemReader.getInstance());

  private final SystemReader platform;

  private HermeticSystem(SystemReader platform) {
    this.platform = platform;
  }

  /** Replaces JGit's system reader; must be called before any other use of JGit. */
  static void install() {
    SystemReader.setInstance(INSTANCE);
  }

  @Override
  public String getHostname() {
    return "localhost";
  }

  @Override
  public @Nullable String getenv(String variable) {
    return null;
  }

  @Override
  public @Nullable String getProperty(String key) {
    return platform.getProperty(key);
  }

  @Override
  public FileBasedConfig openUserConfig(Config parent, FS fs) {
    return new NoFile(parent, fs);
  }

  @Override
  public FileBasedConfig openSystemConfig(Config parent, FS fs) {
    return new NoFile(parent, fs);
  }

  @Override
  public FileBasedConfig openJGitConfig(Config parent, FS fs) {
    return new NoFile(parent, fs);
  }

  @Override
  @SuppressWarnings("deprecation") // still abstract
  public long getCurrentTime() {
    return System.currentTimeMillis();
  }

  @Override
  @SuppressWarnings("deprecation") // still abstract
  public int getTimezone(long when) {
    return TimeZone.getTimeZone("UTC").getOffset(when) / 60_000;
  }

  /** An empty configuration that sets the one value JGit would measure. */
  private static final class NoFile extends FileBasedConfig {
    NoFile(Config parent, FS fs) {
      super(parent, new File("no-such-configuration"), fs);
    }

    @Override
    public void load() {}

    @Override
    public void save() {}

    @Override
    public boolean isOutdated() {
      return false;
    }

    @Override
    public long getTimeUnit(
        String section, String subsection, String name, long defaultValue, TimeUnit wantUnit) {
      return "filesystem".equals(section)
          ? wantUnit.convert(2, TimeUnit.SECONDS)
          : super.getTimeUnit(section, subsection, name, defaultValue, wantUnit);
    }
  }
}
