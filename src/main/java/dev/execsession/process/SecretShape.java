package dev.execsession.process;

/** A kind of secret and how to recognize it from its first bytes. */
sealed interface SecretShape {
  /** The bytes are something else. */
  int NO = -1;

  /** More bytes are needed to decide. */
  int MORE = -2;

  /** Returns the first bytes of every such secret. */
  Prefix prefix();

  /**
   * Returns how many bytes from {@code at} certainly belong to the secret, {@link #NO} or {@link
   * #MORE}; never MORE if {@code last}.
   */
  int match(byte[] bytes, int at, int end, boolean last);

  /** Returns how many of the following bytes still belong to it; if all, the next ones may too. */
  default int rest(byte[] bytes, int at, int end) {
    return 0;
  }

  private static boolean isWord(byte b) {
    return (b >= 'a' && b <= 'z')
        || (b >= 'A' && b <= 'Z')
        || (b >= '0' && b <= '9')
        || b == '_'
        || b == '-';
  }

  private static boolean followsWord(byte[] bytes, int at) {
    return at > 0 && isWord(bytes[at - 1]);
  }

  private static int words(byte[] bytes, int at, int end) {
    int i = at;
    while (i < end && isWord(bytes[i])) {
      i++;
    }
    return i - at;
  }

  /** A known secret. */
  record Literal(Prefix prefix) implements SecretShape {
    @Override
    public int match(byte[] text, int at, int end, boolean last) {
      return prefix.match(text, at, end, last);
    }
  }

  /** A prefix at the start of a word, followed by at least {@code least} word characters. */
  record Token(Prefix prefix, int least) implements SecretShape {
    @Override
    public int match(byte[] text, int at, int end, boolean last) {
      if (followsWord(text, at)) {
        return NO;
      }
      int start = prefix.match(text, at, end, last);
      if (start < 0) {
        return start;
      }
      int body = words(text, at + start, end);
      if (body >= least) {
        return start + body;
      }
      return at + start + body == end && !last ? MORE : NO;
    }

    @Override
    public int rest(byte[] text, int at, int end) {
      return words(text, at, end);
    }
  }

  /** A JSON web token: three base64url parts separated by dots, the first two of JSON objects. */
  record WebToken() implements SecretShape {
    private static final Prefix PREFIX = Prefix.of("eyJ");
    private static final int LONGEST_HEADER = 2048;

    @Override
    public Prefix prefix() {
      return PREFIX;
    }

    @Override
    public int match(byte[] text, int at, int end, boolean last) {
      if (followsWord(text, at)) {
        return NO;
      }
      int start = PREFIX.match(text, at, end, last);
      if (start < 0) {
        return start;
      }
      int dot = at + words(text, at, end);
      if (dot - at > LONGEST_HEADER) {
        return NO;
      }
      if (dot == end) {
        return last ? NO : MORE;
      }
      if (text[dot] != '.' || dot - at < 10) {
        return NO;
      }
      int second = PREFIX.match(text, dot + 1, end, last);
      return second < 0 ? second : dot + 1 + second - at;
    }

    @Override
    public int rest(byte[] text, int at, int end) {
      int i = at;
      while (i < end && (isWord(text[i]) || text[i] == '.')) {
        i++;
      }
      return i - at;
    }
  }

  /** A private key in PEM form, from its first line to the dashes that start its last. */
  record PrivateKey() implements SecretShape {
    private static final Prefix BEGIN = Prefix.of("-----BEGIN ");
    private static final Prefix END = Prefix.of("PRIVATE KEY-----");
    private static final int LONGEST_TITLE = 60;

    @Override
    public Prefix prefix() {
      return BEGIN;
    }

    @Override
    public int match(byte[] text, int at, int end, boolean last) {
      int start = BEGIN.match(text, at, end, last);
      if (start < 0) {
        return start;
      }
      for (int i = at + start; i < Math.min(end, at + LONGEST_TITLE); i++) {
        int title = END.match(text, i, end, true);
        if (title >= 0) {
          return i + title - at;
        }
        if (text[i] == '\n') {
          return NO;
        }
      }
      return end - at < LONGEST_TITLE && !last ? MORE : NO;
    }

    @Override
    public int rest(byte[] text, int at, int end) {
      int i = at;
      while (i < end && isBody(text[i]) && !(text[i] == '-' && text[i - 1] == '-')) {
        i++;
      }
      return i - at;
    }

    /** Keys have headers, and may have line ends written as {@code \\n}. */
    private static boolean isBody(byte b) {
      return isWord(b) || "+/=\r\n\\ :,".indexOf(b) >= 0;
    }
  }
}
