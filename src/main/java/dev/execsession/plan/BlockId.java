package dev.execsession.plan;

import java.util.regex.Pattern;

/**
 * Id of a block, unique within its plan, compared case-sensitively: {@code B01}, {@code B06X-01}.
 */
public record BlockId(String value) {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  public BlockId {
    if (!isId(value)) {
      throw new IllegalArgumentException("not a block id: " + value);
    }
  }

  static boolean isId(String value) {
    return FORM.matcher(value).matches();
  }

  @Override
  public String toString() {
    return value;
  }
}
