package dev.execsession.git;

import dev.execsession.file.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The settings of one git configuration file, read without git. Section and key are in lower case;
 * includes are resolved by {@link GitSettings} only.
 */
public final class GitConfig {
  /** A setting's full name, such as {@code remote.origin.url}, and its value. */
  public record Setting(String name, String value) {}

  static final GitConfig EMPTY = new GitConfig(List.of());

  private final List<Setting> settings;

  private GitConfig(List<Setting> settings) {
    this.settings = settings;
  }

  /** Parses a file; returns no settings if there is none. */
  static GitConfig read(Path file) throws IOException {
    return Files.isRegularFile(file)
        ? parse(new String(WholeFile.read(file, WholeFile.SMALL), StandardCharsets.UTF_8))
        : EMPTY;
  }

  public static GitConfig parse(String text) {
    return new GitConfig(new Reader(text).readAll());
  }

  /** Combines settings; later ones take precedence. */
  static GitConfig of(List<Setting> settings) {
    return new GitConfig(List.copyOf(settings));
  }

  /** Returns a setting's name with section and key in lower case. */
  static String canonical(String name) {
    int first = name.indexOf('.');
    int last = name.lastIndexOf('.');
    return first < 0
        ? name.toLowerCase(Locale.ROOT)
        : name.substring(0, first).toLowerCase(Locale.ROOT)
            + name.substring(first, last)
            + name.substring(last).toLowerCase(Locale.ROOT);
  }

  /** Returns all settings in file order. */
  public List<Setting> settings() {
    return settings;
  }

  public Optional<String> value(String name) {
    List<String> values = values(name);
    return values.isEmpty() ? Optional.empty() : Optional.of(values.get(values.size() - 1));
  }

  List<String> values(String name) {
    return settings.stream().filter(s -> s.name().equals(name)).map(Setting::value).toList();
  }

  public boolean isTrue(String name) {
    return value(name)
        .map(v -> List.of("true", "yes", "on", "1", "").contains(v.toLowerCase(Locale.ROOT)))
        .orElse(false);
  }

  /** Returns the names of the settings in a section, without the section. */
  List<String> keys(String section) {
    String prefix = section + ".";
    return settings.stream()
        .filter(s -> s.name().startsWith(prefix))
        .map(s -> s.name().substring(prefix.length()))
        .distinct()
        .toList();
  }

  private static final class Reader {
    private final String text;
    private final List<Setting> found = new ArrayList<>();
    private int at;
    private String section = "";

    Reader(String text) {
      this.text = text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    List<Setting> readAll() {
      while (at < text.length()) {
        char c = text.charAt(at);
        if (Character.isWhitespace(c)) {
          at++;
        } else if (c == '#' || c == ';') {
          toLineEnd();
        } else if (c == '[') {
          readSection();
        } else {
          readSetting();
        }
      }
      return List.copyOf(found);
    }

    private void toLineEnd() {
      int end = text.indexOf('\n', at);
      at = end < 0 ? text.length() : end + 1;
    }

    private void readSection() {
      StringBuilder name = new StringBuilder();
      boolean quoted = false;
      for (at++; at < text.length() && text.charAt(at) != '\n'; at++) {
        char c = text.charAt(at);
        if (quoted && c == '\\' && at + 1 < text.length()) {
          name.append(text.charAt(++at));
        } else if (c == '"') {
          quoted = !quoted;
        } else if (c == ']' && !quoted) {
          at++;
          break;
        } else if (!quoted && Character.isWhitespace(c)) {
          name.append('.');
        } else {
          name.append(quoted ? c : Character.toLowerCase(c));
        }
      }
      section = name.toString();
    }

    private void readSetting() {
      int start = at;
      while (at < text.length() && "=\n#;".indexOf(text.charAt(at)) < 0) {
        at++;
      }
      String key = text.substring(start, at).strip().toLowerCase(Locale.ROOT);
      String value = "";
      if (at < text.length() && text.charAt(at) == '=') {
        at++;
        value = readValue();
      } else {
        toLineEnd();
      }
      found.add(new Setting(section + "." + key, value));
    }

    private String readValue() {
      StringBuilder value = new StringBuilder();
      boolean quoted = false;
      int kept = 0;
      for (; at < text.length(); at++) {
        char c = text.charAt(at);
        if (c == '\n') {
          at++;
          break;
        }
        if (c == '\\' && at + 1 < text.length()) {
          char escaped = text.charAt(++at);
          switch (escaped) {
            case '\n' -> {}
            case 'n' -> value.append('\n');
            case 't' -> value.append('\t');
            default -> value.append(escaped);
          }
          kept = value.length();
        } else if (c == '"') {
          quoted = !quoted;
        } else if (!quoted && (c == '#' || c == ';')) {
          toLineEnd();
          break;
        } else if (quoted || !Character.isWhitespace(c)) {
          value.append(c);
          kept = value.length();
        } else if (value.length() > 0) {
          value.append(c);
        }
      }
      return value.substring(0, kept);
    }
  }
}
