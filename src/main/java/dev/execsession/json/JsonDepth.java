package dev.execsession.json;

/** Measures JSON before it is parsed, because a recursive parser would overflow its stack. */
public final class JsonDepth {
  private JsonDepth() {}

  /** Returns whether lists and objects are nested more than {@code most} levels deep. */
  public static boolean isDeeperThan(String json, int most) {
    int depth = 0;
    boolean inText = false;
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (inText) {
        if (c == '\\') {
          i++;
        } else if (c == '"') {
          inText = false;
        }
      } else if (c == '"') {
        inText = true;
      } else if (c == '{' || c == '[') {
        if (++depth > most) {
          return true;
        }
      } else if (c == '}' || c == ']') {
        depth--;
      }
    }
    return false;
  }
}
